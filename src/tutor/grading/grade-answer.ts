import type {ClusterView} from '../checks/cluster-view.ts';
import {find} from '../checks/evaluate.ts';
import {readField} from '../checks/field-path.ts';
import type {FactQuestion, Question} from '../missions/mission.ts';
import type {Grade} from './grade.ts';
import {gradeChoice} from './grade-choice.ts';
import {gradeCommand} from './grade-command.ts';
import {gradeWords} from './grade-words.ts';

/** Grades an answer to any kind of question. Offline, and the same answer always gets the same grade. */
export function gradeAnswer(question: Question, answer: string, view: ClusterView): Grade {
	switch (question.kind) {
		case 'words':
			return gradeWords(question.rubric, answer);
		case 'command':
			return gradeCommand(question, answer);
		case 'fact':
			return gradeFact(question, answer, view);
		case 'choice':
			return gradeChoice(question, answer);
	}
}

/** An answer that can be seen in the cluster: it may stand in a sentence, but no other value of its kind beside it. */
function gradeFact(question: FactQuestion, answer: string, view: ClusterView): Grade {
	const objects = view.list(question.of.kind);
	// Where several objects fit (the ReplicaSets of a Deployment), each is an answer.
	const values = find(question.of, view)
		.map(object => readField(object, question.field))
		.filter(value => value !== undefined)
		.map(String);
	const candidates = [
		...new Set(objects.map(other => readField(other, question.field)).filter(other => other !== undefined)),
	].map(String);
	// "not worker-1 but worker-2"
	const claim = answer.replace(/\b(not|never|isn'?t)( (on|at|in|the))* \S+/gi, ' ');
	const says = (candidate: string) => named(claim, candidate, candidates);
	const value = values.find(says);
	if (value === undefined || candidates.some(other => !values.includes(other) && says(other))) {
		return {verdict: 'wrong', there: [], missing: [], wrong: [question.lookHere]};
	}
	return {verdict: 'right', there: [value], missing: [], wrong: []};
}

/** Whether an answer names a value: as it is written, without its dashes (`worker2`), or by its number alone. */
function named(answer: string, value: string, all: readonly string[]): boolean {
	const said = spelled(answer);
	if (` ${said} `.includes(` ${spelled(value)} `)) {
		return true;
	}
	const numberOf = (text: string) => /\d+$/.exec(text)?.[0];
	const number = numberOf(value);
	const unique = all.filter(other => numberOf(other) === number).length === 1;
	return (
		number !== undefined && unique && (said === number || said === `node ${number}` || said === `number ${number}`)
	);
}

/** Runs of letters and of digits, with blanks between them: `Worker-2.` and `worker2` are both `worker 2`. */
function spelled(text: string): string {
	return (text.toLowerCase().match(/[a-z]+|\d+(?:\.\d+)*/g) ?? []).join(' ');
}
