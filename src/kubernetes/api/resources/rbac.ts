/** Roles, ClusterRoles and their bindings (pkg/registry/rbac). */
import {ClusterRole, ClusterRoleBinding, Role, RoleBinding, rbacGroup, type Subject} from '../../../api/rbac-v1.ts';
import {isPathSegmentName} from '../../../apimachinery/formats.ts';
import type {KubernetesObject} from '../../../apimachinery/object.ts';
import type {Column, ResourceDefinition} from '../resource.ts';
import {ageColumn, createdColumn, nameColumn} from './columns.ts';
import {validateBinding, validateClusterRole, validateRole, validateRoleRefUpdate} from './rbac-validation.ts';

const group = {group: rbacGroup, version: 'v1', validateName: (name: string) => isPathSegmentName(name)} as const;

const roles: ResourceDefinition<Role> = {
	...group,
	kind: 'Role',
	plural: 'roles',
	singular: 'role',
	namespaced: true,
	schema: Role,
	columns: [nameColumn, createdColumn],
	strategy: {createOnUpdate: true, validate: validateRole, validateUpdate: validateRole},
};

const clusterRoles: ResourceDefinition<ClusterRole> = {
	...group,
	kind: 'ClusterRole',
	plural: 'clusterroles',
	singular: 'clusterrole',
	namespaced: false,
	schema: ClusterRole,
	columns: [nameColumn, createdColumn],
	strategy: {createOnUpdate: true, validate: validateClusterRole, validateUpdate: validateClusterRole},
};

const roleBindings: ResourceDefinition<RoleBinding> = {
	...group,
	kind: 'RoleBinding',
	plural: 'rolebindings',
	singular: 'rolebinding',
	namespaced: true,
	schema: RoleBinding,
	columns: bindingColumns('RoleBinding'),
	strategy: {
		createOnUpdate: true,
		applyDefaults: withSubjectGroups,
		validate: binding => validateBinding(binding, ['Role', 'ClusterRole']),
		validateUpdate: (next, old) => [
			...validateBinding(next, ['Role', 'ClusterRole']),
			...validateRoleRefUpdate(next.roleRef, old.roleRef),
		],
	},
};

const clusterRoleBindings: ResourceDefinition<ClusterRoleBinding> = {
	...group,
	kind: 'ClusterRoleBinding',
	plural: 'clusterrolebindings',
	singular: 'clusterrolebinding',
	namespaced: false,
	schema: ClusterRoleBinding,
	columns: bindingColumns('ClusterRoleBinding'),
	strategy: {
		createOnUpdate: true,
		applyDefaults: withSubjectGroups,
		validate: binding => validateBinding(binding, ['ClusterRole']),
		validateUpdate: (next, old) => [
			...validateBinding(next, ['ClusterRole']),
			...validateRoleRefUpdate(next.roleRef, old.roleRef),
		],
	},
};

/** In the order of their names. */
export const rbac: readonly ResourceDefinition[] = [clusterRoleBindings, clusterRoles, roleBindings, roles];

interface Binding extends KubernetesObject {
	readonly roleRef: RoleBinding['roleRef'];
	readonly subjects?: readonly Subject[];
}

/** Users and groups are kinds of this API group where nothing else is said (pkg/apis/rbac/v1/defaults.go). */
function withSubjectGroups<T extends Binding>(binding: T): T {
	const {subjects} = binding;
	if (!subjects?.some(({kind, apiGroup}) => !apiGroup && (kind === 'User' || kind === 'Group'))) {
		return binding;
	}
	const named = subjects.map(subject =>
		!subject.apiGroup && (subject.kind === 'User' || subject.kind === 'Group')
			? {...subject, apiGroup: rbacGroup}
			: subject,
	);
	return {...binding, subjects: named};
}

function bindingColumns(kind: string): readonly Column<Binding>[] {
	const subjectsOf =
		(wanted: string, text = ({name}: Subject) => name) =>
		({subjects = []}: Binding) =>
			subjects
				.filter(subject => subject.kind === wanted)
				.map(text)
				.join(', ');
	const wide = {type: 'string', priority: 1} as const;
	const where = `the ${kind}`;
	return [
		nameColumn,
		{
			name: 'Role',
			type: 'string',
			description: 'The role that is given.',
			cell: ({roleRef}) => `${roleRef.kind}/${roleRef.name}`,
		},
		ageColumn,
		{...wide, name: 'Users', description: `The users in ${where}.`, cell: subjectsOf('User')},
		{...wide, name: 'Groups', description: `The groups in ${where}.`, cell: subjectsOf('Group')},
		{
			...wide,
			name: 'ServiceAccounts',
			description: `The service accounts in ${where}.`,
			cell: subjectsOf('ServiceAccount', ({namespace = '', name}) => `${namespace}/${name}`),
		},
	];
}
