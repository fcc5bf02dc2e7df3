/** What Pods read: ConfigMaps, Secrets and service accounts. */
import {
	bool,
	bytes,
	defaulted,
	type Infer,
	list,
	map,
	messagesOf,
	optional,
	ref,
	string,
} from '../../apimachinery/schema.ts';
import {objectMeta, typeMeta} from '../meta-v1.ts';
import {LocalObjectReference, ObjectReference} from './references.ts';

const message = messagesOf('io.k8s.api.core.v1');

export const ConfigMap = message('ConfigMap', 'Settings that Pods can read.', {
	...typeMeta,
	metadata: objectMeta,
	data: optional(2, map(string), 'Keys and their text.'),
	binaryData: optional(3, map(bytes), 'Keys and their bytes, in base64.'),
	immutable: optional(4, bool, 'Whether the content can never change.'),
});
export interface ConfigMap extends Infer<typeof ConfigMap> {}

export const Secret = message(
	'Secret',
	'Small amounts of data that not everyone should see. It is encoded, not encrypted.',
	{
		...typeMeta,
		metadata: objectMeta,
		data: optional(2, map(bytes), 'Keys and their bytes, in base64.'),
		type: defaulted(3, string, 'Opaque', 'What the Secret is for, such as Opaque or kubernetes.io/tls.'),
		stringData: optional(4, map(string), 'Keys and their text; the server adds them to data, and never shows them.'),
		immutable: optional(5, bool, 'Whether the content can never change.'),
	},
);
export interface Secret extends Infer<typeof Secret> {}

export const ServiceAccount = message('ServiceAccount', 'An identity for Pods.', {
	...typeMeta,
	metadata: objectMeta,
	secrets: optional(
		2,
		list(ref(ObjectReference)),
		'Secrets that Pods of this account may use, where that is enforced.',
		{listType: 'map', listMapKeys: ['name'], mergeKey: 'name', patchStrategy: 'merge'},
	),
	imagePullSecrets: optional(
		3,
		list(ref(LocalObjectReference)),
		'Secrets with which Pods of this account pull images.',
		{listType: 'atomic'},
	),
	automountServiceAccountToken: optional(
		4,
		bool,
		'Whether Pods of this account get a token, unless they say otherwise.',
	),
});
export interface ServiceAccount extends Infer<typeof ServiceAccount> {}
