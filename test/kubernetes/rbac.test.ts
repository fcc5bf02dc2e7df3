import {beforeAll, describe, expect, test} from 'vitest';
import type {ClusterRole, PolicyRule} from '../../src/api/rbac-v1.ts';
import {createCluster} from '../../src/kubernetes/cluster.ts';
import {bootstrapRbac, readRule} from '../../src/kubernetes/rbac/bootstrap.ts';
import {bareCluster, Terminal} from '../kubectl/terminal.ts';

const clusterRoles = 'clusterroles.rbac.authorization.k8s.io';

describe('the roles of a new cluster', () => {
	const cluster = createCluster();
	const role = (name: string) => cluster.client.get<ClusterRole>(clusterRoles, '', name)!;
	const allows = (rules: readonly PolicyRule[] | null, verb: string, resource: string) =>
		(rules ?? []).some(({verbs, resources}) => verbs.includes(verb) && resources?.includes(resource));

	test('are all there, each name once, and each binding gives a role that there is', () => {
		const all = bootstrapRbac();
		expect(
			new Set(all.map(([resource, {metadata}]) => `${resource} ${metadata.namespace} ${metadata.name}`)).size,
		).toBe(all.length);
		const names = all.flatMap(([, {kind, metadata}]) => (kind === 'ClusterRole' ? [metadata.name] : []));
		const given = all.flatMap(([, object]) =>
			object.kind === 'ClusterRoleBinding' ? [(object as unknown as {roleRef: {name: string}}).roleRef.name] : [],
		);
		expect(given.filter(name => !names.includes(name))).toEqual([]);
		expect(role('cluster-admin').rules).toEqual([
			{verbs: ['*'], apiGroups: ['*'], resources: ['*']},
			{verbs: ['*'], nonResourceURLs: ['*']},
		]);
	});

	test('admin, edit and view are made of the others, each of more than the next', () => {
		const [admin, edit, view] = ['admin', 'edit', 'view'].map(name => role(name).rules);
		expect([admin, edit, view].map(rules => allows(rules!, 'get', 'pods'))).toEqual([true, true, true]);
		expect([admin, edit, view].map(rules => allows(rules!, 'delete', 'deployments'))).toEqual([true, true, false]);
		expect([admin, edit, view].map(rules => allows(rules!, 'create', 'rolebindings'))).toEqual([true, false, false]);
	});

	test('what somebody adds to one of them with a label is in it', () => {
		const other = createCluster();
		const labels = {'rbac.authorization.k8s.io/aggregate-to-view': 'true'};
		const rules = [readRule('get / stable.example.com / crontabs')];
		other.client.create<ClusterRole>(clusterRoles, {
			apiVersion: 'rbac.authorization.k8s.io/v1',
			kind: 'ClusterRole',
			metadata: {name: 'crontabs', labels},
			rules,
		});
		other.advance(1000);
		for (const name of ['admin', 'edit', 'view']) {
			expect(allows(other.client.get<ClusterRole>(clusterRoles, '', name)!.rules, 'get', 'crontabs')).toBe(true);
		}
		other.client.delete(clusterRoles, '', 'crontabs');
		other.advance(1000);
		expect(allows(other.client.get<ClusterRole>(clusterRoles, '', 'admin')!.rules, 'get', 'crontabs')).toBe(false);
	});
});

test.each([
	[
		'get list / core apps / pods pods/log / web',
		{verbs: ['get', 'list'], apiGroups: ['', 'apps'], resources: ['pods', 'pods/log'], resourceNames: ['web']},
	],
	['get : /healthz /livez/*', {verbs: ['get'], nonResourceURLs: ['/healthz', '/livez/*']}],
])('%j is a rule', (text, rule) => expect(readRule(text)).toEqual(rule));

