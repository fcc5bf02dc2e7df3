/** Counts anew what each quota's namespace uses (pkg/controller/resourcequota). */
import type {ResourceQuota} from '../../api/core-v1/resource-quota.ts';
import {jsonEqual} from '../../apimachinery/equal.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {
	type Amounts,
	only,
	plus,
	readAmounts,
	sameAmounts,
	withoutZeros,
	writeAmounts,
	zero,
} from '../api/quota/amounts.ts';
import {type Evaluator, evaluatorOf} from '../api/quota/evaluators.ts';
import {scopesOf} from '../api/quota/scopes.ts';
import {type ResourceDefinition, resourceName} from '../api/resource.ts';
import type {Change} from '../api/store.ts';
import {type Controller, type ControllerContext, objectKey, splitKey} from '../controller.ts';

const resource = 'resourcequotas';
/** Every quota is counted again after so many milliseconds. */
const resync = 300_000;

export function resourceQuotas(definitions: readonly ResourceDefinition[]): Controller {
	const evaluators = definitions
		.filter(definition => definition.namespaced && !definition.view)
		.flatMap(definition => evaluatorOf(resourceName(definition)) ?? []);
	const counted = evaluators.map(evaluator => [
		evaluator.resource,
		(change: Change, context: ControllerContext) => replenished(change, evaluator, context),
	]);
	return {
		name: 'resourcequota-controller',
		manager: 'kube-controller-manager',
		watches: {
			...Object.fromEntries(counted),
			[resource]: (change: Change<ResourceQuota>, context) => [
				...quotaWritten(change),
				...replenished(change, evaluatorOf(resource)!, context),
			],
		},
		sync(key, context) {
			const quota = context.api.get<ResourceQuota>(resource, ...splitKey(key));
			if (quota) {
				count(quota, evaluators, context);
				context.enqueueAfter(key, resync);
			}
		},
	};
}

function quotaWritten({type, object, previous}: Change<ResourceQuota>): string[] {
	const changed = type === 'ADDED' || (type === 'MODIFIED' && !jsonEqual(object.spec, previous?.spec));
	return changed ? [objectKey(object)] : [];
}

/** The quotas that get something back: admission sees what comes, but not what goes. */
function replenished({type, object, previous}: Change, evaluator: Evaluator, context: ControllerContext): string[] {
	const {namespace} = object.metadata;
	const gives =
		type === 'DELETED' ||
		(type === 'MODIFIED' && previous !== undefined && evaluator.replenishes(object, previous, context.now));
	if (!gives || namespace === undefined) {
		return [];
	}
	return context.api
		.list<ResourceQuota>(resource, namespace)
		.filter(({status}) => Object.keys(status.hard ?? {}).some(name => evaluator.counts(name)))
		.map(objectKey);
}

function count(quota: ResourceQuota, evaluators: readonly Evaluator[], context: ControllerContext): void {
	const {spec, status} = quota;
	const hard = readAmounts(spec.hard);
	const before = readAmounts(status.used);
	let used: Amounts = only(before, hard.keys());
	for (const evaluator of evaluators) {
		const names = [...hard.keys()].filter(name => evaluator.counts(name));
		if (names.length > 0) {
			used = new Map([...used, ...usageOf(quota, evaluator, names, context)]);
		}
	}
	const current = status.used && jsonEqual(spec.hard ?? {}, status.hard ?? {}) && sameAmounts(used, before);
	if (!current) {
		const counted = {hard: writeAmounts(hard), used: writeAmounts(used)};
		context.api.updateStatus<ResourceQuota>(resource, {...quota, status: counted});
	}
}

/** What the objects of one kind use of these resources, all together. */
function usageOf(
	{metadata, spec}: ResourceQuota,
	evaluator: Evaluator,
	names: readonly string[],
	{api, now}: ControllerContext,
): Amounts {
	const scopes = scopesOf(spec);
	let sum: Amounts = new Map(names.map(name => [name, zero]));
	for (const object of api.list<KubernetesObject>(evaluator.resource, metadata.namespace)) {
		if (scopes.every(scope => evaluator.inScope(object, scope))) {
			sum = plus(sum, only(withoutZeros(evaluator.usage(object, now)), names));
		}
	}
	return sum;
}
