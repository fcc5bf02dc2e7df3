import {describe, expect, test} from 'vitest';
import type {PersistentVolumeClaim} from '../../../../src/api/core-v1/claims.ts';
import type {PersistentVolume} from '../../../../src/api/core-v1/persistent-volume.ts';
import type {Pod} from '../../../../src/api/core-v1/pod.ts';
import type {KubernetesObject} from '../../../../src/apimachinery/object.ts';
import type {Cluster} from '../../../../src/kubernetes/cluster.ts';
import {isPodReady} from '../../../../src/kubernetes/conditions.ts';
import {findMatchingVolume, mismatch} from '../../../../src/kubernetes/controllers/persistentvolume/matching.ts';
import {freshLab, said} from '../statefulset/lab-sets.ts';

function make(c: Cluster, resource: string, object: object): void {
	c.client.create(resource, object as KubernetesObject);
}

const claimOf = (name: string, spec: object = {}, size = '1Gi') =>
	({
		apiVersion: 'v1',
		kind: 'PersistentVolumeClaim',
		metadata: {name, namespace: 'default', uid: `uid-of-${name}`},
		spec: {accessModes: ['ReadWriteOnce'], resources: {requests: {storage: size}}, ...spec},
	}) as unknown as PersistentVolumeClaim;

const volumeOf = (name: string, size: string, spec: object = {}, status: object = {phase: 'Available'}) =>
	({
		apiVersion: 'v1',
		kind: 'PersistentVolume',
		metadata: {name},
		spec: {
			capacity: {storage: size},
			accessModes: ['ReadWriteOnce'],
			hostPath: {path: '/data'},
			persistentVolumeReclaimPolicy: 'Retain',
			...spec,
		},
		status,
	}) as unknown as PersistentVolume;

const podOf = (name: string, claimName: string) => ({
	apiVersion: 'v1',
	kind: 'Pod',
	metadata: {name, namespace: 'default'},
	spec: {
		terminationGracePeriodSeconds: 1,
		containers: [{name: 'main', image: 'redis:7', volumeMounts: [{name: 'data', mountPath: '/data'}]}],
		volumes: [{name: 'data', persistentVolumeClaim: {claimName}}],
	},
});

const claim = (c: Cluster, name: string) =>
	c.client.get<PersistentVolumeClaim>('persistentvolumeclaims', 'default', name);
const volumes = (c: Cluster) => c.client.list<PersistentVolume>('persistentvolumes');
const pod = (c: Cluster, name: string) => c.client.get<Pod>('pods', 'default', name);

describe('which volume a claim gets', () => {
	const [small, middle, large] = [volumeOf('small', '2Gi'), volumeOf('middle', '5Gi'), volumeOf('large', '10Gi')];
	const many = volumeOf('many', '4Gi', {accessModes: ['ReadWriteOnce', 'ReadWriteMany']});
	const kept = volumeOf('kept', '50Gi', {claimRef: {namespace: 'default', name: 'a'}});
	const others = volumeOf('others', '3Gi', {claimRef: {namespace: 'default', name: 'b'}});
	const classy = volumeOf('classy', '3Gi', {storageClassName: 'fast'});

	test.each([
		['the smallest that is large enough', claimOf('a', {}, '3Gi'), [large, middle, small], 'middle'],
		['none that is too small', claimOf('a', {}, '11Gi'), [large, middle], undefined],
		['rather one that offers no more than it asks for', claimOf('a', {}, '3Gi'), [many, middle], 'middle'],
		['one that offers what it asks for', claimOf('a', {accessModes: ['ReadWriteMany']}), [many, middle], 'many'],
		['the one that is kept for it', claimOf('a'), [small, kept], 'kept'],
		['none that is kept for another', claimOf('a', {}, '3Gi'), [others], undefined],
		['one of its class', claimOf('a', {storageClassName: 'fast'}), [small, classy], 'classy'],
		['none that is released', claimOf('a'), [volumeOf('old', '2Gi', {}, {phase: 'Released'})], undefined],
	])('%s', (_, wanted, from, expected) => {
		expect(findMatchingVolume(wanted, from, false)?.metadata.name).toBe(expected);
	});

	test.each([
		[volumeOf('v', '1Mi'), 'requested PV is too small'],
		[classy, 'storageClassName does not match'],
		[volumeOf('v', '2Gi', {volumeMode: 'Block'}), 'incompatible volumeMode'],
		[volumeOf('v', '2Gi', {accessModes: ['ReadOnlyMany']}), 'incompatible accessMode'],
		[small, undefined],
	])('a volume that was asked for by name (%#)', (volume, expected) => {
		expect(mismatch(volume, claimOf('a'))).toBe(expected);
	});
});

