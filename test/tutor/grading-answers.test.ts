import {readdirSync, readFileSync} from 'node:fs';
import {load} from 'js-yaml';
import {describe, expect, it} from 'vitest';
import {viewOf} from '../../src/tutor/checks/cluster-view.ts';
import {gradeAnswer} from '../../src/tutor/grading/grade-answer.ts';
import {allQuestions} from '../../src/tutor/missions/load.ts';

const questions = allQuestions('missions');
const folder = 'test/tutor/answers';
for (const file of readdirSync(folder)) {
	const id = file.replace(/(\.again)?\.yaml$/, '');
	const question = questions.find(q => q.id === id);
	if (!question) continue;
	const answers = load(readFileSync(`${folder}/${file}`, 'utf8')) as Record<string, string>;
	describe(file, () => {
		let n = 0;
		let bad = 0;
		for (const [want, text] of Object.entries(answers)) {
			for (const answer of text.replace(/\n$/, '').split('\n')) {
				n++;
				const g = gradeAnswer(question, answer, viewOf([]));
				if (want === 'not-right' ? g.verdict === 'right' : g.verdict !== want) {
					bad++;
					console.log(`${want} -> ${g.verdict}: ${answer}`);
				}
			}
		}
		console.log(`${file}: ${n - bad} of ${n} (${(((n - bad) / n) * 100).toFixed(1)}%)`);
		it('x', () => expect(1).toBe(1));
	});
}
