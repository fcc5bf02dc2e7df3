/** Learns from the marked answers of a folder of missions, `answers/QUESTION-ID.yaml`, what their questions' answers are like. */
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {load} from 'js-yaml';
import {learnVerdicts} from '../grading/learned/learn.ts';
import {
	answersHolding,
	type MarkedFile,
	markedAnswers,
	patternsAgree,
	withAddedMistakes,
} from '../grading/learned/marked-answers.ts';
import type {LearnedQuestion, LearnedVerdicts} from '../grading/learned/model.ts';
import {allQuestions} from '../missions/load.ts';
import type {Question} from '../missions/mission.ts';

/** How much more a question's own samples count than other answers. */
const weightOfSamples = 4;

/**
 * What is learned, by the ids of questions. The same answers always give the same.
 * @throws Error naming the file and what is wrong with it
 */
export function learnAnswers(missions: string): Record<string, LearnedQuestion> {
	const folder = join(missions, 'answers');
	const files = existsSync(folder) ? readdirSync(folder).sort() : [];
	const questions = allQuestions(missions);
	return Object.fromEntries(
		files.map(file => {
			try {
				const id = file.replace(/\.ya?ml$/, '');
				const text = readFileSync(join(folder, file), 'utf8');
				return [
					id,
					learnQuestion(
						questions.find(question => question.id === id),
						load(text) as MarkedFile,
					),
				];
			} catch (error) {
				throw new Error(`${join(folder, file)}: ${(error as Error).message}`);
			}
		}),
	);
}

function learnQuestion(question: Question | undefined, file: MarkedFile): LearnedQuestion {
	if (question?.kind !== 'words') {
		throw new Error('there is no question of this name that is answered in words');
	}
	const {rubric, answer, samples} = question;
	const own = {
		right: [answer, ...samples.right].join('\n'),
		partial: samples.partial.join('\n'),
		wrong: samples.wrong.join('\n'),
	};
	const marked = [...markedAnswers(file, rubric), ...markedAnswers(own, rubric, weightOfSamples)];
	const needed = rubric.ideas.filter(idea => idea.needed);
	const asked = needed.length > 0 ? needed : rubric.ideas;
	const ideas = asked.length > 1 ? asked.map(idea => [idea.id, learnVerdicts(answersHolding(idea, file, rubric))]) : [];
	return {
		trust: trustIn(patternsAgree(file, rubric)),
		verdicts: learnVerdicts([...marked, ...withAddedMistakes(file, rubric, marked.length)]),
		ideas: Object.fromEntries(ideas),
	};
}

/** Patterns that grade 82 of 100 as a teacher does are not trusted at all, those that grade nine of ten so are in full. */
function trustIn(agreement: number): number {
	return Math.round(100 * Math.min(1, Math.max(0, (agreement - 0.82) / 0.08))) / 100;
}

/** As it is kept: one feature a line, so that changes can be seen. */
export function learnedText(learned: Readonly<Record<string, LearnedQuestion>>): string {
	const questions = Object.entries(learned).map(([id, {trust, verdicts, ideas}]) => {
		const parts = Object.entries(ideas).map(([idea, weights]) => `${JSON.stringify(idea)}:${weightsText(weights)}`);
		return `${JSON.stringify(id)}:{"trust":${trust},"verdicts":${weightsText(verdicts)},"ideas":{${parts.join(',\n')}}}`;
	});
	return `{${questions.join(',\n')}}\n`;
}

function weightsText({bias, weights}: LearnedVerdicts): string {
	const lines = Object.entries(weights).map(
		([feature, weight]) => `${JSON.stringify(feature)}:${JSON.stringify(weight)}`,
	);
	return `{"bias":${JSON.stringify(bias)},"weights":{\n${lines.join(',\n')}}}`;
}
