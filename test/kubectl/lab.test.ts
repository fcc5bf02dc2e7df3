/** Commands that need nodes on which Pods run. */
import {beforeEach, expect, test} from 'vitest';
import {createCluster} from '../../src/kubernetes/cluster.ts';
import {pod} from './manifests.ts';
import {Terminal} from './terminal.ts';

let terminal: Terminal;
beforeEach(async () => {
	terminal = new Terminal(createCluster(), {
		'pod.yaml': pod,
		'pair.yaml': `${pod.replace('name: web', 'name: pair')}  - name: clock\n    image: busybox:1.36\n    command: [sh, -c, while true; do date; sleep 5; done]\n`,
	});
	await terminal.run('apply -f pod.yaml');
	await terminal.run('wait --for=condition=Ready pod/web');
});

test('a Pod is described down to its events', async () => {
	const {out} = await terminal.run('describe pod web');
	expect(out).toMatch(
		/^Name: {13}web\nNamespace: {8}default\nPriority: {9}0\nService Account: {2}default\nNode: {13}worker-\d\/10\.100\.100\.\d+\n/,
	);
	expect(out).toContain('    Environment:\n      MODE:  fast\n');
	expect(out).toContain('  Type                        Status\n  PodReadyToStartContainers   True \n');
	expect(out).toMatch(/Normal +Started +\d+s +kubelet +spec\.containers\{nginx\}: Container started\n$/);
});

test('a name that fits nothing describes all that begin with it', async () => {
	expect((await terminal.run('describe pod we')).out).toMatch(/^Name: +web\n[\s\S]*\n\n$/);
	expect((await terminal.run('describe pod nope')).err).toBe('Error from server (NotFound): pods "nope" not found\n');
});

test('delete waits until the Pod is gone, unless it is told not to', async () => {
	await terminal.run('delete pod web --wait=false');
	expect((await terminal.run('get pod web --no-headers')).out).toMatch(/Terminating/);
	await terminal.run('apply -f pair.yaml');
	await terminal.run('wait --for=condition=Ready pod/pair');
	const before = terminal.cluster.now;
	await terminal.run('delete pod pair');
	// The loop in the second container does not hear SIGTERM.
	expect(terminal.cluster.now - before).toBeGreaterThanOrEqual(30_000);
	expect((await terminal.run('get pods')).err).toBe('No resources found in default namespace.\n');
});

test('logs come from the first container, and say so where there are several', async () => {
	await terminal.run('apply -f pair.yaml');
	await terminal.run('wait --for=condition=Ready pod/pair');
	expect((await terminal.run('logs pair')).err).toBe('Defaulted container "nginx" out of: nginx, clock\n');
	expect((await terminal.run('logs pair -c clock --tail=1')).out).toMatch(/UTC 2026\n$/);
	expect((await terminal.run('logs pair --all-containers --prefix --tail=1')).out).toMatch(
		/^\[pod\/pair\/nginx\] .*\n\[pod\/pair\/clock\] .*\n$/,
	);
});

test('exec gives the exit code of the command', async () => {
	expect(await terminal.run('exec web -- hostname')).toEqual({exit: 0, out: 'web\n', err: ''});
	const failed = await terminal.run("exec web -- sh -c 'exit 3'");
	expect([failed.exit, failed.err]).toEqual([3, 'command terminated with exit code 3\n']);
});

test('what the kubelet refuses to run is told without naming the server', async () => {
	const missing = await terminal.run('exec web -- nope');
	expect([missing.exit, missing.out]).toEqual([1, '']);
	expect(missing.err).toMatch(
		/^error: Internal error occurred: Internal error occurred: error executing command in container: failed to exec in container: failed to start exec "\w+": OCI runtime exec failed: exec failed: unable to start container process: exec: "nope": executable file not found in \$PATH\n$/,
	);
});

test('a node that is off answers neither logs nor exec', async () => {
	const {out: node} = await terminal.run('get pod web -o jsonpath={.spec.nodeName}');
	const {out: ip} = await terminal.run('get pod web -o jsonpath={.status.hostIP}');
	terminal.cluster.stopNode(node);
	const lost = `dial tcp ${ip}:10250: connect: no route to host\n`;
	expect((await terminal.run('logs web')).err).toBe(
		`Error from server: Get "https://${ip}:10250/containerLogs/default/web/nginx": ${lost}`,
	);
	expect((await terminal.run('exec web -- ls /')).err).toBe(
		`error: Internal error occurred: error sending request: Post "https://${ip}:10250/exec/default/web/nginx?command=ls&command=%2F&error=1&output=1": ${lost}`,
	);
});

test('logs since a date need a whole date', async () => {
	expect((await terminal.run('logs web --since-time=2026-06-01')).err).toBe(
		'error: parsing time "2026-06-01" as "2006-01-02T15:04:05Z07:00": cannot parse "" as "T"\n',
	);
});

test('run stays with a Pod, and deletes it', async () => {
	const {exit, out} = await terminal.run('run once --image=busybox:1.36 --restart=Never --rm --attach -- echo hello');
	expect([exit, out]).toEqual([0, 'hello\npod "once" deleted from default namespace\n']);
});

test('drain names what stands in its way, and goes on when told to', async () => {
	const node = (await terminal.run('get pod web -o jsonpath={.spec.nodeName}')).out;
	const refused = await terminal.run(`drain ${node}`);
	expect([refused.exit, refused.out]).toEqual([1, `node/${node} cordoned\n`]);
	expect(refused.err).toContain(
		'cannot delete Pods that declare no controller (use --force to override): default/web\n',
	);
	const drained = await terminal.run(`drain ${node} --force --ignore-daemonsets`);
	expect(drained.out).toBe(
		`node/${node} already cordoned\nevicting pod default/web\npod/web evicted\nnode/${node} drained\n`,
	);
	expect(drained.err).toMatch(
		/^Warning: deleting Pods that declare no controller: default\/web; ignoring DaemonSet-managed Pods: kube-system\/calico-node-\w+\n$/,
	);
});
