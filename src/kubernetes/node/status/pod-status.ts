/** The whole status of a Pod, from what its kubelet knows (pkg/kubelet/kubelet_pods.go generateAPIPodStatus). */
import type {Pod} from '../../../api/core-v1/pod.ts';
import type {PodStatus} from '../../../api/core-v1/pod-status.ts';
import {formatTime} from '../../../apimachinery/time.ts';
import {isRunning, type PodRecord} from '../state.ts';
import {podConditions} from './conditions.ts';
import {containerStatus, shownRun} from './container-status.ts';
import {phaseOf} from './phase.ts';

export interface PodStatusInput {
	readonly pod: Pod;
	readonly record: PodRecord;
	readonly hostIP: string;
	/** Milliseconds since 1970. */
	readonly now: number;
	/** Whether every container is to stay as it is. */
	readonly ending: boolean;
}

export function podStatus({pod, record, hostIP, now, ending}: PodStatusInput): PodStatus {
	const {spec, status: old} = pod;
	const {generation} = pod.metadata;
	if (record.rejected) {
		const {reason, message} = record.rejected;
		return {
			...old,
			...(generation !== undefined && {observedGeneration: generation}),
			phase: 'Failed',
			reason,
			message: `Pod was rejected: ${message}`,
			startTime: old.startTime ?? formatTime(record.seenAt),
		};
	}
	const status = (init: boolean) => (container: Pod['spec']['containers'][number]) =>
		containerStatus({pod, container, init, record: record.containers[container.name], ending});
	const initContainerStatuses = spec.initContainers?.map(status(true));
	const containerStatuses = spec.containers.map(status(false));
	const statuses = [...(initContainerStatuses ?? []), ...containerStatuses];
	const hasInitialized = spec.containers.some(({name}) => shownRun(record.containers[name]) !== undefined);
	const anyRuns = Object.values(record.containers).some(isRunning);
	const computed = phaseOf({spec, statuses, isTerminal: ending && !anyRuns, hasInitialized});
	const isFinal = old.phase === 'Succeeded' || old.phase === 'Failed';
	const phase = isFinal ? (old.phase as 'Succeeded' | 'Failed') : record.ended && !anyRuns ? 'Failed' : computed;
	const over = (phase === 'Succeeded' || phase === 'Failed') && !anyRuns;
	const ip = spec.hostNetwork
		? hostIP
		: Object.values(record.containers).some(each => shownRun(each))
			? record.ip
			: undefined;
	const said = record.ended ?? (old.phase === phase ? old : {});
	return {
		conditions: podConditions({
			pod,
			phase,
			sandboxReady: record.volumesMounted === true && !over && !(ending && !anyRuns),
			statuses,
			now: formatTime(now),
		}),
		containerStatuses,
		hostIP,
		hostIPs: [{ip: hostIP}],
		...(initContainerStatuses && {initContainerStatuses}),
		...(said.message !== undefined && {message: said.message}),
		...(generation !== undefined && {observedGeneration: generation}),
		phase,
		...(ip !== undefined && {podIP: ip, podIPs: [{ip}]}),
		...(old.nominatedNodeName !== undefined && {nominatedNodeName: old.nominatedNodeName}),
		...(old.qosClass !== undefined && {qosClass: old.qosClass}),
		...(said.reason !== undefined && {reason: said.reason}),
		resources: {},
		startTime: old.startTime ?? formatTime(record.seenAt),
	};
}
