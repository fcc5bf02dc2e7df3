/** What the Pods of a node ask for, beside what the node has (kubectl pkg/describe/describe.go describeNodeResource). */
import {
	addQuantities,
	compareQuantities,
	formatQuantity,
	parseQuantity,
	type Quantity,
	quantityMilliValue,
	quantityValue,
} from '../../apimachinery/quantity.ts';
import {compare, type Labels, since} from './common.ts';
import type {Container, Node, Pod} from './types.ts';
import type {DescriptionWriter} from './writer.ts';

type List = Map<string, Quantity>;
type Which = 'requests' | 'limits';

const zero = parseQuantity('0');
/** Resources that have no line of their own below the three that always have one. */
const plain = new Set(['cpu', 'memory', 'ephemeral-storage', 'pods']);

export function writeNodeResources(w: DescriptionWriter, node: Node, pods: readonly Pod[], now: number): void {
	const {capacity, allocatable} = node.status ?? {};
	const room = listOf(allocatable && Object.keys(allocatable).length > 0 ? allocatable : capacity);
	const share = (list: List, name: string) => {
		const used = list.get(name) ?? zero;
		const of = room.get(name) ?? zero;
		const measure = name === 'cpu' ? quantityMilliValue : quantityValue;
		const percent = measure(of) === 0 ? 0 : Math.trunc((measure(used) / measure(of)) * 100);
		return `${formatQuantity(used)} (${percent}%)`;
	};
	w.line(0, `Non-terminated Pods:\t(${pods.length} in total)`);
	w.line(1, 'Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge');
	w.line(1, '---------\t----\t\t------------\t----------\t---------------\t-------------\t---');
	const total: Record<Which, List> = {requests: new Map(), limits: new Map()};
	for (const pod of pods) {
		const {namespace, name, creationTimestamp} = pod.metadata;
		const requests = podResources(pod, 'requests');
		const limits = podResources(pod, 'limits');
		const shares = [share(requests, 'cpu'), share(limits, 'cpu'), share(requests, 'memory'), share(limits, 'memory')];
		w.line(1, `${namespace}\t${name}\t\t${shares.join('\t')}\t${since(creationTimestamp, now)}`);
		add(total.requests, requests);
		add(total.limits, limits);
	}
	w.line(0, 'Allocated resources:');
	w.line(1, '(Total limits may be over 100 percent, i.e., overcommitted.)');
	w.line(1, 'Resource\tRequests\tLimits');
	w.line(1, '--------\t--------\t------');
	const others = [...room.keys()].filter(name => !plain.has(name)).sort(compare);
	const pages = others.filter(name => name.startsWith('hugepages-'));
	for (const name of ['cpu', 'memory', 'ephemeral-storage', ...pages]) {
		w.line(1, `${name}\t${share(total.requests, name)}\t${share(total.limits, name)}`);
	}
	for (const name of others.filter(other => !pages.includes(other))) {
		const amounts = [total.requests, total.limits].map(list => formatQuantity(list.get(name) ?? zero));
		w.line(1, [name, ...amounts].join('\t'));
	}
}

function listOf(amounts: Labels | undefined): List {
	return new Map(Object.entries(amounts ?? {}).map(([name, text]) => [name, parseQuantity(text)]));
}

function add(to: List, from: List): void {
	for (const [name, quantity] of from) {
		const before = to.get(name);
		to.set(name, before ? addQuantities(before, quantity) : quantity);
	}
}

function raise(to: List, from: List): void {
	for (const [name, quantity] of from) {
		const before = to.get(name);
		if (!before || compareQuantities(quantity, before) > 0) {
			to.set(name, quantity);
		}
	}
}

/**
 * What a Pod asks for in all: the sum of its containers and sidecars, or more where an init container needs more, or
 * what the Pod itself says; and its overhead (component-helpers/resource/helpers.go).
 */
function podResources(pod: Pod, which: Which): List {
	const of = (container: Container) => listOf(container.resources?.[which]);
	const sum: List = new Map();
	for (const container of pod.spec.containers) {
		add(sum, of(container));
	}
	const sidecars: List = new Map();
	const initial: List = new Map();
	for (const container of pod.spec.initContainers ?? []) {
		const own = of(container);
		if (container.restartPolicy === 'Always') {
			add(sum, own);
			add(sidecars, own);
			raise(initial, sidecars);
		} else {
			const together = new Map(own);
			add(together, sidecars);
			raise(initial, together);
		}
	}
	raise(sum, initial);
	for (const [name, quantity] of listOf(pod.spec.resources?.[which])) {
		sum.set(name, quantity);
	}
	const overhead = listOf(pod.spec.overhead);
	add(sum, which === 'requests' ? overhead : new Map([...overhead].filter(([name]) => sum.has(name))));
	return sum;
}
