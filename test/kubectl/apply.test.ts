import {beforeEach, expect, test} from 'vitest';
import {deployment, pod} from './manifests.ts';
import {bareCluster, Terminal} from './terminal.ts';

const withoutAnnotation = deployment.replace('replicas: 3', 'replicas: 2');
let terminal: Terminal;
beforeEach(() => {
	terminal = new Terminal(bareCluster(), {
		'web.yaml': deployment,
		'pod.yaml': pod,
		'five.yaml': deployment.replace('replicas: 3', 'replicas: 5'),
		'nameless.yaml': pod.replace('name: web', 'name: ""'),
		'typo.yaml': deployment.replace('replicas', 'replcas'),
		'all/one.yaml': pod,
		'all/two.yaml': withoutAnnotation,
	});
});

test('creates, leaves alone and changes', async () => {
	expect(await terminal.run('apply -f web.yaml')).toEqual({exit: 0, out: 'deployment.apps/web created\n', err: ''});
	expect((await terminal.run('apply -f web.yaml')).out).toBe('deployment.apps/web unchanged\n');
	expect((await terminal.run('apply -f five.yaml')).out).toBe('deployment.apps/web configured\n');
	expect((await terminal.run('get deploy web -o jsonpath={.spec.replicas}')).out).toBe('5');
});

test('takes a whole folder', async () => {
	expect((await terminal.run('apply -f all')).out).toBe('pod/web created\ndeployment.apps/web created\n');
});

test('keeps what was applied, as Go writes JSON', async () => {
	await terminal.run('apply -f pod.yaml');
	const template = "jsonpath='{.metadata.annotations.kubectl\\.kubernetes\\.io/last-applied-configuration}'";
	expect((await terminal.run(`get pod web -o ${template}`)).out).toBe(
		'{"apiVersion":"v1","kind":"Pod","metadata":{"annotations":{},"labels":{"app":"web"},"name":"web","namespace":"default"},"spec":{"containers":[{"env":[{"name":"MODE","value":"fast"}],"image":"nginx:1.27","name":"nginx"}]}}\n',
	);
});

test('takes away what the manifest no longer says, and leaves what others set', async () => {
	await terminal.run('apply -f web.yaml');
	await terminal.run('label deploy web mine=yes');
	terminal.files.write('web.yaml', deployment.replace('  replicas: 3\n', ''));
	await terminal.run('apply -f web.yaml');
	const {out} = await terminal.run('get deploy web -o jsonpath={.spec.replicas},{.metadata.labels.mine}');
	expect(out).toBe('1,yes');
});

test('warns of an object that was not applied before', async () => {
	await terminal.run('create -f web.yaml');
	const {out, err} = await terminal.run('apply -f web.yaml');
	expect(out).toBe('deployment.apps/web configured\n');
	expect(err).toMatch(/^Warning: resource deployments\/web is missing the kubectl\.kubernetes\.io\/last-applied/);
});

test.each([
	['--dry-run=client', 'deployment.apps/web created (dry run)\n'],
	['--dry-run=server', 'deployment.apps/web created (server dry run)\n'],
])('%s changes nothing', async (flag, said) => {
	expect((await terminal.run(`apply -f web.yaml ${flag}`)).out).toBe(said);
	expect((await terminal.run('get deploy')).err).toBe('No resources found in default namespace.\n');
});

test.each([
	['apply', 'error: must specify one of -f and -k\n'],
	['apply -f gone.yaml', 'error: the path "gone.yaml" does not exist\n'],
	['apply -f web.yaml --force-conflicts', 'error: --force-conflicts only works with --server-side\n'],
	[
		'apply -f typo.yaml',
		'Error from server (BadRequest): error when creating "typo.yaml": Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spec.replcas"\n',
	],
	[
		'apply -f nameless.yaml',
		'error: error when retrieving current configuration of:\nResource: "/v1, Resource=pods", GroupVersionKind: "/v1, Kind=Pod"\nName: "", Namespace: "default"\nfrom server for: "nameless.yaml": resource name may not be empty\n',
	],
	['replace -f nameless.yaml', 'error: error when replacing "nameless.yaml": resource name may not be empty\n'],
	[
		'create -f nameless.yaml',
		'The Pod "" is invalid: metadata.name: Required value: name or generateName is required\n',
	],
	[
		'apply -f web.yaml -n nowhere',
		'Error from server (NotFound): error when creating "web.yaml": namespaces "nowhere" not found\n',
	],
])('kubectl %s is refused', async (line, message) => {
	expect(await terminal.run(line)).toEqual({exit: 1, out: '', err: message});
});

test('diff shows what would change and ends with 1', async () => {
	await terminal.run('apply -f web.yaml');
	expect(await terminal.run('diff -f web.yaml')).toEqual({exit: 0, out: '', err: ''});
	const {exit, out} = await terminal.run('diff -f five.yaml');
	expect(exit).toBe(1);
	expect(out).toMatch(/^diff -u -N \/tmp\/LIVE-\d+\/apps\.v1\.Deployment\.default\.web /);
	expect(out).toContain('-  replicas: 3\n+  replicas: 5\n');
});
