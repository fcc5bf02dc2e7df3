/** `kubectl set subject` (kubectl pkg/cmd/set/set_subject.go). */
import type {ClusterRoleBinding, RoleBinding} from '../../api/rbac-v1.ts';
import {Client} from '../client.ts';
import {type Command, CommandError, type Invocation} from '../command.ts';
import {dryRunOf} from '../dry-run.ts';
import {findToSet, requireServer, runSet, setFlags} from './run-set.ts';

type Subject = NonNullable<RoleBinding['subjects']>[number];

const apiGroup = 'rbac.authorization.k8s.io';

export const setSubject: Command = {
	name: 'subject',
	usage:
		'subject (-f FILENAME | TYPE NAME) [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]',
	short: 'Update the user, group, or service account in a role binding or cluster role binding',
	long: 'Adds users, groups and service accounts to those who have the role of a binding.',
	examples: [['Give a user the role, too', 'kubectl set subject rolebinding readers --user=ann']],
	flags: [
		...setFlags,
		{name: 'group', type: 'strings', default: '[]', description: 'A group that gets the role.'},
		{
			name: 'serviceaccount',
			type: 'strings',
			default: '[]',
			description: 'A service account that gets the role, as NAMESPACE:NAME.',
		},
		{name: 'user', type: 'strings', default: '[]', description: 'A user who gets the role.'},
	],
	completes: 'resources',
	run: changeSubjects,
};

async function changeSubjects(invocation: Invocation): Promise<number> {
	const {io, args, flags, namespace} = invocation;
	const dryRun = dryRunOf(invocation);
	const client = new Client(io);
	const infos = await findToSet(client, invocation, args);
	requireServer(invocation, dryRun);
	if (flags.bool('all') && flags.string('selector') !== '') {
		throw new CommandError('cannot set --all and --selector at the same time');
	}
	const accounts = flags.strings('serviceaccount');
	if (flags.strings('user').length + flags.strings('group').length + accounts.length === 0) {
		throw new CommandError('you must specify at least one value of user, group or serviceaccount');
	}
	for (const account of accounts) {
		const [of = '', name = '', ...more] = account.split(':');
		if (name === '' || more.length > 0) {
			throw new CommandError('serviceaccount must be <namespace>:<name>');
		}
		if (of === '' && infos.some(({object}) => object?.kind === 'ClusterRoleBinding')) {
			throw new CommandError('serviceaccount must be <namespace>:<name>, namespace must be specified');
		}
	}
	const wanted = subjectsOf(invocation, namespace);
	await runSet(client, invocation, infos, {
		dryRun,
		operation: 'subjects updated',
		failure: 'failed to patch subjects to rolebinding:',
		change(object) {
			if (object.kind !== 'RoleBinding' && object.kind !== 'ClusterRoleBinding') {
				throw new CommandError('setting subjects is only supported for RoleBinding/ClusterRoleBinding');
			}
			const before = (object as RoleBinding | ClusterRoleBinding).subjects ?? [];
			const added = wanted.filter(one => !before.some(other => isSame(one, other)));
			return added.length === 0 ? undefined : ({...object, subjects: [...before, ...added]} as typeof object);
		},
	});
	return 0;
}

/** Each once, by name: users, then groups, then service accounts. */
function subjectsOf({flags}: Invocation, namespace: string): readonly Subject[] {
	const sorted = (name: string) => [...new Set(flags.strings(name))].sort();
	return [
		...sorted('user').map(name => ({kind: 'User', apiGroup, name})),
		...sorted('group').map(name => ({kind: 'Group', apiGroup, name})),
		...sorted('serviceaccount').map(account => {
			const [of = '', name = ''] = account.split(':');
			return {kind: 'ServiceAccount', name, namespace: of || namespace};
		}),
	];
}

function isSame(a: Subject, b: Subject): boolean {
	return (
		a.kind === b.kind &&
		a.name === b.name &&
		(a.namespace ?? '') === (b.namespace ?? '') &&
		(a.apiGroup ?? '') === (b.apiGroup ?? '')
	);
}
