/** Compares what the simulator answers with what a real Kubernetes answered. */
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {playSteps} from '../../src/simulate/play.ts';
import type {RecordedStep, Scenario, ScenarioStep} from '../../src/simulate/scenario.ts';
// @ts-expect-error: plain JavaScript, kept as it is used elsewhere
import {normaliseObjects, normaliseText} from '../recordings/normalise.mjs';

interface ExpectedStep {
	readonly run?: string;
	readonly exit?: number;
	readonly stdout?: string;
	readonly stderr?: string;
	readonly settle?: true;
	readonly sleep?: number;
	readonly control?: string;
	readonly objects?: unknown;
	readonly events?: unknown;
	readonly varies?: boolean;
	/** The other answers of a step that varies. */
	readonly also?: unknown;
}

export interface ExpectedRecording extends Omit<Scenario, 'steps'> {
	readonly name: string;
	readonly steps: readonly ExpectedStep[];
}

const folder = join(import.meta.dirname, '..', 'recordings');

export const recordingNames = readdirSync(folder)
	.filter(name => name.endsWith('.json'))
	.map(name => name.slice(0, -'.json'.length))
	.sort();

export function readRecording(name: string): ExpectedRecording {
	return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as ExpectedRecording;
}

/** A step that is compared: what is expected, and what came. Steps that only let time pass are not among them. */
export interface ComparedStep {
	/** Its number in the recording, from 1. */
	readonly step: number;
	readonly title: string;
	/** The answers of which any is right. */
	readonly expected: readonly unknown[];
	readonly actual: unknown;
	readonly equal: boolean;
}

/** What a text is made into before it is compared; nothing else where nothing is said. */
export type Reword = (text: string) => string;

/** Plays a recording's scenario in process, and compares step by step. */
export function compareRecording(name: string, seed = 1): Promise<ComparedStep[]> {
	const recording = readRecording(name);
	return compareSteps(recording, playSteps(scenarioOf(recording), {seed}));
}

/** Compares what is played with what was recorded. Where playing fails, no later step is equal. */
export async function compareSteps(
	recording: ExpectedRecording,
	played: AsyncGenerator<RecordedStep, void, undefined>,
	reword: Reword = text => text,
): Promise<ComparedStep[]> {
	const compared: ComparedStep[] = [];
	let broken: string | undefined;
	for (const [i, step] of recording.steps.entries()) {
		let actual: unknown;
		try {
			const next = broken === undefined ? await played.next() : undefined;
			actual = next?.done === false ? normalised(next.value, reword) : {broken};
		} catch (error) {
			broken = error instanceof Error ? (error.stack ?? error.message) : String(error);
			actual = {broken};
		}
		if (step.run === undefined && !step.settle) {
			continue;
		}
		const others = step.also === undefined ? [] : [step.also].flat();
		const expected = [step, ...others].map(answer => comparable(answer as ExpectedStep, reword));
		const text = JSON.stringify(actual);
		compared.push({
			step: i + 1,
			title: `step ${i + 1}: ${step.run === undefined ? 'settle' : `$ ${step.run}`}`,
			expected,
			actual,
			equal: expected.some(answer => JSON.stringify(answer) === text),
		});
	}
	return compared;
}

/** What a recording does, without what came of it. */
export function scenarioOf({files = {}, steps}: ExpectedRecording): Scenario {
	return {
		files,
		steps: steps.map(({run, settle, sleep, control}): ScenarioStep => {
			if (run !== undefined) {
				return {run};
			}
			return settle ? {settle} : sleep === undefined ? {control: control!} : {sleep};
		}),
	};
}

function normalised(step: RecordedStep, reword: Reword): unknown {
	if ('run' in step) {
		return outcome(step.exit, step.stdout, step.stderr, reword);
	}
	return 'settle' in step ? normaliseObjects(step.objects, step.events) : undefined;
}

function comparable({settle, exit, stdout = '', stderr = '', objects, events}: ExpectedStep, reword: Reword): unknown {
	return settle || objects ? {objects, events} : outcome(exit, stdout, stderr, reword);
}

function outcome(exit: number | undefined, stdout: string, stderr: string, reword: Reword): unknown {
	return {exit, stdout: reword(settledText(stdout)), stderr: reword(settledText(stderr))};
}

/** The rules applied until they change nothing more: what has been normalised already must come out the same. */
function settledText(text: string): string {
	const next = normaliseText(text) as string;
	return next === text ? text : settledText(next);
}
