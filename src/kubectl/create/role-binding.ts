/** `kubectl create rolebinding|clusterrolebinding` (kubectl pkg/cmd/create/create_rolebinding.go). */
import {rbacGroup, type Subject} from '../../api/rbac-v1.ts';
import {type Command, CommandError, type Flag, type Invocation} from '../command.ts';
import {createFlags, createFromFlags, nameFrom, namespaceOf} from './run-create.ts';

const subjectFlags: readonly Flag[] = [
	{name: 'clusterrole', type: 'string', description: 'The ClusterRole that is given.'},
	{name: 'group', type: 'stringArray', description: 'A group that gets the role; may be repeated.'},
	{
		name: 'serviceaccount',
		type: 'stringArray',
		description: 'A service account that gets the role, as NAMESPACE:NAME; may be repeated.',
	},
	{name: 'user', type: 'stringArray', description: 'A user who gets the role; may be repeated.'},
];

export const createRoleBinding: Command = {
	name: 'rolebinding',
	usage:
		'rolebinding NAME --clusterrole=NAME|--role=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]',
	short: 'Create a role binding for a particular role or cluster role',
	examples: [
		['The role admin for a user', 'kubectl create rolebinding ann-admin --clusterrole=admin --user=ann'],
		[
			'A role for a service account',
			'kubectl create rolebinding reads --role=pod-reader --serviceaccount=default:builder',
		],
	],
	flags: [
		...createFlags,
		...subjectFlags,
		{name: 'role', type: 'string', description: 'The Role of the namespace that is given.'},
	],
	completes: 'none',
	async run(invocation: Invocation) {
		const {flags} = invocation;
		const metadata = {name: nameFrom(invocation), ...namespaceOf(invocation)};
		const [role, clusterRole] = [flags.string('role'), flags.string('clusterrole')];
		if ((role === '') === (clusterRole === '')) {
			throw new CommandError('exactly one of clusterrole or role must be specified');
		}
		const roleRef = {
			apiGroup: rbacGroup,
			...(role === '' ? {kind: 'ClusterRole', name: clusterRole} : {kind: 'Role', name: role}),
		};
		const object = {kind: 'RoleBinding', apiVersion: `${rbacGroup}/v1`, metadata, ...subjectsOf(invocation), roleRef};
		return createFromFlags(invocation, object, 'failed to create rolebinding:');
	},
};

export const createClusterRoleBinding: Command = {
	name: 'clusterrolebinding',
	usage:
		'clusterrolebinding NAME --clusterrole=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]',
	short: 'Create a cluster role binding for a particular cluster role',
	examples: [['Everything for a user', 'kubectl create clusterrolebinding ann --clusterrole=cluster-admin --user=ann']],
	flags: [
		...createFlags,
		...subjectFlags.map(flag => (flag.name === 'clusterrole' ? {...flag, required: true} : flag)),
	],
	completes: 'none',
	async run(invocation: Invocation) {
		const metadata = {name: nameFrom(invocation)};
		const name = invocation.flags.string('clusterrole');
		if (name === '') {
			throw new CommandError('clusterrole must be specified');
		}
		const roleRef = {apiGroup: rbacGroup, kind: 'ClusterRole', name};
		const whole = {apiVersion: `${rbacGroup}/v1`, metadata, ...subjectsOf(invocation), roleRef};
		return createFromFlags(invocation, {kind: 'ClusterRoleBinding', ...whole}, 'failed to create clusterrolebinding:');
	},
};

function subjectsOf({flags}: Invocation): {readonly subjects?: readonly Subject[]} {
	const named = (kind: string) => (name: string) => ({kind, apiGroup: rbacGroup, name});
	const accounts = flags.strings('serviceaccount').map(text => {
		const [namespace, name, ...more] = text.split(':');
		if (!namespace || !name || more.length > 0) {
			throw new CommandError('serviceaccount must be <namespace>:<name>');
		}
		return {kind: 'ServiceAccount', name, namespace};
	});
	const subjects = [
		...flags.strings('user').map(named('User')),
		...flags.strings('group').map(named('Group')),
		...accounts,
	];
	return subjects.length > 0 ? {subjects} : {};
}
