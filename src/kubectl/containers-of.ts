/** Which container of a Pod a command is about (kubectl pkg/cmd/util/podcmd/podcmd.go). */
import type {Pod} from '../api/core-v1/pod.ts';
import {CommandError} from './command.ts';
import type {KubectlIo} from './io.ts';

const defaultContainer = 'kubectl.kubernetes.io/default-container';

/** Every container: the Pod's own, then those of debuggers and those that run first. */
export function allContainerNames({spec}: Pod): string {
	return [
		...spec.containers.map(({name}) => name),
		...(spec.ephemeralContainers ?? []).map(({name}) => `${name} (ephem)`),
		...(spec.initContainers ?? []).map(({name}) => `${name} (init)`),
	].join(', ');
}

export function hasContainer({spec}: Pod, name: string): boolean {
	const all = [...spec.containers, ...(spec.initContainers ?? []), ...(spec.ephemeralContainers ?? [])];
	return all.some(container => container.name === name);
}

/** @throws CommandError where the Pod has none of that name */
export function requireContainer(pod: Pod, name: string): string {
	if (!hasContainer(pod, name)) {
		throw new CommandError(
			`container ${name} is not valid for pod ${pod.metadata.name} out of: ${allContainerNames(pod)}`,
		);
	}
	return name;
}

/** The container that the Pod's annotation names, if any. */
export function annotatedContainer({metadata}: Pod): string {
	return metadata.annotations?.[defaultContainer] ?? '';
}

/** The first container; where there are others, it is said which one was taken. */
export function firstContainer(pod: Pod, io: KubectlIo, quiet = false): string {
	const {containers, initContainers = [], ephemeralContainers = []} = pod.spec;
	const [first] = containers;
	if (!first) {
		throw new CommandError(`pod ${pod.metadata.namespace}/${pod.metadata.name} does not have any containers`);
	}
	if (!quiet && containers.length + initContainers.length + ephemeralContainers.length > 1) {
		io.err(`Defaulted container ${JSON.stringify(first.name)} out of: ${allContainerNames(pod)}\n`);
	}
	return first.name;
}
