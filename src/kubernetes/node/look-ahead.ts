/** Works out when processes will end, so that nobody has to look until then. */
import type {Container} from '../../api/core-v1/container.ts';
import {keepAnswers} from './ask.ts';
import {imageNamed} from './images/catalog.ts';
import {stopTime} from './images/image.ts';
import {allContainers, simulatePod} from './pod-simulation.ts';
import {currentRun, isRunning} from './state.ts';
import type {Work} from './work.ts';

/** Works out when the processes that run will end. To be called whenever what they see has changed. */
export function lookAhead(work: Work): void {
	const running = Object.values(work.record.containers).filter(isRunning);
	if (
		allContainers(work.pod)
			.map(container => isForetold(work, container))
			.every(Boolean)
	) {
		return;
	}
	const base = simulatePod(work.pod, work.record, work.context);
	for (const [index, record] of running.entries()) {
		const run = currentRun(record)!;
		const simulation = index === 0 ? base : simulatePod(work.pod, work.record, work.context);
		const machine = simulation.machines.find(({input}) => input.id === run.id);
		if (!machine) {
			continue;
		}
		simulation.advanceTo(work.now);
		keepAnswers(work.context, work.pod, work.record, [machine]);
		const seen = simulation.lookAhead(machine);
		delete run.ending;
		delete run.lookAgain;
		if ('ending' in seen) {
			run.ending = seen.ending;
		} else if (Number.isFinite(seen.again)) {
			run.lookAgain = Math.max(seen.again, work.now + 1);
		}
	}
}

/**
 * Says without running anything how a server ends that runs until it is told to stop, which most containers are.
 * Whether that is all there is to say.
 */
function isForetold({record}: Work, container: Container): boolean {
	const each = record.containers[container.name];
	const run = currentRun(each);
	if (!run || !isRunning(each)) {
		return true;
	}
	const image = imageNamed(run.image);
	// What somebody runs in a container may send its process 1 a signal.
	if (!image?.endless || container.command || container.args || run.execs.length > 0) {
		return false;
	}
	if (run.stopping) {
		const {at, signal, killAt} = run.stopping;
		const end = at + stopTime;
		if (signal !== image.stopSignal) {
			return false;
		}
		run.ending = end <= killAt ? {at: end, exitCode: 0} : {at: killAt, exitCode: 137};
	}
	return true;
}
