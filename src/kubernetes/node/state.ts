/**
 * What kubelets and container runtimes know, as plain JSON in tables of the clock. Nothing of it is an API object, and
 * all of it is part of every snapshot.
 */
import type {ResourceRequirements} from '../../api/core-v1/container.ts';
import type {Pod} from '../../api/core-v1/pod.ts';
import type {ControllerContext} from '../controller.ts';
import type {NodeRegistration} from './node-object.ts';
import type {FileTable} from './process/file-tree.ts';
import type {Ending, ExecInput, TypedInput} from './process/machine.ts';
import type {Reply} from './process/process.ts';
import type {RequestInput} from './process/simulation.ts';

export type ProbeKind = 'startup' | 'readiness' | 'liveness';

/** A prober's worker (pkg/kubelet/prober/worker.go). */
export interface ProbeState {
	/** When the first probe took place; the others follow in the probe's period. */
	first?: number;
	/** When it probes next; absent while nothing can change the answer. */
	next?: number;
	/** What counts: the last result whose threshold was reached. */
	result?: boolean;
	/** The last result, and how often it came in a row. */
	last?: boolean;
	times: number;
	/** When it stopped until there is a new container. */
	held?: number;
}

/** How a run of a container came to its end. */
export interface Finish {
	readonly at: number;
	readonly exitCode: number;
	readonly reason: string;
	readonly message?: string;
	/** Whether it never got so far as to run. */
	readonly failedToStart?: boolean;
}

/** Told to stop: a signal, and the kill at the end of the grace period. */
export interface Stopping {
	readonly at: number;
	readonly signal: string;
	readonly killAt: number;
}

/** One run of a container. */
export interface ContainerRun {
	readonly id: string;
	/** How often the container was started before. */
	readonly attempt: number;
	/** As the Pod names it. */
	readonly image: string;
	readonly createdAt: number;
	startedAt?: number;
	/** The variables that the Pod declares, with their values. */
	readonly env: readonly (readonly [name: string, value: string])[];
	/** When its process ends by itself or by its signals, as far as that is known. */
	ending?: Ending;
	/** When to look again where that is not known; absent where it never ends by itself. */
	lookAgain?: number;
	stopping?: Stopping;
	/** Whether it is stopped for a new run to take its place, whatever the restart policy says of how it ends. */
	replaced?: boolean;
	finished?: Finish;
	/** When the postStart hook is done. */
	hookUntil?: number;
	probes: Partial<Record<ProbeKind, ProbeState>>;
	execs: readonly ExecInput[];
	/** What was typed into its process 1. */
	typed?: TypedInput;
	answers: readonly (Reply | readonly string[])[];
}

/**
 * - `idle`: its turn has not come
 * - `pulling`, `pull-failed`, `pull-backoff`: until `due`
 * - `blocked`: something that the Pod asks for is missing; looked at again when `due`
 * - `ready`: the image is there
 * - `created`: starts when `due`
 * - `running`
 * - `exited`: has ended; created anew, or put off, when `due`
 * - `crash-backoff`: put off until `due`
 */
export type Stage =
	| 'idle'
	| 'pulling'
	| 'pull-failed'
	| 'pull-backoff'
	| 'blocked'
	| 'ready'
	| 'created'
	| 'running'
	| 'exited'
	| 'crash-backoff';

export interface ContainerRecord {
	stage: Stage;
	/** When something happens with it next, in milliseconds since 1970. */
	due?: number;
	/** Why it waits, for its status. */
	reason?: string;
	message?: string;
	/** The image whose presence was made sure of for the next run. */
	image?: string;
	pullBegan?: number;
	/** What went wrong with the last pull, how long to wait after the next failure, and when to try again. */
	pullError?: string;
	pullDelay?: number;
	pullRetry?: number;
	/** The wait after a crash, and when it was last made longer (client-go util/flowcontrol/backoff.go). */
	crashDelay?: number;
	crashUpdated?: number;
	/** The last runs, the present one at the end. */
	runs: ContainerRun[];
}

