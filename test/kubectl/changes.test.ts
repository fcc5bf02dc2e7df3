/** Commands that change objects: what they say, and what they refuse. */
import {beforeEach, expect, test} from 'vitest';
import {deployment, pod} from './manifests.ts';
import {bareCluster, Terminal} from './terminal.ts';

let terminal: Terminal;
beforeEach(async () => {
	const cluster = bareCluster();
	cluster.client.create('nodes', {apiVersion: 'v1', kind: 'Node', metadata: {name: 'n1'}});
	terminal = new Terminal(cluster, {'pod.yaml': pod, 'web.yaml': deployment});
	await terminal.run('create -f pod.yaml -f web.yaml');
});

/** Runs lines one after the other, the last of which answers. */
async function last(...lines: string[]) {
	let answer = await terminal.run(lines[0]!);
	for (const line of lines.slice(1)) {
		answer = await terminal.run(line);
	}
	return answer;
}

test.each([
	['label pod web a=b', 'pod/web labeled\n'],
	['label pod web app=x --overwrite', 'pod/web labeled\n'],
	['label pod web app-', 'pod/web unlabeled\n'],
	['label pod web app- a=b', 'pod/web modified\n'],
	['label pod web app=web', 'pod/web not labeled\n'],
	['label pod web zz-', 'label "zz" not found.\npod/web not labeled\n'],
	['label pod web --list', 'app=web\n'],
	['label pods --all a=b --dry-run=client', 'pod/web labeled (dry run)\n'],
	['annotate pod web a=b', 'pod/web annotated\n'],
	['taint nodes n1 a=b:NoSchedule', 'node/n1 tainted\n'],
	['cordon n1', 'node/n1 cordoned\n'],
	['uncordon n1', 'node/n1 already uncordoned\n'],
	['scale deploy web --replicas=5', 'deployment.apps/web scaled\n'],
	['set image deploy/web nginx=nginx:1.28', 'deployment.apps/web image updated\n'],
	['set image deploy/web nginx=nginx:1.27', ''],
	['set resources deploy web --limits=cpu=200m', 'deployment.apps/web resource requirements updated\n'],
	['set env deploy/web A=b', 'deployment.apps/web env updated\n'],
	['set env pod/web --list', '# Pod web, container nginx\nMODE=fast\n'],
	['rollout pause deploy/web', 'deployment.apps/web paused\n'],
	['rollout restart deploy/web', 'deployment.apps/web restarted\n'],
	['rollout history deploy/web', 'deployment.apps/web \nNo rollout history found.\n'],
	[`patch deploy web -p '{"spec":{"replicas":4}}'`, 'deployment.apps/web patched\n'],
	[`patch deploy web -p '{"spec":{"replicas":3}}'`, 'deployment.apps/web patched (no change)\n'],
	[`patch deploy web -p '{"kind":"Pod"}'`, 'deployment.apps/web patched (no change)\n'],
	[`patch deploy web -p '{"spec":{"replicas":4}}' --dry-run=client`, 'deployment.apps/web patched\n'],
	['apply view-last-applied deploy/web', ''],
	['get deploy web --subresource=scale', 'NAME   DESIRED   AVAILABLE   AGE\nweb    3         0           0s\n'],
	['expose deploy web --port=80', 'service/web exposed\n'],
	['delete pod web', 'pod "web" deleted from default namespace\n'],
	['delete pod web -o name', 'pod/web\n'],
	['delete pod web --dry-run=server', 'pod "web" deleted from default namespace (server dry run)\n'],
	['delete pods -l app=none', 'No resources found\n'],
	[
		'replace --force -f web.yaml',
		'deployment.apps "web" deleted from default namespace\ndeployment.apps/web replaced\n',
	],
])('kubectl %s', async (line, out) => {
	expect(await terminal.run(line)).toEqual({exit: 0, out, err: ''});
});

test.each([
	['label pod web app=x', "error: 'app' already has a value (web), and --overwrite is false\n"],
	['label pod web', 'error: at least one label update is required\n'],
	['label pod web a=b a-', 'error: can not both modify and remove a label in the same command\n'],
	['annotate pod web', 'error: at least one annotation update is required\n'],
	['taint nodes n1 a-', 'error: taint "a" not found\n'],
	[
		'taint nodes n1 a=b:Nope',
		"error: invalid taint effect: Nope, unsupported taint effect\nSee 'kubectl taint -h' for help and examples\n",
	],
	['taint pods web a=b:NoSchedule', 'error: invalid resource type pods, only node types are supported\n'],
	['scale deploy web --current-replicas=9 --replicas=1', 'error: Expected replicas to be 9, was 3\n'],
	['set image deploy/web nope=x', 'error: unable to find container named "nope"\n'],
	['rollout resume deploy/web', 'error: deployments.apps "web" is not paused\n'],
	['rollout undo deploy/web', 'error: no rollout history found for deployment "web"\n'],
	['expose deploy web', "error: couldn't find port via --port flag or introspection\n"],
	[
		'create -f web.yaml',
		'Error from server (AlreadyExists): error when creating "web.yaml": deployments.apps "web" already exists\n',
	],
	[
		'create deployment web --image=nginx',
		'error: failed to create deployment: deployments.apps "web" already exists\n',
	],
	['delete pod nope', 'Error from server (NotFound): pods "nope" not found\n'],
	['drain', "error: USAGE: drain NODE [flags]\nSee 'kubectl drain -h' for help and examples\n"],
	[
		'create secret docker-registry login',
		'error: either --from-file or the combination of --docker-username, --docker-password and --docker-server is required\n',
	],
	[`patch deploy web -p '{"spec":{"replicas":2'`, 'Error from server (BadRequest): unexpected end of JSON input\n'],
	[
		`set env deploy/web 'D E=1'`,
		"error: \"D E\" is not a valid key name: a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')\n",
	],
	[
		'describe',
		'error: You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.\n',
	],
	['events --for nope/x', 'the server doesn\'t have a resource type "nope"\n'],
	[
		'wait pod/web deploy/web --for=condition=Ready --timeout=1s',
		'timed out waiting for the condition on pods/web\ntimed out waiting for the condition on deployments/web\n',
	],
	['run x --image=nginx --overrides={bad', 'error: Invalid JSON Patch\n'],
	['run x --image=nginx --overrides={} --override-type=odd', 'error: invalid override type: odd\n'],
	['wait pod/web', 'error: unrecognized condition: []\n'],
	['wait pod/web --for=condition=Ready --timeout=1s', 'error: timed out waiting for the condition on pods/web\n'],
	['exec web', 'error: you must specify at least one command for the container\n'],
	['logs nope', 'error: error from server (NotFound): pods "nope" not found in namespace "default"\n'],
])('kubectl %s is refused', async (line, err) => {
	expect(await terminal.run(line)).toEqual({exit: 1, out: '', err});
});

