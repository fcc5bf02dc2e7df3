import {describe, expect, it} from 'vitest';
import {find} from '../../src/kubectl/builder.ts';
import {Client} from '../../src/kubectl/client.ts';
import type {KubectlIo} from '../../src/kubectl/io.ts';
import {pod, run, serverWith} from './support/terminal.ts';

const connection = serverWith([pod('web')]);
const get = (files: Readonly<Record<string, string>>, ...words: readonly string[]) =>
	run(['get', '-o', 'name', ...words], {connection, files});

const web = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n';

describe('reading objects from files', () => {
	it.each([
		[
			'bad YAML',
			'a: b: c\n',
			'error: error parsing x.yaml: error converting YAML to JSON: yaml: mapping values are not allowed in this context\n',
		],
		[
			'no kind',
			'apiVersion: v1\n',
			`error: unable to decode "x.yaml": Object 'Kind' is missing in '{"apiVersion":"v1"}'\n`,
		],
		[
			'a kind that does not exist',
			'apiVersion: apps/v1\nkind: Deploymnt\nmetadata: {name: web}\n',
			'error: resource mapping not found for name: "web" namespace: "" from "x.yaml": no matches for kind "Deploymnt" in version "apps/v1"\nensure CRDs are installed first\n',
		],
		[
			'a number for a name',
			'apiVersion: v1\nkind: Pod\nmetadata: {name: 1}\n',
			'error: unable to decode "x.yaml": json: cannot unmarshal number into Go struct field ObjectMeta.metadata.name of type string\n',
		],
		[
			'a number in labels',
			'apiVersion: v1\nkind: Pod\nmetadata: {name: a, labels: {v: 1}}\n',
			'error: unable to decode "x.yaml": json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string\n',
		],
		[
			'a text',
			'hello\n',
			'error: unable to decode "x.yaml": json: cannot unmarshal string into Go value of type unstructured.detector\n',
		],
	])('%s', async (_, text, stderr) => {
		expect(await get({'x.yaml': text}, '-f', 'x.yaml')).toEqual({exit: 1, stdout: '', stderr});
	});

	it('reads several documents, lists, folders, patterns and standard input', async () => {
		const list = `apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name: web}}\n`;
		expect((await get({'x.yaml': `${web}---\n${web}`}, '-f', 'x.yaml')).stdout).toBe('pod/web\npod/web\n');
		expect((await get({'x.yaml': list}, '-f', 'x.yaml')).stdout).toBe('pod/web\n');
		expect((await get({'d/a.yaml': web, 'd/b.json': '{', 'd/c.txt': '{'}, '-f', 'd')).stdout).toBe('pod/web\n');
		expect((await get({'d/a.yaml': web, 'd/e/b.yaml': web}, '-f', 'd')).stdout).toBe('pod/web\n');
		expect((await get({'d/a.yaml': web, 'd/e/b.yaml': web}, '-R', '-f', 'd')).stdout).toBe('pod/web\npod/web\n');
		expect((await get({'a.yaml': web, 'b.yaml': web}, '-f', '*.yaml')).stdout).toBe('pod/web\npod/web\n');
		const piped = await run(['get', '-o', 'name', '-f', '-'], {connection, stdin: web});
		expect(piped.stdout).toBe('pod/web\n');
	});

	it('says everything that is wrong with the paths at once', async () => {
		expect((await get({}, '-f', 'a', '-f', 'b')).stderr).toBe(
			'the path "a" does not exist\nthe path "b" does not exist\n',
		);
	});

	it('minds a namespace that differs from the one asked for', async () => {
		const elsewhere = web.replace('name: web', 'name: web\n  namespace: other');
		expect((await get({'x.yaml': elsewhere}, '-f', 'x.yaml', '-n', 'default')).stderr).toBe(
			`error: the namespace from the provided object "other" does not match the namespace "default". You must pass '--namespace=other' to perform this operation.\n`,
		);
	});

	it('checks apiVersion and kind itself where the server will check the rest', async () => {
		const io = {
			connection,
			files: {kind: () => 'file', read: () => 'metadata: {name: web}\n'},
			signal: new AbortController().signal,
		};
		const found = await find(new Client(io as unknown as KubectlIo), {
			filenames: ['x.yaml'],
			namespace: 'default',
			validation: 'Strict',
		});
		await expect(found.infos()).rejects.toThrow(
			'error validating "x.yaml": error validating data: [apiVersion not set, kind not set]; if you choose to ignore these errors, turn validation off with --validate=false',
		);
	});
});
