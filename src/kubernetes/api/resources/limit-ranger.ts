/** The LimitRanger admission plugin (plugin/pkg/admission/limitranger/admission.go). */
import type {PersistentVolumeClaim} from '../../../api/core-v1/claims.ts';
import type {Container, ResourceRequirements} from '../../../api/core-v1/container.ts';
import type {LimitRange, LimitRangeItem} from '../../../api/core-v1/limit-range.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import {
	compareQuantities,
	formatQuantity,
	parseQuantity,
	type Quantity,
	quantityAsFloat,
} from '../../../apimachinery/quantity.ts';
import type {StrategyContext} from '../resource.ts';
import {podAmounts} from './pod-resources.ts';
import {sortedEntries} from './strategy.ts';

const annotation = 'kubernetes.io/limit-ranger';

type Amounts = ReadonlyMap<string, Quantity>;

function rangesOf(namespace: string | undefined, context: StrategyContext): readonly LimitRange[] {
	return context.list('limitranges', namespace) as unknown as readonly LimitRange[];
}

function itemsOf(ranges: readonly LimitRange[], type: string): LimitRangeItem[] {
	return ranges.flatMap(({spec}) => spec.limits.filter(item => item.type === type));
}

/** The Pod with the requests and limits that its namespace gives to containers that name none. */
export function withLimitDefaults(pod: Pod, context: StrategyContext): Pod {
	let defaulted = pod;
	for (const range of rangesOf(pod.metadata.namespace, context)) {
		const items = itemsOf([range], 'Container');
		const limits = Object.assign({}, ...items.map(item => item.default));
		const requests = Object.assign({}, ...items.map(item => item.defaultRequest));
		defaulted = filledIn(defaulted, {limits, requests});
	}
	return defaulted;
}

function filledIn(pod: Pod, defaults: ResourceRequirements): Pod {
	const said: string[] = [];
	const fill = (kind: string) => (container: Container) => withDefaults(container, defaults, kind, said);
	const containers = pod.spec.containers.map(fill('container'));
	const initContainers = pod.spec.initContainers?.map(fill('init container'));
	if (said.length === 0) {
		return pod;
	}
	const annotations = {...pod.metadata.annotations, [annotation]: `LimitRanger plugin set: ${said.join('; ')}`};
	return {
		...pod,
		metadata: {...pod.metadata, annotations},
		spec: {...pod.spec, containers, ...(initContainers && {initContainers})},
	};
}

function withDefaults(container: Container, defaults: ResourceRequirements, kind: string, said: string[]): Container {
	let {resources} = container;
	for (const part of ['requests', 'limits'] as const) {
		const given = resources?.[part] ?? {};
		const added = sortedEntries(defaults[part]).filter(([name]) => given[name] === undefined);
		if (added.length > 0) {
			resources = {...resources, [part]: {...given, ...Object.fromEntries(added)}};
			const what = part === 'requests' ? 'request' : 'limit';
			said.push(`${added.map(([name]) => name).join(', ')} ${what} for ${kind} ${container.name}`);
		}
	}
	return resources === container.resources ? container : {...container, resources};
}

/** Why the namespace's limits forbid the Pod, in upstream's words; undefined where they do not. */
export function podLimitProblem(pod: Pod, context: StrategyContext): string | undefined {
	return aggregate(
		rangesOf(pod.metadata.namespace, context).flatMap(({spec}) =>
			spec.limits.flatMap(item => {
				switch (item.type) {
					case 'Container':
						return [...pod.spec.containers, ...(pod.spec.initContainers ?? [])].flatMap(({resources}) =>
							problems(item, readAmounts(resources?.requests), readAmounts(resources?.limits)),
						);
					case 'Pod':
						return problems(item, podAmounts(pod.spec, 'requests'), podAmounts(pod.spec, 'limits'));
					default:
						return [];
				}
			}),
		),
	);
}

