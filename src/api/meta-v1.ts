/** What all kinds share: their metadata, and the messages that requests and answers are made of (meta/v1). */
import type {ObjectMeta as ObjectMetaType} from '../apimachinery/object.ts';
import {
	always,
	any,
	bool,
	emptyTime,
	type Field,
	type Infer,
	int32,
	int64,
	list,
	type Message,
	map,
	messagesOf,
	optional,
	ref,
	required,
	string,
	type Type,
	time,
} from '../apimachinery/schema.ts';

const message = messagesOf('io.k8s.apimachinery.pkg.apis.meta.v1');

/** The first two fields of every kind. In protobuf they stand in the envelope, so they have no number. */
export const typeMeta = {
	apiVersion: present(0, string, 'The version of the API that this object is written in, such as apps/v1.'),
	kind: present(0, string, 'The kind of this object, in CamelCase.'),
};

/** A field that is always there although OpenAPI does not mark it as required. */
function present<T>(number: number, type: Type<T>, description: string): Field<T, true> {
	return {number, type, description, present: true};
}

export const OwnerReference = message('OwnerReference', 'Names an object that this one belongs to.', {
	kind: required(1, string, 'The kind of the owner.'),
	name: required(3, string, 'The name of the owner.'),
	uid: required(4, string, 'The UID of the owner, which no later object of that name will share.'),
	apiVersion: required(5, string, 'The API version of the owner.'),
	controller: optional(6, bool, 'Whether this owner is the one that manages the object; at most one is.'),
	blockOwnerDeletion: optional(
		7,
		bool,
		'Whether the owner, when it is deleted in the foreground, waits until this object is gone.',
	),
});
export interface OwnerReference extends Infer<typeof OwnerReference> {}

export const ManagedFieldsEntry = message('ManagedFieldsEntry', 'The fields that one manager has set.', {
	manager: optional(1, string, 'Who set the fields, such as kubectl-client-side-apply.'),
	operation: optional(2, string, 'How they were set: Apply or Update.'),
	apiVersion: optional(3, string, 'The API version in which the fields are named.'),
	time: optional(4, time, 'When this manager last changed its set of fields.'),
	fieldsType: optional(6, string, 'The format of fieldsV1; only FieldsV1 exists.'),
	fieldsV1: optional(7, any, 'The set of fields, as a tree of keys.'),
	subresource: optional(8, string, 'The subresource through which they were set, such as status.'),
});
export interface ManagedFieldsEntry extends Infer<typeof ManagedFieldsEntry> {}

export const ObjectMeta: Message<ObjectMetaType> = message(
	'ObjectMeta',
	'Identifies an object and says who it belongs to and how it was changed.',
	{
		name: optional(1, string, 'The name, unique for its kind within the namespace. It cannot be changed.'),
		generateName: optional(2, string, 'A prefix to which the server adds random letters where no name is given.'),
		namespace: optional(3, string, 'The namespace that the object lives in. It cannot be changed.'),
		selfLink: optional(4, string, 'No longer filled in.'),
		uid: optional(5, string, 'An id that the server gives each object, unique for all time.'),
		resourceVersion: optional(
			6,
			string,
			'Changes with every write. An update that names an old one is refused with a conflict.',
		),
		generation: optional(7, int64, 'Counts the changes of the wanted state; changes of the status do not count.'),
		creationTimestamp: optional(8, time, 'When the server stored the object first.'),
		deletionTimestamp: optional(
			9,
			time,
			'Set once deletion was asked for: the time by which the object should be gone. It cannot be unset.',
		),
		deletionGracePeriodSeconds: optional(10, int64, 'How many seconds the deletion grants for an orderly end.'),
		labels: optional(11, map(string), 'Keys and values by which selectors find the object.'),
		annotations: optional(12, map(string), 'Keys and values for people and tools; selectors do not see them.'),
		ownerReferences: optional(
			13,
			list(ref(OwnerReference)),
			'The objects that this one belongs to. When all of them are gone it is deleted too.',
			{listType: 'map', listMapKeys: ['uid'], mergeKey: 'uid', patchStrategy: 'merge'},
		),
		finalizers: optional(14, list(string), 'Names of the work that must be done before a deleted object goes away.', {
			listType: 'set',
			patchStrategy: 'merge',
		}),
		managedFields: optional(17, list(ref(ManagedFieldsEntry)), 'Who set which fields, for server-side apply.', {
			listType: 'atomic',
		}),
	},
) as Message<ObjectMetaType>;
export interface ObjectMeta extends ObjectMetaType {}

const metadataDescription = 'The name, namespace, labels and other metadata.';

/** The metadata of a kind of its own. */
export const objectMeta: Field<ObjectMetaType, true> = always(1, ref(ObjectMeta), {}, metadataDescription);

/** The metadata inside a template: what is made from it need not have that name, or has a generated one. */
export const templateMeta: Field<Partial<ObjectMetaType>, true> = always(
	1,
	ref(ObjectMeta) as Type<Partial<ObjectMetaType>>,
	{},
	'The labels, annotations and other metadata that objects made from this template get.',
);

