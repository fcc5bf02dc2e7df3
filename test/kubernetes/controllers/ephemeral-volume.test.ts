import {expect, it} from 'vitest';
import type {PersistentVolumeClaim} from '../../../src/api/core-v1/claims.ts';
import type {KubernetesObject} from '../../../src/apimachinery/object.ts';
import {createLab, eventsOf, run, stateOf} from '../node/lab.ts';

const claims = 'persistentvolumeclaims';
const spec = {accessModes: ['ReadWriteOnce'], resources: {requests: {storage: '1Gi'}}};
const volumes = [{name: 'scratch', ephemeral: {volumeClaimTemplate: {metadata: {labels: {kind: 'scratch'}}, spec}}}];
const container = {image: 'nginx:1.27', volumeMounts: [{name: 'scratch', mountPath: '/scratch'}]};

it('a generic ephemeral volume gets a claim that comes and goes with its Pod', () => {
	const cluster = createLab();
	run(cluster, 'web', [container], {volumes, terminationGracePeriodSeconds: 1});
	cluster.advance(15_000);
	expect(stateOf(cluster, 'web')).toBe('Running');
	const claim = () => cluster.client.get<PersistentVolumeClaim>(claims, 'default', 'web-scratch');
	expect(claim()).toMatchObject({
		metadata: {labels: {kind: 'scratch'}, ownerReferences: [{kind: 'Pod', name: 'web', controller: true}]},
		status: {phase: 'Bound'},
	});
	cluster.client.delete('pods', 'default', 'web');
	cluster.advance(20_000);
	expect(claim()).toBeUndefined();
});

it("somebody else's claim of that name is left alone, and the Pod waits", () => {
	const cluster = createLab();
	const metadata = {name: 'web-scratch', namespace: 'default'};
	cluster.client.create(claims, {
		apiVersion: 'v1',
		kind: 'PersistentVolumeClaim',
		metadata,
		spec,
	} as unknown as KubernetesObject);
	run(cluster, 'web', [container], {volumes});
	cluster.advance(5000);
	expect(stateOf(cluster, 'web')).toBe('Pending');
	expect(eventsOf(cluster, 'web', 'ephemeral_volume')).toEqual([
		'FailedBinding ephemeral volume scratch: PVC default/web-scratch was not created for pod default/web (pod is not owner)',
	]);
});