/** The same of a claim, for which only what it asks for counts. */
export function claimLimitProblem(claim: PersistentVolumeClaim, context: StrategyContext): string | undefined {
	const requests = readAmounts(claim.spec.resources?.requests);
	const items = itemsOf(rangesOf(claim.metadata.namespace, context), 'PersistentVolumeClaim');
	return aggregate(
		items.flatMap(item => [
			...each(item.min, (name, amount) => tooLittle(item.type, name, amount, requests.get(name), undefined)),
			...each(item.max, (name, amount) => {
				const most = `maximum ${name} usage per ${item.type} is ${formatQuantity(amount)}`;
				return (
					asksTooMuch(most, amount, requests.get(name)) ??
					(requests.has(name) ? undefined : `${most}.  No request is specified`)
				);
			}),
		]),
	);
}

function problems(item: LimitRangeItem, requests: Amounts, limits: Amounts): string[] {
	const {type} = item;
	return [
		...each(item.min, (name, amount) => tooLittle(type, name, amount, requests.get(name), limits.get(name))),
		...each(item.max, (name, amount) => tooMuch(type, name, amount, requests.get(name), limits.get(name))),
		...each(item.maxLimitRequestRatio, (name, amount) =>
			tooFarApart(type, name, amount, requests.get(name), limits.get(name)),
		),
	];
}

function tooLittle(type: string, name: string, least: Quantity, request?: Quantity, limit?: Quantity) {
	const rule = `minimum ${name} usage per ${type} is ${formatQuantity(least)}`;
	if (!request) {
		return `${rule}.  No request is specified`;
	}
	if (compareQuantities(request, least) < 0) {
		return `${rule}, but request is ${formatQuantity(request)}`;
	}
	return limit && compareQuantities(limit, least) < 0 ? `${rule}, but limit is ${formatQuantity(limit)}` : undefined;
}

function tooMuch(type: string, name: string, most: Quantity, request?: Quantity, limit?: Quantity) {
	const rule = `maximum ${name} usage per ${type} is ${formatQuantity(most)}`;
	if (!limit) {
		return `${rule}.  No limit is specified`;
	}
	if (compareQuantities(limit, most) > 0) {
		return `${rule}, but limit is ${formatQuantity(limit)}`;
	}
	return asksTooMuch(rule, most, request);
}

function asksTooMuch(rule: string, most: Quantity, request: Quantity | undefined): string | undefined {
	return request && compareQuantities(request, most) > 0
		? `${rule}, but request is ${formatQuantity(request)}`
		: undefined;
}

function tooFarApart(type: string, name: string, most: Quantity, request?: Quantity, limit?: Quantity) {
	const rule = `${name} max limit to request ratio per ${type} is ${formatQuantity(most)}`;
	if (!request || request.nanos === 0n) {
		return `${rule}, but no request is specified or request is 0`;
	}
	if (!limit || limit.nanos === 0n) {
		return `${rule}, but no limit is specified or limit is 0`;
	}
	const ratio = quantityAsFloat(limit) / quantityAsFloat(request);
	return ratio > quantityAsFloat(most) ? `${rule}, but provided ratio is ${ratio.toFixed(6)}` : undefined;
}

function each(
	amounts: Readonly<Record<string, string>> | undefined,
	problemOf: (name: string, amount: Quantity) => string | undefined,
): string[] {
	return sortedEntries(amounts).flatMap(([name, amount]) => problemOf(name, parseQuantity(amount)) ?? []);
}

function readAmounts(amounts: Readonly<Record<string, string>> | undefined): Amounts {
	return new Map(Object.entries(amounts ?? {}).map(([name, amount]) => [name, parseQuantity(amount)]));
}

/** Several errors as Go writes them: each once, in brackets (apimachinery pkg/util/errors). */
function aggregate(errors: readonly string[]): string | undefined {
	const distinct = [...new Set(errors)];
	return distinct.length > 1 ? `[${distinct.join(', ')}]` : distinct[0];
}
