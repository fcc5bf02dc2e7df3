import {expect, it} from 'vitest';
import type {Connection, WatchEvent} from '../../src/apimachinery/connection.ts';
import {createCluster} from '../../src/kubernetes/cluster.ts';
import {memoryFiles} from '../../src/shell/folder.ts';
import {runShell} from '../../src/shell/run.ts';
import type {Look} from '../../src/tutor/checks/look.ts';
import {noticing} from '../../src/tutor/session/lab.ts';
import {newShellSession} from '../../src/tutor/session/shell-session.ts';

const changed = {type: 'MODIFIED', object: {kind: 'Deployment', metadata: {name: 'web'}}} as WatchEvent;

const connection = {
	async *watch() {
		yield changed;
		yield changed;
		yield changed;
	},
} as unknown as Connection;

it('counts each change that a watch has shown as a look, the one that ends it too', async () => {
	const seen: string[] = [];
	const watch = noticing(connection, ({at, by, name}) => seen.push(`${by} ${at} ${name}`)).watch({
		method: 'GET',
		path: '/apis/apps/v1/namespaces/default/deployments',
		query: {watch: 'true', fieldSelector: 'metadata.name=web'},
		command: 'kubectl rollout status',
	});
	let shown = 0;
	for await (const _ of watch) {
		if (++shown === 2) {
			break;
		}
	}
	// Those that judge have a turn to see the change, too.
	await new Promise(resolve => setImmediate(resolve));
	expect(seen).toEqual(['rollout status deployments web', 'rollout status deployments web']);
});

it('has a rollout looked at until it is done', async () => {
	const cluster = createCluster();
	const looks: Look[] = [];
	const looked = (look: Look) => looks.push(look);
	const session = newShellSession(noticing(cluster.connect(), looked), memoryFiles({}));
	const terminal = {out() {}, err() {}, signal: new AbortController().signal};
	const run = (line: string) => cluster.runUntil(runShell(line, session, terminal));
	await run('kubectl create deployment web --image=nginx:1.27 --replicas=2');
	expect(await run('kubectl rollout status deployment/web')).toBe(0);
	await new Promise(resolve => setImmediate(resolve));
	const atWeb = looks.filter(({at, by, name}) => at === 'deployments' && by === 'rollout status' && name === 'web');
	// Once when it began, and at each Pod that became ready.
	expect(atWeb.length).toBeGreaterThan(2);
	expect(looks.filter(({by}) => by === 'get')).toEqual([]);
});
