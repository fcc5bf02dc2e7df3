import {describe, expect, it} from 'vitest';
import type {PersistentVolumeClaim} from '../../../src/api/core-v1/claims.ts';
import type {PersistentVolume} from '../../../src/api/core-v1/persistent-volume.ts';
import type {KubernetesObject} from '../../../src/apimachinery/object.ts';
import type {Cluster} from '../../../src/kubernetes/cluster.ts';
import {createLab, logs, run} from './lab.ts';

function claim(cluster: Cluster, name: string, spec: object = {}): void {
	cluster.client.create('persistentvolumeclaims', {
		apiVersion: 'v1',
		kind: 'PersistentVolumeClaim',
		metadata: {name, namespace: 'default'},
		spec: {accessModes: ['ReadWriteOnce'], resources: {requests: {storage: '1Gi'}}, ...spec},
	} as unknown as KubernetesObject);
	cluster.advance(5000);
}

/** Runs a shell line with the claim at /data to its end, and gives what it printed. */
async function use(cluster: Cluster, name: string, claimName: string, line: string): Promise<string> {
	const container = {
		image: 'busybox:1.36',
		command: ['sh', '-c', line],
		volumeMounts: [{name: 'data', mountPath: '/data'}],
	};
	const volumes = [{name: 'data', persistentVolumeClaim: {claimName}}];
	run(cluster, name, [container], {volumes, restartPolicy: 'Never'});
	cluster.advance(10_000);
	const text = await logs(cluster, name);
	cluster.client.delete('pods', 'default', name);
	cluster.advance(5000);
	return text;
}

const volumeOf = (cluster: Cluster, name: string) =>
	cluster.client.get<PersistentVolume>(
		'persistentvolumes',
		'',
		cluster.client.get<PersistentVolumeClaim>('persistentvolumeclaims', 'default', name)!.spec.volumeName!,
	)!;

describe('what is on a volume', () => {
	it('is there for the next Pod, and gone with a volume that is deleted with its claim', async () => {
		const cluster = createLab();
		claim(cluster, 'data');
		await use(cluster, 'writer', 'data', 'echo kept > /data/file');
		expect(await use(cluster, 'reader', 'data', 'cat /data/file')).toBe('kept\n');
		cluster.client.delete('persistentvolumeclaims', 'default', 'data');
		cluster.advance(20_000);
		claim(cluster, 'data');
		expect(await use(cluster, 'again', 'data', 'ls /data')).toBe('');
	});

	it('stays on a volume that is retained, for the claim that it is bound to next', async () => {
		const cluster = createLab();
		claim(cluster, 'data');
		await use(cluster, 'writer', 'data', 'echo kept > /data/file');
		const {spec, ...volume} = volumeOf(cluster, 'data');
		const retained = {...volume, spec: {...spec, persistentVolumeReclaimPolicy: 'Retain'}};
		cluster.client.update('persistentvolumes', retained);
		cluster.client.delete('persistentvolumeclaims', 'default', 'data');
		cluster.advance(20_000);
		const released = cluster.client.get<PersistentVolume>('persistentvolumes', '', volume.metadata.name)!;
		expect(released.status.phase).toBe('Released');
		const {claimRef: _, ...free} = released.spec;
		cluster.client.update('persistentvolumes', {...released, spec: free});
		claim(cluster, 'other', {volumeName: volume.metadata.name, storageClassName: spec.storageClassName});
		expect(await use(cluster, 'reader', 'other', 'cat /data/file')).toBe('kept\n');
	});
});
