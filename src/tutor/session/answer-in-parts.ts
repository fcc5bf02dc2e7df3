/** An answer is often given in parts: the next try says only what was missing from the one before. */
import type {ClusterView} from '../checks/cluster-view.ts';
import type {Grade} from '../grading/grade.ts';
import {gradeAnswer} from '../grading/grade-answer.ts';
import type {Attempt} from '../host.ts';
import type {Question} from '../missions/mission.ts';

/**
 * Grades an answer together with the tries before it that were partly right and held nothing untrue. "A Deployment"
 * after "it keeps the number of Pods" says both. An answer that adds nothing, or says something untrue, stands alone.
 */
export function gradeInParts(question: Question, text: string, before: readonly Attempt[], view: ClusterView): Grade {
	const alone = gradeAnswer(question, text, view);
	const said = before.filter(({verdict, wrong}) => verdict === 'partial' && wrong.length === 0);
	if (question.kind !== 'words' || said.length === 0 || alone.there.length === 0 || alone.wrong.length > 0) {
		return alone;
	}
	const together = gradeAnswer(question, [...said.map(attempt => attempt.text), text].join('. '), view);
	return together.wrong.length === 0 && together.there.length > alone.there.length ? together : alone;
}
