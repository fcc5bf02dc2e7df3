/**
 * Answers as people type them, with a teacher's verdicts. Such a verdict is a judgement, so a share of them may come out
 * otherwise; but what is wrong is next to never called right.
 *
 * - `answers`: commands and choices, which rules decide
 * - `missions/answers`: what the verdicts on answers in words are learned from
 * - `unseen`: what no rule was written for, and nothing is learned from; how it is graded is how others' answers will be
 */
import {readdirSync, readFileSync} from 'node:fs';
import {load} from 'js-yaml';
import {describe, expect, it} from 'vitest';
import {viewOf} from '../../src/tutor/checks/cluster-view.ts';
import {gradeAnswer} from '../../src/tutor/grading/grade-answer.ts';
import {allQuestions} from '../../src/tutor/missions/load.ts';

const questions = allQuestions('missions');
/** `not-right` may be called partial or wrong, as lists of keywords are; `not-wrong` right or partial. */
type Expected = 'right' | 'partial' | 'wrong' | 'not-right' | 'not-wrong';

interface Graded {
	readonly expected: Expected;
	readonly answer: string;
	readonly verdict: string;
}

function gradedIn(path: string): Graded[] {
	const id = /([^/]+?)\.[^/]*$/.exec(path)![1];
	const question = questions.find(candidate => candidate.id === id)!;
	const sets = Object.entries(load(readFileSync(path, 'utf8')) as Record<Expected, string>);
	return sets.flatMap(([expected, lines]) =>
		lines
			.replace(/\n$/, '')
			.split('\n')
			.map(answer => ({
				expected: expected as Expected,
				answer,
				verdict: gradeAnswer(question, answer, viewOf([])).verdict,
			})),
	);
}

const fits = ({expected, verdict}: Graded) =>
	expected.startsWith('not-') ? verdict !== expected.slice(4) : verdict === expected;
const calledRight = ({expected, verdict}: Graded) => verdict === 'right' && !/^(right|not-wrong)$/.test(expected);
const calledWrong = ({expected, verdict}: Graded) => verdict === 'wrong' && expected === 'right';
const filesIn = (folder: string) => readdirSync(folder).map(file => `${folder}/${file}`);
const shown = (answers: readonly Graded[]) => JSON.stringify(answers, undefined, '\n');

/** At most one of so many, but one may always be. */
function atMost(answers: readonly Graded[], graded: readonly Graded[], oneOf: number): void {
	expect(answers.length, shown(answers)).toBeLessThanOrEqual(Math.max(1, graded.length / oneOf));
}

describe.each(filesIn('test/tutor/answers'))('%s', path => {
	const graded = gradedIn(path);
	it('calls nothing right that is not', () => {
		expect(graded.filter(calledRight)).toEqual([]);
	});
	it('calls nothing wrong that is right, but for one in fifty', () => {
		atMost(graded.filter(calledWrong), graded, 50);
	});
	it('agrees with the teacher in 19 of 20', () => {
		atMost(
			graded.filter(answer => !fits(answer)),
			graded,
			20,
		);
	});
});

describe.each(filesIn('missions/answers'))('%s', path => {
	const graded = gradedIn(path);
	it('calls next to nothing right that is not', () => {
		atMost(graded.filter(calledRight), graded, 60);
	});
	it('agrees with the teacher in nine of ten', () => {
		atMost(
			graded.filter(answer => !fits(answer)),
			graded,
			10,
		);
	});
});

describe('unseen answers', () => {
	const files = filesIn('test/tutor/unseen').map(path => ({path, graded: gradedIn(path)}));
	const all = files.flatMap(({graded}) => graded);

	it('agree with the teacher for the most part', context => {
		const agree = files.map(({path, graded}) => `${path}: ${graded.filter(fits).length} of ${graded.length}`);
		context.annotate(agree.join(', '));
		expect(all.filter(fits).length / all.length, agree.join('\n')).toBeGreaterThan(0.85);
	});

	it('are seldom called right where they are not', () => {
		const notRight = all.filter(({expected}) => !/^(right|not-wrong)$/.test(expected));
		atMost(notRight.filter(calledRight), notRight, 15);
	});
});
