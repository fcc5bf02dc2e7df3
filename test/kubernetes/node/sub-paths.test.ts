/** Parts of volumes that containers see. */
import {beforeEach, expect, it} from 'vitest';
import type {Cluster} from '../../../src/kubernetes/cluster.ts';
import {createLab, eventsOf, logs, run, stateOf} from './lab.ts';

let cluster: Cluster;

beforeEach(() => {
	cluster = createLab();
});

const env = [
	{name: 'POD', valueFrom: {fieldRef: {fieldPath: 'metadata.name'}}},
	{name: 'ROOT', value: '/tmp'},
	{name: 'UP', value: '..'},
];

function mount(subPathExpr: string): void {
	const command = ['sh', '-c', 'echo hi > /own/file; ls -d /all/*/*'];
	const volumeMounts = [
		{name: 'data', mountPath: '/own', subPathExpr},
		{name: 'data', mountPath: '/all'},
	];
	run(cluster, 'web', [{image: 'busybox:1.36', command, env, volumeMounts}], {
		restartPolicy: 'Never',
		volumes: [{name: 'data', emptyDir: {}}],
	});
	cluster.advance(5000);
}

it('a part named after the Pod is made where it is not there', async () => {
	mount('logs/$(POD)');
	expect(await logs(cluster, 'web')).toBe('/all/logs/web\n');
});

it.each([
	['$(ROOT)', 'error SubPath `/tmp` must not be an absolute path'],
	['$(UP)/x', "unable to provision SubPath `../x`: must not contain '..'"],
	['$(NOPE)', 'missing value for NOPE'],
])('%s is no part of a volume', (subPathExpr, message) => {
	mount(subPathExpr);
	expect(stateOf(cluster, 'web')).toBe('CreateContainerConfigError');
	expect(eventsOf(cluster, 'web')).toContain(`Failed Error: ${message}`);
});
