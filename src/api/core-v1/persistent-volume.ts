/** Persistent volumes. */
import {
	always,
	defaulted,
	embedded,
	type Infer,
	list,
	map,
	messagesOf,
	optional,
	quantity,
	ref,
	string,
	time,
} from '../../apimachinery/schema.ts';
import {objectMeta, typeMeta} from '../meta-v1.ts';
import {NodeSelector} from './affinity.ts';
import {persistentVolumeSourceFields} from './persistent-volume-sources.ts';
import {ObjectReference} from './references.ts';

const message = messagesOf('io.k8s.api.core.v1');

export const VolumeNodeAffinity = message('VolumeNodeAffinity', 'The nodes from which a volume can be reached.', {
	required: optional(1, ref(NodeSelector), 'Conditions that the nodes must meet.'),
});
export interface VolumeNodeAffinity extends Infer<typeof VolumeNodeAffinity> {}

export const PersistentVolumeSpec = message('PersistentVolumeSpec', 'What a volume is, and for whom.', {
	capacity: optional(1, map(quantity), 'How much the volume holds, under storage.'),
	...embedded(2, persistentVolumeSourceFields),
	accessModes: optional(3, list(string), 'How the volume can be mounted.', {
		listType: 'atomic',
		enum: ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'],
	}),
	claimRef: optional(4, ref(ObjectReference), 'The claim that the volume is bound to.'),
	persistentVolumeReclaimPolicy: defaulted(
		5,
		string,
		'Retain',
		'What happens when the claim is gone: Retain keeps the volume, Delete deletes it with its content.',
		{enum: ['Delete', 'Recycle', 'Retain']},
	),
	storageClassName: optional(6, string, 'The class of the volume; empty for none.'),
	mountOptions: optional(7, list(string), 'Options for mounting, such as ro.', {listType: 'atomic'}),
	volumeMode: defaulted(8, string, 'Filesystem', 'Whether the volume holds a file system or is a raw block device.', {
		enum: ['Block', 'Filesystem'],
	}),
	nodeAffinity: optional(9, ref(VolumeNodeAffinity), 'The nodes from which it can be reached.'),
	volumeAttributesClassName: optional(10, string, 'The class of attributes that the volume has.'),
});
export interface PersistentVolumeSpec extends Infer<typeof PersistentVolumeSpec> {}

export const PersistentVolumeStatus = message('PersistentVolumeStatus', 'The present state of a volume.', {
	phase: defaulted(1, string, 'Pending', 'Available, Bound, Released when its claim is gone, Pending or Failed.', {
		enum: ['Available', 'Bound', 'Failed', 'Pending', 'Released'],
	}),
	message: optional(2, string, 'Why it is in this state, for people to read.'),
	reason: optional(3, string, 'Why it is in this state, in one word.'),
	lastPhaseTransitionTime: optional(4, time, 'When the phase last changed.'),
});
export interface PersistentVolumeStatus extends Infer<typeof PersistentVolumeStatus> {}

export const PersistentVolume = message('PersistentVolume', 'A piece of storage that outlives Pods.', {
	...typeMeta,
	metadata: objectMeta,
	spec: always(2, ref(PersistentVolumeSpec), {}, 'What the volume is, and for whom.'),
	status: always(3, ref(PersistentVolumeStatus), {}, 'The present state of the volume.'),
});
export interface PersistentVolume extends Infer<typeof PersistentVolume> {}