export const LabelSelectorRequirement = message('LabelSelectorRequirement', 'One condition on a label.', {
	key: required(1, string, 'The label that the condition is about.'),
	operator: required(2, string, 'How the label is compared: In, NotIn, Exists or DoesNotExist.'),
	values: optional(3, list(string), 'The values for In and NotIn; empty for Exists and DoesNotExist.', {
		listType: 'atomic',
	}),
});
export interface LabelSelectorRequirement extends Infer<typeof LabelSelectorRequirement> {}

export const LabelSelector = message(
	'LabelSelector',
	'Chooses objects by their labels. All conditions must hold; an empty selector chooses everything.',
	{
		matchLabels: optional(1, map(string), 'Labels that must have exactly these values.'),
		matchExpressions: optional(2, list(ref(LabelSelectorRequirement)), 'Further conditions on labels.', {
			listType: 'atomic',
		}),
	},
);
export interface LabelSelector extends Infer<typeof LabelSelector> {}

export const Condition = message('Condition', 'One aspect of the present state of an object.', {
	type: required(1, string, 'Which aspect this is, in CamelCase.'),
	status: required(2, string, 'True, False or Unknown.'),
	observedGeneration: optional(3, int64, 'The generation of the object that the condition was worked out for.'),
	lastTransitionTime: always(4, emptyTime, null, 'When the status last changed.', {required: true}),
	reason: required(5, string, 'One word in CamelCase for why it is so.'),
	message: required(6, string, 'The same for people to read; may be empty.'),
});
export interface Condition extends Infer<typeof Condition> {}

export const ShardInfo = message('ShardInfo', 'Which part of a collection a list holds.', {
	selector: required(1, string, 'The selector of the part that was asked for.'),
});
export interface ShardInfo extends Infer<typeof ShardInfo> {}

export const ListMeta = message('ListMeta', 'The metadata of a list.', {
	selfLink: optional(1, string, 'No longer filled in.'),
	resourceVersion: optional(2, string, 'The state of the collection that this list shows; a watch can start from it.'),
	continue: optional(3, string, 'A token that asks for the next part of a long list.'),
	remainingItemCount: optional(4, int64, 'How many items come after this part.'),
	shardInfo: optional(5, ref(ShardInfo), 'Set when the list holds only a part that was asked for.'),
});
export interface ListMeta extends Infer<typeof ListMeta> {}

export const StatusCause = message('StatusCause', 'One of the reasons for a failure.', {
	reason: optional(1, string, 'The kind of problem, such as FieldValueInvalid.'),
	message: optional(2, string, 'What is wrong, for people to read.'),
	field: optional(3, string, 'The field that is wrong, such as spec.containers[0].image.'),
});
export interface StatusCause extends Infer<typeof StatusCause> {}

export const StatusDetails = message('StatusDetails', 'What a failure is about.', {
	name: optional(1, string, 'The name of the object.'),
	group: optional(2, string, 'The API group of the object.'),
	kind: optional(3, string, 'The kind or the resource of the object.'),
	causes: optional(4, list(ref(StatusCause)), 'Every single problem that was found.', {listType: 'atomic'}),
	retryAfterSeconds: optional(5, int32, 'How long to wait before another try.'),
	uid: optional(6, string, 'The UID of the object.'),
});
export interface StatusDetails extends Infer<typeof StatusDetails> {}

export const Status = message('Status', 'The answer to a request that returns no object, or that failed.', {
	...typeMeta,
	metadata: always(1, ref(ListMeta), {}, 'The metadata of a list; mostly empty here.'),
	status: optional(2, string, 'Success or Failure.'),
	message: optional(3, string, 'What happened, for people to read.'),
	reason: optional(4, string, 'One word in CamelCase for why the request failed.'),
	details: optional(5, ref(StatusDetails), 'What the failure is about.'),
	code: optional(6, int32, 'The HTTP status code.'),
});
export interface Status extends Infer<typeof Status> {}

export const Preconditions = message('Preconditions', 'What must be true of an object for it to be deleted.', {
	uid: optional(1, string, 'The UID that it must have.'),
	resourceVersion: optional(2, string, 'The resourceVersion that it must have.'),
});
export interface Preconditions extends Infer<typeof Preconditions> {}

export const DeleteOptions = message('DeleteOptions', 'How to delete an object.', {
	apiVersion: optional(0, string, 'The API version of these options.'),
	kind: optional(0, string, 'DeleteOptions.'),
	gracePeriodSeconds: optional(1, int64, 'Seconds granted for an orderly end; 0 deletes at once.'),
	preconditions: optional(2, ref(Preconditions), 'What must be true, or the deletion is refused with a conflict.'),
	orphanDependents: optional(3, bool, 'The old form of propagationPolicy: true stands for Orphan.'),
	propagationPolicy: optional(
		4,
		string,
		'What happens to owned objects: Orphan leaves them, Background deletes them after their owner, Foreground before it.',
	),
	dryRun: optional(5, list(string), 'With All, everything is checked and nothing is deleted.', {listType: 'atomic'}),
	ignoreStoreReadErrorWithClusterBreakingPotential: optional(
		6,
		bool,
		'Deletes even an object that can no longer be read from storage.',
	),
});
export interface DeleteOptions extends Infer<typeof DeleteOptions> {}
