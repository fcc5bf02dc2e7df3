/** Questions from their two files: what is right, and the words for it. */
import type {LearnedQuestion} from '../grading/learned/model.ts';
import type {Misconception, Question} from './mission.ts';

/** What a logic file holds of a question. */
export type QuestionLogic =
	| {
			readonly kind: 'words';
			readonly enough: number;
			readonly needed?: readonly string[];
			readonly topics?: {readonly asked: readonly string[]; readonly other: readonly string[]};
			readonly list?: boolean;
	  }
	| {
			readonly kind: 'command';
			readonly accept: readonly string[];
			readonly flags?: readonly string[];
			readonly near?: Readonly<Record<string, readonly string[]>>;
			readonly mistaken?: Readonly<Record<string, readonly string[]>>;
	  }
	| {readonly kind: 'fact'; readonly of: {readonly kind: string; readonly name?: string}; readonly field: string}
	| {readonly kind: 'choice'; readonly choices: readonly string[]; readonly right: readonly string[]};

/** What a file of words holds of it. */
export interface QuestionWords {
	readonly ask: string;
	readonly answer: string;
	readonly lookHere?: string;
	readonly choices?: Readonly<
		Record<string, {readonly text: string; readonly reply: string; readonly also?: readonly string[]}>
	>;
	readonly ideas?: Readonly<Record<string, {readonly name: string; readonly says: readonly string[]}>>;
	readonly misconceptions?: Readonly<
		Record<string, {readonly reply: string; readonly says: readonly string[]; readonly undoes?: readonly string[]}>
	>;
	readonly replies?: Readonly<Record<string, string>>;
	readonly samples?: {
		readonly right?: readonly string[];
		readonly partial?: readonly string[];
		readonly wrong?: readonly string[];
	};
}

/** @throws Error where one of the files does not have the question */
export function joinQuestion(
	id: string,
	logics: Readonly<Record<string, QuestionLogic>> | undefined,
	texts: Readonly<Record<string, QuestionWords>> | undefined,
	where: string,
	learned?: Readonly<Record<string, LearnedQuestion>>,
): Question {
	const logic = logics?.[id];
	const text = texts?.[id];
	if (!logic || !text) {
		throw new Error(`${where}: question ${id} is not written in both files`);
	}
	const samples = {
		right: text.samples?.right ?? [],
		partial: text.samples?.partial ?? [],
		wrong: text.samples?.wrong ?? [],
	};
	const base = {id, ask: text.ask.trim(), answer: text.answer.trim(), samples};
	switch (logic.kind) {
		case 'command': {
			const withReplies = (group: Readonly<Record<string, readonly string[]>> = {}) =>
				Object.entries(group).map(([known, commands]) => ({commands, reply: text.replies?.[known] ?? ''}));
			return {
				...base,
				kind: 'command',
				accept: logic.accept,
				flags: logic.flags ?? [],
				near: withReplies(logic.near),
				mistaken: withReplies(logic.mistaken),
				ideas: Object.entries(text.ideas ?? {}).map(([idea, {name, says}]) => ({
					name,
					says,
					reply: text.replies?.[idea] ?? '',
				})),
				misconceptions: misconceptionsOf(text),
			};
		}
		case 'fact':
			return {...base, kind: 'fact', of: logic.of, field: logic.field, lookHere: (text.lookHere ?? '').trim()};
		case 'choice':
			return {
				...base,
				kind: 'choice',
				choices: logic.choices.map(choice => ({
					id: choice,
					text: text.choices?.[choice]?.text ?? choice,
					also: text.choices?.[choice]?.also ?? [],
					reply: text.choices?.[choice]?.reply ?? '',
					right: logic.right.includes(choice),
				})),
			};
		default:
			return {
				...base,
				kind: 'words',
				rubric: {
					enough: logic.enough,
					...(logic.topics && {topics: logic.topics}),
					list: logic.list ?? false,
					...(learned?.[id] && {learned: learned[id]}),
					ideas: Object.entries(text.ideas ?? {}).map(([idea, {name, says}]) => ({
						id: idea,
						name,
						says,
						needed: logic.needed?.includes(idea) ?? false,
					})),
					misconceptions: misconceptionsOf(text),
				},
			};
	}
}

function misconceptionsOf({misconceptions = {}}: QuestionWords): Misconception[] {
	return Object.entries(misconceptions).map(([id, {reply, says, undoes = []}]) => ({id, reply, says, undoes}));
}
