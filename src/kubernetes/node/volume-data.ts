/** What stays of a Pod when it is gone: the files on its persistent volumes, and in folders of its node. */
import type {PersistentVolume} from '../../api/core-v1/persistent-volume.ts';
import type {Pod} from '../../api/core-v1/pod.ts';
import type {ControllerContext} from '../controller.ts';
import {simulatePod} from './pod-simulation.ts';
import type {FileTable} from './process/file-tree.ts';
import {nodeState, type PodRecord} from './state.ts';
import {type Storage, storageOf, storageOfVolume} from './storage.ts';

type Context = Pick<ControllerContext, 'api' | 'now' | 'table'>;

/** Keeps what the Pod's containers have written, up to now, to volumes that outlive it. */
export function saveVolumes(pod: Pod, record: PodRecord, context: Context): void {
	const kept = (pod.spec.volumes ?? []).flatMap(volume => {
		const storage = storageOf(pod, volume, context.api);
		return storage ? [{name: volume.name, storage}] : [];
	});
	if (kept.length === 0) {
		return;
	}
	const simulation = simulatePod(pod, record, context);
	simulation.advanceTo(context.now);
	const mounts = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])].flatMap(({name, volumeMounts = []}) => {
		const run = record.containers[name]?.runs.at(-1);
		const machine = simulation.machines.find(({input}) => input.id === run?.id);
		return volumeMounts.map(mount => ({...mount, machine}));
	});
	for (const {name, storage} of kept) {
		const used = mounts.find(mount => mount.name === name && mount.machine);
		const path = used?.mountPath.replace(/(.)\/+$/, '$1');
		const tree = used?.machine?.files.mounts.find(mount => mount.path === path)?.tree;
		if (tree) {
			save(storage, pod.spec.nodeName ?? '', tree.toTable(), context);
		}
	}
}

function save(storage: Storage, node: string, files: FileTable, context: Context): void {
	const {places, hostFiles} = nodeState(context);
	if ('place' in storage) {
		places.set(storage.place, files);
		return;
	}
	const folder = storage.hostFolder;
	const others = Object.entries(hostFiles.get(node) ?? {}).filter(([path]) => !path.startsWith(`${folder}/`));
	const own = Object.entries(files).map(([path, entry]) => [folder + path, entry] as const);
	hostFiles.set(node, Object.fromEntries([...others, ...own]));
}

/** Forgets what a volume held, where its reclaim policy has that deleted with it. */
export function forgetVolume(volume: PersistentVolume, context: Pick<ControllerContext, 'table'>): void {
	const storage = storageOfVolume(volume);
	if (volume.spec.persistentVolumeReclaimPolicy === 'Delete' && 'place' in storage) {
		nodeState(context).places.delete(storage.place);
	}
}
