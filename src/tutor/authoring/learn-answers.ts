/** Learns from the marked answers of a folder of missions, `answers/QUESTION-ID.yaml`, what their questions' answers are like. */
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {load} from 'js-yaml';
import {learnVerdicts} from '../grading/learned/learn.ts';
import {type MarkedFile, markedAnswers, withAddedMistakes} from '../grading/learned/marked-answers.ts';
import type {LearnedVerdicts} from '../grading/learned/model.ts';
import {allQuestions} from '../missions/load.ts';
import type {Question} from '../missions/mission.ts';

/** How much more a question's own samples count than other answers. */
const weightOfSamples = 3;

/**
 * What is learned, by the ids of questions. The same answers always give the same.
 * @throws Error naming the file and what is wrong with it
 */
export function learnAnswers(missions: string): Record<string, LearnedVerdicts> {
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

function learnQuestion(question: Question | undefined, file: MarkedFile): LearnedVerdicts {
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
	return learnVerdicts([...marked, ...withAddedMistakes(file, rubric, marked.length)]);
}

/** As it is kept: one feature a line, so that changes can be seen. */
export function learnedText(learned: Readonly<Record<string, LearnedVerdicts>>): string {
	const questions = Object.entries(learned).map(([id, {bias, weights}]) => {
		const lines = Object.entries(weights).map(
			([feature, weight]) => `${JSON.stringify(feature)}:${JSON.stringify(weight)}`,
		);
		return `${JSON.stringify(id)}:{"bias":${JSON.stringify(bias)},"weights":{\n${lines.join(',\n')}}}`;
	});
	return `{${questions.join(',\n')}}\n`;
}
