/**
 * The ResourceQuota admission plugin: refuses what would take a namespace over its quota, and charges what is let
 * through (apiserver pkg/admission/plugin/resourcequota/controller.go).
 */
import type {ResourceQuota} from '../../../api/core-v1/resource-quota.ts';
import type {KubernetesObject} from '../../../apimachinery/object.ts';
import {forbidden} from '../../../apimachinery/status.ts';
import {groupResource} from '../errors.ts';
import type {Registry} from '../registry.ts';
import {type ResourceDefinition, resourceName} from '../resource.ts';
import {
	type Amounts,
	exceeding,
	excess,
	only,
	plus,
	printAmounts,
	readAmounts,
	withoutZeros,
	writeAmounts,
} from './amounts.ts';
import {type Evaluator, evaluatorOf} from './evaluators.ts';
import {scopesOf} from './scopes.ts';

const quotas = 'resourcequotas';

/**
 * Checks a new object, or an update of one, against every quota of its namespace. Throws Forbidden.
 * @returns writes down what the object uses; to be called when it is stored
 */
export function checkQuota(
	registry: Registry,
	definition: ResourceDefinition,
	object: KubernetesObject,
	update?: {readonly old: KubernetesObject; readonly subresource: string},
): () => void {
	const old = update?.old;
	const {namespace} = object.metadata;
	if (!namespace || !registry.has(quotas) || registry.store.count(quotas, namespace) === 0) {
		return nothing;
	}
	const present = registry.store.list(quotas, namespace) as unknown as readonly ResourceQuota[];
	const evaluator = evaluatorOf(resourceName(definition));
	if (!evaluator || (update && !evaluator.updates(object, update.old, update.subresource))) {
		return nothing;
	}
	const {now} = registry.clock;
	const refuse = (why: string) => forbidden(groupResource(definition), object.metadata.name, why);
	const usage = evaluator.usage(object, now);
	const charged: {readonly quota: ResourceQuota; readonly used: Amounts}[] = [];
	for (const quota of present) {
		if (!applies(quota, evaluator, object)) {
			continue;
		}
		const {name} = quota.metadata;
		const hard = readAmounts(quota.status.hard);
		const used = readAmounts(quota.status.used);
		const counted = [...hard.keys()].filter(resource => evaluator.counts(resource));
		const missing = evaluator.missing?.(object, counted);
		if (missing) {
			throw refuse(`failed quota: ${name}: ${missing}`);
		}
		if (counted.some(resource => !used.has(resource))) {
			throw refuse(`status unknown for quota: ${name}, resources: ${counted.sort().join(',')}`);
		}
		const before = old && applies(quota, evaluator, old) ? evaluator.usage(old, now) : undefined;
		const more = withoutZeros(before ? excess(usage, before) : usage);
		const requested = only(more, hard.keys());
		const total = plus(used, requested);
		const over = exceeding(only(total, requested.keys()), hard);
		if (over.length > 0) {
			const [wanted, taken, limited] = [requested, used, hard].map(amounts => printAmounts(only(amounts, over)));
			throw refuse(`exceeded quota: ${name}, requested: ${wanted}, used: ${taken}, limited: ${limited}`);
		}
		if (requested.size > 0) {
			charged.push({quota, used: total});
		}
	}
	return () => {
		for (const {quota, used} of charged) {
			charge(registry, quota, used);
		}
	};
}

const nothing = () => {};

/** Whether a quota has something to say about an object: in what it counts, and in its scopes. */
export function applies({spec, status}: ResourceQuota, evaluator: Evaluator, object: KubernetesObject): boolean {
	const counts = Object.keys(status.hard ?? {}).some(resource => evaluator.counts(resource));
	return counts && scopesOf(spec).every(scope => evaluator.inScope(object, scope));
}

function charge(registry: Registry, {metadata, status}: ResourceQuota, used: Amounts): void {
	const {namespace = '', name} = metadata;
	const next = {...status, used: writeAmounts(used)};
	registry.update(registry.definition(quotas), namespace, name, old => ({...old!, status: next}), {
		subresource: 'status',
		manager: 'kube-apiserver',
	});
}
