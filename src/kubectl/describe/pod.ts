/** kubectl pkg/describe/describe.go describePod. */
import {longTime, since, writeAnnotations, writeController, writeLabels, writeTolerations} from './common.ts';
import {writeContainers, writeResources} from './containers.ts';
import {describerOf} from './describer.ts';
import {writeSpread} from './topology-spread.ts';
import type {Pod} from './types.ts';
import {writeVolumes} from './volumes.ts';
import type {DescriptionWriter} from './writer.ts';

const mirror = 'kubernetes.io/config.mirror';

export const describePod = describerOf<Pod>({
	anyKindOfEvent: true,
	otherUids: pod => (pod.metadata.annotations?.[mirror] ? [pod.metadata.annotations[mirror]] : []),
	write(w, pod, _facts, {now}) {
		writeWhere(w, pod);
		writeLabels(w, 'Labels', pod.metadata.labels);
		writeAnnotations(w, pod.metadata.annotations);
		writeStatus(w, pod, now);
		writeController(w, pod);
		if (pod.status?.nominatedNodeName) {
			w.line(0, `NominatedNodeName:\t${pod.status.nominatedNodeName}`);
		}
		if (pod.spec.resources) {
			w.line(0, 'Resources:');
			writeResources(w, pod.spec.resources, 1);
		}
		const {initContainers, containers, ephemeralContainers} = pod.spec;
		if (initContainers && initContainers.length > 0) {
			const statuses = pod.status?.initContainerStatuses;
			writeContainers(w, 'Init Containers', initContainers, {statuses, pod, indent: ''});
		}
		writeContainers(w, 'Containers', containers, {statuses: pod.status?.containerStatuses, pod, indent: ''});
		if (ephemeralContainers && ephemeralContainers.length > 0) {
			const statuses = pod.status?.ephemeralContainerStatuses;
			writeContainers(w, 'Ephemeral Containers', ephemeralContainers, {statuses, pod, indent: ''});
		}
		writeConditions(w, pod);
		writeVolumes(w, pod.spec.volumes, '');
		w.line(0, `QoS Class:\t${pod.status?.qosClass ?? ''}`);
		writeLabels(w, 'Node-Selectors', pod.spec.nodeSelector);
		writeTolerations(w, 'Tolerations', pod.spec.tolerations);
		writeSpread(w, pod.spec.topologySpreadConstraints, '');
	},
});

function writeWhere(w: DescriptionWriter, {metadata, spec, status}: Pod): void {
	w.line(0, `Name:\t${metadata.name}`);
	w.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
	if (spec.priority !== undefined) {
		w.line(0, `Priority:\t${spec.priority}`);
	}
	if (spec.priorityClassName) {
		w.line(0, `Priority Class Name:\t${spec.priorityClassName}`);
	}
	if (spec.runtimeClassName) {
		w.line(0, `Runtime Class Name:\t${spec.runtimeClassName}`);
	}
	if (spec.serviceAccountName) {
		w.line(0, `Service Account:\t${spec.serviceAccountName}`);
	}
	w.line(0, `Node:\t${spec.nodeName ? `${spec.nodeName}/${status?.hostIP ?? ''}` : '<none>'}`);
	if (status?.startTime) {
		w.line(0, `Start Time:\t${longTime(status.startTime)}`);
	}
}

function writeStatus(w: DescriptionWriter, {metadata, spec, status}: Pod, now: number): void {
	const ended = status?.phase === 'Failed' || status?.phase === 'Succeeded';
	if (metadata.deletionTimestamp && !ended) {
		w.line(0, `Status:\tTerminating (lasts ${since(metadata.deletionTimestamp, now)})`);
		w.line(0, `Termination Grace Period:\t${metadata.deletionGracePeriodSeconds ?? 0}s`);
	} else {
		w.line(0, `Status:\t${status?.phase ?? ''}`);
	}
	if (status?.reason) {
		w.line(0, `Reason:\t${status.reason}`);
	}
	if (status?.message) {
		w.line(0, `Message:\t${status.message}`);
	}
	const seccomp = spec.securityContext?.seccompProfile;
	if (seccomp) {
		w.line(0, `SeccompProfile:\t${seccomp.type}`);
		if (seccomp.type === 'Localhost') {
			w.line(0, `LocalhostProfile:\t${seccomp.localhostProfile ?? ''}`);
		}
	}
	w.line(0, `IP:\t${status?.podIP ?? ''}`);
	const addresses = status?.podIPs ?? [];
	w.line(0, addresses.length === 0 ? 'IPs:\t<none>' : 'IPs:');
	for (const {ip} of addresses) {
		w.line(1, `IP:\t${ip}`);
	}
}

function writeConditions(w: DescriptionWriter, {spec, status}: Pod): void {
	const conditions = status?.conditions ?? [];
	if (spec.readinessGates && spec.readinessGates.length > 0) {
		w.line(0, 'Readiness Gates:');
		w.line(1, 'Type\tStatus');
		for (const {conditionType} of spec.readinessGates) {
			const found = conditions.find(({type}) => type === conditionType);
			w.line(1, `${conditionType} \t${found?.status ?? '<none>'} `);
		}
	}
	if (conditions.length > 0) {
		w.line(0, 'Conditions:');
		w.line(1, 'Type\tStatus');
		for (const condition of conditions) {
			w.line(1, `${condition.type} \t${condition.status} `);
		}
	}
}
