/** Where the files of a volume are, so that they are found again by whoever mounts the same place. */
import type {PersistentVolumeClaim} from '../../api/core-v1/claims.ts';
import type {PersistentVolume} from '../../api/core-v1/persistent-volume.ts';
import {persistentVolumeSourceFields} from '../../api/core-v1/persistent-volume-sources.ts';
import type {Pod} from '../../api/core-v1/pod.ts';
import type {Volume} from '../../api/core-v1/volumes.ts';
import {goJson} from '../../apimachinery/json.ts';
import type {ApiClient} from '../api/client.ts';

/** A folder of the Pod's own node, or a place that every node can reach. */
export type Storage = {readonly hostFolder: string} | {readonly place: string};

/** The claim behind a volume, if there is one. */
export function claimOf(pod: Pod, volume: Volume): string | undefined {
	return (
		volume.persistentVolumeClaim?.claimName ?? (volume.ephemeral ? `${pod.metadata.name}-${volume.name}` : undefined)
	);
}

/** Where the files of a Pod's volume outlive it; undefined where they do not, or the claim has no volume. */
export function storageOf(pod: Pod, volume: Volume, api: ApiClient): Storage | undefined {
	const {hostPath, nfs} = volume;
	if (hostPath) {
		return folderOf(hostPath.path);
	}
	if (nfs) {
		return {place: placeOf({nfs})};
	}
	const claimName = claimOf(pod, volume);
	if (claimName === undefined) {
		return undefined;
	}
	const claim = api.get<PersistentVolumeClaim>('persistentvolumeclaims', pod.metadata.namespace!, claimName);
	const bound = claim?.spec.volumeName;
	const persistent = bound ? api.get<PersistentVolume>('persistentvolumes', '', bound) : undefined;
	return persistent && storageOfVolume(persistent);
}

export function storageOfVolume({spec}: PersistentVolume): Storage {
	const {hostPath, local} = spec;
	return hostPath ? folderOf(hostPath.path) : local ? folderOf(local.path) : {place: placeOf(spec)};
}

/** '' is the root. */
function folderOf(path: string | undefined): Storage {
	return {hostFolder: (path ?? '').replace(/\/+$/, '')};
}

/** What says where a volume is: the server and the path, the disk's number, whatever its kind has. */
function placeOf(spec: Partial<PersistentVolume['spec']>): string {
	const names = Object.keys(persistentVolumeSourceFields) as (keyof typeof persistentVolumeSourceFields)[];
	const source = names.find(name => spec[name] !== undefined);
	const {readOnly: _, ...where} = (source && (spec[source] as Record<string, unknown>)) ?? {};
	return `${source ?? 'unknown'} ${goJson(where)}`;
}
