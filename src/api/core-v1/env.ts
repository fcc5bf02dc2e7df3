/** Environment variables of containers. */
import {bool, embedded, type Infer, messagesOf, optional, ref, required, string} from '../../apimachinery/schema.ts';
import {
	ConfigMapKeySelector,
	FileKeySelector,
	localObjectReferenceFields,
	ObjectFieldSelector,
	ResourceFieldSelector,
	SecretKeySelector,
} from './references.ts';

const message = messagesOf('io.k8s.api.core.v1');

export const ConfigMapEnvSource = message('ConfigMapEnvSource', 'Takes variables from a ConfigMap.', {
	...embedded(1, localObjectReferenceFields),
	optional: optional(2, bool, 'Whether the container may start without the ConfigMap.'),
});
export interface ConfigMapEnvSource extends Infer<typeof ConfigMapEnvSource> {}

export const SecretEnvSource = message('SecretEnvSource', 'Takes variables from a Secret.', {
	...embedded(1, localObjectReferenceFields),
	optional: optional(2, bool, 'Whether the container may start without the Secret.'),
});
export interface SecretEnvSource extends Infer<typeof SecretEnvSource> {}

export const EnvFromSource = message('EnvFromSource', 'Makes a variable of every key of a ConfigMap or a Secret.', {
	prefix: optional(1, string, 'A text put before every name.'),
	configMapRef: optional(2, ref(ConfigMapEnvSource), 'The ConfigMap to take from.'),
	secretRef: optional(3, ref(SecretEnvSource), 'The Secret to take from.'),
});
export interface EnvFromSource extends Infer<typeof EnvFromSource> {}

export const EnvVarSource = message(
	'EnvVarSource',
	'Says where the value of a variable comes from; one of them is set.',
	{
		fieldRef: optional(1, ref(ObjectFieldSelector), 'A field of the Pod, such as metadata.name.'),
		resourceFieldRef: optional(2, ref(ResourceFieldSelector), 'A request or limit of a container.'),
		configMapKeyRef: optional(3, ref(ConfigMapKeySelector), 'A key of a ConfigMap.'),
		secretKeyRef: optional(4, ref(SecretKeySelector), 'A key of a Secret.'),
		fileKeyRef: optional(5, ref(FileKeySelector), 'A key of a file in a volume.'),
	},
);
export interface EnvVarSource extends Infer<typeof EnvVarSource> {}

export const EnvVar = message('EnvVar', 'An environment variable of a container.', {
	name: required(1, string, 'The name of the variable.'),
	value: optional(2, string, 'The value; $(OTHER) in it stands for a variable that was defined before.'),
	valueFrom: optional(3, ref(EnvVarSource), 'Where the value comes from; not together with value.'),
});
export interface EnvVar extends Infer<typeof EnvVar> {}
