/** Reads a scenario file, and says what is wrong with it. */
import type {Json} from '../apimachinery/object.ts';
import {readDocuments} from '../apimachinery/yaml/documents.ts';
import {YamlError} from '../apimachinery/yaml/error.ts';
import {resolvePath} from '../shell/folder.ts';
import {parseControl, type Scenario, type ScenarioStep} from './scenario.ts';
import {joinPath, sourceLines, type ValuePath} from './source-lines.ts';

/** What is wrong with a scenario file, and where. */
export interface ScenarioProblem {
	/** From 1, where it is known. */
	readonly line?: number | undefined;
	readonly message: string;
}

/** A file that holds no scenario. */
export class ScenarioFileError extends Error {
	override readonly name = 'ScenarioFileError';
	readonly problems: readonly ScenarioProblem[];
	constructor(problems: readonly ScenarioProblem[]) {
		super(problems.map(({line, message}) => (line === undefined ? message : `line ${line}: ${message}`)).join('\n'));
		this.problems = problems;
	}
}

type Mapping = Readonly<Record<string, Json>>;

const topKeys = ['name', 'about', 'files', 'steps'];
/** What names the JSON Schema for editors, and who answered in a recording. */
const passedOver = ['$schema', 'kubernetes', 'kubectl'];
const stepKinds = ['run', 'settle', 'sleep', 'control'];
/** What a recording has besides. It is passed over, so that a recording can be played again. */
const answerKeys = ['exit', 'stdout', 'stderr', 'objects', 'events', 'varies', 'also', 'interrupted', 'unsettled'];
/** The longest `sleep` step, in seconds: 30 days. */
const longestSleep = 30 * 24 * 3600;

/**
 * Reads a scenario, as YAML or JSON.
 * @throws ScenarioFileError with everything that is wrong
 */
export function readScenario(text: string): Scenario {
	const problems: (ScenarioProblem & {readonly path: ValuePath})[] = [];
	const value = readOne(text);
	const scenario = scenarioOf(value, (path, message) => problems.push({path, message}));
	if (problems.length > 0) {
		const lines = sourceLines(text.replace(/^\uFEFF/, ''));
		throw new ScenarioFileError(problems.map(({path, message}) => ({line: lines.get(path), message})));
	}
	return scenario;
}

function readOne(text: string): Json {
	try {
		const documents = [...readDocuments(text)];
		if (documents.length !== 1) {
			const message =
				documents.length === 0 ? 'the file is empty' : `a file is one scenario; this has ${documents.length} documents`;
			throw new ScenarioFileError([{message}]);
		}
		return documents[0]!;
	} catch (error) {
		if (!(error instanceof YamlError)) {
			throw error;
		}
		// The line within the message counts otherwise, and would only puzzle.
		const message = error.message.replace(/^error converting YAML to JSON: /, '').replace(/^(yaml: )?line \d+: /, '$1');
		throw new ScenarioFileError([{line: error.line, message}]);
	}
}

type Complain = (path: ValuePath, message: string) => void;

function scenarioOf(value: Json, complain: Complain): Scenario {
	if (!isMapping(value)) {
		complain('', `a scenario is a mapping with "steps", not ${kindOf(value)}`);
		return {steps: []};
	}
	for (const key of Object.keys(value).filter(key => !topKeys.includes(key) && !passedOver.includes(key))) {
		complain(key, `unknown field ${JSON.stringify(key)}; a scenario has ${topKeys.join(', ')}`);
	}
	const {name, about} = value;
	if (name !== undefined && !(typeof name === 'string' && /^[A-Za-z0-9][\w.-]*$/.test(name))) {
		complain('name', 'name: letters, digits, "-", "_" and "." only; a file may be called so');
	}
	if (about !== undefined && typeof about !== 'string') {
		complain('about', `about: text, not ${kindOf(about)}`);
	}
	return {
		...(typeof name === 'string' && {name}),
		...(typeof about === 'string' && {about}),
		...(value.files !== undefined && {files: filesOf(value.files, complain)}),
		steps: stepsOf(value.steps, complain),
	};
}

function filesOf(value: Json, complain: Complain): Record<string, string> {
	if (!isMapping(value)) {
		complain('files', `files: a mapping from path to text, not ${kindOf(value)}`);
		return {};
	}
	const files: Record<string, string> = {};
	for (const [path, text] of Object.entries(value)) {
		const place = joinPath('files', path);
		if (!isInside(path)) {
			complain(place, `files: ${JSON.stringify(path)} is no path within the scenario's folder`);
		} else if (typeof text !== 'string') {
			complain(place, `files: ${path} is text, not ${kindOf(text)}; in YAML write it after "|"`);
		} else {
			files[path] = text;
		}
	}
	return files;
}

function isInside(path: string): boolean {
	try {
		return resolvePath('', path) !== '.' && !path.endsWith('/');
	} catch {
		return false;
	}
}

function stepsOf(value: Json | undefined, complain: Complain): ScenarioStep[] {
	if (!Array.isArray(value)) {
		const found = value === undefined ? 'and there are none' : `not ${kindOf(value)}`;
		complain(value === undefined ? '' : 'steps', `steps: a list of steps, ${found}`);
		return [];
	}
	return value.flatMap((step, index) => stepOf(step, index, complain) ?? []);
}

function stepOf(value: Json, index: number, complain: Complain): ScenarioStep | undefined {
	const path = joinPath('steps', index);
	const say = (key: string, message: string) => {
		complain(key === '' ? path : joinPath(path, key), `step ${index + 1}: ${message}`);
		return undefined;
	};
	if (!isMapping(value)) {
		return say('', `one of ${stepKinds.join(', ')} with its value, not ${kindOf(value)}`);
	}
	const keys = Object.keys(value);
	const kinds = keys.filter(key => stepKinds.includes(key));
	const stranger = keys.find(key => !stepKinds.includes(key) && !answerKeys.includes(key));
	if (stranger !== undefined) {
		return say(stranger, `unknown field ${JSON.stringify(stranger)}; a step is one of ${stepKinds.join(', ')}`);
	}
	if (kinds.length !== 1) {
		return say('', `exactly one of ${stepKinds.join(', ')}, and this has ${kinds.join(' and ') || 'none'}`);
	}
	const {run, settle, sleep, control} = value;
	if (run !== undefined) {
		return typeof run === 'string' && run.trim() !== '' ? {run} : say('run', `run: a shell line, not ${kindOf(run)}`);
	}
	if (settle !== undefined) {
		return settle === true ? {settle} : say('settle', 'settle: always true');
	}
	if (sleep !== undefined) {
		return typeof sleep === 'number' && sleep >= 0 && sleep <= longestSleep
			? {sleep}
			: say('sleep', `sleep: seconds from 0 to ${longestSleep}, not ${JSON.stringify(sleep)}`);
	}
	return typeof control === 'string' && parseControl(control)
		? {control}
		: say('control', `control: "down NODE", "up NODE" or "add NODE IP", not ${JSON.stringify(control)}`);
}

function isMapping(value: Json | undefined): value is Mapping {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: Json | undefined): string {
	if (value === null) {
		return 'nothing';
	}
	if (Array.isArray(value)) {
		return 'a list';
	}
	return typeof value === 'object'
		? 'a mapping'
		: typeof value === 'string'
			? value.trim() === ''
				? 'an empty text'
				: 'text'
			: JSON.stringify(value);
}
