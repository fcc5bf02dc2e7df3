/** kubectl pkg/describe/describe.go describePersistentVolumeClaim. */
import {compare, goList, longTime, since, writeAnnotations, writeLabels, writeMultiline} from './common.ts';
import {describerOf} from './describer.ts';
import type {PersistentVolumeClaim, Pod} from './types.ts';
import {listObjects} from './workload.ts';
import type {DescriptionWriter} from './writer.ts';

const betaClass = 'volume.beta.kubernetes.io/storage-class';
const shortModes = [
	['ReadWriteOnce', 'RWO'],
	['ReadOnlyMany', 'ROX'],
	['ReadWriteMany', 'RWX'],
	['ReadWriteOncePod', 'RWOP'],
] as const;

export const describePersistentVolumeClaim = describerOf<PersistentVolumeClaim, readonly Pod[]>({
	gather: (claim, {connection}) => podsThatUse(claim, connection),
	write(w, claim, pods, {now}) {
		writeClaim(w, claim, true, now);
		writeMultiline(w, 'Used By', pods.map(pod => pod.metadata.name).sort(compare));
		const conditions = claim.status?.conditions ?? [];
		if (conditions.length > 0) {
			w.line(0, 'Conditions:');
			w.line(1, 'Type\tStatus\tLastProbeTime\tLastTransitionTime\tReason\tMessage');
			w.line(1, '----\t------\t-----------------\t------------------\t------\t-------');
			for (const {type, status, lastProbeTime, lastTransitionTime, reason, message} of conditions) {
				const times = `${longTime(lastProbeTime)} \t${longTime(lastTransitionTime)}`;
				w.line(1, `${type} \t${status} \t${times} \t${reason ?? ''} \t${message ?? ''}`);
			}
		}
	},
});

async function podsThatUse(claim: PersistentVolumeClaim, connection: Parameters<typeof listObjects>[0]) {
	const pods = await listObjects<Pod>(connection, `/api/v1/namespaces/${claim.metadata.namespace}/pods`);
	const owners = new Set(claim.metadata.ownerReferences?.filter(({kind}) => kind === 'Pod').map(({uid}) => uid));
	return pods.filter(
		pod =>
			owners.has(pod.metadata.uid ?? '') ||
			pod.spec.volumes?.some(volume => volume.persistentVolumeClaim?.claimName === claim.metadata.name),
	);
}

/** @param whole whether it is a claim of its own; a template has no name and no status */
export function writeClaim(
	w: Pick<DescriptionWriter, 'write' | 'line'>,
	claim: PersistentVolumeClaim,
	whole: boolean,
	now: number,
): void {
	const {metadata, spec, status} = claim;
	if (whole) {
		w.line(0, `Name:\t${metadata.name}`);
		w.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
	}
	w.line(0, `StorageClass:\t${claimClass(claim)}`);
	if (whole) {
		const lasts = metadata.deletionTimestamp && `Terminating (lasts ${since(metadata.deletionTimestamp, now)})`;
		w.line(0, `Status:\t${lasts || (status?.phase ?? '')}`);
	}
	w.line(0, `Volume:\t${spec?.volumeName ?? ''}`);
	writeLabels(w, 'Labels', metadata.labels);
	writeAnnotations(w, metadata.annotations);
	if (whole) {
		w.line(0, `Finalizers:\t${goList(metadata.finalizers)}`);
	}
	const bound = Boolean(spec?.volumeName);
	w.line(0, `Capacity:\t${bound ? (status?.capacity?.storage ?? '0') : ''}`);
	w.line(0, `Access Modes:\t${bound ? accessModesText(status?.accessModes) : ''}`);
	if (spec?.volumeMode) {
		w.line(0, `VolumeMode:\t${spec.volumeMode}`);
	}
	if (spec?.dataSource) {
		w.line(0, 'DataSource:');
		if (spec.dataSource.apiGroup) {
			w.line(1, `APIGroup:\t${spec.dataSource.apiGroup}`);
		}
		w.line(1, `Kind:\t${spec.dataSource.kind}`);
		w.line(1, `Name:\t${spec.dataSource.name}`);
	}
}

export function claimClass(claim: PersistentVolumeClaim): string {
	return claim.metadata.annotations?.[betaClass] ?? claim.spec?.storageClassName ?? '';
}

/** Such as `RWO,ROX`. */
export function accessModesText(modes: readonly string[] | undefined): string {
	return shortModes
		.filter(([mode]) => modes?.includes(mode))
		.map(([, short]) => short)
		.join(',');
}
