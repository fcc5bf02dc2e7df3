/**
 * What is not so about workloads keeps an answer from being right, whatever was asked; what is so does not. The
 * statements were written without a look at the patterns that find them.
 */
import {readFileSync} from 'node:fs';
import {load} from 'js-yaml';
import {describe, expect, it} from 'vitest';
import {viewOf} from '../../src/tutor/checks/cluster-view.ts';
import {falsehoods} from '../../src/tutor/grading/falsehoods.ts';
import {findFalsehoods} from '../../src/tutor/grading/find-falsehoods.ts';
import {gradeAnswer} from '../../src/tutor/grading/grade-answer.ts';
import {parsePattern} from '../../src/tutor/grading/pattern.ts';
import {allQuestions} from '../../src/tutor/missions/load.ts';

const all = allQuestions('missions').flatMap(question => (question.kind === 'words' ? [question] : []));
const shared = ['why-not-bare-pod', 'what-replicaset-does', 'daemonset-purpose', 'statefulset-extras'];
const questions = all.filter(({id}) => shared.includes(id));
const statements = load(readFileSync('test/tutor/statements.yaml', 'utf8')) as Record<'false' | 'true', string>;
const lines = (text: string) => text.trim().split('\n');
const beside = (question: (typeof questions)[number], statement: string) =>
	gradeAnswer(question, `${question.answer} ${statement}`, viewOf([]));

describe('what is not so', () => {
	it.each(lines(statements.false))('%s', statement => {
		for (const question of questions) {
			const {verdict, wrong} = beside(question, statement);
			expect(verdict, question.id).not.toBe('right');
			expect(wrong, question.id).not.toEqual([]);
		}
	});

	it('can be said of what is asked about without naming it', () => {
		const daemonset = questions.find(({id}) => id === 'daemonset-purpose')!;
		const statefulset = questions.find(({id}) => id === 'statefulset-extras')!;
		const mistake = 'It needs replicas.';
		expect(beside(daemonset, mistake).wrong).toEqual([expect.stringContaining('no `replicas`')]);
		expect(findFalsehoods(mistake, statefulset.rubric.topics)).toEqual([]);
	});

	it('is answered by how it is, in a sentence', () => {
		for (const {id, reply, says} of falsehoods) {
			expect(reply, id).toMatch(/^[A-Z].*\.$/);
			expect(() => says.map(parsePattern), id).not.toThrow();
		}
	});
});

describe('what is so', () => {
	it.each(lines(statements.true))('%s', statement => {
		for (const question of questions) {
			expect(findFalsehoods(`${question.answer} ${statement}`, question.rubric.topics), question.id).toEqual([]);
		}
	});

	it.each(all)('is what is right for $id', ({rubric, samples, answer}) => {
		for (const right of [answer, ...samples.right]) {
			expect(findFalsehoods(right, rubric.topics), right).toEqual([]);
		}
	});
});
