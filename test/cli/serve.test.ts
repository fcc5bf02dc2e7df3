import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {serve} from '../../src/cli/serve.ts';
import {keepCredentials} from '../../src/cli/serving/credentials-file.ts';
import {exportLine, findKubeconfig, writeKubeconfig} from '../../src/cli/serving/kubeconfig-file.ts';

let home: string;
let errors: string;
beforeEach(() => {
	home = mkdtempSync(join(tmpdir(), 'tutor-serve-'));
	errors = '';
	vi.spyOn(console, 'error').mockImplementation(text => {
		errors += `${text}\n`;
	});
});
afterEach(() => {
	vi.restoreAllMocks();
	rmSync(home, {recursive: true, force: true});
});

const run = (...args: string[]) => serve(['--home', home, ...args]);

describe('serve that cannot', () => {
	it.each([
		[['--bogus'], "Unknown option '--bogus'"],
		[['--port', 'x'], '--port is a whole number from 0 to 65535, not "x"'],
		[['--port', '70000'], 'not "70000"'],
		[['--nodes', '0'], '--nodes is a whole number from 1 to 1000, not "0"'],
		[['--speed', '0'], '--speed is a number above 0 and up to 1000, not "0"'],
		[['--speed', 'fast'], 'not "fast"'],
		[['--seed', 'a'], '--seed is a whole number'],
		[['--state', ''], '--state wants a name'],
		[['--preset', 'nope'], 'there is no preset "nope". There are: empty, workloads, trouble'],
		[['--mission', 'nope'], 'There are: bare-pod'],
		[['--mission', 'scale', '--preset', 'empty'], 'not from both'],
		[['file.yaml'], "Unexpected argument 'file.yaml'"],
	])('ends with 2 and a sentence for %j', async (args, sentence) => {
		expect(await run(...args)).toBe(2);
		expect(errors).toContain('serve: ');
		expect(errors).toContain(sentence);
		expect(existsSync(join(home, 'serve.kubeconfig'))).toBe(false);
	});

	it.each(['apiVersion: v1\nkind: Config\nclusters: []\n', 'not: [yaml', '', '{"name": "package"}'])(
		'leaves a file alone that is not its own: %j',
		async text => {
			const mine = join(home, 'config');
			writeFileSync(mine, text);
			expect(await run('--kubeconfig', mine)).toBe(1);
			expect(errors).toContain(`${mine} exists`);
			expect(readFileSync(mine, 'utf8')).toBe(text);
		},
	);

	it('leaves a state of a newer program as it is', async () => {
		const state = join(home, 'lab.json');
		writeFileSync(state, '{"form":2}');
		expect(await run('--state', state)).toBe(1);
		expect(errors).toContain('newer version');
		expect(readFileSync(state, 'utf8')).toBe('{"form":2}');
	});
});

describe('the kubeconfig', () => {
	it('is written anew only where it leads elsewhere, and keeps the namespace that was chosen', async () => {
		const path = join(home, 'kubeconfig');
		const credentials = await keepCredentials(home, Date.now());
		await writeKubeconfig(path, 'https://127.0.0.1:6001', credentials, undefined);
		const chosen = readFileSync(path, 'utf8').replace('user: k8s', 'namespace: shop\n    user: k8s');
		writeFileSync(path, chosen);
		await writeKubeconfig(path, 'https://127.0.0.1:6001', credentials, findKubeconfig(path));
		expect(readFileSync(path, 'utf8')).toBe(chosen);
		await writeKubeconfig(path, 'https://127.0.0.1:6002', credentials, findKubeconfig(path));
		expect(findKubeconfig(path)).toMatchObject({port: 6002, namespace: 'shop'});
	});

	it('is not taken for its own once another cluster stands in it', async () => {
		const path = join(home, 'kubeconfig');
		await writeKubeconfig(path, 'https://127.0.0.1:6001', await keepCredentials(home, Date.now()), undefined);
		const merged = readFileSync(path, 'utf8').replace('contexts:', '- name: work\n  user: {token: x}\ncontexts:');
		writeFileSync(path, merged);
		expect(() => findKubeconfig(path)).toThrow('left as it is');
	});

	it.each([
		['/home/me/state/kubeconfig', undefined, 'linux', 'export KUBECONFIG=/home/me/state/kubeconfig'],
		['/home/me/state/kubeconfig', '/home/me', 'linux', 'export KUBECONFIG=~/state/kubeconfig'],
		["/home/me/my lab's/kubeconfig", '/home/me', 'darwin', "export KUBECONFIG='/home/me/my lab'\\''s/kubeconfig'"],
		["C:\\me\\lab's\\kubeconfig", undefined, 'win32', "$env:KUBECONFIG = 'C:\\me\\lab''s\\kubeconfig'"],
	] as const)('of %s is named in the words of the shell', (path, of, platform, line) => {
		expect(exportLine(path, of, platform)).toBe(line);
	});
});

describe('the credentials', () => {
	it('stay the same, and are made anew when they run out or cannot be read', async () => {
		const now = Date.now();
		const first = await keepCredentials(home, now);
		expect(await keepCredentials(home, now)).toEqual(first);
		const later = await keepCredentials(home, first.expires);
		expect(later.token).not.toBe(first.token);
		writeFileSync(join(home, 'server-credentials.json'), '{"form":1,');
		const again = await keepCredentials(home, first.expires);
		expect(again.token).not.toBe(later.token);
		expect(await keepCredentials(home, first.expires)).toEqual(again);
	});
});
