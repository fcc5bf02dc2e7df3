/** `kubectl debug`: containers and Pods to look into others with. */
import {beforeAll, beforeEach, describe, expect, it} from 'vitest';
import type {Pod} from '../../src/api/core-v1/pod.ts';
import {createCluster} from '../../src/kubernetes/cluster.ts';
import {Terminal} from './terminal.ts';

const web = `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: {app: web}
  annotations: {team: blue}
spec:
  initContainers:
  - {name: prepare, image: 'busybox:1.36', command: ['true']}
  containers:
  - name: nginx
    image: nginx:1.27
    args: [nginx, -g, daemon off;]
    livenessProbe: {httpGet: {path: /, port: 80}}
    readinessProbe: {httpGet: {path: /, port: 80}}
  - {name: side, image: 'busybox:1.36', command: [sleep, '100000']}
`;

let terminal: Terminal;

async function open(): Promise<void> {
	terminal = new Terminal(createCluster(), {
		'web.yaml': web,
		'custom.yaml': 'env:\n- {name: MODE, value: slow}\nresources: {}\nsecurityContext: {runAsUser: 0}\n',
		'bad.yaml': 'image: nginx:1.27\n',
	});
	await terminal.run('apply -f web.yaml');
	await terminal.run('wait --for=condition=Ready pod/web');
}

async function pod(name: string): Promise<Pod> {
	return JSON.parse((await terminal.run(`get pod ${name} -o json`)).out) as Pod;
}

const exactlyWhatItSays = (err: string) => ({exit: 1, out: '', err});

describe('debug refuses', () => {
	beforeAll(open);

	it.each([
		['', 'error: you must specify --image when not using --copy-to.\n'],
		['--image=busybox', 'error: NAME or filename is required for debug\n'],
		['web --image=Busy:1:2', 'error: invalid image name "Busy:1:2": invalid reference format\n'],
		['web --image=busybox -t', 'error: -i/--stdin is required for containers with -t/--tty=true\n'],
		['web --image=busybox --profile=x', 'error: unknown profile: x\n'],
		['web --image=busybox --image-pull-policy=x', 'error: invalid image pull policy: x\n'],
		['web --image=busybox --replace', 'error: --replace may only be used with --copy-to.\n'],
		['web --image=busybox --same-node', 'error: --same-node may only be used with --copy-to.\n'],
		['web --set-image=a=b', 'error: --set-image may only be used with --copy-to.\n'],
		[
			'web --set-image=a',
			`error: invalid argument "a" for "--set-image" flag: a must be formatted as key=value\nSee 'kubectl debug --help' for usage.\n`,
		],
		[
			'web --copy-to=x --set-image=nginx=A:b:c',
			'error: invalid image name "A:b:c" for container "nginx": invalid reference format\n',
		],
		['web --copy-to=x', 'error: you must specify --image, --set-image or command arguments.\n'],
		['web --copy-to=x -- sh', 'error: you must specify an existing container or a new image when specifying args.\n'],
		[
			'web --copy-to=x --image=busybox --target=nginx',
			'error: --target is incompatible with --copy-to. Use --share-processes instead.\n',
		],
		['web --copy-to=x -c new -- sh', 'error: you must specify image when creating new container\n'],
		[
			'web --image=busybox --custom=bad.yaml',
			'error: name, command, image, lifecycle and volume devices are not modifiable via custom profile\n',
		],
		[
			'web --image=busybox --custom=none.yaml',
			'error: must pass a container spec json file for custom profile: open none.yaml: no such file or directory\n',
		],
		['deployment/none --image=busybox', 'Error from server (NotFound): deployments.apps "none" not found\n'],
		['svc/kubernetes --image=busybox', 'error: "v1, Kind=Service" not supported by debug\n'],
	])('%s', async (line, err) => {
		expect(await terminal.run(`debug ${line}`)).toEqual(exactlyWhatItSays(err));
	});
});

