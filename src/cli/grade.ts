import {viewOf} from '../tutor/checks/cluster-view.ts';
import {gradeAnswer} from '../tutor/grading/grade-answer.ts';
import {loadMissions} from '../tutor/missions/load.ts';
import {type PlaceOptions, places} from './places.ts';

/** Prints the verdict on an answer, and the ideas found and missing: for authors. */
export function grade([id, ...words]: readonly string[], options: PlaceOptions): number {
	const questions = loadMissions(places(options).missions).flatMap(mission =>
		mission.steps.flatMap(step => (step.question ? [step.question] : [])),
	);
	const question = questions.find(candidate => candidate.id === id);
	if (!question || words.length === 0) {
		const ids = questions.map(candidate => `  ${candidate.id}`).join('\n');
		console.error(`Usage: k8s-workloads-tutor grade QUESTION-ID "ANSWER"\n\nThe questions:\n${ids}`);
		return 2;
	}
	if (question.kind === 'fact') {
		console.error(`${id} asks for what is in the learner's cluster; it is graded there.`);
		return 2;
	}
	const {verdict, there, missing, wrong} = gradeAnswer(question, words.join(' '), viewOf([]));
	console.log(verdict);
	for (const [label, list] of [
		['found', there],
		['missing', missing],
		['not so', wrong],
	] as const) {
		for (const item of list) {
			console.log(`${label}: ${item}`);
		}
	}
	return 0;
}
