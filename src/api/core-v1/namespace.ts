/** Namespaces. */
import {
	always,
	defaulted,
	emptyTime,
	type Infer,
	list,
	messagesOf,
	optional,
	ref,
	required,
	string,
} from '../../apimachinery/schema.ts';
import {objectMeta, typeMeta} from '../meta-v1.ts';

const message = messagesOf('io.k8s.api.core.v1');

export const NamespaceSpec = message('NamespaceSpec', 'What holds a namespace.', {
	finalizers: optional(1, list(string), 'What must be done before the namespace goes away.', {listType: 'atomic'}),
});
export interface NamespaceSpec extends Infer<typeof NamespaceSpec> {}

export const NamespaceCondition = message('NamespaceCondition', 'One aspect of a namespace that is going away.', {
	type: required(1, string, 'Which aspect this is, such as NamespaceContentRemaining.'),
	status: required(2, string, 'True, False or Unknown.'),
	lastTransitionTime: always(4, emptyTime, null, 'When the status last changed.'),
	reason: optional(5, string, 'One word in CamelCase for why it is so.'),
	message: optional(6, string, 'The same for people to read.'),
});
export interface NamespaceCondition extends Infer<typeof NamespaceCondition> {}

export const NamespaceStatus = message('NamespaceStatus', 'The present state of a namespace.', {
	phase: defaulted(1, string, 'Active', 'Active, or Terminating while it goes away.', {
		enum: ['Active', 'Terminating'],
	}),
	conditions: optional(2, list(ref(NamespaceCondition)), 'Why the namespace is not gone yet.', {
		listType: 'map',
		listMapKeys: ['type'],
		mergeKey: 'type',
		patchStrategy: 'merge',
	}),
});
export interface NamespaceStatus extends Infer<typeof NamespaceStatus> {}

export const Namespace = message('Namespace', 'A room for names: most objects live in one.', {
	...typeMeta,
	metadata: objectMeta,
	spec: always(2, ref(NamespaceSpec), {}, 'What holds the namespace.'),
	status: always(3, ref(NamespaceStatus), {}, 'The present state of the namespace.'),
});
export interface Namespace extends Infer<typeof Namespace> {}
