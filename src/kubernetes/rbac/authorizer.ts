/** Who may do what, by roles and their bindings (plugin/pkg/auth/authorizer/rbac/rbac.go, pkg/registry/rbac/validation). */
import {
	type ClusterRole,
	type ClusterRoleBinding,
	type PolicyRule,
	type Role,
	type RoleBinding,
	type RoleRef,
	rbacGroup,
	type Subject,
} from '../../api/rbac-v1.ts';
import type {StrategyContext} from '../api/resource.ts';

export interface Person {
	readonly user: string;
	readonly groups: readonly string[];
}

/** Something done with a resource, or with a path that is none. */
export type Action =
	| {
			readonly verb: string;
			readonly group: string;
			/** With its subresource, such as `pods/log`. */
			readonly resource: string;
			/** Empty for all objects. */
			readonly name: string;
			/** Empty for all namespaces, and for resources without one. */
			readonly namespace: string;
	  }
	| {readonly verb: string; readonly path: string};

/** @returns why it is allowed, in upstream's words; undefined where no role allows it */
export function allowedBy(
	{user, groups}: Person,
	action: Action,
	{list, get}: Pick<StrategyContext, 'list' | 'get'>,
): string | undefined {
	const rulesOf = ({kind, name}: RoleRef, namespace: string) =>
		kind === 'ClusterRole'
			? (get(`clusterroles.${rbacGroup}`, '', name) as ClusterRole | undefined)?.rules
			: (get(`roles.${rbacGroup}`, namespace, name) as Role | undefined)?.rules;
	const reasonIn = ({kind, metadata, roleRef, subjects = []}: RoleBinding | ClusterRoleBinding) => {
		const {name, namespace = ''} = metadata;
		const subject = subjects.find(each => isMeant(each, {user, groups}, namespace));
		if (!subject || !rulesOf(roleRef, namespace)?.some(rule => covers(rule, action))) {
			return undefined;
		}
		const binding = namespace === '' ? name : `${name}/${namespace}`;
		return `RBAC: allowed by ${kind} "${binding}" of ${roleRef.kind} "${roleRef.name}" to ${subjectText(subject, namespace)}`;
	};
	const everywhere = list(`clusterrolebindings.${rbacGroup}`) as readonly ClusterRoleBinding[];
	const namespace = 'namespace' in action ? action.namespace : '';
	const here = namespace === '' ? [] : (list(`rolebindings.${rbacGroup}`, namespace) as readonly RoleBinding[]);
	for (const binding of [...everywhere, ...here]) {
		const reason = reasonIn(binding);
		if (reason !== undefined) {
			return reason;
		}
	}
	return undefined;
}

function isMeant({kind, name, namespace}: Subject, {user, groups}: Person, bindingNamespace: string): boolean {
	switch (kind) {
		case 'User':
			return user === name;
		case 'Group':
			return groups.includes(name);
		default:
			return kind === 'ServiceAccount' && user === `system:serviceaccount:${namespace || bindingNamespace}:${name}`;
	}
}

function subjectText({kind, name, namespace}: Subject, bindingNamespace: string): string {
	return `${kind} "${kind === 'ServiceAccount' ? `${name}/${namespace || bindingNamespace}` : name}"`;
}

/** pkg/apis/rbac/v1/evaluation_helpers.go */
function covers(rule: PolicyRule, action: Action): boolean {
	const has = (list: readonly string[] | undefined, value: string) => list?.includes('*') || list?.includes(value);
	if (!has(rule.verbs, action.verb)) {
		return false;
	}
	if ('path' in action) {
		return (rule.nonResourceURLs ?? []).some(url =>
			url.endsWith('*') ? action.path.startsWith(url.replace(/\*+$/, '')) : url === action.path,
		);
	}
	const {resourceNames = []} = rule;
	const subresource = action.resource.split('/').slice(1).join('/');
	return Boolean(
		has(rule.apiGroups, action.group) &&
			(has(rule.resources, action.resource) || (subresource && rule.resources?.includes(`*/${subresource}`))) &&
			(resourceNames.length === 0 || resourceNames.includes(action.name)),
	);
}
