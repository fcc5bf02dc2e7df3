import {expect, it} from 'vitest';
import {viewOf} from '../../src/tutor/checks/cluster-view.ts';
import type {Attempt} from '../../src/tutor/host.ts';
import {allQuestions} from '../../src/tutor/missions/load.ts';
import {gradeInParts} from '../../src/tutor/session/answer-in-parts.ts';

const question = allQuestions('missions').find(({id}) => id === 'what-replicaset-does')!;

/** The verdicts of tries that follow each other. */
function verdicts(...tries: readonly string[]): string[] {
	const attempts: Attempt[] = [];
	for (const text of tries) {
		attempts.push({text, ...gradeInParts(question, text, attempts, viewOf([]))});
	}
	return attempts.map(({verdict}) => verdict);
}

it.each([
	[
		'a try that says only what was missing',
		['it keeps the right number of pods', 'a deployment manages it'],
		['partial', 'right'],
	],
	[
		'the same the other way round',
		['a deployment manages it', 'it keeps the right number of pods'],
		['partial', 'right'],
	],
	[
		'a try that says the same part again',
		['a deployment manages it', 'it is managed by a deployment'],
		['partial', 'partial'],
	],
	['a try that adds nothing', ['a deployment manages it', 'it is a command'], ['partial', 'wrong']],
	['what was wrong before', ['it is a command', 'a deployment manages it'], ['wrong', 'partial']],
])('an answer in parts: %s', (_what, tries, expected) => {
	expect(verdicts(...tries)).toEqual(expected);
});
