/** Claims for storage. */
import {
	always,
	defaulted,
	emptyTime,
	type Infer,
	list,
	map,
	messagesOf,
	optional,
	quantity,
	ref,
	required,
	string,
} from '../../apimachinery/schema.ts';
import {LabelSelector, objectMeta, templateMeta, typeMeta} from '../meta-v1.ts';
import {TypedLocalObjectReference, TypedObjectReference} from './references.ts';

const message = messagesOf('io.k8s.api.core.v1');

export const VolumeResourceRequirements = message('VolumeResourceRequirements', 'How much storage a claim asks for.', {
	limits: optional(1, map(quantity), 'The most storage that the claim may get.'),
	requests: optional(2, map(quantity), 'The least storage that the claim must get.'),
});
export interface VolumeResourceRequirements extends Infer<typeof VolumeResourceRequirements> {}

export const PersistentVolumeClaimSpec = message('PersistentVolumeClaimSpec', 'What a claim asks for.', {
	accessModes: optional(
		1,
		list(string),
		'How the volume will be mounted: ReadWriteOnce, ReadOnlyMany, ReadWriteMany or ReadWriteOncePod.',
		{listType: 'atomic', enum: ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod']},
	),
	resources: always(2, ref(VolumeResourceRequirements), {}, 'How much storage is asked for, under requests.storage.'),
	volumeName: optional(3, string, 'The volume that the claim is bound to.'),
	selector: optional(4, ref(LabelSelector), 'Labels that volumes must have to be considered.'),
	storageClassName: optional(
		5,
		string,
		"The class of the storage. With none given the default class is taken; with '' there is none.",
	),
	volumeMode: defaulted(6, string, 'Filesystem', 'Whether the volume holds a file system or is a raw block device.', {
		enum: ['Block', 'Filesystem'],
	}),
	dataSource: optional(7, ref(TypedLocalObjectReference), 'A snapshot or claim to start from.'),
	dataSourceRef: optional(8, ref(TypedObjectReference), 'Like dataSource, for any kind of object.'),
	volumeAttributesClassName: optional(9, string, 'The class of attributes that the volume should have.'),
});
export interface PersistentVolumeClaimSpec extends Infer<typeof PersistentVolumeClaimSpec> {}

export const PersistentVolumeClaimTemplate = message(
	'PersistentVolumeClaimTemplate',
	"What claims are made of for a Pod's own volumes.",
	{
		metadata: templateMeta,
		spec: always(2, ref(PersistentVolumeClaimSpec), {}, 'What the claim asks for.', {required: true}),
	},
);
export interface PersistentVolumeClaimTemplate extends Infer<typeof PersistentVolumeClaimTemplate> {}

export const PersistentVolumeClaimCondition = message(
	'PersistentVolumeClaimCondition',
	'One aspect of the present state of a claim.',
	{
		type: required(1, string, 'Which aspect this is, such as Resizing.'),
		status: required(2, string, 'True, False or Unknown.'),
		lastProbeTime: always(3, emptyTime, null, 'When the condition was last checked.'),
		lastTransitionTime: always(4, emptyTime, null, 'When the status last changed.'),
		reason: optional(5, string, 'One word in CamelCase for why it is so.'),
		message: optional(6, string, 'The same for people to read.'),
	},
);
export interface PersistentVolumeClaimCondition extends Infer<typeof PersistentVolumeClaimCondition> {}

export const ModifyVolumeStatus = message(
	'ModifyVolumeStatus',
	"How far a change of the volume's attributes has come.",
	{
		targetVolumeAttributesClassName: optional(1, string, 'The class that the volume is changed to.'),
		status: required(2, string, 'Pending, InProgress or Infeasible.', {enum: ['InProgress', 'Infeasible', 'Pending']}),
	},
);
export interface ModifyVolumeStatus extends Infer<typeof ModifyVolumeStatus> {}

export const PersistentVolumeClaimStatus = message('PersistentVolumeClaimStatus', 'The present state of a claim.', {
	phase: defaulted(1, string, 'Pending', 'Pending until a volume is found, then Bound; Lost when the volume is gone.', {
		enum: ['Bound', 'Lost', 'Pending'],
	}),
	accessModes: optional(2, list(string), 'How the volume can be mounted.', {
		listType: 'atomic',
		enum: ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'],
	}),
	capacity: optional(3, map(quantity), 'How much storage the volume has.'),
	conditions: optional(
		4,
		list(ref(PersistentVolumeClaimCondition)),
		'Aspects of the present state, such as an expansion.',
		{listType: 'map', listMapKeys: ['type'], mergeKey: 'type', patchStrategy: 'merge'},
	),
	allocatedResources: optional(5, map(quantity), 'How much storage was set aside for an expansion.'),
	allocatedResourceStatuses: optional(7, map(string), 'How far the expansion has come.'),
	currentVolumeAttributesClassName: optional(8, string, 'The class of attributes that the volume has now.'),
	modifyVolumeStatus: optional(9, ref(ModifyVolumeStatus), 'How far a change of the attributes has come.'),
});
export interface PersistentVolumeClaimStatus extends Infer<typeof PersistentVolumeClaimStatus> {}

export const PersistentVolumeClaim = message(
	'PersistentVolumeClaim',
	'Asks for storage; a volume that fits is bound to it.',
	{
		...typeMeta,
		metadata: objectMeta,
		spec: always(2, ref(PersistentVolumeClaimSpec), {}, 'What the claim asks for.'),
		status: always(3, ref(PersistentVolumeClaimStatus), {}, 'The present state of the claim.'),
	},
);
export interface PersistentVolumeClaim extends Infer<typeof PersistentVolumeClaim> {}
