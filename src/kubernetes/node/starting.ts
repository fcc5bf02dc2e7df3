/** Creates and starts containers, and notices how they end (pkg/kubelet/kuberuntime/kuberuntime_container.go). */
import type {Container} from '../../api/core-v1/container.ts';
import type {LifecycleHandler} from '../../api/core-v1/probes.ts';
import {formatGoDuration} from '../../apimachinery/duration.ts';
import {ContainerConfigError, declaredEnvironment} from './environment.ts';
import {sendHook} from './http-hook.ts';
import {imageNamed} from './images/catalog.ts';
import {lookAhead} from './look-ahead.ts';
import {commandLine, podFacts, simulatePod} from './pod-simulation.ts';

import {findProgram} from './process/machine.ts';
import {block} from './pulling.ts';
import {crashDelay, lengthenCrashDelay, shouldRestart} from './restart-policy.ts';
import {verifyRunAsNonRoot} from './run-as-non-root.ts';
import {type ContainerRecord, type ContainerRun, currentRun, isRunning, type PodRecord} from './state.ts';
import {terminationMessage} from './termination-message.ts';
import {subPathOf, writesToVolumes} from './volumes.ts';
import {fullPodName, recordOf, tell, type Work} from './work.ts';

/** From `Created` to `Started`. */
const startTime = 300;
/** From the end of a container to its new creation, where it need not wait; together with its start 1.5 s. */
const restartTime = 1200;
/** How long an end is told before the wait for the next start is. */
const endShown = 1000;
/** How many runs of a container are kept: two, or more where what they wrote outlives them. */
const runsKept = 2;
const writingRunsKept = 20;

/** Creates the container whose image is there. */
export function create(work: Work, container: Container): void {
	const {context, now, pod} = work;
	const record = recordOf(work, container);
	const facts = podFacts(pod, work.record, context);
	let env: ContainerRun['env'];
	try {
		env = declaredEnvironment(pod, container, facts, context.api);
		const values = new Map(env);
		container.volumeMounts?.forEach(mount => {
			subPathOf(mount, values);
		});
		verifyRunAsNonRoot(pod, container, imageNamed(record.image!)?.user ?? 0);
	} catch (error) {
		if (!(error instanceof ContainerConfigError)) {
			throw error;
		}
		block(work, container, record, 'CreateContainerConfigError', error.message);
		return;
	}
	tell(work, container, 'Normal', 'Created', 'Container created');
	const previous = currentRun(record);
	const run: ContainerRun = {
		id: context.random.hex(64),
		attempt: previous ? previous.attempt + 1 : 0,
		image: record.image!,
		createdAt: now,
		env,
		probes: {},
		execs: [],
		answers: [],
	};
	if (previous?.finished) {
		lengthenCrashDelay(record, previous.finished.at, now);
	}
	const kept = writesToVolumes(pod, container) ? writingRunsKept : runsKept;
	record.runs = [...record.runs, run].slice(-kept);
	runsWithAllocation(work.record, container);
	record.stage = 'created';
	record.due = now + startTime;
}

/** A new run of a container has what the node has set aside for it, whatever the one before ran with. */
function runsWithAllocation(record: PodRecord, {name}: Container): void {
	if (record.resize?.actual?.[name]) {
		const {[name]: _, ...actual} = record.resize.actual;
		record.resize = {...record.resize, actual};
	}
}

/** Starts a container that was created, or notices that it cannot be. */
export function start(work: Work, container: Container): void {
	const {now} = work;
	const record = recordOf(work, container);
	const run = currentRun(record)!;
	if (run.startedAt !== undefined) {
		// Its postStart hook is done.
		enterRunning(record);
		return;
	}
	const problem = startProblem(work, container, run);
	if (problem !== undefined) {
		tell(work, container, 'Warning', 'Failed', `Error: ${problem}`);
		run.startedAt = now;
		run.finished = {at: now, exitCode: 128, reason: 'StartError', message: problem, failedToStart: true};
		afterEnd(work, container, record, run);
		if (record.stage === 'exited' && record.due !== undefined) {
			record.reason = 'RunContainerError';
			record.message = problem;
		}
		return;
	}
	run.startedAt = now;
	tell(work, container, 'Normal', 'Started', 'Container started');
	const hook = container.lifecycle?.postStart;
	if (hook) {
		const until = runHook(work, container, run, hook);
		if (until > now) {
			record.due = until;
			lookAhead(work);
			return;
		}
	}
	enterRunning(record);
	lookAhead(work);
}

function enterRunning(record: ContainerRecord): void {
	record.stage = 'running';
	delete record.due;
	delete record.reason;
	delete record.message;
}

/** What the runtime says where the command is no executable of the image (containerd and runc). */
function startProblem(work: Work, container: Container, run: ContainerRun): string | undefined {
	const image = imageNamed(run.image);
	if (!image) {
		return undefined;
	}
	const argv = commandLine(container, image, new Map(run.env));
	const name = argv[0];
	const failed =
		'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: ';
	if (name === undefined) {
		return 'failed to generate container spec: no command specified';
	}
	if (findProgram(image.bin, name)) {
		return undefined;
	}
	const simulation = simulatePod(
		work.pod,
		{...work.record, containers: {[container.name]: {stage: 'running', runs: [{...run, startedAt: work.now}]}}},
		work.context,
	);
	const machine = simulation.machines[0]!;
	if (!name.startsWith('/')) {
		return `${failed}"${name}": executable file not found in $PATH`;
	}
	if (!machine.files.exists(name)) {
		return `${failed}"${name}": stat ${name}: no such file or directory`;
	}
	const entry = machine.files.entry(name);
	return entry?.data.startsWith('#!') && (entry.mode ?? 0) & 0o111
		? undefined
		: `${failed}"${name}": permission denied`;
}

