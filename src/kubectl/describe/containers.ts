/** The containers of a Pod or of a Pod template (kubectl pkg/describe/describe.go describeContainers). */
import {compare, longTime, orNone, writeQuantities, yesNo} from './common.ts';
import {containerResource, podField} from './env-sources.ts';
import {probeText} from './probe.ts';
import type {Container, ContainerState, ContainerStatus, Pod, ResourceRequirements} from './types.ts';
import type {DescriptionWriter} from './writer.ts';

export interface ContainersOf {
	readonly statuses?: readonly ContainerStatus[] | undefined;
	/** The Pod that fieldRefs are read from; a template has none. */
	readonly pod?: Pod;
	readonly indent: string;
}

export function writeContainers(
	w: DescriptionWriter,
	label: string,
	containers: readonly Container[],
	of: ContainersOf,
): void {
	w.line(0, `${of.indent}${label}:${containers.length === 0 ? ' <none>' : ''}`);
	for (const container of containers) {
		const status = of.statuses?.find(({name}) => name === container.name);
		writeBasics(w, container, status, of.indent);
		writeWords(w, 'Command', container.command);
		writeWords(w, 'Args', container.args);
		if (status) {
			writeState(w, 'State', status.state);
			if (status.lastState?.terminated) {
				writeState(w, 'Last State', status.lastState);
			}
			w.line(2, `Ready:\t${yesNo(status.ready)}`);
			w.line(2, `Restart Count:\t${status.restartCount}`);
		}
		writeResources(w, container.resources, 2);
		for (const [title, probe] of [
			['Liveness', container.livenessProbe],
			['Readiness', container.readinessProbe],
			['Startup', container.startupProbe],
		] as const) {
			if (probe) {
				w.line(2, `${title}:\t${probeText(probe)}`);
			}
		}
		writeEnvironment(w, container, of.pod);
		writeMounts(w, container);
	}
}

function writeBasics(w: DescriptionWriter, container: Container, status: ContainerStatus | undefined, indent: string) {
	w.line(1, `${indent === '' ? '' : ' '}${container.name}:`);
	if (status) {
		w.line(2, `Container ID:\t${status.containerID ?? ''}`);
	}
	w.line(2, `Image:\t${container.image ?? ''}`);
	if (status) {
		w.line(2, `Image ID:\t${status.imageID}`);
	}
	const ports = container.ports ?? [];
	const plural = ports.length > 1 ? 's' : '';
	const text = (number: (port: (typeof ports)[number]) => number) =>
		orNone(ports.map(port => `${number(port)}/${port.protocol}${port.name ? ` (${port.name})` : ''}`).join(', '));
	w.line(2, `Port${plural}:\t${text(port => port.containerPort)}`);
	w.line(2, `Host Port${plural}:\t${text(port => port.hostPort ?? 0)}`);
	const seccomp = container.securityContext?.seccompProfile;
	if (seccomp) {
		w.line(2, `SeccompProfile:\t${seccomp.type}`);
		if (seccomp.type === 'Localhost') {
			w.line(3, `LocalhostProfile:\t${seccomp.localhostProfile ?? ''}`);
		}
	}
}

function writeWords(w: DescriptionWriter, title: string, words: readonly string[] | undefined): void {
	if (!words || words.length === 0) {
		return;
	}
	w.line(2, `${title}:`);
	for (const line of words.flatMap(word => word.split('\n'))) {
		w.line(3, line);
	}
}

