import {viewOf} from '../tutor/checks/cluster-view.ts';
import {gradeAnswer} from '../tutor/grading/grade-answer.ts';
import {explainLearned, explainWords} from '../tutor/grading/grade-words.ts';
import {allQuestions} from '../tutor/missions/load.ts';
import {type PlaceOptions, places} from './places.ts';

/** Prints the verdict on an answer, and the ideas found and missing: for authors. With `--why`, what each was found by. */
export function grade(
	[id, ...words]: readonly string[],
	options: PlaceOptions & {readonly why?: boolean | undefined},
): number {
	const questions = allQuestions(places(options).missions);
	const question = questions.find(candidate => candidate.id === id);
	if (!question || words.length === 0) {
		const ids = questions.map(candidate => `  ${candidate.id}`).join('\n');
		console.error(`Usage: k8s-workloads-tutor grade QUESTION-ID "ANSWER" [--why]\n\nThe questions:\n${ids}`);
		return 2;
	}
	if (question.kind === 'fact') {
		console.error(`${id} asks for what is in the learner's cluster; it is graded there.`);
		return 2;
	}
	const answer = words.join(' ');
	const {verdict, there, missing, wrong} = gradeAnswer(question, answer, viewOf([]));
	console.log(verdict);
	for (const [label, list] of [
		['found', there],
		['missing', missing],
		['but', wrong],
	] as const) {
		for (const item of list) {
			console.log(`${label}: ${item}`);
		}
	}
	if (options.why && question.kind === 'words') {
		for (const {id: found, pattern, clause} of explainWords(question.rubric, answer)) {
			console.log(`why: ${found} by "${pattern}" in "${clause}"`);
		}
		const learned = explainLearned(question.rubric, answer);
		if (learned) {
			const chances = (['right', 'partial', 'wrong'] as const).map(
				each => `${each} ${Math.round(100 * learned[each])} %`,
			);
			console.log(`why: answers like it were ${chances.join(', ')}`);
			for (const reason of learned.reasons) {
				console.log(`why: weight of ${reason}`);
			}
		}
	}
	return 0;
}