/** Carries out a hook; gives when it is done. A postStart hook that fails ends the container. */
export function runHook(work: Work, container: Container, run: ContainerRun, hook: LifecycleHandler): number {
	const {now} = work;
	const {succeeded, until} = hook.exec
		? runHookCommand(work, run, hook.exec.command ?? [])
		: {succeeded: !hook.httpGet || sendHook(work, container, hook), until: now + (hook.sleep?.seconds ?? 0) * 1000};
	if (!succeeded) {
		const stops = run.stopping !== undefined;
		const [reason, message] = stops
			? ['FailedPreStopHook', 'PreStopHook failed']
			: ['FailedPostStartHook', 'PostStartHook failed'];
		tell(work, container, 'Warning', reason!, message!);
		if (!stops) {
			tell(work, container, 'Normal', 'Killing', 'FailedPostStartHook');
			stop(work, container, run, work.pod.spec.terminationGracePeriodSeconds, now);
		}
	}
	return until;
}

function runHookCommand(
	{pod, record, context, now}: Work,
	run: ContainerRun,
	argv: readonly string[],
): {readonly succeeded: boolean; readonly until: number} {
	run.execs = [...run.execs, {at: now, argv}];
	const simulation = simulatePod(pod, record, context);
	const machine = simulation.machines.find(({input}) => input.id === run.id);
	const slot = machine?.execs.at(-1);
	simulation.advanceTo(now);
	for (let seconds = 0; slot?.thread && !slot.thread.done && seconds < 3600; seconds++) {
		simulation.advanceTo(now + (seconds + 1) * 1000);
	}
	const done = slot?.thread?.done ? slot.thread : undefined;
	return {
		succeeded: !slot?.failure && !(done && done.exitCode !== 0),
		until: done ? Math.max(now, done.doneAt) : now,
	};
}

/** Tells a process to stop, and kills it at the end of its grace period. */
export function stop(work: Work, container: Container, run: ContainerRun, graceSeconds: number, at: number): void {
	const image = imageNamed(run.image);
	const killAt = Math.max(at + Math.max(graceSeconds * 1000, 0), at);
	run.stopping = {at, signal: container.lifecycle?.stopSignal ?? image?.stopSignal ?? 'SIGTERM', killAt};
	lookAhead(work);
}

/** Notices that a process has ended, if it has by now. */
export function noticeEnd(work: Work, container: Container): boolean {
	const record = recordOf(work, container);
	const run = currentRun(record);
	if (!run || !isRunning(record)) {
		return false;
	}
	if (run.lookAgain !== undefined && run.lookAgain <= work.now) {
		lookAhead(work);
	}
	if (!run.ending || run.ending.at > work.now) {
		return false;
	}
	const {at, exitCode} = run.ending;
	const message = terminationMessage(work, container, run, exitCode);
	run.finished = {at, exitCode, reason: exitCode === 0 ? 'Completed' : 'Error', ...(message && {message})};
	delete run.ending;
	delete run.lookAgain;
	afterEnd(work, container, record, run);
	return true;
}

/** Decides what comes after an end: nothing, a new start, or a wait. */
export function afterEnd(work: Work, container: Container, record: ContainerRecord, run: ContainerRun): void {
	const {pod} = work;
	const {at, exitCode} = run.finished!;
	const init = pod.spec.initContainers?.includes(container) ?? false;
	record.stage = 'exited';
	delete record.due;
	delete record.reason;
	delete record.message;
	const isEnding = pod.metadata.deletionTimestamp !== undefined || work.record.ended !== undefined;
	if (!isEnding && (run.replaced || shouldRestart(container, pod.spec, init, exitCode))) {
		record.due = at + (crashDelay(record, at) > 0 ? endShown : restartTime);
	}
}

/** Goes on after an end has been told: pulls and creates anew, or begins to wait. */
export function restartStep(work: Work, container: Container): boolean {
	const record = recordOf(work, container);
	const run = currentRun(record);
	if (record.due === undefined || record.due > work.now || !run?.finished) {
		return false;
	}
	if (record.stage === 'exited') {
		const delay = crashDelay(record, run.finished.at);
		if (delay > 0 && run.finished.at + delay > work.now) {
			const name = fullPodName(work.pod);
			tell(
				work,
				container,
				'Warning',
				'BackOff',
				`Back-off restarting failed container ${container.name} in pod ${name}`,
			);
			record.stage = 'crash-backoff';
			record.reason = 'CrashLoopBackOff';
			record.message = `back-off ${formatGoDuration(delay)} restarting failed container=${container.name} pod=${name}`;
			record.due = run.finished.at + delay;
			return true;
		}
	} else if (record.stage !== 'crash-backoff') {
		return false;
	}
	record.stage = 'idle';
	delete record.due;
	return true;
}
