/**
 * The roles and bindings that a new cluster has (plugin/pkg/auth/authorizer/rbac/bootstrappolicy). The API server makes
 * them when it starts (pkg/registry/rbac/rest/storage_rbac.go).
 */
import {
	type AggregationRule,
	type ClusterRole,
	type ClusterRoleBinding,
	type PolicyRule,
	type Role,
	type RoleBinding,
	rbacGroup,
	type Subject,
} from '../../api/rbac-v1.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import type {ResourceName} from '../api/store.ts';
import {clusterRoleRules} from './cluster-roles.ts';
import {controllerRules} from './controller-roles.ts';

const apiVersion = `${rbacGroup}/v1`;
const system = 'kube-system';

/** Roles that other ClusterRoles add to, and to which of them each role adds. */
const aggregated = ['admin', 'edit', 'view'];
const addsTo: Readonly<Record<string, string>> = {
	edit: 'admin',
	view: 'edit',
	'system:aggregate-to-admin': 'admin',
	'system:aggregate-to-edit': 'edit',
	'system:aggregate-to-view': 'view',
};
const aggregateLabel = (to: string) => ({[`${rbacGroup}/aggregate-to-${to}`]: 'true'});

/** The ClusterRoles that are given to somebody, by their names, which the bindings have too. */
const clusterBindings: Readonly<Record<string, readonly Subject[]>> = {
	'cluster-admin': [group('system:masters')],
	'system:basic-user': [group('system:authenticated')],
	'system:discovery': [group('system:authenticated')],
	'system:kube-controller-manager': [user('system:kube-controller-manager')],
	'system:kube-dns': [account('kube-dns')],
	'system:kube-scheduler': [user('system:kube-scheduler')],
	'system:monitoring': [group('system:monitoring')],
	'system:node': [],
	'system:node-proxier': [user('system:kube-proxy')],
	'system:public-info-viewer': [group('system:authenticated'), group('system:unauthenticated')],
	'system:service-account-issuer-discovery': [group('system:serviceaccounts')],
	'system:volume-scheduler': [user('system:kube-scheduler')],
};

const leaderLocks = [
	'create get list update watch / coordination.k8s.io / leases',
	'create get list update watch / coordination.k8s.io / leasecandidates',
];
const controllerManager = 'system::leader-locking-kube-controller-manager';
const scheduler = 'system::leader-locking-kube-scheduler';
const bootstrapSigner = 'system:controller:bootstrap-signer';

/** Roles within a namespace: the namespace, the name, and the rules. */
const namespaceRoles: readonly (readonly [string, string, readonly string[]])[] = [
	[
		'kube-public',
		bootstrapSigner,
		[
			'get list watch / core / configmaps',
			'update / core / configmaps / cluster-info',
			'create patch update / core events.k8s.io / events',
		],
	],
	[
		system,
		'extension-apiserver-authentication-reader',
		['get list watch / core / configmaps / extension-apiserver-authentication'],
	],
	[system, controllerManager, leaderLocks],
	[system, scheduler, leaderLocks],
	[system, bootstrapSigner, ['get list watch / core / secrets']],
	[system, 'system:controller:cloud-provider', ['create get list watch / core / configmaps']],
	[
		system,
		'system:controller:token-cleaner',
		['delete get list watch / core / secrets', 'create patch update / core events.k8s.io / events'],
	],
];

/** Who has them: the namespace, the name, who, and the role where its name is another. */
const namespaceBindings: readonly (readonly [string, string, readonly Subject[], string?])[] = [
	['kube-public', bootstrapSigner, [account('bootstrap-signer')]],
	[
		system,
		'system::extension-apiserver-authentication-reader',
		[user('system:kube-controller-manager'), user('system:kube-scheduler')],
		'extension-apiserver-authentication-reader',
	],
	[
		system,
		controllerManager,
		[user('system:kube-controller-manager'), account('kube-controller-manager'), account('leader-election-controller')],
	],
	[system, scheduler, [user('system:kube-scheduler'), account('kube-scheduler')]],
	[system, bootstrapSigner, [account('bootstrap-signer')]],
	[system, 'system:controller:cloud-provider', [account('cloud-provider')]],
	[system, 'system:controller:token-cleaner', [account('token-cleaner')]],
];

