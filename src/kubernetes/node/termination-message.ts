/** The last words of a container (pkg/kubelet/kuberuntime/kuberuntime_container.go getTerminationMessage). */
import type {Container} from '../../api/core-v1/container.ts';
import {imageNamed} from './images/catalog.ts';
import {commandLine, simulatePod} from './pod-simulation.ts';
import type {ContainerRun} from './state.ts';
import type {Work} from './work.ts';

/** What the container left in its termination log, or its last lines where the policy says so. */
export function terminationMessage(
	work: Work,
	container: Container,
	run: ContainerRun,
	exitCode: number,
): string | undefined {
	const image = imageNamed(run.image);
	const argv = image ? commandLine(container, image, new Map(run.env)) : [];
	const fallsBack = container.terminationMessagePolicy === 'FallbackToLogsOnError' && exitCode !== 0;
	if (!fallsBack && !argv.join(' ').includes(container.terminationMessagePath)) {
		return undefined;
	}
	const simulation = simulatePod(work.pod, work.record, work.context);
	simulation.advanceTo(work.now);
	const machine = simulation.machines.find(({input}) => input.id === run.id);
	const left = machine?.files.entry(container.terminationMessagePath)?.data ?? '';
	if (left !== '' || !fallsBack) {
		return left.slice(0, 4096) || undefined;
	}
	const lines =
		machine
			?.entries()
			.slice(-80)
			.map(({text}) => `${text}\n`)
			.join('') ?? '';
	return lines.slice(-2048) || undefined;
}
