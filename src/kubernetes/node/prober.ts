/** When probes take place, and what follows from them (pkg/kubelet/prober/worker.go). */
import type {Container} from '../../api/core-v1/container.ts';
import type {Probe} from '../../api/core-v1/probes.ts';
import {podFacts, simulatePod} from './pod-simulation.ts';
import {check} from './probe-check.ts';
import {shouldRestart} from './restart-policy.ts';
import {stop} from './starting.ts';
import {type ContainerRun, currentRun, isRunning, type ProbeKind, type ProbeState} from './state.ts';
import {isStarted} from './status/container-status.ts';
import {recordOf, tell, type Work} from './work.ts';

const kinds: readonly ProbeKind[] = ['startup', 'readiness', 'liveness'];
const titles: Readonly<Record<ProbeKind, string>> = {startup: 'Startup', readiness: 'Readiness', liveness: 'Liveness'};

export function probeOf(container: Container, kind: ProbeKind): Probe | undefined {
	return {startup: container.startupProbe, readiness: container.readinessProbe, liveness: container.livenessProbe}[
		kind
	];
}

/** Probes whatever is due. Whether anything changed. */
export function probeStep(work: Work, container: Container): boolean {
	const record = recordOf(work, container);
	const run = currentRun(record);
	if (!run || record.stage !== 'running' || !isRunning(record)) {
		return false;
	}
	let changed = false;
	for (const kind of kinds) {
		const probe = probeOf(container, kind);
		if (probe && mayProbe(work, container, run, kind)) {
			changed = probeKind(work, container, run, kind, probe) || changed;
		}
	}
	return changed;
}

/** When this container is probed next; Infinity where it is not. */
export function nextProbe(work: Work, container: Container): number {
	const record = recordOf(work, container);
	const run = currentRun(record);
	if (!run || record.stage !== 'running' || !isRunning(record)) {
		return Number.POSITIVE_INFINITY;
	}
	const dues = kinds
		.filter(kind => probeOf(container, kind) && mayProbe(work, container, run, kind))
		.map(kind => run.probes[kind]?.next ?? Number.POSITIVE_INFINITY);
	return Math.min(...dues, Number.POSITIVE_INFINITY);
}

/** Has every probe look again, since what it sees may have changed. */
export function wakeProbes(run: ContainerRun, container: Container, now: number): void {
	for (const kind of kinds) {
		const probe = probeOf(container, kind);
		const state = run.probes[kind];
		if (probe && state?.first !== undefined && state.next === undefined && state.held === undefined) {
			const period = probe.periodSeconds * 1000;
			state.next = state.first + Math.ceil((now - state.first + 1) / period) * period;
		}
	}
}

function mayProbe({pod}: Work, container: Container, run: ContainerRun, kind: ProbeKind): boolean {
	if (run.stopping && kind !== 'readiness') {
		return false;
	}
	if (pod.metadata.deletionTimestamp && kind !== 'readiness') {
		return false;
	}
	return kind === 'startup' ? run.probes.startup?.result === undefined : isStarted(container, run);
}

/**
 * The first probe. Readiness is looked at as soon as the container has started and then in its period; the others go
 * by the clock that began with the Pod. Both wait for `initialDelaySeconds`.
 */
function firstProbe(work: Work, run: ContainerRun, kind: ProbeKind, probe: Probe): number {
	const startedAt = run.startedAt!;
	const period = probe.periodSeconds * 1000;
	const origin =
		kind === 'readiness'
			? Math.max(startedAt, kind === 'readiness' ? (run.probes.startup?.held ?? 0) : 0)
			: work.record.seenAt;
	const earliest = Math.max(startedAt + (probe.initialDelaySeconds ?? 0) * 1000, origin);
	const first = origin + Math.ceil((earliest - origin) / period) * period;
	return Math.max(first, work.now);
}

function probeKind(work: Work, container: Container, run: ContainerRun, kind: ProbeKind, probe: Probe): boolean {
	let changed = false;
	run.probes[kind] ??= {times: 0};
	const state = run.probes[kind]!;
	if (state.first === undefined) {
		state.first = firstProbe(work, run, kind, probe);
		state.next = state.first;
		changed = true;
	}
	if (state.held !== undefined || state.next === undefined || state.next > work.now) {
		return changed;
	}
	carryOut(work, container, run, kind, probe, state);
	return true;
}

function carryOut(
	work: Work,
	container: Container,
	run: ContainerRun,
	kind: ProbeKind,
	probe: Probe,
	state: ProbeState,
): void {
	const {pod, record, context, now} = work;
	const simulation = simulatePod(pod, record, context);
	simulation.advanceTo(now);
	const steady = simulation.isSteady();
	const outcome = check(pod, container, run, probe, simulation, podFacts(pod, record, context));
	state.next = now + probe.periodSeconds * 1000;
	if (outcome.errored) {
		tell(
			work,
			container,
			'Warning',
			'Unhealthy',
			`${titles[kind]} probe errored and resulted in unknown state: ${outcome.output}`,
		);
		return;
	}
	if (!outcome.success) {
		tell(work, container, 'Warning', 'Unhealthy', `${titles[kind]} probe failed: ${outcome.output}`);
	}
	state.times = state.last === outcome.success ? state.times + 1 : 1;
	state.last = outcome.success;
	if (state.times < (outcome.success ? probe.successThreshold : probe.failureThreshold)) {
		return;
	}
	state.result = outcome.success;
	if (kind === 'startup' || (kind === 'liveness' && !outcome.success)) {
		state.held = now;
		delete state.next;
		if (!outcome.success) {
			killUnhealthy(work, container, run, kind, probe);
		}
	} else if (outcome.success && steady) {
		delete state.next;
	}
}

function killUnhealthy(work: Work, container: Container, run: ContainerRun, kind: ProbeKind, probe: Probe): void {
	const {pod} = work;
	const init = pod.spec.initContainers?.includes(container) ?? false;
	const restarts = shouldRestart(container, pod.spec, init, 137);
	const subject = init ? 'Init container' : 'Container';
	const message = `${subject} ${container.name} failed ${kind} probe${restarts ? ', will be restarted' : ''}`;
	tell(work, container, 'Normal', 'Killing', message);
	const grace = probe.terminationGracePeriodSeconds ?? pod.spec.terminationGracePeriodSeconds;
	run.replaced = restarts;
	stop(work, container, run, grace, work.now);
}
