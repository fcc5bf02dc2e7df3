/** One container as somebody has it open who runs commands in it, or is attached to it. It goes on as time does. */
import type {Container} from '../../api/core-v1/container.ts';
import type {Node} from '../../api/core-v1/node.ts';
import type {Pod} from '../../api/core-v1/pod.ts';
import type {ControllerContext} from '../controller.ts';
import {keepAnswers} from './ask.ts';
import {podKey} from './kubelet.ts';
import {lookAhead} from './look-ahead.ts';
import {simulatePod} from './pod-simulation.ts';
import {wakeProbes} from './prober.ts';
import type {RunningMachine} from './process/machine.ts';
import type {PodSimulation} from './process/simulation.ts';
import {type ContainerRun, currentRun, draftOf, nodeState, type PodRecord} from './state.ts';
import {createWork} from './work.ts';

/** How long nobody looks at most, in milliseconds: a container may end by something from outside. */
const longestPause = 250;

export class LivePod {
	readonly #context: ControllerContext;
	readonly #pod: Pod;
	readonly #container: Container;
	readonly #runId: string;
	#record: PodRecord | undefined;
	#simulation: PodSimulation | undefined;

	/** The container must run. */
	constructor(context: ControllerContext, pod: Pod, container: Container) {
		this.#context = context;
		this.#pod = pod;
		this.#container = container;
		this.#runId = currentRun(this.#stored()?.containers[container.name])!.id;
	}

	#stored(): PodRecord | undefined {
		return nodeState(this.#context).pods.get(this.#pod.metadata.uid!);
	}

	/** The container at the present instant; undefined where it is gone. */
	machine(): RunningMachine | undefined {
		const record = this.#stored();
		if (!record) {
			return undefined;
		}
		const {now} = this.#context;
		if (
			!this.#simulation ||
			record !== this.#record ||
			this.#simulation.now > now ||
			this.#simulation.waitsForCluster
		) {
			this.#record = record;
			this.#simulation = simulatePod(this.#pod, record, this.#context);
		}
		this.#simulation.advanceTo(now);
		return this.#machineIn(this.#simulation);
	}

	#machineIn(simulation: PodSimulation): RunningMachine | undefined {
		return simulation.machines.find(({input}) => input.id === this.#runId);
	}

	/** When to look again, in milliseconds since 1970. */
	get next(): number {
		const {now} = this.#context;
		return Math.min(Math.max(this.#simulation?.next ?? 0, now + 1), now + longestPause);
	}

	/**
	 * Changes what is known of the container's run, works out what comes of it and has the kubelet look at it.
	 * @param check may throw, and then nothing has changed
	 * @returns whether the run is still there
	 */
	change(how: (run: ContainerRun) => void, check: (machine: RunningMachine) => void = () => {}): boolean {
		const stored = this.#stored();
		const record = stored && draftOf(stored);
		const run = record?.containers[this.#container.name]?.runs.find(({id}) => id === this.#runId);
		if (!record || !run) {
			return false;
		}
		const context = this.#context;
		how(run);
		const simulation = simulatePod(this.#pod, record, context);
		simulation.advanceTo(context.now);
		const machine = this.#machineIn(simulation)!;
		check(machine);
		keepAnswers(context, this.#pod, record, [machine]);
		const node = context.api.get<Node>('nodes', '', record.node);
		if (node && !run.finished) {
			wakeProbes(run, this.#container, context.now);
			lookAhead(createWork(context, this.#pod, node, record));
		}
		nodeState(context).pods.set(record.uid, record);
		context.enqueueAfter(podKey(this.#pod), 0);
		return true;
	}
}
