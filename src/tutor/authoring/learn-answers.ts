/** Learns from the marked answers of a folder of missions, `answers/QUESTION-ID.yaml`, what their questions' answers are like. */
import {createHash} from 'node:crypto';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {load} from 'js-yaml';
import {learnVerdicts} from '../grading/learned/learn.ts';
import {
	answersHolding,
	type MarkedFile,
	markedAnswers,
	patternsAgree,
	readMarked,
	withAddedMistakes,
} from '../grading/learned/marked-answers.ts';
import type {LearnedQuestion, LearnedVerdicts} from '../grading/learned/model.ts';
import {allQuestions} from '../missions/load.ts';
import type {Idea, WordsQuestion} from '../missions/mission.ts';

/** How much more a question's own samples count than other answers. */
const weightOfSamples = 4;

/** The marked answers to one question. */
interface Lesson {
	readonly path: string;
	readonly id: string;
	readonly file: MarkedFile;
	readonly question: WordsQuestion;
}

/**
 * What is learned, by the ids of questions. The same answers always give the same.
 * @param wanted whether the answers to this question are to be learned from
 * @throws Error naming the file and what is wrong with it
 */
export function learnAnswers(
	missions: string,
	wanted: (id: string) => boolean = () => true,
): Record<string, LearnedQuestion> {
	const lessons = lessonsIn(missions).filter(({id}) => wanted(id));
	return Object.fromEntries(lessons.map(lesson => [lesson.id, inFile(lesson.path, () => learnQuestion(lesson))]));
}

/** Digests of the answers that there are to learn from, by the ids of questions. */
export function answerDigests(missions: string): Record<string, string> {
	return Object.fromEntries(lessonsIn(missions).map(lesson => [lesson.id, digestOf(lesson)]));
}

function lessonsIn(missions: string): Lesson[] {
	const folder = join(missions, 'answers');
	const names = existsSync(folder) ? readdirSync(folder).sort() : [];
	const questions = allQuestions(missions);
	return names.map(name => {
		const path = join(folder, name);
		return inFile(path, () => {
			const id = name.replace(/\.ya?ml$/, '');
			const question = questions.find(candidate => candidate.id === id);
			if (question?.kind !== 'words') {
				throw new Error('there is no question of this name that is answered in words');
			}
			return {path, id, question, file: load(readFileSync(path, 'utf8')) as MarkedFile};
		});
	});
}

function inFile<T>(path: string, work: () => T): T {
	try {
		return work();
	} catch (error) {
		throw new Error(`${path}: ${(error as Error).message}`);
	}
}

function ownAnswers({answer, samples}: WordsQuestion): MarkedFile {
	return {
		right: [answer, ...samples.right].join('\n'),
		partial: samples.partial.join('\n'),
		wrong: samples.wrong.join('\n'),
	};
}

function digestOf({file, question}: Lesson): string {
	const answers = JSON.stringify([file, ownAnswers(question)]);
	return createHash('sha256').update(answers).digest('hex').slice(0, 16);
}

function learnQuestion(lesson: Lesson): LearnedQuestion {
	const {file, question} = lesson;
	const {rubric} = question;
	const read = readMarked(file, rubric);
	const own = readMarked(ownAnswers(question), rubric);
	const needed = rubric.ideas.filter(idea => idea.needed);
	const asked = needed.length > 0 ? needed : rubric.ideas;
	const learnIdea = (idea: Idea) => learnVerdicts(answersHolding(idea, read, rubric.enough));
	return {
		from: digestOf(lesson),
		trust: trustIn(patternsAgree(read)),
		verdicts: learnVerdicts([
			...markedAnswers(read),
			...markedAnswers(own, weightOfSamples),
			...withAddedMistakes(read),
		]),
		ideas: asked.length > 1 ? Object.fromEntries(asked.map(idea => [idea.id, learnIdea(idea)])) : {},
	};
}

/** Patterns that grade 82 of 100 as a teacher does are not trusted at all, those that grade nine of ten so are in full. */
function trustIn(agreement: number): number {
	return Math.round(100 * Math.min(1, Math.max(0, (agreement - 0.82) / 0.08))) / 100;
}

/** As it is kept: one feature a line, so that changes can be seen. */
export function learnedText(learned: Readonly<Record<string, LearnedQuestion>>): string {
	const questions = Object.entries(learned).map(([id, {from, trust, verdicts, ideas}]) => {
		const parts = Object.entries(ideas).map(([idea, weights]) => `${JSON.stringify(idea)}:${weightsText(weights)}`);
		return `${JSON.stringify(id)}:{"from":${JSON.stringify(from)},"trust":${trust},"verdicts":${weightsText(verdicts)},"ideas":{${parts.join(',\n')}}}`;
	});
	return `{${questions.join(',\n')}}\n`;
}

function weightsText({bias, weights}: LearnedVerdicts): string {
	const lines = Object.entries(weights).map(
		([feature, weight]) => `${JSON.stringify(feature)}:${JSON.stringify(weight)}`,
	);
	return `{"bias":${JSON.stringify(bias)},"weights":{\n${lines.join(',\n')}}}`;
}
