/**
 * The `eviction` subresource: a Pod is asked to go, unless a PodDisruptionBudget forbids it
 * (pkg/registry/core/pod/storage/eviction.go).
 */
import {selectorFromLabelSelector} from '../../apimachinery/labels.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {conflict, failure, forbidden} from '../../apimachinery/status.ts';
import {formatTime} from '../../apimachinery/time.ts';
import type {LabelSelector} from '../../apimachinery/validation.ts';
import {type DeletionOptions, deleteObject} from './delete.ts';
import {tooManyRequests} from './errors.ts';
import type {Registry} from './registry.ts';

interface Condition {
	readonly type: string;
	readonly status: string;
	readonly reason?: string;
	readonly message?: string;
	readonly lastTransitionTime?: string;
}

interface PodLike extends KubernetesObject {
	readonly status?: {readonly phase?: string; readonly conditions?: readonly Condition[]};
}

interface BudgetLike extends KubernetesObject {
	readonly spec: {readonly selector?: LabelSelector; readonly unhealthyPodEvictionPolicy?: string};
	readonly status?: {
		readonly observedGeneration?: number;
		readonly disruptionsAllowed?: number;
		readonly currentHealthy?: number;
		readonly desiredHealthy?: number;
		readonly disruptedPods?: Readonly<Record<string, string>>;
		readonly conditions?: readonly Condition[];
	};
}

const budgets = 'poddisruptionbudgets.policy';
const budgetMessage = "Cannot evict pod as it would violate the pod's disruption budget.";

/** Throws NotFound, 429 TooManyRequests with the cause DisruptionBudget, or a failed precondition. */
export function evictPod(registry: Registry, namespace: string, name: string, options: DeletionOptions): void {
	const definition = registry.definition('pods');
	const pod = registry.get(definition, namespace, name) as PodLike;
	if (!mayIgnoreBudgets(pod)) {
		askBudgets(registry, namespace, pod, options);
	}
	let preconditions = options.preconditions;
	if (!options.dryRun) {
		const marked = markDisrupted(registry, pod, options);
		if (preconditions?.resourceVersion !== undefined) {
			preconditions = {...preconditions, resourceVersion: marked.metadata.resourceVersion!};
		}
	}
	deleteObject(registry, definition, namespace, name, {...options, ...(preconditions && {preconditions})});
}

function mayIgnoreBudgets({metadata, status}: PodLike): boolean {
	const phase = status?.phase;
	return phase === 'Succeeded' || phase === 'Failed' || phase === 'Pending' || metadata.deletionTimestamp !== undefined;
}

function askBudgets(registry: Registry, namespace: string, pod: PodLike, options: DeletionOptions): void {
	if (!registry.has(budgets)) {
		return;
	}
	const matching = (registry.store.list(budgets, namespace) as BudgetLike[]).filter(budget =>
		selectorFromLabelSelector(budget.spec.selector).matches(pod.metadata.labels),
	);
	if (matching.length > 1) {
		throw failure(
			500,
			'',
			'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
		);
	}
	const budget = matching[0];
	if (!budget) {
		return;
	}
	const {currentHealthy = 0, desiredHealthy = 0} = budget.status ?? {};
	const unready = !pod.status?.conditions?.some(({type, status}) => type === 'Ready' && status === 'True');
	if (unready) {
		if (budget.spec.unhealthyPodEvictionPolicy === 'AlwaysAllow') {
			return;
		}
		if (currentHealthy >= desiredHealthy && desiredHealthy > 0) {
			return;
		}
	}
	spend(registry, budget, pod, options.dryRun ?? false);
}

