/** Roles and bindings (kubectl pkg/describe/describe.go; pkg/util/rbac/rbac.go). */
import {byKey, goList, writeAnnotations, writeLabels} from './common.ts';
import {describerOf} from './describer.ts';
import type {ClusterRole, ClusterRoleBinding, PolicyRule, Role, RoleBinding} from './types.ts';

export const describeRole = describerOf<Role | ClusterRole>({
	noEvents: true,
	write(w, {metadata, rules}) {
		w.line(0, `Name:\t${metadata.name}`);
		writeLabels(w, 'Labels', metadata.labels);
		writeAnnotations(w, metadata.annotations);
		w.line(0, 'PolicyRule:');
		w.line(1, 'Resources\tNon-Resource URLs\tResource Names\tVerbs');
		w.line(1, '---------\t-----------------\t--------------\t-----');
		for (const {target, urls, names, verbs} of brokenDown(rules ?? [])) {
			w.line(1, `${target}\t${goList(urls)}\t${goList(names)}\t${goList(verbs)}`);
		}
	},
});

export const describeBinding = describerOf<RoleBinding | ClusterRoleBinding>({
	noEvents: true,
	write(w, {metadata, roleRef, subjects}) {
		w.line(0, `Name:\t${metadata.name}`);
		writeLabels(w, 'Labels', metadata.labels);
		writeAnnotations(w, metadata.annotations);
		w.line(0, 'Role:');
		w.line(1, `Kind:\t${roleRef.kind}`);
		w.line(1, `Name:\t${roleRef.name}`);
		w.line(0, 'Subjects:');
		w.line(1, 'Kind\tName\tNamespace');
		w.line(1, '----\t----\t---------');
		for (const {kind, name, namespace = ''} of subjects ?? []) {
			w.line(1, `${kind}\t${name}\t${namespace}`);
		}
	},
});

/** A rule about one resource, or one path. */
interface SimpleRule {
	/** Such as `deployments.apps/scale`; '' for a path. */
	readonly target: string;
	readonly urls: readonly string[];
	readonly names: readonly string[];
	readonly verbs: readonly string[];
}

/**
 * A line for each resource and object with the verbs of all rules about it, and for each path one a verb. They are
 * sorted by the rule as Go prints it, whose verbs come first.
 */
function brokenDown(rules: readonly PolicyRule[]): SimpleRule[] {
	const lines = new Map<string, {readonly rule: SimpleRule; readonly verbs: string[]; readonly rest: string}>();
	const note = (key: string, rule: Omit<SimpleRule, 'verbs'>, verb: string, rest: string) => {
		const line = lines.get(key) ?? {rule: {...rule, verbs: []}, verbs: [], rest};
		lines.set(key, line);
		if (!line.verbs.includes(verb)) {
			line.verbs.push(verb);
		}
	};
	for (const {verbs, apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = []} of rules) {
		for (const group of apiGroups) {
			for (const resource of resources) {
				for (const name of resourceNames.length > 0 ? resourceNames : [undefined]) {
					const names = name === undefined ? [] : [name];
					const rest = `APIGroups:[${group}],Resources:[${resource}],ResourceNames:${goList(names)},NonResourceURLs:[],}`;
					for (const verb of verbs) {
						note(
							JSON.stringify([group, resource, name]),
							{target: combined(resource, group), urls: [], names},
							verb,
							rest,
						);
					}
				}
			}
		}
		for (const url of nonResourceURLs) {
			for (const verb of verbs) {
				const rest = `APIGroups:[],Resources:[],ResourceNames:[],NonResourceURLs:[${url}],}`;
				note(`${lines.size}`, {target: '', urls: [url], names: []}, verb, rest);
			}
		}
	}
	return [...lines.values()]
		.map(({rule, verbs, rest}) => [`&PolicyRule{Verbs:${goList(verbs)},${rest}`, {...rule, verbs}] as const)
		.sort(byKey)
		.map(([, rule]) => rule);
}

/** `scale` of deployments in apps: `deployments.apps/scale`. */
function combined(resource: string, group: string): string {
	const [name, ...subresource] = resource.split('/');
	return [group === '' ? name : `${name}.${group}`, ...(subresource.length > 0 ? [subresource.join('/')] : [])].join(
		'/',
	);
}
