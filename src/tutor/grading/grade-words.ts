/** Grades an answer in the learner's own words by the ideas that it holds. */
import type {Idea, Rubric} from '../missions/mission.ts';
import {isGuess, isNoAnswer, plainText} from './answer-text.ts';
import {type Clause, readAnswer} from './clauses.ts';
import {findFalsehoods} from './find-falsehoods.ts';
import type {Grade} from './grade.ts';
import {isKeywordList} from './keywords.ts';
import {featuresOf} from './learned/features.ts';
import {type Chances, chanceOfIdea, chancesOf, type LearnedQuestion, reasonsOf} from './learned/model.ts';
import {meeting, parsePattern} from './pattern.ts';
import {type Refusal, refusedStatement} from './refusal.ts';
import {type SecondOpinion, withSecondOpinion} from './second-opinion.ts';

const intoASentence = 'Those are the right words; put them into a sentence that says how they belong together.';

const refusesIt = 'What you say is not so is just how it is.';

const sureOfIt = 'That guess is a good one. Say it again as something that you know, and why.';

/** What an idea or a misconception was recognised by: for authors. */
export interface Finding {
	readonly id: string;
	readonly pattern: string;
	/** The clause as it was read: denied words are marked with a minus, one about the other thing begins with `other:`. */
	readonly clause: string;
}

/**
 * Right, where enough ideas are there and nothing is said that is not so, or where answers like it were; a keyword list
 * is never right.
 */
export function gradeWords(rubric: Rubric, answer: string): Grade {
	const refused = refusedStatement(answer);
	const refuses = refused && refusesWhatIsSo(rubric, refused);
	const wanted = wantedOf(rubric).map(({name}) => name);
	if (refuses === 'all') {
		return {verdict: 'wrong', there: [], missing: wanted, wrong: [refusesIt]};
	}
	const clauses = isNoAnswer(answer) ? [] : readAnswer(answer, rubric.topics);
	const keywords = !rubric.list && isKeywordList(plainText(answer));
	const grade = gradeByIdeas(rubric, answer, {clauses, keywords, refuses: refuses !== undefined});
	const unclear = clauses.length === 0 || keywords || refuses !== undefined || isGuess(answer);
	return rubric.learned && !unclear
		? withSecondOpinion(grade, opinionOn(rubric, rubric.learned, grade, answer))
		: grade;
}

function opinionOn(rubric: Rubric, learned: LearnedQuestion, grade: Grade, answer: string): SecondOpinion {
	const features = featuresOf(readAnswer(answer, rubric.topics));
	return {
		chances: chancesOf(learned.verdicts, features),
		chanceOfIdeas: chanceOfEnough(rubric, learned, grade, features),
		trust: learned.trust,
		untrue: findFalsehoods(answer, rubric.topics).length > 0,
		wanted: wantedOf(rubric).map(({name}) => name),
	};
}

/** How likely an answer holds an idea that the patterns do not find, where nothing was learned of the idea. */
const unknown = 0.6;

/** How likely an answer holds what a right one needs and the patterns have not found. */
function chanceOfEnough(
	{ideas, enough}: Rubric,
	learned: LearnedQuestion,
	{there}: Grade,
	features: ReadonlySet<string>,
): number {
	const chanceOf = ({id}: Idea) => (learned.ideas[id] ? chanceOfIdea(learned.ideas[id], features) : unknown);
	const unfound = ideas.filter(({name}) => !there.includes(name));
	const needed = unfound.filter(idea => idea.needed).map(chanceOf);
	const others = unfound.filter(idea => !idea.needed).map(chanceOf);
	const wanting = Math.max(0, enough - there.length - needed.length);
	const likeliest = others.sort((a, b) => b - a).slice(0, wanting);
	return [...needed, ...likeliest].reduce((product, chance) => product * chance, 1);
}

interface Reading {
	readonly clauses: readonly Clause[];
	readonly keywords: boolean;
	/** Whether a part of what is so is refused. */
	readonly refuses: boolean;
}

