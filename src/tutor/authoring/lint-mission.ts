/** Proves a mission: its texts, its ways and its questions do what they promise. */

import {viewOf} from '../checks/cluster-view.ts';
import {gradeAnswer} from '../grading/grade-answer.ts';
import type {Mission, Step} from '../missions/mission.ts';
import {buildCluster} from '../session/lab.ts';
import type {Simulator} from '../session/simulator.ts';
import {tryRoute} from './try-route.ts';

/** How long texts may be, in words. "About 60" leaves some room. */
const mostWords = {lesson: 70, task: 30};
/** How many hints a step must have at least. */
const leastHints = 2;
const start = Date.UTC(2026, 0, 5, 12);

/** What is wrong with a mission, each as a sentence that names the step. */
export async function lintMission(mission: Mission, simulator: Simulator): Promise<string[]> {
	const found: string[] = [];
	const ids = new Set<string>();
	for (const [index, step] of mission.steps.entries()) {
		if (ids.has(step.id)) {
			found.push(`two steps are called ${step.id}`);
		}
		ids.add(step.id);
		found.push(...lintTexts(step), ...lintQuestion(step), ...(await lintRoutes(mission, index, simulator)));
	}
	return found;
}

/** Words as a reader counts them. */
export function wordCount(text: string): number {
	return text.split(/\s+/).filter(word => /\w/.test(word)).length;
}

function lintTexts(step: Step): string[] {
	const found: string[] = [];
	for (const part of ['lesson', 'task'] as const) {
		const words = wordCount(step[part]);
		if (words > mostWords[part]) {
			found.push(`step ${step.id}: the ${part} has ${words} words; it may have ${mostWords[part]}`);
		}
	}
	if (step.hints.length < leastHints) {
		found.push(`step ${step.id}: there must be at least ${leastHints} hints, from a nudge to nearly all of it`);
	}
	if (step.goal.length > 0 && step.solution.length === 0) {
		found.push(`step ${step.id}: it has a goal and no solution`);
	}
	if (step.goal.length > 0 && step.task === '') {
		found.push(`step ${step.id}: it has a goal and no task`);
	}
	return found;
}

function lintQuestion({id, question}: Step): string[] {
	if (!question || question.kind === 'fact') {
		return [];
	}
	return (['right', 'partial', 'wrong'] as const).flatMap(verdict =>
		question.samples[verdict].flatMap(answer => {
			const grade = gradeAnswer(question, answer, viewOf([]));
			return grade.verdict === verdict
				? []
				: [`step ${id}, question ${question.id}: "${answer}" is graded ${grade.verdict}; it should be ${verdict}`];
		}),
	);
}

async function lintRoutes(mission: Mission, index: number, simulator: Simulator): Promise<string[]> {
	const step = mission.steps[index]!;
	if (step.goal.length === 0) {
		return [];
	}
	const found: string[] = [];
	const base = await buildCluster(simulator, mission, mission.steps.slice(0, index), {seed: 7, start});
	if ((await tryRoute(base.fork(), mission, index, [])).reached) {
		found.push(`step ${step.id}: it passes although nothing was done`);
	}
	for (const {lines} of [{lines: step.solution}, ...step.others]) {
		const {reached, missing, errors} = await tryRoute(base.fork(), mission, index, lines);
		if (!reached) {
			const why = [...missing, errors.trim()].filter(Boolean).join('; ');
			found.push(`step ${step.id}: it does not pass by \`${lines.join('; ')}\` (${why})`);
		}
	}
	for (const {lines, coaching} of step.wrong) {
		const result = await tryRoute(base.fork(), mission, index, lines);
		if (result.reached) {
			found.push(`step ${step.id}: it passes by the wrong way \`${lines.join('; ')}\``);
		} else if (!result.coaching.join('\n').includes(coaching)) {
			const said = result.coaching.join(' ') || 'nothing';
			found.push(`step ${step.id}: \`${lines.join('; ')}\` should be coached with "${coaching}"; it is told ${said}`);
		}
	}
	return found;
}
