/** `--server-side`: who owns which field, as kubectl tells of it. */
import {beforeEach, expect, test} from 'vitest';
import {createCluster} from '../../src/kubernetes/cluster.ts';
import {deployment} from './manifests.ts';
import {Terminal} from './terminal.ts';

const advice = /Please review the fields above--they currently have other managers\./;
const owners = `get deploy web -o jsonpath='{range.metadata.managedFields[*]}{.operation}/{.manager}{"\\n"}{end}'`;

let terminal: Terminal;
beforeEach(async () => {
	terminal = new Terminal(createCluster({workers: 1}), {
		'web.yaml': deployment,
		'more.yaml': deployment.replace(/replicas: \d+/, 'replicas: 7'),
	});
});

async function ownersOfWeb() {
	const {out} = await terminal.run(owners);
	return out.split('\n').filter(line => line !== '' && !line.endsWith('kube-controller-manager'));
}

test('a conflict names the manager, and is overridden when that is asked for', async () => {
	expect(await terminal.run('apply --server-side -f web.yaml')).toEqual({
		exit: 0,
		out: 'deployment.apps/web serverside-applied\n',
		err: '',
	});
	await terminal.run('scale deploy web --replicas=1');
	const refused = await terminal.run('apply --server-side -f more.yaml');
	expect(refused.exit).toBe(1);
	expect(refused.err).toMatch(
		/^error: Apply failed with 1 conflict: conflict with "kubectl" with subresource "scale" using apps\/v1: \.spec\.replicas\n/,
	);
	expect(refused.err).toMatch(advice);
	expect((await terminal.run('apply --server-side --force-conflicts -f more.yaml')).exit).toBe(0);
	expect(await ownersOfWeb()).toEqual(['Apply/kubectl']);
});

test('what was applied on the client before belongs to the server-side manager, though controllers write meanwhile', async () => {
	await terminal.run('apply -f web.yaml');
	expect(await ownersOfWeb()).toEqual(['Update/kubectl-client-side-apply']);
	expect(await terminal.run('apply --server-side -f more.yaml')).toEqual({
		exit: 0,
		out: 'deployment.apps/web serverside-applied\n',
		err: '',
	});
	expect(await ownersOfWeb()).toEqual(['Apply/kubectl-last-applied', 'Apply/kubectl']);
	const {out} = await terminal.run('apply view-last-applied deploy/web');
	expect(out).toMatch(/replicas: 7/);
});

test('a diff shows what such an apply would do, and more than 1 says that it would be refused', async () => {
	await terminal.run('apply --server-side -f web.yaml');
	const shown = await terminal.run('diff --server-side -f more.yaml');
	expect(shown.exit).toBe(1);
	expect(shown.out).toMatch(/^\+ {2}replicas: 7$/m);
	await terminal.run('scale deploy web --replicas=1');
	const refused = await terminal.run('diff --server-side -f more.yaml');
	expect(refused).toMatchObject({exit: 2, out: ''});
	expect(refused.err).toMatch(/^Error from server \(Conflict\): Apply failed with 1 conflict: /);
	expect((await terminal.run('diff --server-side --force-conflicts -f more.yaml')).exit).toBe(1);
});

test('managed fields are shown only to those who ask', async () => {
	await terminal.run('apply --server-side -f web.yaml');
	for (const output of ['yaml', 'json']) {
		expect((await terminal.run(`get deploy web -o ${output}`)).out).not.toMatch(/managedFields/);
		expect((await terminal.run(`get deploy web -o ${output} --show-managed-fields`)).out).toMatch(/managedFields/);
		expect((await terminal.run(`get deploy,rs -o ${output}`)).out).not.toMatch(/managedFields/);
	}
	expect((await terminal.run('describe deploy web')).out).not.toMatch(/[Mm]anaged ?[Ff]ields/);
	let edited = '';
	terminal.editor = (_name, text) => {
		edited = text;
		return undefined;
	};
	await terminal.run('edit deploy web');
	expect(edited).toMatch(/replicas/);
	expect(edited).not.toMatch(/managedFields/);
});

test('Events are in two groups, and the core one comes first', async () => {
	await terminal.run('apply -f web.yaml');
	terminal.cluster.advance(1000);
	const {out} = await terminal.run('api-resources --api-group=events.k8s.io --no-headers');
	expect(out).toMatch(/^events +ev +events\.k8s\.io\/v1 +true +Event\n$/);
	expect((await terminal.run('get events -o name')).out).toMatch(/^event\/web/);
	expect((await terminal.run('get events.events.k8s.io -o name')).out).toMatch(/^event\.events\.k8s\.io\/web/);
});
