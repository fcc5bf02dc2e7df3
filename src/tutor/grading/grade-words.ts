/** Grades an answer in the learner's own words by the ideas that it holds. */
import type {Rubric} from '../missions/mission.ts';
import {isGuess, isNoAnswer, plainText} from './answer-text.ts';
import {type Clause, readAnswer} from './clauses.ts';
import type {Grade} from './grade.ts';
import {isKeywordList} from './keywords.ts';
import {meeting, parsePattern} from './pattern.ts';
import {refusedStatement} from './refusal.ts';

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

/** Right, where enough ideas are there and nothing is said that is not so; a keyword list is never right. */
export function gradeWords(rubric: Rubric, answer: string): Grade {
	const refused = refusedStatement(answer);
	if (refused !== undefined && holdsWhatIsNeeded(rubric, refused)) {
		return {verdict: 'wrong', there: [], missing: wantedOf(rubric).map(({name}) => name), wrong: [refusesIt]};
	}
	const clauses = isNoAnswer(answer) ? [] : readAnswer(answer, rubric.topics);
	const keywords = !rubric.list && isKeywordList(plainText(answer));
	const mistakes = keywords ? [] : found(rubric.misconceptions, clauses);
	const mistaken = mistakes.map(({entry}) => entry);
	// Where one thing is set against another, what is said in one breath with a misconception is a part of it.
	const sound =
		!rubric.topics || rubric.list
			? clauses
			: clauses.filter(clause => mistakes.every(mistake => mistake.clause !== clause));
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
	const base = {
		there: said.map(idea => idea.name),
		missing,
		wrong: mistaken.map(({reply}) => reply),
	};
	if (mistaken.length > 0) {
		return {verdict: decisive.length > 0 ? 'partial' : 'wrong', ...base};
	}
	if (enough && isGuess(answer)) {
		return {verdict: 'partial', ...base, wrong: [sureOfIt]};
	}
	if (enough && keywords) {
		return {verdict: 'partial', ...base, wrong: [intoASentence]};
	}
	return {verdict: enough ? 'right' : said.length > 0 ? 'partial' : 'wrong', ...base};
}

function wantedOf({ideas}: Rubric): Rubric['ideas'] {
	return ideas.some(idea => idea.needed) ? ideas.filter(idea => idea.needed) : ideas;
}

/** Whether a statement says something that is wanted, and nothing that is not so. */
function holdsWhatIsNeeded(rubric: Rubric, statement: string): boolean {
	const clauses = readAnswer(statement, rubric.topics);
	return found(rubric.misconceptions, clauses).length === 0 && found(wantedOf(rubric), clauses).length > 0;
}

/** Why an answer is graded as it is. */
export function explainWords(rubric: Rubric, answer: string): Finding[] {
	const clauses = readAnswer(answer, rubric.topics);
	return found([...rubric.ideas, ...rubric.misconceptions], clauses).map(({entry, pattern, clause}) => {
		const words = clause.words.map(({text, denied}) => (denied ? `-${text}` : text)).join(' ');
		return {id: entry.id, pattern, clause: clause.topic === 'other' ? `other: ${words}` : words};
	});
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
