/** Roles and who has them: the kinds of role-based access control. */
import {
	always,
	defaulted,
	emptyList,
	type Infer,
	list,
	messagesOf,
	optional,
	ref,
	required,
	string,
} from '../apimachinery/schema.ts';
import {LabelSelector, objectMeta, typeMeta} from './meta-v1.ts';

const message = messagesOf('io.k8s.api.rbac.v1');

/** The API group of these kinds, which references to them name. */
export const rbacGroup = 'rbac.authorization.k8s.io';

const atomic = {listType: 'atomic'} as const;

export const PolicyRule = message('PolicyRule', 'What may be done with what.', {
	verbs: required(1, list(string), 'What may be done, such as get or create; * is everything.', atomic),
	apiGroups: optional(2, list(string), 'The API groups of the resources; an empty one is the core group.', atomic),
	resources: optional(3, list(string), 'The resources, such as pods or pods/log; * is all of them.', atomic),
	resourceNames: optional(4, list(string), 'The objects that it is about; absent where it is about all.', atomic),
	nonResourceURLs: optional(5, list(string), 'Paths that are no resources; a * at the end stands for any.', atomic),
});
export interface PolicyRule extends Infer<typeof PolicyRule> {}

export const Subject = message('Subject', 'Somebody who has a role.', {
	kind: required(1, string, 'User, Group or ServiceAccount.'),
	apiGroup: optional(2, string, 'The API group of the kind; empty for a ServiceAccount.'),
	name: required(3, string, 'The name.'),
	namespace: optional(4, string, 'The namespace of a ServiceAccount.'),
});
export interface Subject extends Infer<typeof Subject> {}

export const RoleRef = message('RoleRef', 'The role that is given.', {
	apiGroup: defaulted(1, string, rbacGroup, 'The API group of the role.'),
	kind: required(2, string, 'Role or ClusterRole.'),
	name: required(3, string, 'The name of the role.'),
});
export interface RoleRef extends Infer<typeof RoleRef> {}

const rules = always(2, emptyList(ref(PolicyRule)), null, 'What the role allows.', {listType: 'atomic'});
const subjects = optional(2, list(ref(Subject)), 'Who has the role.', {listType: 'atomic'});

export const Role = message('Role', 'What may be done within a namespace.', {...typeMeta, metadata: objectMeta, rules});
export interface Role extends Infer<typeof Role> {}

export const AggregationRule = message('AggregationRule', 'Which other ClusterRoles one is made of.', {
	clusterRoleSelectors: optional(1, list(ref(LabelSelector)), 'Their labels; one selector that fits is enough.', {
		listType: 'atomic',
	}),
});
export interface AggregationRule extends Infer<typeof AggregationRule> {}

export const ClusterRole = message('ClusterRole', 'What may be done in the whole cluster, or in any namespace.', {
	...typeMeta,
	metadata: objectMeta,
	rules,
	aggregationRule: optional(
		3,
		ref(AggregationRule),
		'Has the rules filled in from other ClusterRoles; what is written there by hand is replaced.',
	),
});
export interface ClusterRole extends Infer<typeof ClusterRole> {}

export const RoleBinding = message('RoleBinding', 'Gives a role to somebody within a namespace.', {
	...typeMeta,
	metadata: objectMeta,
	subjects,
	roleRef: required(3, ref(RoleRef), 'The role, which cannot be changed: a Role of this namespace or a ClusterRole.'),
});
export interface RoleBinding extends Infer<typeof RoleBinding> {}

export const ClusterRoleBinding = message('ClusterRoleBinding', 'Gives a ClusterRole to somebody everywhere.', {
	...typeMeta,
	metadata: objectMeta,
	subjects,
	roleRef: required(3, ref(RoleRef), 'The ClusterRole, which cannot be changed.'),
});
export interface ClusterRoleBinding extends Infer<typeof ClusterRoleBinding> {}