describe('in the Pod', () => {
	beforeEach(open);

	it('a container more starts beside those that run, and tells its name', async () => {
		const {exit, out, err} = await terminal.run('debug web --image=busybox:1.36 -- sleep 600');
		const [, name] = /^Defaulting debug container name to (debugger-[a-z0-9]{5})\.\n$/.exec(out) ?? [];
		expect([exit, err]).toEqual([0, '']);
		expect((await pod('web')).spec.ephemeralContainers).toEqual([
			{
				command: ['sleep', '600'],
				image: 'busybox:1.36',
				imagePullPolicy: 'IfNotPresent',
				name,
				resources: {},
				securityContext: {capabilities: {add: ['SYS_PTRACE']}},
				terminationMessagePath: '/dev/termination-log',
				terminationMessagePolicy: 'File',
			},
		]);
		terminal.cluster.advance(3000);
		const described = (await terminal.run('describe pod web')).out;
		expect(described).toMatch(new RegExp(`\nEphemeral Containers:\n  ${name}:\n[\\s\\S]*State: +Running\n`));
		expect((await terminal.run(`exec web -c ${name} -- hostname`)).out).toBe('web\n');
		expect((await terminal.run('debug web --image=busybox:1.36')).out).not.toBe(out);
	});

	it('a target is named, and must be there', async () => {
		const said =
			'Targeting container "nope". If you don\'t see processes from this container it may be because the container runtime doesn\'t support this feature.\n';
		const {out, err} = await terminal.run('debug web --image=busybox:1.36 -c d --target=nope');
		expect(out).toBe(said);
		expect(err).toBe('The Pod "web" is invalid: spec.ephemeralContainers[0].targetContainerName: Not found: "nope"\n');
		await terminal.run('debug web --image=busybox:1.36 -c d --target=nginx -q --env=A=1,B=2 --arguments-only -- x');
		expect((await pod('web')).spec.ephemeralContainers![0]).toMatchObject({
			targetContainerName: 'nginx',
			args: ['x'],
			env: [
				{name: 'A', value: '1'},
				{name: 'B', value: '2'},
			],
		});
	});

	it.each([
		['general', {capabilities: {add: ['SYS_PTRACE']}}],
		['baseline', undefined],
		[
			'restricted',
			{
				allowPrivilegeEscalation: false,
				capabilities: {drop: ['ALL']},
				runAsNonRoot: true,
				seccompProfile: {type: 'RuntimeDefault'},
			},
		],
		['netadmin', {capabilities: {add: ['NET_ADMIN', 'NET_RAW']}}],
		['sysadmin', {privileged: true}],
		['legacy', undefined],
	])('the profile %s gives it these rights', async (profile, securityContext) => {
		await terminal.run(`debug web --image=busybox:1.36 --profile=${profile}`);
		expect((await pod('web')).spec.ephemeralContainers![0]!.securityContext).toEqual(securityContext);
	});

	it('a file may change what the profile does', async () => {
		await terminal.run('debug web --image=busybox:1.36 -c d --custom=custom.yaml');
		expect((await pod('web')).spec.ephemeralContainers![0]).toMatchObject({
			env: [{name: 'MODE', value: 'slow'}],
			securityContext: {capabilities: {add: ['SYS_PTRACE']}, runAsUser: 0},
		});
	});

	it('one that is attached to prints what it prints; where nobody can type, that is said', async () => {
		const answer = await terminal.run("debug web -i -q --image=busybox:1.36 -- sh -c 'echo one; sleep 1; echo two'");
		expect(answer).toEqual({exit: 0, out: 'one\ntwo\n', err: ''});
		const shell = await terminal.run('debug web -it --image=busybox:1.36 -c shell');
		expect(shell.err).toBe(
			"All commands and output from this session will be recorded in container logs, including credentials and sensitive information passed through the command prompt.\nIf you don't see a command prompt, try pressing enter.\nNothing can be typed into a container here. It goes on running; this runs a command in it: kubectl exec web -c shell -- COMMAND\n",
		);
	});

	it('what is piped in reaches it', async () => {
		terminal.stdin = 'echo hello from $(hostname)\nexit 3\n';
		const {out} = await terminal.run('debug web -i -q --image=busybox:1.36 -c d');
		expect(out).toBe('hello from web\n');
		terminal.cluster.advance(2000);
		const {ephemeralContainerStatuses} = (await pod('web')).status;
		expect(ephemeralContainerStatuses![0]!.state.terminated?.exitCode).toBe(3);
	});

	it('somebody at a terminal can type, line by line', async () => {
		const prompts: string[] = [];
		const lines = ['hostname', 'cd /tmp', 'exit'];
		terminal.answers = question => {
			prompts.push(question);
			return lines.shift();
		};
		const {out} = await terminal.run('debug web -it -q --image=busybox:1.36 -c d');
		expect(prompts).toEqual(['/ # ', '/ # ', '/tmp # ']);
		expect(out).toBe('web\n');
	});

	it('an image that cannot be pulled is told of while one waits', async () => {
		const waiting = terminal.run('debug web -i -q=false -c d --image=nope:1', 8000);
		expect((await waiting).err).toMatch(/^Warning: container d: .*pull access denied/);
	});
});

