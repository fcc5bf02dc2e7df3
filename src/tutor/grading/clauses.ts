/** An answer as clauses of words, each word with what it means and whether it is denied. */
import {forgiven, typingErrors} from './inflect.ts';
import {lexicon} from './lexicon.ts';

export interface Word {
	readonly text: string;
	readonly concepts: readonly string[];
	/** Whether a "not", "never", "nothing" … turns it into its opposite. */
	readonly denied: boolean;
}

export interface Clause {
	readonly words: readonly Word[];
	/** Counted from 0; a sentence has one or several clauses. */
	readonly sentence: number;
}

const contractions: readonly (readonly [RegExp, string])[] = [
	[/[‘’`´]/g, "'"],
	[/\bcan'?t\b|\bcannot\b/g, 'can not'],
	[/\bwon'?t\b/g, 'will not'],
	[/\b(do|does|did|is|are|was|were|has|have|had|would|could|should|must|need)n'?t\b/g, '$1 not'],
	[/\bain'?t\b/g, 'is not'],
	[/\b(it|that|there|he|she|what|who)'s\b/g, '$1 is'],
	[/\b(\w+)'ll\b/g, '$1 will'],
	[/\b(\w+)'re\b/g, '$1 are'],
	[/\b(\w+)'ve\b/g, '$1 have'],
	[/\b(\w+)'d\b/g, '$1 would'],
	[/\b(\w+)'s\b/g, '$1'],
	[/\bk8s\b|\bkube\b/g, 'kubernetes'],
	[/\bno\s+one\b/g, 'nobody'],
	[/\bno\s+longer\b/g, 'not'],
	[/\bany\s?more\b/g, 'anymore'],
	[/\bnot (only|just|merely|necessarily only)\b/g, ''],
	[/\bno (matter|problem|doubt|wonder)\b/g, ''],
	[/\bwhy not\b/g, 'why'],
	[/\binstead of\b|\brather than\b|\bas opposed to\b|\bunlike\b/g, ' , without '],
	[/\bunless\b/g, ' , unless '],
];

/** What denies the words after it in its clause. */
const deniers = new Set([
	'not', 'never', 'no', 'nothing', 'nobody', 'none', 'noone', 'nor', 'neither', 'without', 'lack', 'lacks', 'lacking',
	'cant', 'dont', 'doesnt', 'wont', 'isnt', 'hardly', 'unable', 'refuses', 'zero', 'nowhere', 'non', 'missing',
]); // biome-ignore format: a list

/** Words that begin another clause. */
const joiners = new Set([
	'but', 'because', 'since', 'so', 'while', 'whereas', 'although', 'though', 'if', 'when', 'whenever', 'once', 'after',
	'until', 'which', 'who', 'unless', 'however', 'therefore', 'hence', 'thus', 'then', 'cause', 'coz', 'cuz', 'bc', 'as',
	'yet', 'otherwise', 'meaning', 'means', 'before',
]); // biome-ignore format: a list

/** What may be the subject after an "and": then it begins another clause. */
const subjects = new Set([
	'it', 'they', 'you', 'we', 'i', 'the', 'a', 'an', 'this', 'that', 'there', 'nothing', 'nobody', 'no', 'none',
	'kubernetes', 'your', 'its', 'another', 'then', 'will', 'is', 'are', 'was', 'can', 'does', 'do', 'has', 'have', 'would',
	'deployment', 'controller', 'replicaset', 'pod', 'pods', 'node', 'nodes', 'not', 'also', 'everything', 'all',
]); // biome-ignore format: a list

/** Reads an answer. */
export function readAnswer(answer: string): Clause[] {
	let text = ` ${answer.toLowerCase()} `;
	for (const [pattern, replacement] of contractions) {
		text = text.replace(pattern, replacement);
	}
	const clauses: Clause[] = [];
	for (const [sentence, part] of text.split(/[.!?;\n]+(?=\s|$)/).entries()) {
		for (const words of splitClauses(part)) {
			if (words.length > 0) {
				clauses.push({words: understand(words), sentence});
			}
		}
	}
	return clauses;
}

function splitClauses(sentence: string): string[][] {
	const clauses: string[][] = [[]];
	const tokens = sentence.match(/[\p{L}\d][\p{L}\d/-]*|[,:()—–]|\s-\s/gu) ?? [];
	for (const [i, token] of tokens.entries()) {
		const next = tokens[i + 1];
		if (/^[,:()—–]$|^\s-\s$/.test(token)) {
			clauses.push([]);
		} else if (joiners.has(token)) {
			clauses.push([token]);
		} else if (token === 'and' && next !== undefined && subjects.has(next)) {
			clauses.push([]);
		} else {
			clauses.at(-1)!.push(token);
		}
	}
	return clauses;
}

/** Gives each word its concepts, those of phrases included, and says which are denied. */
function understand(texts: readonly string[]): Word[] {
	const concepts: string[][] = texts.map(text => [...conceptsOf(text)]);
	for (const {concept, parts} of lexicon.phrases) {
		for (let start = 0; start < texts.length; start++) {
			const end = matchPhrase(texts, start, parts);
			if (end !== undefined && !concepts[start]!.includes(concept)) {
				concepts[start]!.push(concept);
			}
		}
	}
	let denied = false;
	return texts.map((text, i) => {
		if (deniers.has(text)) {
			denied = !denied;
		}
		const byNobody = texts[i + 1] === 'by' && deniers.has(texts[i + 2] ?? '');
		const laterDenied = !denied && byNobody;
		return {text, concepts: concepts[i]!, denied: denied || laterDenied};
	});
}

function matchPhrase(
	texts: readonly string[],
	start: number,
	parts: readonly ReadonlySet<string>[],
): number | undefined {
	if (!parts[0]!.has(texts[start]!)) {
		return undefined;
	}
	let at = start;
	for (const part of parts.slice(1)) {
		const gap = texts.slice(at + 1, at + 4).findIndex(text => part.has(text));
		if (gap < 0) {
			return undefined;
		}
		at += gap + 1;
	}
	return at;
}

const remembered = new Map<string, readonly string[]>();

/** A word's concepts: its own, or those of the word it was meant to be. */
function conceptsOf(text: string): readonly string[] {
	const known = lexicon.words.get(text);
	if (known) {
		return known;
	}
	const allowed = forgiven(text.length);
	if (allowed === 0 || deniers.has(text) || joiners.has(text) || commonWords.has(text)) {
		return [];
	}
	let found = remembered.get(text);
	if (!found) {
		let best = allowed + 1;
		found = [];
		for (const [word, concepts] of lexicon.words) {
			if (Math.abs(word.length - text.length) <= allowed && word[0] === text[0] && word.length >= 5) {
				const errors = typingErrors(text, word);
				if (errors < best) {
					best = errors;
					found = concepts;
				}
			}
		}
		remembered.set(text, found);
	}
	return found;
}

/** Right words that a typing error would make of others. */
const commonWords = new Set([
	'there', 'their', 'these', 'those', 'about', 'other', 'would', 'could', 'where', 'being', 'every', 'first', 'world',
	'again', 'never', 'always', 'after', 'because', 'create', 'creates', 'created', 'creating', 'state', 'under', 'still',
	'until', 'which', 'while', 'start', 'store', 'stores', 'normal', 'really', 'almost', 'reason', 'remote', 'place',
	'given', 'files', 'works', 'words', 'least', 'clean', 'cluster',
]); // biome-ignore format: a list