describe('kubectl', () => {
	const terminal = new Terminal(bareCluster());

	test('creates roles from flags and describes them', async () => {
		const {out} = await terminal.run('create role reader --verb=get --verb=list,get --resource=po,deploy/scale,deploy');
		expect(out).toBe('role.rbac.authorization.k8s.io/reader created\n');
		expect((await terminal.run('describe role reader')).out).toBe(
			[
				'Name:         reader',
				'Labels:       <none>',
				'Annotations:  <none>',
				'PolicyRule:',
				'  Resources               Non-Resource URLs  Resource Names  Verbs',
				'  ---------               -----------------  --------------  -----',
				'  pods                    []                 []              [get list]',
				'  deployments.apps/scale  []                 []              [get list]',
				'  deployments.apps        []                 []              [get list]',
				'',
			].join('\n'),
		);
		await terminal.run('create clusterrole logs --verb=get,post --non-resource-url=/logs/*');
		expect((await terminal.run('get clusterrole logs -o jsonpath={.rules}')).out).toBe(
			'[{"nonResourceURLs":["/logs/*"],"verbs":["get","post"]}]',
		);
		expect((await terminal.run('get roles')).out).toMatch(/^NAME {5}CREATED AT\nreader {3}2026-06-01T09:00:\d\dZ\n$/);
	});

	test('creates bindings, whose table tells who has what', async () => {
		await terminal.run('create rolebinding b --role=reader --user=ann --group=dev --serviceaccount=default:ci');
		expect((await terminal.run('get rolebindings -o wide --no-headers')).out).toMatch(
			/^b +Role\/reader +\d+s +ann +dev +default\/ci\n$/,
		);
		expect((await terminal.run('describe rolebinding b')).out).toBe(
			[
				'Name:         b',
				'Labels:       <none>',
				'Annotations:  <none>',
				'Role:',
				'  Kind:  Role',
				'  Name:  reader',
				'Subjects:',
				'  Kind            Name  Namespace',
				'  ----            ----  ---------',
				'  User            ann   ',
				'  Group           dev   ',
				'  ServiceAccount  ci    default',
				'',
			].join('\n'),
		);
	});

	test.each([
		['create role x --resource=pods', 'error: at least one verb must be specified\n'],
		['create role x --verb=get --resource=nope', 'the server doesn\'t have a resource type "nope"\n'],
		['create role x --verb=bind --resource=pods', "error: can not perform 'bind' on 'pods' in group ''\n"],
		['create clusterrole x --verb=get', 'error: one of resource or nonResourceURL must be specified\n'],
		['create clusterrole x --verb=list --non-resource-url=/x', "error: invalid verb: 'list' for nonResourceURL\n"],
		['create rolebinding x --role=a --clusterrole=b', 'error: exactly one of clusterrole or role must be specified\n'],
		['create rolebinding x --role=a --serviceaccount=ci', 'error: serviceaccount must be <namespace>:<name>\n'],
		[
			'patch rolebinding b --type=merge -p {"roleRef":{"name":"other"}}',
			'The RoleBinding "b" is invalid: roleRef: Invalid value: {"APIGroup":"rbac.authorization.k8s.io","Kind":"Role","Name":"other"}: cannot change roleRef\n',
		],
	])('%s is refused', async (line, err) => expect((await terminal.run(line)).err).toBe(err));
});

describe('a review of what somebody else may do', () => {
	const cluster = bareCluster();

	beforeAll(async () => {
		const terminal = new Terminal(cluster);
		await terminal.run('create role reader --verb=get --resource=pods');
		await terminal.run('create rolebinding b --role=reader --user=ann');
		await terminal.run('create clusterrole one --verb=* --resource=deployments --resource-name=web');
		await terminal.run('create clusterrolebinding c --clusterrole=one --serviceaccount=default:ci');
	});

	test.each([
		[
			'ann',
			{verb: 'get', resource: 'pods', namespace: 'default'},
			'RBAC: allowed by RoleBinding "b/default" of Role "reader" to User "ann"',
		],
		['ann', {verb: 'get', resource: 'pods', subresource: 'log', namespace: 'default'}, undefined],
		['ann', {verb: 'get', resource: 'pods', namespace: 'kube-system'}, undefined],
		['ann', {verb: 'get', resource: 'pods'}, undefined],
		['bob', {verb: 'get', resource: 'pods', namespace: 'default'}, undefined],
		[
			'system:serviceaccount:default:ci',
			{verb: 'delete', group: 'apps', resource: 'deployments', name: 'web', namespace: 'kube-system'},
			'RBAC: allowed by ClusterRoleBinding "c" of ClusterRole "one" to ServiceAccount "ci/default"',
		],
		[
			'system:serviceaccount:default:ci',
			{verb: 'delete', group: 'apps', resource: 'deployments', name: 'db'},
			undefined,
		],
	])('%s: %j', async (user, resourceAttributes, reason) => {
		const review = {
			apiVersion: 'authorization.k8s.io/v1',
			kind: 'SubjectAccessReview',
			spec: {user, resourceAttributes},
		};
		const terminal = new Terminal(cluster, {'review.yaml': JSON.stringify(review)});
		const {out} = await terminal.run('create -f review.yaml -o jsonpath={.status}');
		expect(JSON.parse(out)).toEqual(reason ? {allowed: true, reason} : {allowed: false});
	});
});