describe('in a copy', () => {
	beforeEach(open);

	it('a container more sees the processes of the others; labels, annotations and probes are left out', async () => {
		await terminal.run('debug web --copy-to=copy --image=busybox:1.36 -c tools -- sleep 600');
		const {metadata, spec} = await pod('copy');
		expect([metadata.labels, metadata.annotations]).toEqual([undefined, undefined]);
		expect(spec.shareProcessNamespace).toBe(true);
		expect(spec.initContainers?.map(({name}) => name)).toEqual(['prepare']);
		expect(spec.containers.map(({name}) => name)).toEqual(['nginx', 'side', 'tools']);
		expect(spec.containers[0]).not.toHaveProperty('livenessProbe');
		expect(spec.containers[2]).toMatchObject({
			command: ['sleep', '600'],
			securityContext: {capabilities: {add: ['SYS_PTRACE']}},
		});
	});

	it('flags keep what is left out, and the node', async () => {
		const keeps = 'labels annotations liveness readiness'.split(' ').map(each => `--keep-${each}`);
		const line = `debug web --copy-to=copy --image=busybox:1.36 ${keeps.join(' ')} --keep-init-containers=false`;
		await terminal.run(`${line} --same-node --share-processes=false`);
		const [{spec: original}, {metadata, spec}] = [await pod('web'), await pod('copy')];
		expect([metadata.labels, metadata.annotations]).toEqual([{app: 'web'}, expect.objectContaining({team: 'blue'})]);
		expect([spec.shareProcessNamespace, spec.nodeName]).toEqual([false, original.nodeName]);
		expect(spec.initContainers).toBeUndefined();
		expect(spec.containers[0]!.readinessProbe).toEqual(original.containers[0]!.readinessProbe);
	});

	it('a container runs something else, with other images, and the original may go', async () => {
		await terminal.run('debug web --copy-to=copy -c nginx --set-image=*=nginx:1.28,side=busybox:1.37 -- sleep 600');
		const {spec} = await pod('copy');
		expect(spec.containers.map(({image}) => image)).toEqual(['nginx:1.28', 'busybox:1.37']);
		expect(spec.containers[0]).toMatchObject({command: ['sleep', '600']});
		expect(spec.containers[0]).not.toHaveProperty('args');
		const replaced = await terminal.run('debug web --copy-to=other --set-image=nginx=nginx:1.28 --replace');
		expect(replaced).toEqual({exit: 0, out: '', err: ''});
		expect((await terminal.run('get pod web')).exit).toBe(1);
	});
});

describe('on a node', () => {
	beforeEach(open);

	it('a Pod sees its files, its network and its processes', async () => {
		const {out} = await terminal.run('debug node/worker-2 --image=busybox:1.36 -- sleep 600');
		const [, name = ''] =
			/^Creating debugging pod (node-debugger-worker-2-\w{5}) with container debugger on node worker-2\.\n$/.exec(
				out,
			) ?? [];
		const {metadata, spec} = await pod(name);
		expect(metadata.labels).toEqual({'app.kubernetes.io/managed-by': 'kubectl-debug'});
		expect(spec).toMatchObject({
			hostIPC: true,
			hostNetwork: true,
			hostPID: true,
			nodeName: 'worker-2',
			restartPolicy: 'Never',
			tolerations: [{operator: 'Exists'}],
		});
		expect(spec.volumes![0]).toEqual({name: 'host-root', hostPath: {path: '/', type: ''}});
		expect(spec.containers[0]!.volumeMounts![0]).toEqual({name: 'host-root', mountPath: '/host'});
	});
});
