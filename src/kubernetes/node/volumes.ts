/** What the volumes of a Pod hold, and what is missing for them (pkg/volume). */
import type {PersistentVolumeClaim} from '../../api/core-v1/claims.ts';
import type {Container, VolumeMount} from '../../api/core-v1/container.ts';
import type {Pod} from '../../api/core-v1/pod.ts';
import type {Volume} from '../../api/core-v1/volumes.ts';
import type {ApiClient} from '../api/client.ts';
import {containerResourceValue, podFieldValue} from './downward-api.ts';
import {ContainerConfigError, dataOf, expandVariables, type PodFacts} from './environment.ts';
import {type FileEntry, type FileTable, FileTree} from './process/file-tree.ts';
import type {Mount} from './process/files.ts';
import {resolvePath} from './process/paths.ts';
import type {NodeState} from './state.ts';
import {claimOf, storageOf} from './storage.ts';

interface KeyPath {
	readonly key: string;
	readonly path: string;
	readonly mode?: number;
}

/** Why a volume cannot be mounted. */
interface MountFailure {
	readonly volume: string;
	readonly message: string;
}

/** The first volume that cannot be mounted as things are, with the message of its event. */
export function mountFailure(pod: Pod, api: ApiClient): MountFailure | undefined {
	for (const volume of pod.spec.volumes ?? []) {
		const problem = volumeProblem(pod, volume, api);
		if (problem !== undefined) {
			const message = problem.startsWith('!')
				? problem.slice(1)
				: `MountVolume.SetUp failed for volume "${volume.name}" : ${problem}`;
			return {volume: volume.name, message};
		}
	}
	return undefined;
}

function volumeProblem(pod: Pod, volume: Volume, api: ApiClient): string | undefined {
	const namespace = pod.metadata.namespace!;
	if (volume.configMap) {
		return missing('configmaps', namespace, volume.configMap.name ?? '', volume.configMap, api);
	}
	if (volume.secret) {
		return missing('secrets', namespace, volume.secret.secretName ?? '', volume.secret, api);
	}
	for (const {configMap, secret} of volume.projected?.sources ?? []) {
		const problem =
			(configMap && missing('configmaps', namespace, configMap.name ?? '', configMap, api)) ??
			(secret && missing('secrets', namespace, secret.name ?? '', secret, api));
		if (problem !== undefined) {
			return problem;
		}
	}
	const claimName = claimOf(pod, volume);
	if (claimName !== undefined) {
		const claim = api.get<PersistentVolumeClaim>('persistentvolumeclaims', namespace, claimName);
		if (!claim) {
			return `!Unable to attach or mount volumes: unmounted volumes=[${volume.name}], unattached volumes=[], failed to process volumes=[${volume.name}]: error processing PVC ${namespace}/${claimName}: failed to fetch PVC from API server: persistentvolumeclaims "${claimName}" not found`;
		}
		if (claim.status.phase !== 'Bound') {
			return `!Unable to attach or mount volumes: unmounted volumes=[${volume.name}], unattached volumes=[], failed to process volumes=[${volume.name}]: error processing PVC ${namespace}/${claimName}: PVC is not bound`;
		}
	}
	return undefined;
}

function missing(
	resource: 'configmaps' | 'secrets',
	namespace: string,
	name: string,
	source: {readonly optional?: boolean; readonly items?: readonly KeyPath[]},
	api: ApiClient,
): string | undefined {
	// The cluster's own certificate is put into every namespace at once.
	if (source.optional || name === 'kube-root-ca.crt') {
		return undefined;
	}
	const data = dataOf(resource, namespace, name, api);
	if (!data) {
		return `${resource.slice(0, -1)} "${name}" not found`;
	}
	const lost = source.items?.find(({key}) => data[key] === undefined);
	return (
		lost &&
		(resource === 'configmaps'
			? `configmap references non-existent config key: ${lost.key}`
			: `references non-existent secret key: ${lost.key}`)
	);
}

/** What the folder holds, by paths within it. */
function hostFiles(node: string, folder: string, state: NodeState): FileTable {
	const entries = Object.entries(state.hostFiles.get(node) ?? {}).filter(([path]) => path.startsWith(`${folder}/`));
	return Object.fromEntries(entries.map(([path, entry]) => [path.slice(folder.length), entry]));
}

/** The files of every volume of the Pod as they are before its containers write. */
export function volumeTrees(
	pod: Pod,
	facts: PodFacts,
	api: ApiClient,
	state: NodeState,
	at: number,
): Map<string, FileTree> {
	const trees = new Map<string, FileTree>();
	for (const volume of pod.spec.volumes ?? []) {
		trees.set(volume.name, new FileTree(volumeFiles(pod, volume, facts, api, state, at)));
	}
	return trees;
}

