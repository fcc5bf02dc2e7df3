/** Missions from their folders. */
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {load} from 'js-yaml';
import type {LearnedQuestion} from '../grading/learned/model.ts';
import type {Mission, Question, Step} from './mission.ts';
import {joinQuestion, type QuestionLogic, type QuestionWords} from './questions.ts';

/** What `mission.yaml` holds of a step. */
interface StepLogic extends Pick<Step, 'id'> {
	readonly begin?: Step['begin'];
	readonly goal?: Step['goal'];
	readonly question?: string;
	readonly predict?: {readonly choices: readonly string[]; readonly right: readonly string[]};
	readonly solution?: readonly string[];
	readonly others?: Step['others'];
	readonly wrong?: Step['wrong'];
}

interface MissionLogic {
	readonly id: string;
	readonly version: number;
	readonly workers?: number;
	readonly files?: Readonly<Record<string, string>>;
	readonly hidden?: Readonly<Record<string, string>>;
	readonly questions?: Readonly<Record<string, QuestionLogic>>;
	readonly steps: readonly StepLogic[];
}

/** What `en.yaml` holds. */
interface MissionWords {
	readonly title: string;
	readonly summary: string;
	readonly deeper?: readonly string[];
	readonly steps: Readonly<
		Record<
			string,
			{
				readonly title: string;
				readonly lesson: string;
				readonly task?: string;
				readonly hints?: readonly string[];
				readonly learned?: string;
				readonly predict?: {
					readonly question: string;
					readonly choices: Readonly<Record<string, string>>;
					readonly outcome: string;
				};
			}
		>
	>;
	readonly questions?: Readonly<Record<string, QuestionWords>>;
}

/**
 * The missions of a folder, in the order of its `order.yaml`.
 * @throws Error naming the file and what is wrong with it
 */
export function loadMissions(folder: string): Mission[] {
	const {missions} = readYaml<{missions: readonly string[]}>(join(folder, 'order.yaml'));
	const shared = loadSharedQuestions(folder);
	const learned = readLearned(folder, 'en');
	return missions.map(id => loadMission(join(folder, id), 'en', shared, learned));
}

/**
 * The questions that stand beside the missions, in `questions.yaml` and `questions.en.yaml`: any mission may ask them
 * by their ids. None, where a folder has no such files.
 * @throws Error naming the question that stands in one of the files only
 */
export function loadSharedQuestions(folder: string, language = 'en'): Question[] {
	const path = join(folder, 'questions.yaml');
	if (!existsSync(path)) {
		return [];
	}
	const logic = readYaml<Readonly<Record<string, QuestionLogic>>>(path);
	const words = readYaml<Readonly<Record<string, QuestionWords>>>(join(folder, `questions.${language}.yaml`));
	const learned = readLearned(folder, language);
	return Object.keys(logic).map(id => joinQuestion(id, logic, words, path, learned));
}

/** Every question there is, once: those of the missions and those that stand beside them. */
export function allQuestions(folder: string): Question[] {
	const asked = loadMissions(folder).flatMap(({steps}) => steps.flatMap(({question}) => question ?? []));
	const questions = [...loadSharedQuestions(folder), ...asked];
	return questions.filter(({id}, i) => questions.findIndex(other => other.id === id) === i);
}

/** Every mission folder there is, whatever `order.yaml` says. */
export function missionFolders(folder: string): string[] {
	return readdirSync(folder, {withFileTypes: true})
		.filter(entry => entry.isDirectory() && entry.name !== 'answers')
		.map(entry => join(folder, entry.name))
		.sort();
}

/** One mission. The questions that it does not have itself are looked for among the shared ones. */
export function loadMission(
	folder: string,
	language = 'en',
	shared: readonly Question[] = loadSharedQuestions(join(folder, '..'), language),
	learned: Learned = readLearned(join(folder, '..'), language),
): Mission {
	const logic = readYaml<MissionLogic>(join(folder, 'mission.yaml'));
	const words = readYaml<MissionWords>(join(folder, `${language}.yaml`));
	return {
		id: logic.id,
		version: logic.version,
		title: words.title,
		summary: words.summary,
		workers: logic.workers ?? 3,
		files: logic.files ?? {},
		hidden: logic.hidden ?? {},
		deeper: words.deeper ?? [],
		steps: logic.steps.map(step => joinStep(step, logic, words, {shared, learned}, folder)),
	};
}

type Learned = Readonly<Record<string, LearnedQuestion>>;

/** Where a folder of missions keeps what was learned from marked answers, such as `learned.en.json`. */
export function learnedFile(language = 'en'): string {
	return `learned.${language}.json`;
}

function readLearned(folder: string, language: string): Learned {
	const path = join(folder, learnedFile(language));
	if (!existsSync(path)) {
		return {};
	}
	try {
		return JSON.parse(readFileSync(path, 'utf8')) as Learned;
	} catch (error) {
		throw new Error(`${path}: ${(error as Error).message}`);
	}
}

function readYaml<T>(path: string): T {
	const text = readFileSync(path, 'utf8');
	try {
		return load(text, {filename: path}) as T;
	} catch (error) {
		throw new Error(`${path}: ${(error as Error).message}`);
	}
}

function joinStep(
	logic: StepLogic,
	mission: MissionLogic,
	words: MissionWords,
	{shared, learned}: {readonly shared: readonly Question[]; readonly learned: Learned},
	folder: string,
): Step {
	const text = words.steps[logic.id];
	if (!text) {
		throw new Error(`${folder}: step ${logic.id} has no words`);
	}
	const predict = logic.predict &&
		text.predict && {
			question: text.predict.question,
			choices: logic.predict.choices.map(id => ({
				id,
				text: text.predict!.choices[id] ?? id,
				right: logic.predict!.right.includes(id),
			})),
			outcome: text.predict.outcome,
		};
	const id = logic.question;
	const question =
		id === undefined
			? undefined
			: mission.questions?.[id] === undefined
				? shared.find(candidate => candidate.id === id)
				: joinQuestion(id, mission.questions, words.questions, folder, learned);
	if (id !== undefined && !question) {
		throw new Error(`${folder}: question ${id} is neither here nor in questions.yaml`);
	}
	return {
		id: logic.id,
		title: text.title,
		lesson: text.lesson.trim(),
		task: (text.task ?? '').trim(),
		begin: logic.begin ?? [],
		...(predict && {predict}),
		goal: logic.goal ?? [],
		...(question && {question}),
		hints: text.hints ?? [],
		solution: logic.solution ?? [],
		others: logic.others ?? [],
		wrong: logic.wrong ?? [],
		learned: (text.learned ?? '').trim(),
	};
}
