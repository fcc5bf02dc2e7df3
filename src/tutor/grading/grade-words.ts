/** Grades an answer in the learner's own words by the ideas that it holds. */
import type {Rubric} from '../missions/mission.ts';
import {type Clause, readAnswer} from './clauses.ts';
import type {Grade} from './grade.ts';
import {meets, parsePattern} from './pattern.ts';

/** Words that hold a sentence together; a list of keywords has hardly any. */
const sentenceWords = new Set(
	'a an the is are was be it its they them this that to of in on at by for with and or if when because so as do does not no never nothing nobody will would can cannot has have had you your we i there than then but from into more each only one gets get'.split(
		' ',
	),
);

/** "idk", "not sure" and the like are no answers. */
const noAnswer =
	/^\W*(i\s*)?(d[ou]n'?t\s*know|dunno|idk|no idea|not sure|no clue|unsure|\?+|n\/?a|pass|none|-+)?(\s*(sorry|yet))?\W*$/i;

export function gradeWords(rubric: Rubric, answer: string): Grade {
	const clauses = readAnswer(answer);
	const said = noAnswer.test(answer) ? [] : rubric.ideas.filter(idea => says(idea.says, clauses));
	const mistaken = rubric.misconceptions.filter(misconception => says(misconception.says, clauses));
	const needed = rubric.ideas.filter(idea => idea.needed);
	const enough = said.length >= rubric.enough && needed.every(idea => said.includes(idea));
	const missing = rubric.ideas.filter(idea => !said.includes(idea) && (!enough || idea.needed));
	const base = {
		there: said.map(idea => idea.name),
		missing: missing.map(idea => idea.name),
		wrong: mistaken.map(({reply}) => reply),
	};
	if (mistaken.length > 0) {
		return {verdict: enough ? 'partial' : 'wrong', ...base};
	}
	if (enough && isKeywordList(answer)) {
		return {
			verdict: 'partial',
			...base,
			wrong: ['Those are the right words; put them into a sentence that says how they belong together.'],
		};
	}
	return {verdict: enough ? 'right' : said.length > 0 ? 'partial' : 'wrong', ...base};
}

function says(patterns: readonly string[], clauses: readonly Clause[]): boolean {
	return patterns.some(pattern => meets(parsePattern(pattern), clauses));
}

/** Three words or more, of which next to none hold a sentence together. */
function isKeywordList(answer: string): boolean {
	const words = answer.toLowerCase().match(/[\p{L}']+/gu) ?? [];
	const holding = words.filter(word => sentenceWords.has(word) || /n't$/.test(word)).length;
	const commas = (answer.match(/[,/;|]/g) ?? []).length;
	return words.length >= 3 && (holding === 0 || (holding * 6 < words.length && commas * 2 >= words.length - 1));
}
