/** What the tutor needs of the built-in cluster, besides the seam. The simulator is handed in where the program starts. */
import type {Connection} from '../../apimachinery/connection.ts';

/** A state of the cluster, to come back to; only the cluster knows what is in it. */
// biome-ignore lint/suspicious/noExplicitAny: the simulator's own type is not the tutor's business
export type LabSnapshot = any;

export interface LabCluster {
	readonly now: number;
	readonly next: number | undefined;
	/** Grows with every change of an object. */
	readonly revision: number;
	/** What connections say of time; `advance` works all the same. */
	paused: boolean;
	advance(milliseconds: number): void;
	advanceTo(instant: number): void;
	/** Makes it another time without anything having happened; a new epoch, as with `rewind`. */
	moveTo(instant: number): void;
	/**
	 * @param options.latency the virtual milliseconds that a request takes; 0 for those who only look on
	 * @param options.movesTime whether requests move time on by themselves, so that they answer at once
	 */
	connect(options?: {readonly latency?: number; readonly movesTime?: boolean}): Connection;
	/** Another cluster in the same state, which goes its own way. */
	fork(): LabCluster;
	snapshot(): LabSnapshot;
	/** Back to a state, as a new epoch: see docs/architecture.md. */
	rewind(snapshot: LabSnapshot): void;
	save(): unknown;
	stopNode(name: string): void;
	startNode(name: string): void;
	addNode(name: string, address: string): void;
	/** Moves virtual time on until the promise settles. */
	runUntil<T>(promise: Promise<T>): Promise<T>;
}

export interface Simulator {
	/** @param options.start milliseconds since 1970 */
	create(options: {readonly seed: number; readonly start: number; readonly workers: number}): LabCluster;
	load(saved: unknown): LabCluster;
	/** Whether a value is a saved cluster that this program can go on with. */
	isSaved(value: unknown): boolean;
}
