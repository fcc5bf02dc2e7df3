import {describe, expect, it} from 'vitest';
import {viewOf} from '../../src/tutor/checks/cluster-view.ts';
import {gradeAnswer} from '../../src/tutor/grading/grade-answer.ts';
import {allQuestions} from '../../src/tutor/missions/load.ts';

const questions = allQuestions('missions');

for (const question of questions) {
	if (question.kind === 'fact') {
		continue;
	}
	describe(question.id, () => {
		for (const verdict of ['right', 'partial', 'wrong'] as const) {
			it.each(question.samples[verdict])(`${verdict}: %s`, answer => {
				const grade = gradeAnswer(question, answer, viewOf([]));
				expect(grade.verdict, JSON.stringify(grade)).toBe(verdict);
			});
		}
	});
}
