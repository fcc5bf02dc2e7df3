/** References from one object to another, or to a part of it. */
import {
	always,
	bool,
	defaulted,
	embedded,
	type Infer,
	messagesOf,
	optional,
	quantity,
	required,
	string,
} from '../../apimachinery/schema.ts';

const message = messagesOf('io.k8s.api.core.v1');

export const ObjectReference = message('ObjectReference', 'Names another object, or a part of it.', {
	kind: optional(1, string, 'The kind of the object.'),
	namespace: optional(2, string, 'The namespace of the object.'),
	name: optional(3, string, 'The name of the object.'),
	uid: optional(4, string, 'The UID of the object.'),
	apiVersion: optional(5, string, 'The API version of the object.'),
	resourceVersion: optional(6, string, 'The resourceVersion at which the object was seen.'),
	fieldPath: optional(7, string, 'The part of the object that is meant, such as spec.containers{nginx}.'),
});
export interface ObjectReference extends Infer<typeof ObjectReference> {}

export const localObjectReferenceFields = {
	name: optional(1, string, 'The name of the object.'),
};

export const LocalObjectReference = message(
	'LocalObjectReference',
	'Names an object in the same namespace.',
	localObjectReferenceFields,
);
export interface LocalObjectReference extends Infer<typeof LocalObjectReference> {}

export const SecretReference = message('SecretReference', 'Names a Secret in any namespace.', {
	name: optional(1, string, 'The name of the Secret.'),
	namespace: optional(2, string, 'The namespace of the Secret.'),
});
export interface SecretReference extends Infer<typeof SecretReference> {}

export const TypedLocalObjectReference = message(
	'TypedLocalObjectReference',
	'Names an object of any kind in the same namespace.',
	{
		apiGroup: optional(1, string, 'The API group of the object; empty for the core group.'),
		kind: required(2, string, 'The kind of the object.'),
		name: required(3, string, 'The name of the object.'),
	},
);
export interface TypedLocalObjectReference extends Infer<typeof TypedLocalObjectReference> {}

export const TypedObjectReference = message('TypedObjectReference', 'Names an object of any kind.', {
	apiGroup: optional(1, string, 'The API group of the object; empty for the core group.'),
	kind: required(2, string, 'The kind of the object.'),
	name: required(3, string, 'The name of the object.'),
	namespace: optional(4, string, 'The namespace of the object, where it is another one.'),
});
export interface TypedObjectReference extends Infer<typeof TypedObjectReference> {}

export const ConfigMapKeySelector = message('ConfigMapKeySelector', 'Chooses a key of a ConfigMap.', {
	...embedded(1, localObjectReferenceFields),
	key: required(2, string, 'The key whose value is taken.'),
	optional: optional(3, bool, 'Whether the container may start without the ConfigMap or its key.'),
});
export interface ConfigMapKeySelector extends Infer<typeof ConfigMapKeySelector> {}

export const SecretKeySelector = message('SecretKeySelector', 'Chooses a key of a Secret.', {
	...embedded(1, localObjectReferenceFields),
	key: required(2, string, 'The key whose value is taken.'),
	optional: optional(3, bool, 'Whether the container may start without the Secret or its key.'),
});
export interface SecretKeySelector extends Infer<typeof SecretKeySelector> {}

export const FileKeySelector = message('FileKeySelector', 'Chooses a key of a file with environment variables.', {
	volumeName: required(1, string, 'The volume that holds the file.'),
	path: required(2, string, 'The path of the file within the volume.'),
	key: required(3, string, 'The key within the file.'),
	optional: defaulted(4, bool, false, 'Whether the container may start without the file or its key.'),
});
export interface FileKeySelector extends Infer<typeof FileKeySelector> {}

export const ObjectFieldSelector = message('ObjectFieldSelector', 'Chooses a field of the Pod itself.', {
	apiVersion: defaulted(1, string, 'v1', 'The API version in which the field is named.'),
	fieldPath: required(2, string, 'The field, such as metadata.name or status.podIP.'),
});
export interface ObjectFieldSelector extends Infer<typeof ObjectFieldSelector> {}

export const ResourceFieldSelector = message('ResourceFieldSelector', 'Chooses a request or a limit of a container.', {
	containerName: optional(
		1,
		string,
		'The container; it must be given for volumes and defaults to the container itself for variables.',
	),
	resource: required(2, string, 'The request or limit, such as limits.cpu.'),
	divisor: always(3, quantity, '0', 'The unit in which the amount is written, such as 1Mi.'),
});
export interface ResourceFieldSelector extends Infer<typeof ResourceFieldSelector> {}
