/** kubectl pkg/describe/describe.go describeStorageClass. */
import {formatLabels, yesNo} from './common.ts';
import {describerOf} from './describer.ts';
import type {StorageClass} from './types.ts';

const defaultClass = [
	'storageclass.kubernetes.io/is-default-class',
	'storageclass.beta.kubernetes.io/is-default-class',
];

export const describeStorageClass = describerOf<StorageClass>({
	write(w, storageClass) {
		const {metadata, mountOptions, allowedTopologies} = storageClass;
		const isDefault = defaultClass.some(name => metadata.annotations?.[name] === 'true');
		w.line(0, `Name:\t${metadata.name}`);
		w.line(0, `IsDefaultClass:\t${isDefault ? 'Yes' : 'No'}`);
		w.line(0, `Annotations:\t${formatLabels(metadata.annotations)}`);
		w.line(0, `Provisioner:\t${storageClass.provisioner}`);
		w.line(0, `Parameters:\t${formatLabels(storageClass.parameters)}`);
		w.line(0, `AllowVolumeExpansion:\t${yesNo(storageClass.allowVolumeExpansion)}`);
		if (!mountOptions || mountOptions.length === 0) {
			w.line(0, 'MountOptions:\t<none>');
		} else {
			w.line(0, 'MountOptions:');
			for (const option of mountOptions) {
				w.line(1, option);
			}
		}
		if (storageClass.reclaimPolicy) {
			w.line(0, `ReclaimPolicy:\t${storageClass.reclaimPolicy}`);
		}
		if (storageClass.volumeBindingMode) {
			w.line(0, `VolumeBindingMode:\t${storageClass.volumeBindingMode}`);
		}
		if (allowedTopologies) {
			w.line(0, `AllowedTopologies:\t${allowedTopologies.length === 0 ? '<none>' : ''}`);
			for (const [i, term] of allowedTopologies.entries()) {
				const lines = (term.matchLabelExpressions ?? []).map(({key, values}) => `${key} in [${values.join(', ')}]`);
				w.line(1, `Term ${i}:\t${lines.length === 0 ? '<none>' : lines.join('\n  \t')}`);
			}
		}
	},
});
