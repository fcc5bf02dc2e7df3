/** kubectl pkg/describe/describe.go describePersistentVolume. */
import {goList, since, writeAnnotations, writeLabels} from './common.ts';
import {describerOf} from './describer.ts';
import {accessModesText} from './persistent-volume-claim.ts';
import type {PersistentVolume} from './types.ts';
import {writeSource} from './volumes.ts';
import type {DescriptionWriter} from './writer.ts';

const betaClass = 'volume.beta.kubernetes.io/storage-class';

export const describePersistentVolume = describerOf<PersistentVolume>({
	write(w, {metadata, spec, status}, _facts, {now}) {
		w.line(0, `Name:\t${metadata.name}`);
		writeLabels(w, 'Labels', metadata.labels);
		writeAnnotations(w, metadata.annotations);
		w.line(0, `Finalizers:\t${goList(metadata.finalizers)}`);
		w.line(0, `StorageClass:\t${metadata.annotations?.[betaClass] ?? spec?.storageClassName ?? ''}`);
		const lasts = metadata.deletionTimestamp && `Terminating (lasts ${since(metadata.deletionTimestamp, now)})`;
		w.line(0, `Status:\t${lasts || (status?.phase ?? '')}`);
		w.line(0, `Claim:\t${spec?.claimRef ? `${spec.claimRef.namespace ?? ''}/${spec.claimRef.name ?? ''}` : ''}`);
		w.line(0, `Reclaim Policy:\t${spec?.persistentVolumeReclaimPolicy ?? ''}`);
		w.line(0, `Access Modes:\t${accessModesText(spec?.accessModes)}`);
		if (spec?.volumeMode) {
			w.line(0, `VolumeMode:\t${spec.volumeMode}`);
		}
		w.line(0, `Capacity:\t${spec?.capacity?.storage ?? '0'}`);
		writeNodeAffinity(w, spec?.nodeAffinity);
		w.line(0, `Message:\t${status?.message ?? ''}`);
		w.line(0, 'Source:');
		writeSource(w, spec ?? ({} as never), true);
	},
});

type NodeAffinity = NonNullable<PersistentVolume['spec']>['nodeAffinity'];

function writeNodeAffinity(w: DescriptionWriter, affinity: NodeAffinity): void {
	if (!affinity?.required) {
		w.line(0, 'Node Affinity:\t<none>');
		return;
	}
	w.line(0, 'Node Affinity:\t');
	const terms = affinity.required.nodeSelectorTerms;
	w.line(1, `Required Terms:\t${terms.length === 0 ? '<none>' : ''}`);
	for (const [i, term] of terms.entries()) {
		const lines = (term.matchExpressions ?? []).map(({key, operator, values}) => {
			const of = values && values.length > 0 ? ` [${values.join(', ')}]` : '';
			return `${key} ${operator.toLowerCase()}${of}`;
		});
		w.write(2, `Term ${i}:\t${lines.length === 0 ? '<none>\n' : ''}`);
		for (const [row, line] of lines.entries()) {
			w.write(row === 0 ? 0 : 2, row === 0 ? '' : '\t');
			w.line(0, line);
		}
	}
}
