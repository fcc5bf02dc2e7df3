import {describe, expect, it} from 'vitest';
import type {ApiRequest, Connection} from '../../src/apimachinery/connection.ts';
import {createCluster} from '../../src/kubernetes/cluster.ts';
import type {Look} from '../../src/tutor/checks/look.ts';
import {Lab} from '../../src/tutor/session/lab.ts';
import {type LabServerHooks, MissionServer} from '../../src/tutor/session/mission-server.ts';
import {Output} from '../../src/tutor/session/output.ts';

const pods = '/api/v1/namespaces/default/pods';

/** A mission's server whose clients are the test. */
function opened(options: {readonly refuse?: string} = {}) {
	const cluster = createCluster({seed: 2});
	const looks: Look[] = [];
	let writes = 0;
	let hooks: LabServerHooks | undefined;
	let open = false;
	const output = new Output(() => {});
	const nothing = () => {};
	const lab = new Lab(
		{id: 'test', version: 1} as never,
		cluster,
		{save: async () => {}} as never,
		{paused: true, speed: 5},
		{observed: nothing, ticked: nothing, looked: nothing, wrote: nothing, failed: nothing},
	);
	const server = new MissionServer({
		lab,
		output,
		filesAt: '/home/me/files',
		open: async (_cluster, given) => {
			if (options.refuse !== undefined) {
				throw new Error(options.refuse);
			}
			hooks = given;
			open = true;
			return {
				usage: 'export KUBECONFIG=/kubeconfig',
				moveToNow: nothing,
				close: async () => {
					open = false;
				},
			};
		},
		looked: look => looks.push(look),
		opened: nothing,
		wrote: () => {
			writes++;
		},
		changed: nothing,
		failed: nothing,
	});
	const said = () => output.entries.map(({text}) => text).join('\n');
	const client = (): Connection => hooks!.through(cluster.connect({latency: 0}));
	return {
		cluster,
		lab,
		server,
		looks,
		said,
		client,
		hooks: () => hooks!,
		writes: () => writes,
		isOpen: () => open,
		async toggle() {
			server.toggle();
			await new Promise(resolve => setImmediate(resolve));
		},
	};
}

describe('the server of a mission', () => {
	it('says how it is used, and where the files are', async () => {
		const {toggle, said, server, hooks} = opened();
		await toggle();
		expect(said()).toContain('\nexport KUBECONFIG=/kubeconfig\n');
		expect(said()).toContain('/home/me/files');
		hooks().clients(2);
		expect(server.view).toEqual({usage: 'export KUBECONFIG=/kubeconfig', clients: 2});
		await toggle();
		expect(said()).toContain('The server is closed');
		expect(server.view).toBeUndefined();
	});

	it.each<[Partial<ApiRequest>, object]>([
		[{command: 'kubectl get'}, {at: 'pods', by: 'get'}],
		[
			{command: 'kubectl describe', path: `${pods}/web`},
			{at: 'pods', by: 'describe', name: 'web'},
		],
		// k9s and programs with client-go do not say what they were told to do: what they read is what they show.
		[{userAgent: 'k9s/v0.50'}, {at: 'pods', by: 'get'}],
		[
			{userAgent: 'k9s/v0.50', path: `${pods}/web`},
			{at: 'pods', by: 'get', name: 'web'},
		],
	])('takes %j for a look', async (request, look) => {
		const {toggle, client, looks, cluster} = opened();
		await toggle();
		cluster.client.create('pods', {
			apiVersion: 'v1',
			kind: 'Pod',
			metadata: {name: 'web', namespace: 'default'},
			spec: {containers: [{name: 'main', image: 'nginx:1.27'}]},
		} as never);
		await client().request({method: 'GET', path: pods, ...request});
		expect(looks).toMatchObject([look]);
	});

	it('takes nothing for a look that a client asks for its own sake, or that is not there', async () => {
		const {toggle, client, looks} = opened();
		await toggle();
		await client().request({method: 'GET', path: '/apis/apps/v1'});
		await client().request({method: 'GET', path: `${pods}/nobody`});
		await client().request({method: 'GET', path: pods, command: 'kubectl apply'});
		expect(looks).toEqual([]);
	});

	it('notices what changes the cluster, and nothing else', async () => {
		const {toggle, client, writes} = opened();
		await toggle();
		const path = '/api/v1/namespaces/default/configmaps';
		const body = {apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'settings'}};
		await client().request({method: 'GET', path});
		await client().request({method: 'POST', path, body, query: {dryRun: 'All'}});
		await client().request({method: 'DELETE', path: `${path}/nobody`});
		expect(writes()).toBe(0);
		await client().request({method: 'POST', path, body});
		expect(writes()).toBe(1);
	});

	it('takes time over while it is open, and gives it back', async () => {
		const {toggle, lab, cluster} = opened();
		await toggle();
		expect([lab.handedOver, cluster.paused]).toEqual([true, false]);
		await toggle();
		expect([lab.handedOver, cluster.paused, lab.pacer.pace]).toEqual([false, true, {paused: true, speed: 5}]);
		lab.stop();
	});

	it('says why it could not be opened, and leaves everything as it was', async () => {
		const {toggle, said, server, lab} = opened({refuse: 'Another server is open.'});
		await toggle();
		expect(said()).toContain('could not be opened. Another server is open.');
		expect(server.view).toBeUndefined();
		expect(lab.handedOver).toBe(false);
		lab.stop();
	});

	it('closes once, however often it is told to', async () => {
		const {toggle, server, isOpen, said, lab} = opened();
		await toggle();
		await Promise.all([server.close(), server.close()]);
		expect(isOpen()).toBe(false);
		expect(said().match(/is closed/g)).toHaveLength(1);
		lab.stop();
	});
});