/** A resize of a Pod in place, from the moment on that one was asked for. */
export interface ResizeRecord {
	/** One for which the node has no room yet: of which generation, why, and since when. */
	readonly pending?: {readonly generation: number; readonly message: string; readonly since: number};
	/** One that the runtime has been told of. */
	readonly progress?: {readonly generation: number; readonly since: number};
	/** What containers run with, where that is not what is set aside for them yet. */
	readonly actual?: Readonly<Record<string, ResourceRequirements>>;
	/** When the kubelet looks at what came of it. */
	readonly due?: number;
}

export interface PodRecord {
	readonly uid: string;
	readonly namespace: string;
	readonly name: string;
	readonly node: string;
	/** When the kubelet first saw it. */
	readonly seenAt: number;
	rejected?: {readonly reason: string; readonly message: string};
	/** The address in the Pods' network, once it has one. */
	ip?: string;
	volumesMounted?: boolean;
	/** The wait after a failed mount, and its end. */
	mountDelay?: number;
	mountDue?: number;
	/** Whether the Pod is being ended although nobody deleted it, and what its status says then. */
	ended?: {readonly reason: string; readonly message: string};
	/** Whether it counts among the Pods that its node has. */
	counted?: boolean;
	/** When its containers were told to stop. */
	stoppingAt?: number;
	/** What the node has set aside, by container, and under '' for the Pod as a whole; absent where that is nothing. */
	allocated?: Readonly<Record<string, ResourceRequirements>>;
	/** Absent until somebody resizes the Pod. */
	resize?: ResizeRecord;
	containers: Record<string, ContainerRecord>;
	/** Requests from elsewhere that its servers answered. */
	requests: readonly RequestInput[];
}

export interface NodeRecord {
	/** Whether its kubelet runs. */
	readonly up: boolean;
	/** The last status heartbeat. */
	readonly reportedAt?: number;
}

export interface ImageRecord {
	/** When the pull is done, or was. */
	readonly present: number;
}

const states = new WeakMap<object, NodeState>();

/** The tables of the node side. They belong to the kubelet's context. */
export function nodeState(context: Pick<ControllerContext, 'table'>): NodeState {
	let state = states.get(context);
	if (!state) {
		state = openTables(context);
		states.set(context, state);
	}
	return state;
}

function openTables(context: Pick<ControllerContext, 'table'>) {
	return {
		/** By the Pod's uid. */
		pods: context.table<PodRecord>('pods'),
		/** By the node's name. */
		nodes: context.table<NodeRecord>('nodes'),
		/** The machines that ever joined, as they register, by the node's name. */
		machines: context.table<NodeRegistration>('machines'),
		/** By `node image`. */
		images: context.table<ImageRecord>('images'),
		/** The Pod that has an address, by `node number`. */
		addresses: context.table<string>('addresses'),
		/** The last number that was given, by node. */
		addressTurns: context.table<number>('address-turns'),
		networkParts: context.table<number>('network-parts'),
		/** How many Pods a node has, by its name. */
		podCounts: context.table<number>('pod-counts'),
		/** Pods whose resize waits for room: on which node, and by which key of the kubelet's queue. By uid. */
		pendingResizes: context.table<{readonly node: string; readonly pod: string}>('pending-resizes'),
		/** Pods that vanished before their kubelet had ended them, by uid. */
		lastSeen: context.table<Pod>('last-seen'),
		/** What volumes hold that every node can reach, by where they are. */
		places: context.table<FileTable>('places'),
		/** What Pods have left in folders of a node, by its name; absolute paths. */
		hostFiles: context.table<FileTable>('host-files'),
	};
}

export type NodeState = ReturnType<typeof openTables>;

/** A copy that can be changed, of plain JSON. */
export function draftOf<T>(value: T): T {
	if (Array.isArray(value)) {
		return value.map(draftOf) as T;
	}
	if (typeof value === 'object' && value !== null) {
		const copy: Record<string, unknown> = {};
		for (const key in value) {
			copy[key] = draftOf(value[key]);
		}
		return copy as T;
	}
	return value;
}

export function currentRun(container: ContainerRecord | undefined): ContainerRun | undefined {
	return container?.runs.at(-1);
}

/** Whether its process runs at present. */
export function isRunning(container: ContainerRecord | undefined): boolean {
	const run = currentRun(container);
	return run?.startedAt !== undefined && !run.finished;
}