function volumeFiles(
	pod: Pod,
	volume: Volume,
	facts: PodFacts,
	api: ApiClient,
	state: NodeState,
	at: number,
): FileTable {
	const namespace = pod.metadata.namespace!;
	const storage = storageOf(pod, volume, api);
	if (storage) {
		return 'place' in storage
			? (state.places.get(storage.place) ?? {})
			: hostFiles(pod.spec.nodeName ?? '', storage.hostFolder, state);
	}
	const files: Record<string, FileEntry> = {};
	const put = (path: string, data: string, mode: number | undefined) => {
		files[`/${path}`] = {data, at, ...(mode !== undefined && {mode})};
	};
	const putKeys = (
		resource: 'configmaps' | 'secrets',
		name: string,
		items: readonly KeyPath[] | undefined,
		mode?: number,
	) => {
		const data = dataOf(resource, namespace, name, api) ?? {};
		for (const {key, path, mode: own} of items ?? Object.keys(data).map((each): KeyPath => ({key: each, path: each}))) {
			if (data[key] !== undefined) {
				put(path, data[key], own ?? mode);
			}
		}
	};
	type DownwardFile = NonNullable<NonNullable<Volume['downwardAPI']>['items']>[number];
	const putFields = (items: readonly DownwardFile[] = [], mode?: number) => {
		for (const {path, fieldRef, resourceFieldRef, mode: own} of items) {
			const value = fieldRef
				? podFieldValue(pod, fieldRef.fieldPath, facts)
				: resourceFieldRef
					? containerResourceValue(pod, undefined, resourceFieldRef, facts.allocatable)
					: '';
			put(path, value, own ?? mode);
		}
	};
	if (volume.configMap) {
		putKeys('configmaps', volume.configMap.name ?? '', volume.configMap.items, volume.configMap.defaultMode);
	} else if (volume.secret) {
		putKeys('secrets', volume.secret.secretName ?? '', volume.secret.items, volume.secret.defaultMode);
	} else if (volume.downwardAPI) {
		putFields(volume.downwardAPI.items, volume.downwardAPI.defaultMode);
	}
	for (const source of volume.projected?.sources ?? []) {
		const mode = volume.projected?.defaultMode;
		if (source.configMap) {
			putKeys('configmaps', source.configMap.name ?? '', source.configMap.items, mode);
		} else if (source.secret) {
			putKeys('secrets', source.secret.name ?? '', source.secret.items, mode);
		} else if (source.downwardAPI) {
			putFields(source.downwardAPI.items, mode);
		} else if (source.serviceAccountToken) {
			put(source.serviceAccountToken.path, 'simulated.service-account.token', mode);
		}
	}
	return files;
}

/** Whether containers can write to a volume so that others see it. */
function isShared(volume: Volume | undefined): boolean {
	return volume !== undefined && !volume.configMap && !volume.secret && !volume.projected && !volume.downwardAPI;
}

/** Whether what a run of the container wrote is still there in later runs, or seen by others. */
export function writesToVolumes(pod: Pod, container: Container): boolean {
	return (container.volumeMounts ?? []).some(
		({name, readOnly}) => !readOnly && isShared(pod.spec.volumes?.find(volume => volume.name === name)),
	);
}

/** Where a container's volumes appear. @param env the variables that `subPathExpr` may name */
export function mountsOf(
	pod: Pod,
	container: Container,
	trees: ReadonlyMap<string, FileTree>,
	env: ReadonlyMap<string, string>,
): Mount[] {
	return (container.volumeMounts ?? []).flatMap(mount => {
		const {name, mountPath, readOnly} = mount;
		const tree = trees.get(name);
		if (!tree) {
			return [];
		}
		const shared = isShared(pod.spec.volumes?.find(each => each.name === name));
		const path = mountPath.length > 1 ? mountPath.replace(/\/+$/, '') : mountPath;
		const subPath = subPathOf(mount, env);
		const inside = resolvePath('/', subPath);
		if (shared && inside !== '/' && !tree.get(inside) && !tree.isFolder(inside)) {
			// The kubelet makes the folder that is not there.
			tree.addFolder(inside, 0);
		}
		return [{path, tree, subPath, readOnly: readOnly === true || !shared}];
	});
}

/**
 * The part of a volume that a mount shows (pkg/kubelet/kubelet_pods.go makeMounts).
 * @throws ContainerConfigError
 */
export function subPathOf({subPath = '', subPathExpr}: VolumeMount, env: ReadonlyMap<string, string>): string {
	const missing: string[] = [];
	const path = subPathExpr
		? expandVariables(subPathExpr, name => {
				const value = env.get(name);
				if (!value) {
					missing.push(name);
				}
				return value;
			})
		: subPath;
	if (missing.length > 0) {
		throw new ContainerConfigError(`missing value for ${[...new Set(missing)].sort().join(', ')}`);
	}
	if (path.startsWith('/')) {
		throw new ContainerConfigError(`error SubPath \`${path}\` must not be an absolute path`);
	}
	if (path.split('/').includes('..')) {
		throw new ContainerConfigError(`unable to provision SubPath \`${path}\`: must not contain '..'`);
	}
	return path;
}