function gradeByIdeas(rubric: Rubric, answer: string, {clauses, keywords, refuses}: Reading): Grade {
	const mistakes = keywords
		? []
		: found(
				rubric.misconceptions,
				clauses.filter(clause => !deniesAComponent(clause)),
			);
	const mistaken = mistakes.map(({entry}) => entry);
	const untrue = keywords || mistaken.length > 0 ? [] : findFalsehoods(answer, rubric.topics);
	// Where one thing is set against another, what is said in one breath with a mistake is a part of it.
	const inOneBreath = untrue.filter(({clause}) => !clause.words.some(({text}) => text === 'and'));
	const unsound = new Set([...mistakes, ...inOneBreath].map(({clause}) => textOf(clause)));
	const sound = !rubric.topics || rubric.list ? clauses : clauses.filter(clause => !unsound.has(textOf(clause)));
	const undone = mistaken.flatMap(({undoes = []}) => undoes);
	const said = found(rubric.ideas, sound)
		.map(({entry}) => entry)
		.filter(({id}) => !undone.includes(id));
	// Where two things are asked, what is only welcome answers a part of it.
	const asksTwo = rubric.ideas.filter(idea => idea.needed).length > 1;
	const decisive = asksTwo ? said : said.filter(idea => wantedOf(rubric).includes(idea));
	const enough = said.length >= rubric.enough && rubric.ideas.every(idea => !idea.needed || said.includes(idea));
	// What would only have been welcome is not missed.
	const wanted = wantedOf(rubric);
	const lacking = enough ? [] : wanted.filter(idea => !said.includes(idea)).map(({name}) => name);
	// Of a list, any of the others would do.
	const missing =
		rubric.list && lacking.length > Math.max(0, rubric.enough - said.length)
			? [`${rubric.enough - said.length === 1 ? 'one more' : 'any two'} of these: ${lacking.join('; ')}`]
			: lacking;
	const wrong = [
		...mistaken.map(({reply}) => reply),
		...untrue.map(({falsehood}) => falsehood.reply),
		...(refuses ? [refusesIt] : []),
	];
	const base = {there: said.map(idea => idea.name), missing, wrong};
	if (wrong.length > 0) {
		return {verdict: decisive.length > 0 ? 'partial' : 'wrong', ...base};
	}
	if (enough && isGuess(answer)) {
		return {verdict: 'partial', ...base, wrong: [sureOfIt]};
	}
	if (enough && keywords) {
		return {verdict: 'partial', ...base, wrong: [intoASentence]};
	}
	// "metrics collectors" may be a short answer; four words without a sentence are none.
	const onlyWords = keywords && !/\bkubectl\b/.test(answer) && (answer.match(/[\p{L}\d-]+/gu) ?? []).length > 3;
	return {verdict: enough ? 'right' : said.length > 0 && !onlyWords ? 'partial' : 'wrong', ...base};
}

/** "The scheduler does not make it again" is said of the scheduler, and true. */
function deniesAComponent({words}: Clause): boolean {
	return words.slice(0, 2).some(({concepts}) => concepts.includes('component')) && words.some(({denied}) => denied);
}

const textOf = ({words}: Clause) => words.map(({text}) => text).join(' ');

function wantedOf({ideas}: Rubric): Rubric['ideas'] {
	return ideas.some(idea => idea.needed) ? ideas.filter(idea => idea.needed) : ideas;
}

/**
 * Whether one who refuses a statement refuses what is so: all of what is wanted, or a part of what might have been said.
 * What is refused with a reason ("it is not true that it ends because nothing recreates it") is refused with it.
 */
function refusesWhatIsSo(rubric: Rubric, {statement, reason}: Refusal): 'all' | 'a part' | undefined {
	const [clauses, withReason] = [statement, `${statement} ${reason}`].map(text => readAnswer(text, rubric.topics));
	if (found(rubric.misconceptions, clauses!).length > 0 || findFalsehoods(statement, rubric.topics).length > 0) {
		return undefined;
	}
	if (found(wantedOf(rubric), withReason!).length > 0) {
		return 'all';
	}
	return found(rubric.ideas, clauses!).length > 0 ? 'a part' : undefined;
}

/** Why an answer is graded as it is. */
export function explainWords(rubric: Rubric, answer: string): Finding[] {
	const clauses = readAnswer(answer, rubric.topics);
	const findings = [
		...found([...rubric.ideas, ...rubric.misconceptions], clauses).map(each => ({...each, id: each.entry.id})),
		...findFalsehoods(answer, rubric.topics).map(each => ({...each, id: each.falsehood.id})),
	];
	return findings.map(({id, pattern, clause}) => {
		const words = clause.words.map(({text, denied}) => (denied ? `-${text}` : text)).join(' ');
		return {id, pattern, clause: clause.topic === 'other' ? `other: ${words}` : words};
	});
}

/** What answers like it got, and by what they are like it; undefined where nothing was learned. For authors. */
export function explainLearned(
	{learned, topics}: Rubric,
	answer: string,
): (Chances & {readonly reasons: readonly string[]}) | undefined {
	const features = featuresOf(readAnswer(answer, topics));
	return learned && {...chancesOf(learned.verdicts, features), reasons: reasonsOf(learned.verdicts, features, 8)};
}

/** The ideas or misconceptions that some clause holds, each with the first such clause. */
function found<T extends {readonly id: string; readonly says: readonly string[]}>(
	entries: readonly T[],
	clauses: readonly Clause[],
): {entry: T; pattern: string; clause: Clause}[] {
	return entries.flatMap(entry => {
		for (const pattern of entry.says) {
			const clause = meeting(parsePattern(pattern), clauses);
			if (clause) {
				return [{entry, pattern, clause}];
			}
		}
		return [];
	});
}
