/**
 * `npm run conformance`: how much of what a real Kubernetes answered the simulator answers, too.
 * `npm run conformance -- NAME…` replays some of the recordings; `--diff` prints each difference.
 */
import {parseArgs} from 'node:util';
import {unifiedHunks} from '../../src/kubectl/diff/unified.ts';
import {type ComparedStep, compareRecording, recordingNames} from './recordings.ts';

const {values, positionals} = parseArgs({
	options: {diff: {type: 'boolean'}, seed: {type: 'string', default: '1'}},
	allowPositionals: true,
});

function printDifference({title, expected, actual}: ComparedStep): void {
	console.log(`\n  ${title}`);
	if (expected.length > 1) {
		console.log(`  (${expected.length} answers are right; compared with the nearest)`);
	}
	const diffs = expected.map(answer => unifiedHunks(readable(answer), readable(actual)));
	const [nearest] = diffs.sort((a, b) => a.length - b.length);
	console.log(nearest!.replace(/^/gm, '    ').trimEnd());
}

/** One fact a line: output as it was printed, objects and events by their fields. */
function readable(answer: unknown): string {
	if (!isRecord(answer)) {
		return String(answer);
	}
	if (typeof answer.broken === 'string') {
		return `the simulator failed:\n${answer.broken}`;
	}
	if ('exit' in answer) {
		const {exit, stdout, stderr} = answer;
		return `exit ${exit}\n--- stdout\n${stdout}\n--- stderr\n${stderr}`;
	}
	return JSON.stringify(answer, undefined, 1);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null;
}

const unknown = positionals.find(name => !recordingNames.includes(name));
if (unknown !== undefined) {
	console.error(`There is no recording ${unknown}. There are:\n  ${recordingNames.join('\n  ')}`);
	process.exit(2);
}
let [steps, equalSteps, scenarios, equalScenarios] = [0, 0, 0, 0];
for (const name of positionals.length > 0 ? positionals : recordingNames) {
	const began = performance.now();
	const compared = await compareRecording(name, Number(values.seed));
	const equal = compared.filter(step => step.equal).length;
	steps += compared.length;
	equalSteps += equal;
	scenarios++;
	equalScenarios += equal === compared.length ? 1 : 0;
	const mark = equal === compared.length ? '  ' : '≠ ';
	const seconds = ((performance.now() - began) / 1000).toFixed(1);
	console.log(
		`${mark}${name.padEnd(34)} ${String(equal).padStart(3)} of ${String(compared.length).padStart(3)}  ${seconds} s`,
	);
	if (values.diff) {
		compared.filter(step => !step.equal).forEach(printDifference);
	}
}
console.log(`\nequal ${equalSteps} of ${steps} steps, in ${equalScenarios} of ${scenarios} scenarios`);
