/** How much a namespace may use in all. */
import {
	always,
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
import {objectMeta, typeMeta} from '../meta-v1.ts';

const message = messagesOf('io.k8s.api.core.v1');

export const ScopedResourceSelectorRequirement = message(
	'ScopedResourceSelectorRequirement',
	'A requirement that says to which objects a quota applies.',
	{
		scopeName: required(1, string, 'Which property of the object is looked at, such as PriorityClass.'),
		operator: required(2, string, 'How the property and the values relate: In, NotIn, Exists or DoesNotExist.'),
		values: optional(3, list(string), 'The values; none with Exists and DoesNotExist.', {listType: 'atomic'}),
	},
);
export interface ScopedResourceSelectorRequirement extends Infer<typeof ScopedResourceSelectorRequirement> {}

export const ScopeSelector = message('ScopeSelector', 'To which objects a quota applies; all requirements count.', {
	matchExpressions: optional(1, list(ref(ScopedResourceSelectorRequirement)), 'The requirements.', {
		listType: 'atomic',
	}),
});
export interface ScopeSelector extends Infer<typeof ScopeSelector> {}

export const ResourceQuotaSpec = message('ResourceQuotaSpec', 'What may be used.', {
	hard: optional(1, map(quantity), 'The most of each resource, such as pods, requests.cpu or count/secrets.'),
	scopes: optional(2, list(string), 'The objects that count: those to which all of these apply.', {listType: 'atomic'}),
	scopeSelector: optional(3, ref(ScopeSelector), 'The same in the form of requirements.'),
});
export interface ResourceQuotaSpec extends Infer<typeof ResourceQuotaSpec> {}

export const ResourceQuotaStatus = message('ResourceQuotaStatus', 'What is used.', {
	hard: optional(1, map(quantity), 'The limits that are enforced.'),
	used: optional(2, map(quantity), 'How much of each resource is in use.'),
});
export interface ResourceQuotaStatus extends Infer<typeof ResourceQuotaStatus> {}

export const ResourceQuota = message('ResourceQuota', 'How much the objects of a namespace may use in all.', {
	...typeMeta,
	metadata: objectMeta,
	spec: always(2, ref(ResourceQuotaSpec), {}, 'What may be used.'),
	status: always(3, ref(ResourceQuotaStatus), {}, 'What is used.'),
});
export interface ResourceQuota extends Infer<typeof ResourceQuota> {}