function writeState(w: DescriptionWriter, title: string, state: ContainerState | undefined): void {
	if (state?.running) {
		w.line(2, `${title}:\tRunning`);
		w.line(3, `Started:\t${longTime(state.running.startedAt)}`);
	} else if (state?.terminated) {
		const {reason, message, exitCode, signal, startedAt, finishedAt} = state.terminated;
		w.line(2, `${title}:\tTerminated`);
		if (reason) {
			w.line(3, `Reason:\t${reason}`);
		}
		if (message) {
			w.line(3, `Message:\t${message}`);
		}
		w.line(3, `Exit Code:\t${exitCode}`);
		if (signal) {
			w.line(3, `Signal:\t${signal}`);
		}
		w.line(3, `Started:\t${longTime(startedAt)}`);
		w.line(3, `Finished:\t${longTime(finishedAt)}`);
	} else {
		w.line(2, `${title}:\tWaiting`);
		if (state?.waiting?.reason) {
			w.line(3, `Reason:\t${state.waiting.reason}`);
		}
	}
}

export function writeResources(w: DescriptionWriter, resources: ResourceRequirements | undefined, level: number): void {
	for (const [title, list] of [
		['Limits', resources?.limits],
		['Requests', resources?.requests],
	] as const) {
		if (list && Object.keys(list).length > 0) {
			w.line(level, `${title}:`);
			writeQuantities(w, level + 1, list);
		}
	}
}

function writeEnvironment(w: DescriptionWriter, container: Container, pod: Pod | undefined): void {
	if (container.envFrom && container.envFrom.length > 0) {
		w.line(2, 'Environment Variables from:');
		for (const source of container.envFrom) {
			const ref = source.configMapRef ?? source.secretRef;
			const kind = source.configMapRef ? 'ConfigMap' : source.secretRef ? 'Secret' : '';
			const prefix = source.prefix ? ` with prefix '${source.prefix}'` : '';
			w.line(3, `${ref?.name ?? ''}\t${kind}${prefix}\tOptional: ${ref?.optional ?? false}`);
		}
	}
	const variables = container.env ?? [];
	w.line(2, `Environment:${variables.length === 0 ? '\t<none>' : ''}`);
	for (const {name, value, valueFrom} of variables) {
		if (!valueFrom) {
			for (const [i, line] of (value ?? '').split('\n').entries()) {
				w.line(3, i === 0 ? `${name}:\t${line}` : `\t${line}`);
			}
		} else if (valueFrom.fieldRef) {
			const {apiVersion, fieldPath} = valueFrom.fieldRef;
			w.line(3, `${name}:\t${pod ? podField(pod, fieldPath) : ''} (${apiVersion}:${fieldPath})`);
		} else if (valueFrom.resourceFieldRef) {
			const text = containerResource(container, valueFrom.resourceFieldRef);
			w.line(3, `${name}:\t${text} (${valueFrom.resourceFieldRef.resource})`);
		} else if (valueFrom.secretKeyRef) {
			const {key, name: secret, optional} = valueFrom.secretKeyRef;
			w.line(3, `${name}:\t<set to the key '${key}' in secret '${secret}'>\tOptional: ${optional ?? false}`);
		} else if (valueFrom.configMapKeyRef) {
			const {key, name: map, optional} = valueFrom.configMapKeyRef;
			w.line(3, `${name}:\t<set to the key '${key}' of config map '${map}'>\tOptional: ${optional ?? false}`);
		}
	}
}

function writeMounts(w: DescriptionWriter, container: Container): void {
	const mounts = [...(container.volumeMounts ?? [])].sort((a, b) => compare(a.mountPath, b.mountPath));
	w.line(2, `Mounts:${mounts.length === 0 ? '\t<none>' : ''}`);
	for (const mount of mounts) {
		const path = mount.subPath ? `,path=${JSON.stringify(mount.subPath)}` : '';
		w.line(3, `${mount.mountPath} from ${mount.name} (${mount.readOnly ? 'ro' : 'rw'}${path})`);
	}
	const devices = [...(container.volumeDevices ?? [])].sort((a, b) => compare(a.devicePath, b.devicePath));
	if (devices.length > 0) {
		w.line(2, `Devices:${mounts.length === 0 ? '\t<none>' : ''}`);
		for (const device of devices) {
			w.line(3, `${device.devicePath} from ${device.name}`);
		}
	}
}
