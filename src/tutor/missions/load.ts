/** Missions from their folders. */
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {load} from 'js-yaml';
import type {Mission, Question, Step} from './mission.ts';

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
	readonly questions?: Readonly<Record<string, QuestionLogic>>;
	readonly steps: readonly StepLogic[];
}

type QuestionLogic =
	| {readonly kind: 'words'; readonly enough: number; readonly needed?: readonly string[]}
	| {readonly kind: 'command'; readonly accept: readonly string[]}
	| {readonly kind: 'fact'; readonly of: {readonly kind: string; readonly name?: string}; readonly field: string};

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

interface QuestionWords {
	readonly ask: string;
	readonly answer: string;
	readonly lookHere?: string;
	readonly ideas?: Readonly<Record<string, {readonly name: string; readonly says: readonly string[]}>>;
	readonly misconceptions?: Readonly<Record<string, {readonly reply: string; readonly says: readonly string[]}>>;
	readonly samples?: {
		readonly right?: readonly string[];
		readonly partial?: readonly string[];
		readonly wrong?: readonly string[];
	};
}

/**
 * The missions of a folder, in the order of its `order.yaml`.
 * @throws Error naming the file and what is wrong with it
 */
export function loadMissions(folder: string): Mission[] {
	const {missions} = readYaml<{missions: readonly string[]}>(join(folder, 'order.yaml'));
	return missions.map(id => loadMission(join(folder, id)));
}

/** Every mission folder there is, whatever `order.yaml` says. */
export function missionFolders(folder: string): string[] {
	return readdirSync(folder, {withFileTypes: true})
		.filter(entry => entry.isDirectory())
		.map(entry => join(folder, entry.name))
		.sort();
}

export function loadMission(folder: string, language = 'en'): Mission {
	const logic = readYaml<MissionLogic>(join(folder, 'mission.yaml'));
	const words = readYaml<MissionWords>(join(folder, `${language}.yaml`));
	return {
		id: logic.id,
		version: logic.version,
		title: words.title,
		summary: words.summary,
		workers: logic.workers ?? 3,
		files: logic.files ?? {},
		deeper: words.deeper ?? [],
		steps: logic.steps.map(step => joinStep(step, logic, words, folder)),
	};
}

function readYaml<T>(path: string): T {
	const text = readFileSync(path, 'utf8');
	try {
		return load(text, {filename: path}) as T;
	} catch (error) {
		throw new Error(`${path}: ${(error as Error).message}`);
	}
}

function joinStep(logic: StepLogic, mission: MissionLogic, words: MissionWords, folder: string): Step {
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
	const question = logic.question === undefined ? undefined : joinQuestion(logic.question, mission, words, folder);
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

function joinQuestion(id: string, mission: MissionLogic, words: MissionWords, folder: string): Question {
	const logic = mission.questions?.[id];
	const text = words.questions?.[id];
	if (!logic || !text) {
		throw new Error(`${folder}: question ${id} is not written in both files`);
	}
	const samples = {
		right: text.samples?.right ?? [],
		partial: text.samples?.partial ?? [],
		wrong: text.samples?.wrong ?? [],
	};
	const base = {id, ask: text.ask.trim(), answer: text.answer.trim(), samples};
	switch (logic.kind) {
		case 'command':
			return {...base, kind: 'command', accept: logic.accept};
		case 'fact':
			return {...base, kind: 'fact', of: logic.of, field: logic.field, lookHere: (text.lookHere ?? '').trim()};
		default:
			return {
				...base,
				kind: 'words',
				rubric: {
					enough: logic.enough,
					ideas: Object.entries(text.ideas ?? {}).map(([idea, {name, says}]) => ({
						id: idea,
						name,
						says,
						needed: logic.needed?.includes(idea) ?? false,
					})),
					misconceptions: Object.entries(text.misconceptions ?? {}).map(([mistake, {reply, says}]) => ({
						id: mistake,
						reply,
						says,
					})),
				},
			};
	}
}
