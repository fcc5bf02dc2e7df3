import {mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {FileError} from '../../src/kubectl/io.ts';
import {openClusterFile} from '../../src/tutor/progress/cluster-file.ts';
import {diskWorkspace} from '../../src/tutor/progress/disk-workspace.ts';
import {takeLock} from '../../src/tutor/progress/instance-lock.ts';
import {openRecords} from '../../src/tutor/progress/record-file.ts';
import {freshRecords, withLine} from '../../src/tutor/progress/records.ts';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'tutor-test-'));
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

describe('records', () => {
	it('come back as they were saved', () => {
		const records = withLine({...freshRecords, current: 'bare-pod'}, 'kubectl get pods');
		openRecords(folder).save(records);
		expect(openRecords(folder).records).toEqual(records);
	});

	it.each(['', '{', 'null', '{"records":{"form":1}}', '{"records":{"form":1,"missions":{"x":5},"history":[]}}', '[]'])(
		'that are damaged (%j) are set aside under a name that is told',
		text => {
			writeFileSync(join(folder, 'progress.json'), text);
			const opened = openRecords(folder);
			expect(opened.records).toEqual(freshRecords);
			expect(readFileSync(opened.setAside!, 'utf8')).toBe(text);
			opened.save(freshRecords);
			writeFileSync(join(folder, 'progress.json'), 'again');
			expect(openRecords(folder).setAside).not.toBe(opened.setAside);
			expect(readFileSync(opened.setAside!, 'utf8')).toBe(text);
		},
	);

	it('of a newer program are left as they are', () => {
		const text = '{"records":{"form":2,"missions":{}}}';
		writeFileSync(join(folder, 'progress.json'), text);
		const opened = openRecords(folder);
		opened.save(freshRecords);
		expect(opened.readOnly).toContain('newer');
		expect(readFileSync(join(folder, 'progress.json'), 'utf8')).toBe(text);
	});

	it('are not touched by a second copy, damaged or not', () => {
		writeFileSync(join(folder, 'progress.json'), 'damaged');
		openRecords(folder, {readOnly: true}).save(freshRecords);
		expect(readdirSync(folder)).toEqual(['progress.json']);
	});

	it('keep a line once when it is repeated, and none that is blank', () => {
		const records = ['ls', 'ls', '  ', 'pwd'].reduce(withLine, freshRecords);
		expect(records.history).toEqual(['ls', 'pwd']);
	});
});

describe('a cluster file', () => {
	const isCluster = (value: unknown): value is {n: number} => typeof (value as {n?: unknown} | null)?.n === 'number';

	it('comes back, and an unreadable one is set aside', async () => {
		const file = openClusterFile(folder, 'bare-pod', isCluster);
		await file.save({mission: 'bare-pod', version: 1, cluster: {n: 7}});
		expect(openClusterFile(folder, 'bare-pod', isCluster).saved?.cluster).toEqual({n: 7});
		writeFileSync(join(folder, 'cluster-bare-pod.json'), '{"mission":');
		const damaged = openClusterFile(folder, 'bare-pod', isCluster);
		expect(damaged.saved).toBeUndefined();
		expect(readFileSync(damaged.setAside!, 'utf8')).toBe('{"mission":');
	});
});

describe('saves that overlap', () => {
	it('leave the last one, whole', async () => {
		const file = openClusterFile(folder, 'bare-pod', (value): value is number => typeof value === 'number');
		await Promise.all(Array.from({length: 20}, (_, n) => file.save({mission: 'bare-pod', version: 1, cluster: n})));
		expect(
			openClusterFile(folder, 'bare-pod', (value): value is number => typeof value === 'number').saved?.cluster,
		).toBe(19);
		expect(readdirSync(folder)).toEqual(['cluster-bare-pod.json']);
	});
});

describe('the lock', () => {
	it('is held by one at a time, and free again afterwards', async () => {
		const first = await takeLock(folder);
		expect(first).toBeDefined();
		expect(await takeLock(folder)).toBeUndefined();
		await first!.release();
		const second = await takeLock(folder);
		expect(second).toBeDefined();
		await second!.release();
	});

	it('of several that try at once goes to one', async () => {
		const tries = await Promise.all([1, 2, 3, 4].map(() => takeLock(folder)));
		expect(tries.filter(Boolean)).toHaveLength(1);
		await tries.find(Boolean)!.release();
	});
});

describe('the workspace on disk', () => {
	it('writes, lists, reads and removes, and says what it cannot', () => {
		const files = diskWorkspace(join(folder, 'work'));
		expect(files.list.bind(files, 'none')).toThrow(FileError);
		files.write('deep/web.yaml', 'kind: Pod\n');
		expect(files.list('.')).toEqual([{name: 'deep', folder: true}]);
		expect(files.read('deep/web.yaml')).toBe('kind: Pod\n');
		expect(() => files.read('deep')).toThrow(expect.objectContaining({code: 'EISDIR'}));
		expect(() => files.read('none')).toThrow(expect.objectContaining({code: 'ENOENT'}));
		files.remove('deep');
		expect(files.kind('deep')).toBeUndefined();
	});

	it('does not follow a link out of it', () => {
		writeFileSync(join(folder, 'secret'), 'x');
		const files = diskWorkspace(join(folder, 'work'));
		files.write('a', '');
		symlinkSync(join(folder, 'secret'), join(folder, 'work', 'link'));
		expect(() => files.read('link')).toThrow(expect.objectContaining({code: 'EOUTSIDE'}));
		expect(() => files.read('../secret')).toThrow(expect.objectContaining({code: 'EOUTSIDE'}));
	});
});
