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
	const [object] = find(question.of, view);
	const value = object && readField(object, question.field);
	const words = answer
		.toLowerCase()
		.split(/[\s,;()"'`]+/)
		.map(word => word.replace(/[.:!?]+$/, ''));
	const says = (candidate: unknown) => candidate !== undefined && words.includes(String(candidate).toLowerCase());
	if (value === undefined || !says(value)) {
		return {verdict: 'wrong', there: [], missing: [], wrong: [question.lookHere]};
	}
	const others = objects
		.map(other => readField(other, question.field))
		.filter(other => other !== undefined && other !== value);
	if (others.some(says)) {
		return {verdict: 'wrong', there: [], missing: [], wrong: [question.lookHere]};
	}
	return {verdict: 'right', there: [String(value)], missing: [], wrong: []};
}
