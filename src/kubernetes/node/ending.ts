/** Ends the containers of a Pod within its grace period (pkg/kubelet/kuberuntime, killContainersWithSyncResult). */
import type {Container} from '../../api/core-v1/container.ts';
import {isSidecar} from './restart-policy.ts';
import {runHook, stop} from './starting.ts';
import {type ContainerRun, currentRun, isRunning} from './state.ts';
import {tell, type Work} from './work.ts';

/** Whatever a preStop hook takes, the process has this long to end. */
const shortestGrace = 2000;

/** Tells what runs to stop: containers at once, sidecars after them, the last one first. Whether anything changed. */
export function endingStep(work: Work): boolean {
	const {pod, record, now} = work;
	let changed = false;
	for (const each of Object.values(record.containers)) {
		if (each.stage !== 'running' && each.due !== undefined && !isRunning(each)) {
			// What was on its way to start no longer is.
			each.stage = each.runs.length > 0 && currentRun(each)?.finished ? 'exited' : 'idle';
			delete each.due;
			changed = true;
		}
	}
	record.stoppingAt ??= now;
	const deadline = record.stoppingAt + graceOf(work) * 1000;
	const sidecars = (pod.spec.initContainers ?? []).filter(isSidecar).reverse();
	const first = [
		...pod.spec.containers,
		...(pod.spec.initContainers ?? []).filter(each => !isSidecar(each)),
		...(pod.spec.ephemeralContainers ?? []),
	];
	for (const container of first) {
		changed = endContainer(work, container, deadline) || changed;
	}
	for (const [index, container] of sidecars.entries()) {
		const before = [...first, ...sidecars.slice(0, index)];
		if (before.some(({name}) => isRunning(record.containers[name]))) {
			break;
		}
		changed = endContainer(work, container, deadline) || changed;
	}
	return changed;
}

function graceOf({pod}: Work): number {
	return pod.metadata.deletionGracePeriodSeconds ?? pod.spec.terminationGracePeriodSeconds;
}

function endContainer(work: Work, container: Container, deadline: number): boolean {
	const {now, record} = work;
	const run = currentRun(record.containers[container.name]);
	if (!run || !isRunning(record.containers[container.name])) {
		return false;
	}
	if (run.stopping) {
		return shorten(work, container, run, deadline);
	}
	tell(work, container, 'Normal', 'Killing', `Stopping container ${container.name}`);
	const hook = container.lifecycle?.preStop;
	let at = now;
	if (hook && deadline > now) {
		// The hook runs before the signal; the flag tells its failure from that of a postStart hook.
		run.stopping = {at: deadline, signal: 'SIGTERM', killAt: deadline};
		at = Math.min(runHook(work, container, run, hook), deadline);
	}
	const grace = Math.max(deadline - at, at > now || deadline <= now ? shortestGrace : 0);
	stop(work, container, run, grace / 1000, at);
	return true;
}

/** A second deletion may give less time than the first. */
function shorten(work: Work, container: Container, run: ContainerRun, deadline: number): boolean {
	const {stopping} = run;
	if (
		!stopping ||
		deadline >= stopping.killAt ||
		work.now >= deadline ||
		work.pod.metadata.deletionTimestamp === undefined
	) {
		return false;
	}
	stop(work, container, run, (deadline - stopping.at) / 1000, stopping.at);
	return true;
}
