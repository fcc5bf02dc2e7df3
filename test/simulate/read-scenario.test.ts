import {readFileSync} from 'node:fs';
import {Ajv} from 'ajv';
import {load} from 'js-yaml';
import {describe, expect, it} from 'vitest';
import {readScenario, ScenarioFileError} from '../../src/simulate/read-scenario.ts';
import {readRecording, recordingNames} from '../support/recordings.ts';

const matchesSchema = new Ajv().compile(JSON.parse(readFileSync('assets/schemas/scenario.schema.json', 'utf8')));

const good = `name: rollout
about: one file and every kind of step
files:
  web.yaml: |
    kind: Pod
steps:
  - run: kubectl apply -f web.yaml
  - settle: true
  - sleep: 1.5
  - control: down worker-2
  - control: add worker-4 10.100.100.11
`;

function problemsOf(text: string): string[] {
	try {
		readScenario(text);
		return [];
	} catch (error) {
		if (!(error instanceof ScenarioFileError)) throw error;
		return error.message.split('\n');
	}
}

describe('a scenario file', () => {
	it('is YAML', () => {
		expect(readScenario(good)).toEqual({
			name: 'rollout',
			about: 'one file and every kind of step',
			files: {'web.yaml': 'kind: Pod\n'},
			steps: [
				{run: 'kubectl apply -f web.yaml'},
				{settle: true},
				{sleep: 1.5},
				{control: 'down worker-2'},
				{control: 'add worker-4 10.100.100.11'},
			],
		});
	});

	it('is JSON as well', () => {
		expect(readScenario(JSON.stringify(load(good), undefined, 2))).toEqual(readScenario(good));
	});

	it.each(recordingNames)('may be a recording, whose answers are passed over (%s)', name => {
		const {steps} = readScenario(JSON.stringify(readRecording(name)));
		expect(steps).toHaveLength(readRecording(name).steps.length);
	});

	it.each([
		[
			'steps:\n- run: a\n- rum: b\n',
			['line 3: step 2: unknown field "rum"; a step is one of run, settle, sleep, control'],
		],
		['name: a/b\nsteps: []\n', ['line 1: name: letters, digits, "-", "_" and "." only; a file may be called so']],
		['steps:\n- {sleep: -1}\n', ['line 2: step 1: sleep: seconds from 0 to 2592000, not -1']],
		[
			'steps:\n- {run: ls, sleep: 1}\n',
			['line 2: step 1: exactly one of run, settle, sleep, control, and this has run and sleep'],
		],
		['steps:\n- settle: no\n', ['line 2: step 1: settle: always true']],
		['steps:\n- control: down\n', ['line 2: step 1: control: "down NODE", "up NODE" or "add NODE IP", not "down"']],
		[
			'steps:\n- control: add w 10.0.0.999\n',
			['line 2: step 1: control: "down NODE", "up NODE" or "add NODE IP", not "add w 10.0.0.999"'],
		],
		['steps:\n- ls\n', ['line 2: step 1: one of run, settle, sleep, control with its value, not text']],
		['files:\n  ../x: a\nsteps: []\n', ['line 2: files: "../x" is no path within the scenario\'s folder']],
		[
			'files:\n  web.yaml:\n    kind: Pod\nsteps: []\n',
			['line 2: files: web.yaml is text, not a mapping; in YAML write it after "|"'],
		],
		['name: x\n', ['line 1: steps: a list of steps, and there are none']],
		['- run: ls\n', ['line 1: a scenario is a mapping with "steps", not a list']],
		['', ['the file is empty']],
		['steps: []\n---\nsteps: []\n', ['a file is one scenario; this has 2 documents']],
		['steps:\n  - run: a\n - run: b\n', ['line 3: yaml: did not find expected key']],
		['{"steps": [{"run": 3}]}', ['line 1: step 1: run: a shell line, not 3']],
		['{\n "steps": [\n  {"run": "a"},\n  {"run": ""}\n ]\n}', ['line 4: step 2: run: a shell line, not an empty text']],
	])('that is wrong is refused, with the line: %j', (text, problems) => {
		expect(problemsOf(text)).toEqual(problems);
	});

	it('tells everything that is wrong at once', () => {
		expect(problemsOf('nam: x\nsteps:\n- run: 1\n- sleep: x\n')).toHaveLength(3);
	});
});

describe('the JSON Schema', () => {
	it('accepts what the reader accepts', () => {
		expect(matchesSchema(load(good))).toBe(true);
		for (const name of recordingNames) {
			expect(matchesSchema(readRecording(name)), name).toBe(true);
		}
	});

	it.each(['steps:\n- rum: b\n', 'steps:\n- {run: ls, sleep: 1}\n', 'steps:\n- control: dwn x\n', 'files: {}\n'])(
		'refuses what the reader refuses: %j',
		text => {
			expect(matchesSchema(load(text))).toBe(false);
			expect(problemsOf(text)).not.toEqual([]);
		},
	);
});