/** All of them, with their resources. */
export function bootstrapRbac(): readonly (readonly [ResourceName, KubernetesObject])[] {
	const controllers = Object.entries(controllerRules).map(
		([name, rules]) => [`system:controller:${name}`, rules] as const,
	);
	return [
		...[...Object.entries(clusterRoleRules), ...controllers].map(
			([name, rules]) => [`clusterroles.${rbacGroup}`, clusterRole(name, rules)] as const,
		),
		...Object.entries(clusterBindings).map(
			([name, subjects]) => [`clusterrolebindings.${rbacGroup}`, clusterRoleBinding(name, subjects)] as const,
		),
		...Object.keys(controllerRules).map(
			name =>
				[`clusterrolebindings.${rbacGroup}`, clusterRoleBinding(`system:controller:${name}`, [account(name)])] as const,
		),
		...namespaceRoles.map(([namespace, name, rules]): [ResourceName, Role] => [
			`roles.${rbacGroup}`,
			{apiVersion, kind: 'Role', metadata: {...bootstrapMeta(name), namespace}, rules: rules.map(readRule)},
		]),
		...namespaceBindings.map(([namespace, name, subjects, role = name]): [ResourceName, RoleBinding] => [
			`rolebindings.${rbacGroup}`,
			{
				apiVersion,
				kind: 'RoleBinding',
				metadata: {...bootstrapMeta(name), namespace},
				roleRef: {apiGroup: rbacGroup, kind: 'Role', name: role},
				subjects,
			},
		]),
	];
}

function clusterRole(name: string, rules: readonly string[]): ClusterRole {
	const to = addsTo[name];
	const aggregationRule: AggregationRule | undefined = aggregated.includes(name)
		? {clusterRoleSelectors: [{matchLabels: aggregateLabel(name)}]}
		: undefined;
	return {
		apiVersion,
		kind: 'ClusterRole',
		metadata: bootstrapMeta(name, to === undefined ? {} : aggregateLabel(to)),
		...(aggregationRule ? {aggregationRule, rules: null} : {rules: rules.map(readRule)}),
	};
}

function clusterRoleBinding(name: string, subjects: readonly Subject[]): ClusterRoleBinding {
	return {
		apiVersion,
		kind: 'ClusterRoleBinding',
		metadata: bootstrapMeta(name),
		roleRef: {apiGroup: rbacGroup, kind: 'ClusterRole', name},
		...(subjects.length > 0 && {subjects}),
	};
}

function bootstrapMeta(name: string, labels: Readonly<Record<string, string>> = {}): KubernetesObject['metadata'] {
	return {
		name,
		annotations: {'rbac.authorization.kubernetes.io/autoupdate': 'true'},
		labels: {'kubernetes.io/bootstrapping': 'rbac-defaults', ...labels},
	};
}

/** A rule as cluster-roles.ts writes it. */
export function readRule(text: string): PolicyRule {
	const words = (part: string) => part.trim().split(' ');
	if (text.includes(' : ')) {
		const [verbs, paths] = text.split(' : ');
		return {verbs: words(verbs!), nonResourceURLs: words(paths!)};
	}
	const [verbs, groups, resources, names] = text.split(' / ');
	return {
		verbs: words(verbs!),
		apiGroups: words(groups!).map(each => (each === 'core' ? '' : each)),
		resources: words(resources!),
		...(names !== undefined && {resourceNames: words(names)}),
	};
}

function user(name: string): Subject {
	return {kind: 'User', apiGroup: rbacGroup, name};
}

function group(name: string): Subject {
	return {kind: 'Group', apiGroup: rbacGroup, name};
}

function account(name: string): Subject {
	return {kind: 'ServiceAccount', name, namespace: system};
}