describe('in a lab', () => {
	test('a claim gets a volume of the default class 0.7 s later, and the volume goes with it', () => {
		const c = freshLab();
		make(c, 'persistentvolumeclaims', claimOf('a'));
		c.advance(600);
		expect(claim(c, 'a')!.status.phase).toBe('Pending');
		c.advance(200);
		expect(claim(c, 'a')).toMatchObject({
			metadata: {
				annotations: {
					'pv.kubernetes.io/bind-completed': 'yes',
					'pv.kubernetes.io/bound-by-controller': 'yes',
					'volume.kubernetes.io/storage-provisioner': 'k8s-sigs.io/nfs-subdir-external-provisioner',
				},
			},
			status: {phase: 'Bound', capacity: {storage: '1Gi'}, accessModes: ['ReadWriteOnce']},
		});
		expect(volumes(c)).toMatchObject([
			{
				metadata: {
					name: `pvc-${claim(c, 'a')!.metadata.uid}`,
					annotations: {'pv.kubernetes.io/provisioned-by': 'k8s-sigs.io/nfs-subdir-external-provisioner'},
				},
				spec: {nfs: {server: '10.100.100.12'}, persistentVolumeReclaimPolicy: 'Delete'},
				status: {phase: 'Bound'},
			},
		]);
		c.client.delete('persistentvolumeclaims', 'default', 'a');
		c.advance(2000);
		expect(claim(c, 'a')).toBeUndefined();
		expect(volumes(c)).toEqual([]);
	});

	test('a claim is kept while a Pod uses it, and a Pod waits for its claim', () => {
		const c = freshLab();
		make(c, 'pods', podOf('web', 'a'));
		c.advance(1000);
		expect(said(c, 'default-scheduler')[0]).toContain('persistentvolumeclaim "a" not found');
		make(c, 'persistentvolumeclaims', claimOf('a'));
		c.advance(10_000);
		expect(isPodReady(pod(c, 'web')!)).toBe(true);
		expect(said(c, 'default-scheduler').join()).toContain('pod has unbound immediate PersistentVolumeClaims');
		c.client.delete('persistentvolumeclaims', 'default', 'a');
		c.advance(30_000);
		expect(claim(c, 'a')!.metadata.deletionTimestamp).toBeDefined();
		c.client.delete('pods', 'default', 'web');
		c.advance(5000);
		expect(claim(c, 'a')).toBeUndefined();
	});

	test('a claim without a class gets a volume that somebody made, which is kept when the claim is gone', () => {
		const c = freshLab();
		make(c, 'persistentvolumeclaims', claimOf('a', {storageClassName: ''}));
		c.advance(3000);
		expect(said(c, 'persistentvolume-controller')).toEqual([
			'FailedBinding: no persistent volumes available for this claim and no storage class is set',
		]);
		make(c, 'persistentvolumes', volumeOf('mine', '2Gi'));
		c.advance(16_000);
		expect(claim(c, 'a')).toMatchObject({
			spec: {volumeName: 'mine'},
			status: {phase: 'Bound', capacity: {storage: '2Gi'}},
		});
		c.client.delete('persistentvolumes', '', 'mine');
		c.advance(2000);
		expect(volumes(c)[0]!.metadata.deletionTimestamp).toBeDefined();
		c.client.delete('persistentvolumeclaims', 'default', 'a');
		c.advance(2000);
		expect(volumes(c)).toEqual([]);
		make(c, 'persistentvolumes', volumeOf('other', '2Gi'));
		make(c, 'persistentvolumeclaims', claimOf('b', {storageClassName: '', volumeName: 'other'}));
		c.advance(2000);
		expect(claim(c, 'b')!.status.phase).toBe('Bound');
		c.client.delete('persistentvolumeclaims', 'default', 'b');
		c.advance(30_000);
		expect(volumes(c)[0]).toMatchObject({status: {phase: 'Released'}, spec: {claimRef: {name: 'b'}}});
	});

	test('a claim that waits for its first Pod is bound when the Pod has a node', () => {
		const c = freshLab();
		make(c, 'storageclasses.storage.k8s.io', {
			apiVersion: 'storage.k8s.io/v1',
			kind: 'StorageClass',
			metadata: {name: 'later'},
			provisioner: 'k8s-sigs.io/nfs-subdir-external-provisioner',
			volumeBindingMode: 'WaitForFirstConsumer',
		});
		make(c, 'persistentvolumeclaims', claimOf('a', {storageClassName: 'later'}));
		c.advance(20_000);
		expect(claim(c, 'a')!.status.phase).toBe('Pending');
		expect(said(c, 'persistentvolume-controller')).toEqual([
			'WaitForFirstConsumer: waiting for first consumer to be created before binding',
		]);
		make(c, 'pods', podOf('web', 'a'));
		c.advance(5000);
		const {nodeName} = pod(c, 'web')!.spec;
		expect(nodeName).toMatch(/^worker-/);
		expect(claim(c, 'a')).toMatchObject({
			metadata: {annotations: {'volume.kubernetes.io/selected-node': nodeName}},
			status: {phase: 'Bound'},
		});
		expect(isPodReady(pod(c, 'web')!)).toBe(true);
	});

	test('a claim whose volume is taken away is lost', () => {
		const c = freshLab();
		make(c, 'persistentvolumeclaims', claimOf('a'));
		c.advance(2000);
		const [volume] = volumes(c);
		c.client.delete('persistentvolumes', '', volume!.metadata.name);
		const {finalizers: _, ...metadata} = volumes(c)[0]!.metadata;
		c.client.update('persistentvolumes', {...volumes(c)[0]!, metadata});
		c.advance(1000);
		expect(claim(c, 'a')!.status.phase).toBe('Lost');
		expect(said(c, 'persistentvolume-controller').at(-1)).toBe(
			'ClaimLost: Bound claim has lost its PersistentVolume. Data on the volume is lost!',
		);
	});

	test('a class that does not exist is named', () => {
		const c = freshLab();
		make(c, 'persistentvolumeclaims', claimOf('a', {storageClassName: 'fast'}));
		c.advance(1000);
		expect(said(c, 'persistentvolume-controller')).toEqual([
			'ProvisioningFailed: storageclass.storage.k8s.io "fast" not found',
		]);
	});
});
