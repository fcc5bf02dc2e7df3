/** `kubectl create role|clusterrole` (kubectl pkg/cmd/create/create_role.go, create_clusterrole.go). */
import {type PolicyRule, rbacGroup} from '../../api/rbac-v1.ts';
import {Client} from '../client.ts';
import {type Command, CommandError, type Flag, type Invocation} from '../command.ts';
import {type Mapping, RestMapper} from '../resources.ts';
import {createFlags, createFromFlags, nameFrom, namespaceOf} from './run-create.ts';

const resourceVerbs =
	'* get delete list create update patch watch proxy deletecollection use bind escalate impersonate'.split(' ');
const urlVerbs = '* get post put delete patch head options'.split(' ');
const roles = [`roles.${rbacGroup}`, `clusterroles.${rbacGroup}`];
/** Verbs that mean something for these resources alone. */
const specialVerbs: Readonly<Record<string, readonly string[]>> = {
	use: ['podsecuritypolicies.policy', 'podsecuritypolicies.extensions'],
	bind: roles,
	escalate: roles,
	impersonate: ['users.', 'serviceaccounts.', 'groups.', 'userextras.authentication.k8s.io'],
};

const ruleFlags: readonly Flag[] = [
	{name: 'resource', type: 'strings', description: 'A resource that the rule is about, such as pods or rs.apps.'},
	{name: 'resource-name', type: 'stringArray', description: 'An object that the rule is about; may be repeated.'},
	{name: 'verb', type: 'strings', description: 'What may be done, such as get,list,watch.'},
];

export const createRole: Command = {
	name: 'role',
	usage:
		'role NAME --verb=verb --resource=resource.group/subresource [--resource-name=resourcename] [--dry-run=server|client|none]',
	short: 'Create a role with single rule',
	examples: [
		['Who may look at Pods', 'kubectl create role pod-reader --verb=get,list,watch --resource=pods'],
		['One object alone', 'kubectl create role one --verb=get --resource=pods --resource-name=web'],
	],
	flags: [...createFlags, ...ruleFlags],
	completes: 'none',
	async run(invocation: Invocation) {
		const metadata = {name: nameFrom(invocation), ...namespaceOf(invocation)};
		const asked = ruleAsked(invocation);
		if (asked.verbs.length === 0) {
			throw new CommandError('at least one verb must be specified');
		}
		warnOfVerbs(asked.verbs, invocation);
		if (asked.resources.length === 0) {
			throw new CommandError('at least one resource must be specified');
		}
		const rules = resourceRules(asked, await targetsOf(asked, invocation));
		return createFromFlags(invocation, {kind: 'Role', apiVersion: `${rbacGroup}/v1`, metadata, ...{rules}});
	},
};

export const createClusterRole: Command = {
	name: 'clusterrole',
	usage:
		'clusterrole NAME --verb=verb --resource=resource.group [--resource-name=resourcename] [--dry-run=server|client|none]',
	short: 'Create a cluster role',
	examples: [
		['Who may look at Pods', 'kubectl create clusterrole pod-reader --verb=get,list,watch --resource=pods'],
		['A path that is no resource', 'kubectl create clusterrole logs --verb=get --non-resource-url=/logs/*'],
		['Made of others', 'kubectl create clusterrole monitoring --aggregation-rule="example.com/monitoring=true"'],
	],
	flags: [
		...createFlags,
		...ruleFlags,
		{name: 'aggregation-rule', type: 'strings', description: 'Labels of the ClusterRoles that it is made of.'},
		{name: 'non-resource-url', type: 'strings', description: 'A path that the rule is about.'},
	],
	completes: 'none',
	async run(invocation: Invocation) {
		const metadata = {name: nameFrom(invocation)};
		const asked = ruleAsked(invocation);
		const urls = [...new Set(invocation.flags.strings('non-resource-url'))];
		const object = {kind: 'ClusterRole', apiVersion: `${rbacGroup}/v1`, metadata};
		const labels = invocation.flags.strings('aggregation-rule');
		if (labels.length > 0) {
			const more = [urls, asked.verbs, asked.resources, asked.names].some(list => list.length > 0);
			if (more) {
				throw new CommandError(
					'aggregation rule must be specified without nonResourceURLs, verbs, resources or resourceNames',
				);
			}
			const aggregationRule = {clusterRoleSelectors: [{matchLabels: labelsOf(labels)}]};
			return createFromFlags(invocation, {...object, ...{rules: null, aggregationRule}});
		}
		if (asked.verbs.length === 0) {
			throw new CommandError('at least one verb must be specified');
		}
		if (asked.resources.length === 0 && urls.length === 0) {
			throw new CommandError('one of resource or nonResourceURL must be specified');
		}
		let targets: readonly Target[] = [];
		if (asked.resources.length > 0) {
			warnOfVerbs(asked.verbs, invocation);
			targets = await targetsOf(asked, invocation);
		}
		checkUrls(urls, asked.verbs);
		const urlRules = urls.length > 0 ? [{verbs: asked.verbs, nonResourceURLs: urls}] : [];
		return createFromFlags(invocation, {...object, ...{rules: [...resourceRules(asked, targets), ...urlRules]}});
	},
};