/** Takes one disruption from the budget, or refuses (checkAndDecrement). */
function spend(registry: Registry, budget: BudgetLike, pod: PodLike, dryRun: boolean): void {
	const {name, generation = 0} = budget.metadata;
	const status = budget.status ?? {};
	const cause = (message: string) => ({reason: 'DisruptionBudget', message});
	if ((status.observedGeneration ?? 0) < generation) {
		const message = `The disruption budget ${name} is still being processed by the server.`;
		throw tooManyRequests(budgetMessage, cause(message), 10);
	}
	const allowed = status.disruptionsAllowed ?? 0;
	if (allowed < 0) {
		const of = {group: 'policy', resource: 'poddisruptionbudget'};
		throw forbidden(of, name, 'pdb disruptions allowed is negative');
	}
	if (allowed === 0) {
		throw tooManyRequests(budgetMessage, cause(refusal(name, status)));
	}
	if (dryRun) {
		return;
	}
	const now = formatTime(registry.clock.now);
	const next: BudgetLike = {
		...budget,
		status: {
			...status,
			disruptionsAllowed: allowed - 1,
			disruptedPods: {...status.disruptedPods, [pod.metadata.name]: now},
			...(allowed === 1 && {conditions: withDisallowed(status.conditions ?? [], generation, now)}),
		},
	};
	registry.update(registry.definition(budgets), budget.metadata.namespace!, name, () => next, {subresource: 'status'});
}

function refusal(name: string, status: NonNullable<BudgetLike['status']>): string {
	const {currentHealthy = 0, desiredHealthy = 0} = status;
	const condition = status.conditions?.find(({type}) => type === 'DisruptionAllowed');
	const says = condition?.status === 'False' && condition.message ? condition : undefined;
	if (says?.reason === 'SyncFailed') {
		return `The disruption budget ${name} does not allow evicting pods currently because it failed sync: ${says.message}`;
	}
	if (currentHealthy <= desiredHealthy) {
		return `The disruption budget ${name} needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`;
	}
	if (says) {
		return `The disruption budget ${name} does not allow evicting pods currently (${says.reason}): ${says.message}`;
	}
	return `The disruption budget ${name} does not allow evicting pods currently`;
}

function withDisallowed(conditions: readonly Condition[], generation: number, now: string): readonly Condition[] {
	const type = 'DisruptionAllowed';
	const old = conditions.find(condition => condition.type === type);
	const next = {
		type,
		status: 'False',
		reason: 'InsufficientPods',
		message: '',
		lastTransitionTime: old?.status === 'False' ? (old.lastTransitionTime ?? now) : now,
		observedGeneration: generation,
	};
	return [...conditions.filter(condition => condition.type !== type), next];
}

/** Says on the Pod why it goes (addConditionAndDeletePod). */
function markDisrupted(registry: Registry, pod: PodLike, options: DeletionOptions): KubernetesObject {
	const {uid, resourceVersion} = options.preconditions ?? {};
	const {metadata} = pod;
	if ((uid && uid !== metadata.uid) || (resourceVersion && resourceVersion !== metadata.resourceVersion)) {
		const what = uid && uid !== metadata.uid ? 'UID' : 'ResourceVersion';
		const [asked, found] = what === 'UID' ? [uid, metadata.uid] : [resourceVersion, metadata.resourceVersion];
		const happened = what === 'UID' ? 'deleted and then recreated' : 'modified';
		throw conflict(
			{group: '', resource: 'Pod'},
			metadata.name,
			`the ${what} in the precondition (${asked}) does not match the ${what} in record (${found}). The object might have been ${happened}`,
		);
	}
	const conditions = pod.status?.conditions ?? [];
	const old = conditions.find(({type}) => type === 'DisruptionTarget');
	const target: Condition = {
		type: 'DisruptionTarget',
		status: 'True',
		lastTransitionTime: old?.status === 'True' ? old.lastTransitionTime! : formatTime(registry.clock.now),
		reason: 'EvictionByEvictionAPI',
		message: 'Eviction API: evicting',
	};
	const others = conditions.filter(({type}) => type !== 'DisruptionTarget');
	return registry.store.put('pods', {...pod, status: {...pod.status, conditions: [...others, target]}});
}
