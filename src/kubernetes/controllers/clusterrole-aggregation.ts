/** Fills in the rules of ClusterRoles that are made of others (pkg/controller/clusterroleaggregation). */
import {type ClusterRole, type PolicyRule, rbacGroup} from '../../api/rbac-v1.ts';
import {semanticEqual} from '../../apimachinery/equal.ts';
import type {ApiClient} from '../api/client.ts';
import type {Controller} from '../controller.ts';
import {labelTest} from '../label-selector.ts';

const resource = `clusterroles.${rbacGroup}`;
/** Any of them may be part of any other, so that all are looked at together. */
const all = 'all';

export const clusterRoleAggregation: Controller = {
	name: 'clusterrole-aggregation-controller',
	manager: 'clusterrole-aggregation-controller',
	watches: {[resource]: () => [all]},
	sync(_, {api}) {
		for (const role of api.list<ClusterRole>(resource)) {
			if (role.aggregationRule) {
				const rules = aggregatedRules(role, api);
				if (!semanticEqual(rules, role.rules ?? [])) {
					api.update(resource, {...role, rules});
				}
			}
		}
	},
};

/** The rules of the roles that one is made of, in the order of the selectors and then of the names, each rule once. */
function aggregatedRules({metadata, aggregationRule}: ClusterRole, api: ApiClient): PolicyRule[] {
	const rules: PolicyRule[] = [];
	for (const selector of aggregationRule?.clusterRoleSelectors ?? []) {
		const matches = labelTest(selector);
		for (const role of api.list<ClusterRole>(resource)) {
			if (role.metadata.name !== metadata.name && matches(role.metadata.labels)) {
				rules.push(...(role.rules ?? []).filter(rule => !rules.some(known => semanticEqual(known, rule))));
			}
		}
	}
	return rules;
}