interface Asked {
	readonly verbs: readonly string[];
	readonly resources: readonly {readonly group: string; readonly resource: string; readonly subresource: string}[];
	readonly names: readonly string[];
}

/** A resource of a rule, by its full name. */
interface Target {
	readonly group: string;
	/** With its subresource. */
	readonly resource: string;
}

function ruleAsked({flags}: Invocation): Asked {
	const verbs = flags.strings('verb');
	const resources = flags.strings('resource').map(text => {
		const [name = '', ...subresource] = text.split('/');
		const [resource = '', ...group] = name.split('.');
		return {group: group.join('.'), resource, subresource: subresource.join('/')};
	});
	const all = resources.find(each => each.resource === '*' && each.group === '' && each.subresource === '');
	return {
		verbs: verbs.includes('*') ? ['*'] : [...new Set(verbs)],
		resources: all ? [all] : resources,
		names: [...new Set(flags.strings('resource-name'))],
	};
}

function labelsOf(pairs: readonly string[]): Record<string, string> {
	return Object.fromEntries(
		pairs.map(pair => {
			const equals = pair.indexOf('=');
			if (equals < 0) {
				throw new CommandError(
					`invalid argument ${JSON.stringify(pair)} for "--aggregation-rule" flag: malformed pair, expect string=string\nSee 'kubectl create clusterrole --help' for usage.`,
				);
			}
			return [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
		}),
	);
}

function warnOfVerbs(verbs: readonly string[], {io}: Invocation): void {
	for (const verb of verbs) {
		if (!resourceVerbs.includes(verb)) {
			io.err(`Warning: '${verb}' is not a standard resource verb\n`);
		}
	}
}

/** The resources that were named, by their plurals. Those that the server does not have are refused. */
async function targetsOf({resources, verbs}: Asked, {io}: Invocation): Promise<Target[]> {
	const mapper = await RestMapper.load(new Client(io));
	const targets: Target[] = [];
	let everything = false;
	for (const {group, resource, subresource} of resources) {
		if (resource === '') {
			throw new CommandError('resource must be specified if apiGroup/subresource specified');
		}
		everything ||= resource === '*';
		const found = everything ? undefined : await find(mapper, group === '' ? resource : `${resource}.${group}`);
		const target = {group: found?.group ?? group, resource: found?.resource ?? resource};
		if (!everything) {
			let special = false;
			for (const verb of verbs) {
				const only = specialVerbs[verb];
				if (only && !only.includes(`${target.resource}.${target.group}`)) {
					throw new CommandError(`can not perform '${verb}' on '${target.resource}' in group '${target.group}'`);
				}
				special ||= only !== undefined;
			}
			if (!found && !special) {
				const inGroup = group === '' ? '' : ` in group ${JSON.stringify(group)}`;
				const what = `the server doesn't have a resource type ${JSON.stringify(resource)}`;
				throw new CommandError(what + inGroup, {bare: true});
			}
		}
		targets.push({...target, resource: target.resource + (subresource === '' ? '' : `/${subresource}`)});
	}
	return targets;
}

async function find(mapper: RestMapper, word: string): Promise<Mapping | undefined> {
	try {
		return await mapper.forArgument(word);
	} catch (error) {
		if (error instanceof CommandError) {
			return undefined;
		}
		throw error;
	}
}

/** A rule for each API group. */
function resourceRules({verbs, names}: Asked, targets: readonly Target[]): PolicyRule[] {
	return [...new Set(targets.map(({group}) => group))].sort().map(group => ({
		verbs,
		apiGroups: [group],
		resources: [...new Set(targets.filter(target => target.group === group).map(({resource}) => resource))],
		...(names.length > 0 && {resourceNames: names}),
	}));
}

function checkUrls(urls: readonly string[], verbs: readonly string[]): void {
	const wrong = urls.length > 0 && verbs.find(verb => !urlVerbs.includes(verb));
	if (wrong) {
		throw new CommandError(`invalid verb: '${wrong}' for nonResourceURL`);
	}
	for (const url of urls) {
		if (url !== '*' && !url.startsWith('/')) {
			throw new CommandError('nonResourceURL should start with /');
		}
		if (url.slice(0, -1).includes('*')) {
			throw new CommandError("nonResourceURL only supports wildcard matches when '*' is at the end");
		}
	}
}
