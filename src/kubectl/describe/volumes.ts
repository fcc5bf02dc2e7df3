/** The volumes of a Pod, and what a PersistentVolume stands for (kubectl pkg/describe/describe.go). */
import {byKey, type Labels} from './common.ts';
import {writeClaim} from './persistent-volume-claim.ts';
import type {PersistentVolumeSpec, Volume} from './types.ts';
import {vendorVolumes} from './vendor-volumes.ts';
import {type DescriptionWriter, nested} from './writer.ts';

/** A line of a source: a title and its value. */
type Detail = readonly [title: string, value: unknown];

export function writeVolumes(w: DescriptionWriter, volumes: readonly Volume[] | undefined, indent: string): void {
	if (!volumes || volumes.length === 0) {
		w.line(0, `${indent}Volumes:\t<none>`);
		return;
	}
	w.line(0, `${indent}Volumes:`);
	for (const volume of volumes) {
		w.line(1, `${indent === '' ? '' : ' '}${volume.name}:`);
		writeVolumeSource(w, volume);
	}
}

function writeVolumeSource(w: DescriptionWriter, volume: Volume): void {
	if (volume.projected) {
		writeProjected(w, volume.projected);
	} else if (volume.downwardAPI) {
		writeDownwardApi(w, volume.downwardAPI);
	} else if (volume.ephemeral) {
		const kind = 'EphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)';
		w.line(2, `Type:\t${kind}`);
		const template = volume.ephemeral.volumeClaimTemplate;
		if (template) {
			writeClaim(nested(w, 2), {...template, apiVersion: 'v1', kind: 'PersistentVolumeClaim'} as never, false, 0);
		}
	} else {
		writeSource(w, volume, false);
	}
}

/**
 * The kinds of source that a Pod's volume and a PersistentVolume share, and the plain ones of a Pod.
 * @param cluster whether it is that of a PersistentVolume
 */
export function writeSource(w: DescriptionWriter, from: Volume | PersistentVolumeSpec, cluster: boolean): void {
	const source = from as Volume & PersistentVolumeSpec;
	const vendor = vendorVolumes.find(({field}) => Object.hasOwn(source, field));
	if (source.hostPath) {
		const {path, type} = source.hostPath;
		details(w, 'HostPath (bare host directory volume)', [
			['Path', path],
			['HostPathType', type ?? '<none>'],
		]);
	} else if (source.emptyDir) {
		details(w, "EmptyDir (a temporary directory that shares a pod's lifetime)", [
			['Medium', source.emptyDir.medium ?? ''],
			['SizeLimit', source.emptyDir.sizeLimit ?? '<unset>'],
		]);
	} else if (source.secret) {
		details(w, 'Secret (a volume populated by a Secret)', [
			['SecretName', source.secret.secretName],
			['Optional', source.secret.optional ?? false],
		]);
	} else if (source.configMap) {
		details(w, 'ConfigMap (a volume populated by a ConfigMap)', [
			['Name', source.configMap.name],
			['Optional', source.configMap.optional ?? false],
		]);
	} else if (source.nfs) {
		details(w, 'NFS (an NFS mount that lasts the lifetime of a pod)', [
			['Server', source.nfs.server],
			['Path', source.nfs.path],
			['ReadOnly', source.nfs.readOnly ?? false],
		]);
	} else if (source.persistentVolumeClaim) {
		details(w, 'PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)', [
			['ClaimName', source.persistentVolumeClaim.claimName],
			['ReadOnly', source.persistentVolumeClaim.readOnly ?? false],
		]);
	} else if (source.local) {
		details(w, 'LocalVolume (a persistent volume backed by local storage on a node)', [['Path', source.local.path]]);
	} else if (source.csi) {
		writeCsi(w, source.csi);
	} else if (source.image) {
		details(w, 'Image (a container image or OCI artifact)', [
			['Reference', source.image.reference],
			['PullPolicy', source.image.pullPolicy],
		]);
	} else if (vendor) {
		const {field, type, lines} = vendor;
		w.line(2, `Type:\t${type}`);
		for (const [title, value] of lines((from as unknown as Record<string, Labels>)[field]!, cluster)) {
			w.line(2, `${title}\t${value ?? ''}`);
		}
	} else {
		w.line(1, '<unknown>');
	}
}

function details(w: DescriptionWriter, type: string, lines: readonly Detail[]): void {
	w.line(2, `Type:\t${type}`);
	for (const [title, value] of lines) {
		w.line(2, `${title}:\t${value ?? ''}`);
	}
}

function writeProjected(w: DescriptionWriter, projected: NonNullable<Volume['projected']>): void {
	w.line(2, 'Type:\tProjected (a volume that contains injected data from multiple sources)');
	for (const source of projected.sources ?? []) {
		if (source.secret) {
			w.line(2, `SecretName:\t${source.secret.name ?? ''}`);
			w.line(2, `Optional:\t${source.secret.optional ?? false}`);
		} else if (source.downwardAPI) {
			w.line(2, 'DownwardAPI:\ttrue');
		} else if (source.configMap) {
			w.line(2, `ConfigMapName:\t${source.configMap.name ?? ''}`);
			w.line(2, `Optional:\t${source.configMap.optional ?? false}`);
		} else if (source.serviceAccountToken) {
			w.line(2, `TokenExpirationSeconds:\t${source.serviceAccountToken.expirationSeconds}`);
		}
	}
}

function writeDownwardApi(w: DescriptionWriter, source: NonNullable<Volume['downwardAPI']>): void {
	w.line(2, 'Type:\tDownwardAPI (a volume populated by information about the pod)');
	w.line(2, 'Items:');
	for (const item of source.items ?? []) {
		const from = item.fieldRef?.fieldPath ?? item.resourceFieldRef?.resource;
		if (from !== undefined) {
			w.line(3, `${from} -> ${item.path}`);
		}
	}
}

interface Csi {
	readonly driver: string;
	readonly fsType?: string;
	readonly readOnly?: boolean;
	readonly volumeHandle?: string;
	readonly volumeAttributes?: Labels;
}

function writeCsi(w: DescriptionWriter, csi: Csi): void {
	details(w, 'CSI (a Container Storage Interface (CSI) volume source)', [
		['Driver', csi.driver],
		['FSType', csi.fsType ?? ''],
		...(csi.volumeHandle === undefined ? [] : [['VolumeHandle', csi.volumeHandle] as const]),
		['ReadOnly', csi.readOnly ?? false],
	]);
	const attributes = Object.entries(csi.volumeAttributes ?? {}).sort(byKey);
	w.write(2, 'VolumeAttributes:\t');
	if (attributes.length === 0) {
		w.write(0, '<none>\n');
	}
	for (const [i, [key, value]] of attributes.entries()) {
		w.write(i === 0 ? 0 : 2, i === 0 ? '' : '\t');
		w.line(2, `${key}=${value}`);
	}
}
