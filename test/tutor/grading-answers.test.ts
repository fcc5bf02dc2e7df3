/**
 * Answers as people type them, which the rubrics were not written from. A teacher's verdict on a free answer is a
 * judgement, so a share of them may come out otherwise; but what is wrong is never called right.
 */
import {readdirSync, readFileSync} from 'node:fs';
import {load} from 'js-yaml';
import {describe, expect, it} from 'vitest';
import {viewOf} from '../../src/tutor/checks/cluster-view.ts';
import {gradeAnswer} from '../../src/tutor/grading/grade-answer.ts';
import {allQuestions} from '../../src/tutor/missions/load.ts';

const folder = 'test/tutor/answers';
const questions = allQuestions('missions');
/** `not-right` may be called partial or wrong, as lists of keywords are; `not-wrong` right or partial. */
type Expected = 'right' | 'partial' | 'wrong' | 'not-right' | 'not-wrong';

describe.each(readdirSync(folder))('%s', file => {
	const question = questions.find(({id}) => id === file.split('.')[0])!;
	const sets = Object.entries(load(readFileSync(`${folder}/${file}`, 'utf8')) as Record<Expected, string>);
	const graded = sets.flatMap(([expected, lines]) =>
		lines
			.replace(/\n$/, '')
			.split('\n')
			.map(answer => ({expected, answer, verdict: gradeAnswer(question, answer, viewOf([])).verdict})),
	);
	const fits = ({expected, verdict}: {expected: string; verdict: string}) =>
		expected.startsWith('not-') ? verdict !== expected.slice(4) : verdict === expected;

	it('calls nothing right that is not', () => {
		expect(graded.filter(answer => answer.verdict === 'right' && !/^(right|not-wrong)$/.test(answer.expected))).toEqual(
			[],
		);
	});

	it('calls nothing wrong that is right, but for one in fifty', () => {
		const harsh = graded.filter(answer => answer.verdict === 'wrong' && answer.expected === 'right');
		expect(harsh.length, JSON.stringify(harsh)).toBeLessThanOrEqual(graded.length / 50);
	});

	it('agrees with the teacher in 19 of 20', () => {
		const otherwise = graded.filter(answer => !fits(answer));
		expect(otherwise.length, JSON.stringify(otherwise, undefined, '\n')).toBeLessThanOrEqual(
			Math.max(1, graded.length / 20),
		);
	});
});
