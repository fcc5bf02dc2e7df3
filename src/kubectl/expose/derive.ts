/** What a Service for an object looks like (kubectl pkg/polymorphichelpers, pkg/cmd/expose/expose.go). */
import type {Container} from '../../api/core-v1/container.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {CommandError} from '../command.ts';
import {goType} from '../pods-of.ts';

type Labels = Readonly<Record<string, string>>;

interface Exposed extends KubernetesObject {
	readonly spec?: {
		readonly selector?: Labels & {readonly matchLabels?: Labels; readonly matchExpressions?: readonly unknown[]};
		readonly containers?: readonly Container[];
		readonly template?: {readonly spec?: {readonly containers?: readonly Container[]}};
		readonly ports?: readonly {readonly port: number; readonly protocol?: string}[];
	};
}

const exposable = ['ReplicationController', 'Service', 'Pod', 'Deployment.apps', 'ReplicaSet.apps'];
const names: Readonly<Record<string, string>> = {Deployment: 'deployment', ReplicaSet: 'replicaset'};

/** @throws CommandError */
export function requireExposable(group: string, kind: string): void {
	const name = group === '' ? kind : `${kind}.${group}`;
	if (!exposable.includes(name)) {
		throw new CommandError(`cannot expose a ${name}`);
	}
}

/** The labels of the Pods behind an object, as `a=b,c=d`. @throws CommandError */
export function selectorOf(object: KubernetesObject): string {
	const {kind, metadata, spec} = object as Exposed;
	if (kind === 'Pod') {
		if (Object.keys(metadata.labels ?? {}).length === 0) {
			throw new CommandError('the pod has no labels and cannot be exposed');
		}
		return labelsText(metadata.labels);
	}
	if (kind === 'Service' || kind === 'ReplicationController') {
		if (!spec?.selector) {
			throw new CommandError('the service has no pod selector set');
		}
		return labelsText(spec.selector as Labels);
	}
	const {matchLabels = {}, matchExpressions = []} = spec?.selector ?? {};
	if (Object.keys(matchLabels).length === 0) {
		throw new CommandError(`invalid ${names[kind]}: no selectors, therefore cannot be exposed`);
	}
	if (matchExpressions.length > 0) {
		throw new CommandError(
			`couldn't convert expressions - ${JSON.stringify(matchExpressions)} to map-based selector format`,
		);
	}
	return labelsText(matchLabels);
}

export function labelsText(labels: Labels | undefined): string {
	return Object.entries(labels ?? {})
		.map(([key, value]) => `${key}=${value}`)
		.join(',');
}

/** Reads `a=b,c=d`. @throws CommandError */
export function parseLabels(text: string): Labels {
	const labels: Record<string, string> = {};
	for (const pair of text.split(',')) {
		const [key = '', value, ...more] = pair.split('=');
		if (value === undefined || more.length > 0) {
			throw new CommandError(`unexpected label spec: ${pair}`);
		}
		if (key === '') {
			throw new CommandError('unexpected empty label key');
		}
		labels[key] = value;
	}
	return labels;
}

/** The ports of an object, and the protocols of each. */
export function portsOf(object: KubernetesObject): ReadonlyMap<string, readonly string[]> {
	const {kind, spec} = object as Exposed;
	const ports = new Map<string, string[]>();
	const add = (port: number, protocol = 'TCP') => {
		const known = ports.get(String(port)) ?? [];
		ports.set(String(port), known.includes(protocol) ? known : [...known, protocol]);
	};
	if (kind === 'Service') {
		for (const {port, protocol} of spec?.ports ?? []) {
			add(port, protocol);
		}
		return ports;
	}
	const containers = kind === 'Pod' ? spec?.containers : spec?.template?.spec?.containers;
	if (!containers) {
		throw new CommandError(`cannot extract ports from ${goType(object)}`);
	}
	for (const {containerPort, protocol} of containers.flatMap(container => container.ports ?? [])) {
		add(containerPort, protocol);
	}
	return ports;
}
