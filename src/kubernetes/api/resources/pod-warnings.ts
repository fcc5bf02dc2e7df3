/** What the server warns of in a Pod or a template without refusing it (pkg/api/pod/warnings.go). */
import type {ContainerPort} from '../../../api/core-v1/container.ts';
import type {Pod, PodSpec} from '../../../api/core-v1/pod.ts';
import type {PodTemplateSpec} from '../../../api/core-v1/pod-template.ts';
import type {ObjectMeta} from '../../../api/meta-v1.ts';
import {isDns1123Label} from '../../../apimachinery/formats.ts';
import {parseQuantity, quantityMilliValue} from '../../../apimachinery/quantity.ts';
import {containersWithFields} from './pod/paths.ts';
import {isSidecar} from './pod-resources.ts';
import {sortedEntries} from './strategy.ts';

export function podWarnings({metadata, spec}: Pod): string[] {
	const wrong = isDns1123Label(metadata.name);
	const hostname =
		"metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended";
	return [
		...(wrong.length > 0 ? [`${hostname}: [${wrong.join(' ')}]`] : []),
		...specWarnings(spec, 'spec'),
		...annotationWarnings(metadata, spec, 'metadata.annotations'),
	];
}

/** @param field where the template stands, such as `spec.template` */
export function podTemplateWarnings(template: PodTemplateSpec, field: string): string[] {
	return [
		...specWarnings(template.spec, `${field}.spec`),
		...annotationWarnings(template.metadata, template.spec, `${field}.metadata.annotations`),
	];
}

const deprecatedNodeLabels: Readonly<Record<string, string>> = {
	'beta.kubernetes.io/arch': 'deprecated since v1.14; use "kubernetes.io/arch" instead',
	'beta.kubernetes.io/os': 'deprecated since v1.14; use "kubernetes.io/os" instead',
	'failure-domain.beta.kubernetes.io/region': 'deprecated since v1.17; use "topology.kubernetes.io/region" instead',
	'failure-domain.beta.kubernetes.io/zone': 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
	'beta.kubernetes.io/instance-type': 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead',
	'app.kubernetes.io/created-by': 'deprecated since v1.9',
	'scheduler.alpha.kubernetes.io/preferAvoidPods': 'deprecated since v1.22; use Taints and Tolerations instead',
	'node-role.kubernetes.io/master': 'use "node-role.kubernetes.io/control-plane" instead',
};

const deprecatedVolumes = {
	photonPersistentDisk: 'deprecated in v1.11, non-functional in v1.16+',
	gitRepo: 'deprecated in v1.11',
	scaleIO: 'deprecated in v1.16, non-functional in v1.22+',
	flocker: 'deprecated in v1.22, non-functional in v1.25+',
	storageos: 'deprecated in v1.22, non-functional in v1.25+',
	quobyte: 'deprecated in v1.22, non-functional in v1.25+',
	glusterfs: 'deprecated in v1.25, non-functional in v1.26+',
	cephfs: 'deprecated in v1.28, non-functional in v1.31+',
	rbd: 'deprecated in v1.28, non-functional in v1.31+',
} as const;

function specWarnings(spec: PodSpec, field: string): string[] {
	const warnings: string[] = [];
	for (const [key] of sortedEntries(spec.nodeSelector)) {
		if (deprecatedNodeLabels[key]) {
			warnings.push(`${field}.nodeSelector[${key}]: ${deprecatedNodeLabels[key]}`);
		}
	}
	(spec.topologySpreadConstraints ?? []).forEach(({topologyKey, labelSelector}, index) => {
		const at = `${field}.topologySpreadConstraints[${index}]`;
		if (deprecatedNodeLabels[topologyKey]) {
			warnings.push(`${at}.topologyKey: ${topologyKey} is ${deprecatedNodeLabels[topologyKey]}`);
		}
		if (!labelSelector) {
			warnings.push(`${at}.labelSelector: a null labelSelector results in matching no pod`);
		}
	});
	(spec.volumes ?? []).forEach((volume, index) => {
		for (const [source, message] of Object.entries(deprecatedVolumes)) {
			if (volume[source as keyof typeof deprecatedVolumes]) {
				const name = source === 'storageos' ? 'storageOS' : source;
				warnings.push(`${field}.volumes[${index}].${name}: ${message}`);
			}
		}
	});
	warnings.push(...duplicates(spec.hostAliases, 'ip', `${field}.hostAliases`));
	warnings.push(...duplicates(spec.imagePullSecrets, 'name', `${field}.imagePullSecrets`));
	(spec.imagePullSecrets ?? []).forEach(({name}, index) => {
		if (!name) {
			warnings.push(`${field}.imagePullSecrets[${index}].name: invalid empty name ""`);
		}
	});
	warnings.push(...fractions(spec.overhead, `${field}.overhead`));
	for (const {container, field: at} of containersWithFields(spec, field)) {
		warnings.push(...fractions(container.resources?.limits, `${at}.resources.limits`));
		warnings.push(...fractions(container.resources?.requests, `${at}.resources.requests`));
		warnings.push(...hiddenVariables(container.env ?? [], `${at}.env`));
	}
	warnings.push(...portWarnings(spec, field), ...portNameWarnings(spec, field));
	if ((spec.terminationGracePeriodSeconds ?? 0) < 0) {
		const message = 'must be >= 0; negative values are invalid and will be treated as 1';
		warnings.push(`${field}.terminationGracePeriodSeconds: ${message}`);
	}
	return [...warnings, ...affinityWarnings(spec, `${field}.affinity`)];
}

