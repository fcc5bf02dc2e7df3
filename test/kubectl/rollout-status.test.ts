import {expect, test} from 'vitest';
import {daemonSetStatus, deploymentStatus, statefulSetStatus} from '../../src/kubectl/rollout/status.ts';

function workload(spec: object, status: object): never {
	return {metadata: {name: 'web', generation: 2}, spec, status: {observedGeneration: 2, ...status}} as never;
}

test.each([
	[
		'the controller has not looked yet',
		{observedGeneration: 1},
		'Waiting for deployment spec update to be observed...',
		false,
	],
	[
		'not all are new',
		{updatedReplicas: 1},
		'Waiting for deployment "web" rollout to finish: 1 out of 3 new replicas have been updated...',
		false,
	],
	[
		'old ones are left',
		{updatedReplicas: 3, replicas: 4},
		'Waiting for deployment "web" rollout to finish: 1 old replicas are pending termination...',
		false,
	],
	[
		'not all are available',
		{updatedReplicas: 3, replicas: 3, availableReplicas: 2},
		'Waiting for deployment "web" rollout to finish: 2 of 3 updated replicas are available...',
		false,
	],
	[
		'all is done',
		{updatedReplicas: 3, replicas: 3, availableReplicas: 3},
		'deployment "web" successfully rolled out',
		true,
	],
])('a Deployment of which %s', (_what, status, message, done) => {
	expect(deploymentStatus(workload({replicas: 3}, status), 0n)).toEqual({message: `${message}\n`, done});
});

test('a Deployment that makes no progress is an error', () => {
	const status = {conditions: [{type: 'Progressing', reason: 'ProgressDeadlineExceeded'}]};
	expect(() => deploymentStatus(workload({replicas: 3}, status), 0n)).toThrow(
		'deployment "web" exceeded its progress deadline',
	);
});

test.each([
	[
		{updatedNumberScheduled: 1, desiredNumberScheduled: 3},
		'Waiting for daemon set "web" rollout to finish: 1 out of 3 new pods have been updated...',
		false,
	],
	[
		{updatedNumberScheduled: 3, desiredNumberScheduled: 3, numberAvailable: 2},
		'Waiting for daemon set "web" rollout to finish: 2 of 3 updated pods are available...',
		false,
	],
	[
		{updatedNumberScheduled: 3, desiredNumberScheduled: 3, numberAvailable: 3},
		'daemon set "web" successfully rolled out',
		true,
	],
])('a DaemonSet with %o', (status, message, done) => {
	const spec = {updateStrategy: {type: 'RollingUpdate'}};
	expect(daemonSetStatus(workload(spec, status))).toEqual({message: `${message}\n`, done});
});

test.each([
	[0, {readyReplicas: 1}, 'Waiting for 2 pods to be ready...', false],
	[
		0,
		{readyReplicas: 3, updatedReplicas: 1},
		'Waiting for partitioned roll out to finish: 1 out of 3 new pods have been updated...',
		false,
	],
	[2, {readyReplicas: 3, updatedReplicas: 1}, 'partitioned roll out complete: 1 new pods have been updated...', true],
])('a StatefulSet with partition %i and %o', (partition, status, message, done) => {
	const spec = {replicas: 3, updateStrategy: {type: 'RollingUpdate', rollingUpdate: {partition}}};
	expect(statefulSetStatus(workload(spec, status))).toEqual({message: `${message}\n`, done});
});

test('only rolling updates have a status', () => {
	expect(() => daemonSetStatus(workload({updateStrategy: {type: 'OnDelete'}}, {}))).toThrow(
		'rollout status is only available for RollingUpdate strategy type',
	);
});

test('revisions are told apart where a double would not', () => {
	const at = (revision: string) => {
		const deployment = {metadata: {name: 'web', annotations: {'deployment.kubernetes.io/revision': revision}}};
		return () => deploymentStatus({...deployment, spec: {}, status: {}} as never, 3546343826724305833n);
	};
	expect(at('3546343826724305833')).not.toThrow();
	expect(at('3546343826724305832')).toThrow(
		'desired revision (3546343826724305833) is different from the running revision (3546343826724305832)',
	);
});
