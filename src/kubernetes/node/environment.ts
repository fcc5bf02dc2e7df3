/** The environment of a container (pkg/kubelet/kubelet_pods.go makeEnvironmentVariables, pkg/kubelet/envvars). */
import type {ConfigMap, Secret} from '../../api/core-v1/config.ts';
import type {Container} from '../../api/core-v1/container.ts';
import type {Pod} from '../../api/core-v1/pod.ts';
import type {Service} from '../../api/core-v1/service.ts';
import {parseTime} from '../../apimachinery/time.ts';
import type {ApiClient} from '../api/client.ts';
import {decodeBase64} from './base64.ts';
import {containerResourceValue, podFieldValue} from './downward-api.ts';

/** Something that a container needs is not there; the container waits with CreateContainerConfigError. */
export class ContainerConfigError extends Error {
	override readonly name = 'ContainerConfigError';
}

export interface PodFacts {
	readonly podIP: string;
	readonly hostIP: string;
	/** What the node gives to Pods, for limits that a container leaves open. */
	readonly allocatable: Readonly<Record<string, string>>;
}

export type Environment = readonly (readonly [name: string, value: string])[];

/** The variables that the container declares, with their values. Throws a ContainerConfigError. */
export function declaredEnvironment(pod: Pod, container: Container, facts: PodFacts, api: ApiClient): Environment {
	const namespace = pod.metadata.namespace!;
	const values = new Map<string, string>();
	for (const {prefix = '', configMapRef, secretRef} of container.envFrom ?? []) {
		const source = configMapRef ?? secretRef;
		const data = source && dataOf(configMapRef ? 'configmaps' : 'secrets', namespace, source.name ?? '', api);
		if (source && !data && !source.optional) {
			throw notFound(configMapRef ? 'configmap' : 'secret', source.name ?? '');
		}
		for (const [key, value] of Object.entries(data ?? {})) {
			values.set(prefix + key, value);
		}
	}
	let services: ReadonlyMap<string, string> | undefined;
	const lookUp = (name: string) => {
		services ??= new Map(serviceEnvironment(pod, api, Number.POSITIVE_INFINITY));
		return values.get(name) ?? services.get(name);
	};
	for (const {name, value, valueFrom} of container.env ?? []) {
		if (value) {
			values.set(name, expandVariables(value, lookUp));
		} else if (valueFrom?.fieldRef) {
			values.set(name, podFieldValue(pod, valueFrom.fieldRef.fieldPath, facts));
		} else if (valueFrom?.resourceFieldRef) {
			values.set(name, containerResourceValue(pod, container, valueFrom.resourceFieldRef, facts.allocatable));
		} else if (valueFrom?.configMapKeyRef || valueFrom?.secretKeyRef) {
			const found = keyValue(namespace, valueFrom, api);
			if (found !== undefined) {
				values.set(name, found);
			}
		} else {
			values.set(name, '');
		}
	}
	return [...values];
}

type ValueFrom = NonNullable<NonNullable<Container['env']>[number]['valueFrom']>;

function keyValue(namespace: string, {configMapKeyRef, secretKeyRef}: ValueFrom, api: ApiClient): string | undefined {
	const {name = '', key, optional} = (configMapKeyRef ?? secretKeyRef)!;
	const data = dataOf(configMapKeyRef ? 'configmaps' : 'secrets', namespace, name, api);
	if (!data && !optional) {
		throw notFound(configMapKeyRef ? 'configmap' : 'secret', name);
	}
	if (data && data[key] === undefined && !optional) {
		const kind = configMapKeyRef ? 'ConfigMap' : 'Secret';
		throw new ContainerConfigError(`couldn't find key ${key} in ${kind} ${namespace}/${name}`);
	}
	return data?.[key];
}

function notFound(kind: string, name: string): ContainerConfigError {
	return new ContainerConfigError(`${kind} "${name}" not found`);
}

/** The texts of a ConfigMap or a Secret; undefined where it does not exist. */
export function dataOf(
	resource: 'configmaps' | 'secrets',
	namespace: string,
	name: string,
	api: ApiClient,
): Readonly<Record<string, string>> | undefined {
	if (resource === 'configmaps') {
		const configMap = api.get<ConfigMap>(resource, namespace, name);
		return configMap && (configMap.data ?? {});
	}
	const secret = api.get<Secret>(resource, namespace, name);
	return (
		secret && Object.fromEntries(Object.entries(secret.data ?? {}).map(([key, value]) => [key, decodeBase64(value)]))
	);
}

/** Puts values in for `$(NAME)`; `$$(NAME)` stays as `$(NAME)`, and what is unknown as it is. */
export function expandVariables(text: string, lookUp: (name: string) => string | undefined): string {
	if (!text.includes('$')) {
		return text;
	}
	return text.replace(/\$(\$|\(([^)]*)\))/g, (all, inner: string, name: string | undefined) =>
		inner === '$' ? '$' : (lookUp(name ?? '') ?? all),
	);
}

/** The variables that tell of the Services there were when the container started. */
export function serviceEnvironment(pod: Pod, api: ApiClient, startedAt: number): Environment {
	const namespace = pod.metadata.namespace!;
	const own = pod.spec.enableServiceLinks === false ? [] : api.list<Service>('services', namespace);
	const kubernetes = api.get<Service>('services', 'default', 'kubernetes');
	const all = namespace === 'default' || !kubernetes ? own : [kubernetes, ...own];
	const counted = namespace === 'default' && pod.spec.enableServiceLinks === false && kubernetes ? [kubernetes] : all;
	return counted
		.filter(({metadata, spec}) => {
			const isSet = spec.clusterIP !== undefined && spec.clusterIP !== '' && spec.clusterIP !== 'None';
			return isSet && (spec.ports?.length ?? 0) > 0 && (parseTime(metadata.creationTimestamp) ?? 0) <= startedAt;
		})
		.flatMap(serviceVariables);
}

function serviceVariables({metadata, spec}: Service): Environment {
	const prefix = variableName(metadata.name);
	const host = spec.clusterIP!;
	const ports = spec.ports!;
	const named = ports.filter(({name}) => name);
	return [
		[`${prefix}_SERVICE_HOST`, host],
		[`${prefix}_SERVICE_PORT`, String(ports[0]!.port)],
		...named.map(({name, port}) => [`${prefix}_SERVICE_PORT_${variableName(name!)}`, String(port)] as const),
		...ports.flatMap(({port, protocol = 'TCP'}, index): Environment => {
			const url = `${protocol.toLowerCase()}://${host}:${port}`;
			const start = `${prefix}_PORT_${port}_${protocol.toUpperCase()}`;
			return [
				...(index === 0 ? [[`${prefix}_PORT`, url] as const] : []),
				[start, url],
				[`${start}_PROTO`, protocol.toLowerCase()],
				[`${start}_PORT`, String(port)],
				[`${start}_ADDR`, host],
			];
		}),
	];
}

function variableName(text: string): string {
	return text.replaceAll('-', '_').toUpperCase();
}