function duplicates<K extends string>(
	items: readonly {readonly [key in K]?: string}[] | undefined,
	key: K,
	field: string,
): string[] {
	const seen = new Set<string>();
	return (items ?? []).flatMap((item, index) => {
		const value = item[key] ?? '';
		const repeated = seen.has(value);
		seen.add(value);
		return repeated ? [`${field}[${index}].${key}: duplicate ${key} ${JSON.stringify(value)}`] : [];
	});
}

/** Bytes cannot be divided: `100m` of memory is a slip of the pen. */
function fractions(amounts: Readonly<Record<string, string>> | undefined, field: string): string[] {
	return ['memory', 'ephemeral-storage'].flatMap(name => {
		const amount = amounts?.[name];
		if (amount === undefined || quantityMilliValue(parseQuantity(amount)) % 1000 === 0) {
			return [];
		}
		return [`${field}[${name}]: fractional byte value ${JSON.stringify(amount)} is invalid, must be an integer`];
	});
}

/** A variable set twice, where the second does not build on the first. */
function hiddenVariables(
	variables: readonly {readonly name: string; readonly value?: string; readonly valueFrom?: unknown}[],
	field: string,
): string[] {
	const seen = new Set<string>();
	return variables.flatMap(({name, value = '', valueFrom}, index) => {
		const reference = `$(${name})`;
		const hides = seen.has(name) && (valueFrom !== undefined || value === reference || !value.includes(reference));
		seen.add(name);
		const message = `hides previous definition of ${JSON.stringify(name)}, which may be dropped when using apply`;
		return hides ? [`${field}[${index}]: ${message}`] : [];
	});
}

function portWarnings(spec: PodSpec, field: string): string[] {
	const warnings: string[] = [];
	const known = new Map<string, {field: string; port: ContainerPort}[]>();
	for (const {container, field: at} of containersWithFields(spec, field)) {
		(container.ports ?? []).forEach((port, index) => {
			const here = `${at}.ports[${index}]`;
			const {name = '', hostPort = 0, hostIP = '', containerPort, protocol} = port;
			if (hostIP && !hostPort) {
				const printed = `{Name:${name} HostPort:${hostPort} ContainerPort:${containerPort} Protocol:${protocol} HostIP:${hostIP}}`;
				warnings.push(`${here}: hostIP set without hostPort: ${printed}`);
			}
			const key = `${containerPort}/${protocol}`;
			const others = known.get(key) ?? [];
			for (const {field: there, port: other} of others) {
				const [otherHostPort, otherHostIP] = [other.hostPort ?? 0, other.hostIP ?? ''];
				if (hostIP === otherHostIP && hostPort === otherHostPort) {
					warnings.push(`${here}: duplicate port definition with ${there}`);
				} else if (hostPort === 0 || otherHostPort === 0) {
					warnings.push(`${here}: overlapping port definition with ${there}`);
				} else if (hostPort === otherHostPort && (hostIP === '') !== (otherHostIP === '')) {
					warnings.push(`${here}: dangerously ambiguous port definition with ${there}`);
				}
			}
			known.set(key, [...others, {field: here, port}]);
		});
	}
	return warnings;
}

/** Services and probes find a port by its name, and take the first. */
function portNameWarnings(spec: PodSpec, field: string): string[] {
	const warnings: string[] = [];
	const known = new Map<string, string>();
	for (const {container, field: at} of containersWithFields(spec, field)) {
		if (at.includes('.initContainers[') && !isSidecar(container)) {
			continue;
		}
		(container.ports ?? []).forEach(({name}, index) => {
			const here = `${at}.ports[${index}]`;
			const there = name && known.get(name);
			if (there) {
				const advice = `services and probes that select ports by name will use ${there}`;
				warnings.push(`${here}: duplicate port name ${JSON.stringify(name)} with ${there}, ${advice}`);
			} else if (name) {
				known.set(name, here);
			}
		});
	}
	return warnings;
}

function affinityWarnings({affinity}: PodSpec, field: string): string[] {
	const message = 'a null labelSelector results in matching no pod';
	return (['podAffinity', 'podAntiAffinity'] as const).flatMap(kind => {
		const hard = affinity?.[kind]?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
		const soft = affinity?.[kind]?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
		const at = `${field}.${kind}`;
		return [
			...hard.flatMap((term, index) =>
				term.labelSelector
					? []
					: [`${at}.requiredDuringSchedulingIgnoredDuringExecution[${index}].labelSelector: ${message}`],
			),
			...soft.flatMap(({podAffinityTerm}, index) =>
				podAffinityTerm.labelSelector
					? []
					: [
							`${at}.preferredDuringSchedulingIgnoredDuringExecution[${index}].podAffinityTerm.labelSelector: ${message}`,
						],
			),
		];
	});
}

function annotationWarnings(metadata: Partial<ObjectMeta>, spec: PodSpec, field: string): string[] {
	const annotations = metadata.annotations ?? {};
	const warnings: string[] = [];
	const warn = (key: string, message: string) => {
		if (annotations[key] !== undefined) {
			warnings.push(`${field}[${key}]: ${message}`);
		}
	};
	const priority = 'non-functional in v1.16+; use the "priorityClassName" field instead';
	const sysctls = 'non-functional in v1.11+; use the "sysctls" field instead';
	const seccomp = 'non-functional in v1.27+; use the "seccompProfile" field instead';
	warn('scheduler.alpha.kubernetes.io/critical-pod', priority);
	warn('security.alpha.kubernetes.io/sysctls', sysctls);
	warn('security.alpha.kubernetes.io/unsafe-sysctls', sysctls);
	if (!spec.securityContext?.seccompProfile) {
		warn('seccomp.security.alpha.kubernetes.io/pod', seccomp);
	}
	return warnings;
}
