/** The whole status of a Pod, from what its kubelet knows (pkg/kubelet/kubelet_pods.go generateAPIPodStatus). */
import type {Pod, PodSpec} from '../../../api/core-v1/pod.ts';
import type {PodStatus} from '../../../api/core-v1/pod-status.ts';
import {formatQuantity} from '../../../apimachinery/quantity.ts';
import {formatTime} from '../../../apimachinery/time.ts';
import {podAmounts} from '../../api/resources/pod-resources.ts';
import {allocatedPod} from '../allocation.ts';
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
		containerStatus({pod, container, init, podRecord: record, ending});
	const initContainerStatuses = spec.initContainers?.map(status(true));
	const containerStatuses = spec.containers.map(status(false));
	// A Pod's phase and conditions do not know its debuggers.
	const ephemeralContainerStatuses = spec.ephemeralContainers?.map(status(false));
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
	const allocated = record.resize && allocatedPod(pod, record).spec;
	return {
		...(allocated && {allocatedResources: amountsIn(allocated, 'requests')}),
		conditions: podConditions({
			pod,
			phase,
			sandboxReady: record.volumesMounted === true && !over && !(ending && !anyRuns),
			statuses,
			...(record.resize && !over && {resize: record.resize}),
			now: formatTime(now),
		}),
		containerStatuses,
		...(ephemeralContainerStatuses && {ephemeralContainerStatuses}),
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
		resources: allocated ? {limits: amountsIn(allocated, 'limits'), requests: amountsIn(allocated, 'requests')} : {},
		startTime: old.startTime ?? formatTime(record.seenAt),
	};
}

/** What the Pod comes to as a whole. */
function amountsIn(spec: PodSpec, kind: 'limits' | 'requests'): Readonly<Record<string, string>> {
	return Object.fromEntries([...podAmounts(spec, kind)].map(([name, amount]) => [name, formatQuantity(amount)]));
}