test('a second pause, cordon or taint says that it is done already', async () => {
	expect((await last('cordon n1', 'cordon n1')).out).toBe('node/n1 already cordoned\n');
	expect((await last('rollout pause deploy/web', 'rollout pause deploy/web')).err).toBe(
		'error: deployments.apps "web" is already paused\n',
	);
	expect((await last('taint node n1 a=b:NoExecute', 'taint node n1 a=c:NoExecute')).err).toBe(
		'error: node n1 already has a taint(s) with same effect(s) and --overwrite is false\n',
	);
});

test('an object made from flags is printed as kubectl prints it', async () => {
	expect(
		(await terminal.run('run two --image=busybox:1.36 --restart=Never --dry-run=client -o yaml -- sleep 60')).out,
	).toBe(
		`apiVersion: v1
kind: Pod
metadata:
  labels:
    run: two
  name: two
spec:
  containers:
  - args:
    - sleep
    - "60"
    image: busybox:1.36
    name: two
    resources: {}
  dnsPolicy: ClusterFirst
  restartPolicy: Never
status: {}
`,
	);
});

test('a login at a registry is kept as Docker keeps it', async () => {
	await terminal.run(
		'create secret docker-registry login --docker-server=r.example.com --docker-username=ann --docker-password=lab --docker-email=a@b.c',
	);
	const {out} = await terminal.run('get secret login -o json');
	const {type, data} = JSON.parse(out) as {type: string; data: Record<string, string>};
	expect([type, Object.keys(data)]).toEqual(['kubernetes.io/dockerconfigjson', ['.dockerconfigjson']]);
	expect(atob(data['.dockerconfigjson']!)).toBe(
		'{"auths":{"r.example.com":{"username":"ann","password":"lab","email":"a@b.c","auth":"YW5uOmxhYg=="}}}',
	);
});

test('a paused clock is said by what waits', async () => {
	terminal.cluster.paused = true;
	const {err} = await terminal.run('wait pod/web --for=condition=Ready --timeout=1s');
	expect(err).toMatch(/^Time is paused here/);
});

test('a kind in small letters finds its resource, and is refused by the server', async () => {
	const cluster = bareCluster();
	const small = new Terminal(cluster, {'web.yaml': deployment.replace('kind: Deployment', 'kind: deployment')});
	const why =
		'deployment in version "v1" cannot be handled as a Deployment: no kind "deployment" is registered for version "apps/v1" in scheme "pkg/api/legacyscheme/scheme.go:30"';
	expect((await small.run('apply -f web.yaml')).err).toBe(
		`Error from server (BadRequest): error when creating "web.yaml": ${why}\n`,
	);
	expect((await small.run('apply -f web.yaml --dry-run=client')).out).toBe('deployment.apps/web created (dry run)\n');
});

test('apply does not make an object of another kind', async () => {
	await last('apply -f web.yaml');
	terminal.files.write('web.yaml', deployment.replace('kind: Deployment', 'kind: deployment'));
	for (const line of ['apply -f web.yaml', 'apply -f web.yaml --dry-run=client']) {
		const {exit, err} = await last(line);
		expect(exit).toBe(1);
		expect(err).toMatch(/^error: error when applying patch:\n\nto:\n/);
		expect(err).toContain('\nfor: precondition failed for: map[kind:deployment ');
	}
});

test.each([
	['strategic', 'Error from server (BadRequest): unexpected end of JSON input\n'],
	['merge', 'Error from server (BadRequest): error decoding patch: unexpected end of JSON input\n'],
])('a %s patch that ends too early', async (type, said) => {
	expect((await last(`patch deploy web --type=${type} -p '{'`)).err).toBe(said);
});

test('a manifest that names no container is told where no patch can be made of it', async () => {
	terminal.files.write('web.yaml', deployment.replace('- name: nginx', '- stdin: true'));
	const {err} = await last('apply -f web.yaml');
	expect(err).toMatch(
		/^warning: error calculating patch from openapi v3 spec: map: map\[.*\] does not contain declared merge key: name$/m,
	);
	expect(err).toContain('error: error when applying patch:\n\nto:\n');
});

test('--raw prints what the server sends, the kind first and left out of items', async () => {
	expect((await terminal.run('get --raw /api/v1/namespaces/default/pods/web')).out).toMatch(
		/^\{"kind":"Pod","apiVersion":"v1","metadata":\{/,
	);
	const {out} = await terminal.run('get --raw /api/v1/namespaces/default/pods');
	expect(out).toMatch(/^\{"kind":"PodList","apiVersion":"v1",/);
	expect(out).toContain('"items":[{"metadata":{');
});
