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
	| {
			readonly run: string;
			readonly exit: number;
			readonly stdout: string;
			readonly stderr: string;
			/** Why the line was interrupted, where it was. */
			readonly interrupted?: string;
	  }
	| {
			readonly settle: true;
			readonly objects: readonly KubernetesObject[];
			readonly events: readonly KubernetesObject[];
			/** Says that things had not come to rest, where that is so. */
			readonly unsettled?: string;
	  }
	| {readonly sleep: number}
	| {readonly control: string};

export interface Recording extends Omit<Scenario, 'steps'> {
	readonly steps: readonly RecordedStep[];
}

/** What a `control` step asks for. */
export type NodeControl =
	| {readonly what: 'down' | 'up'; readonly node: string}
	| {readonly what: 'add'; readonly node: string; readonly ip: string};

/** The control that these words say; undefined where they say none. */
export function parseControl(words: string): NodeControl | undefined {
	const [what, node, ip, ...more] = words.trim().split(/\s+/);
	if (!node || more.length > 0) {
		return undefined;
	}
	if ((what === 'down' || what === 'up') && ip === undefined) {
		return {what, node};
	}
	return what === 'add' && ip && isAddress(ip) ? {what, node, ip} : undefined;
}

function isAddress(text: string): boolean {
	const parts = text.split('.');
	return parts.length === 4 && parts.every(part => /^\d{1,3}$/.test(part) && Number(part) < 256);
}

/** A scenario that cannot be played as it is written. */
export class ScenarioError extends Error {
	override readonly name = 'ScenarioError';
	/** The step that it is about, from 0; undefined where it is about the whole. */
	readonly step: number | undefined;
	constructor(message: string, step?: number) {
		super(message);
		this.step = step;
	}
}
