/** A scenario: files, and steps that are played one after the other in a fresh lab. */
import type {KubernetesObject} from '../apimachinery/object.ts';

export interface Scenario {
	readonly name?: string;
	readonly about?: string;
	/** The files to write into an empty folder first, by path. */
	readonly files?: Readonly<Record<string, string>>;
	readonly steps: readonly ScenarioStep[];
}

export type ScenarioStep =
	/** A shell line. */
	| {readonly run: string}
	/** Waits until nothing has changed for 3 s. */
	| {readonly settle: true}
	/** Lets so many seconds pass. */
	| {readonly sleep: number}
	/** `down NODE`, `up NODE` or `add NODE IP`. */
	| {readonly control: string};

export type RecordedStep =
	| {readonly run: string; readonly exit: number; readonly stdout: string; readonly stderr: string}
	| {readonly settle: true; readonly objects: readonly KubernetesObject[]; readonly events: readonly KubernetesObject[]}
	| {readonly sleep: number}
	| {readonly control: string};

export interface Recording extends Omit<Scenario, 'steps'> {
	readonly steps: readonly RecordedStep[];
}

/** A scenario that cannot be played as it is written. */
export class ScenarioError extends Error {
	override readonly name = 'ScenarioError';
}
