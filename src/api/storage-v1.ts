/** Storage classes. */
import {
	bool,
	defaulted,
	type Infer,
	list,
	map,
	messagesOf,
	optional,
	ref,
	required,
	string,
} from '../apimachinery/schema.ts';
import {TopologySelectorTerm} from './core-v1/topology.ts';
import {objectMeta, typeMeta} from './meta-v1.ts';

const message = messagesOf('io.k8s.api.storage.v1');

export const StorageClass = message('StorageClass', 'A kind of storage that claims can ask for.', {
	...typeMeta,
	metadata: objectMeta,
	provisioner: required(2, string, 'Who makes the volumes.'),
	parameters: optional(3, map(string), 'Settings for the provisioner.'),
	reclaimPolicy: defaulted(4, string, 'Delete', 'What happens to a volume when its claim is gone: Delete or Retain.', {
		enum: ['Delete', 'Recycle', 'Retain'],
	}),
	mountOptions: optional(5, list(string), 'Options for mounting the volumes.', {listType: 'atomic'}),
	allowVolumeExpansion: optional(6, bool, 'Whether claims can be made larger.'),
	volumeBindingMode: defaulted(
		7,
		string,
		'Immediate',
		'Immediate makes the volume with the claim; WaitForFirstConsumer waits for a Pod that uses it.',
		{enum: ['Immediate', 'WaitForFirstConsumer']},
	),
	allowedTopologies: optional(8, list(ref(TopologySelectorTerm)), 'Where volumes may be made.', {listType: 'atomic'}),
});
export interface StorageClass extends Infer<typeof StorageClass> {}
