/** Compares what the simulator answers with what a real Kubernetes answered. */
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {playScenario} from '../../src/simulate/play.ts';
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
	readonly title: string;
	readonly expected: readonly unknown[];
	readonly actual: unknown;
}

export async function compareRecording(name: string, seed = 1): Promise<ComparedStep[]> {
	const recording = readRecording(name);
	const scenario: Scenario = {
		files: recording.files ?? {},
		steps: recording.steps.map(({run, settle, sleep, control}): ScenarioStep => {
			if (run !== undefined) {
				return {run};
			}
			return settle ? {settle} : sleep === undefined ? {control: control!} : {sleep};
		}),
	};
	const {steps} = await playScenario(scenario, {seed});
	return recording.steps.flatMap((expected, i) => {
		const actual = normalised(steps[i]!);
		if (actual === undefined) {
			return [];
		}
		const others = expected.also === undefined ? [] : [expected.also].flat();
		const title = expected.run === undefined ? `settle (step ${i + 1})` : `$ ${expected.run} (step ${i + 1})`;
		return [{title, expected: [expected, ...others].map(answer => comparable(answer as ExpectedStep)), actual}];
	});
}

function normalised(step: RecordedStep): unknown {
	if ('run' in step) {
		return {exit: step.exit, stdout: settledText(step.stdout), stderr: settledText(step.stderr)};
	}
	return 'settle' in step ? normaliseObjects(step.objects, step.events) : undefined;
}

function comparable({settle, exit, stdout, stderr, objects, events}: ExpectedStep): unknown {
	if (settle || objects) {
		return {objects, events};
	}
	return {exit, stdout: settledText(stdout ?? ''), stderr: settledText(stderr ?? '')};
}

/** The rules applied until they change nothing more: what has been normalised already must come out the same. */
function settledText(text: string): string {
	const next = normaliseText(text) as string;
	return next === text ? text : settledText(next);
}
