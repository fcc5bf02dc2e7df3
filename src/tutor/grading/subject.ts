/** Who does it, where a clause leaves that to the one before: "the Deployment manages it and does the updates". */
import {auxiliaries, conditions, deniers, joiners} from './function-words.ts';
import {conceptsOf} from './lexicon.ts';

/** Verbs that begin a clause without a subject, where somebody has just been named who may do it. */
export const activeVerbs: ReadonlySet<string> = new Set('makes keeps manages creates gives does'.split(' '));

const verbs = new Set(['manage', 'create', 'keep', 'recreate', 'update', 'put', 'die', 'follow', 'share', 'recognise']);

/**
 * The words that name the subject of a clause, for a next one that begins with that verb; none where the next one has a
 * subject of its own. "no controller that notices it | and makes another" is still about no controller.
 */
export function subjectOf(clause: readonly string[], next: string): string[] {
	if (!activeVerbs.has(next) && !auxiliaries.has(next)) {
		return [];
	}
	const relative = clause.findIndex((word, i) => i > 0 && /^(that|who|which|to)$/.test(word));
	const denier = clause.slice(0, Math.max(relative, 0)).findLastIndex(word => deniers.has(word));
	if (denier >= 0 && activeVerbs.has(next)) {
		return clause.slice(denier, relative);
	}
	const start = clause.findIndex(word => !joiners.has(word) && word !== 'and' && word !== 'unlike');
	const verb = clause.findIndex((word, i) => i >= start && isVerb(word));
	const subject = start < 0 || verb < 0 ? [] : clause.slice(start, verb);
	// "if a node fails, does the Pod …": the condition's subject is another one.
	const other = conditions.has(clause[0] ?? '') || clause[0] === 'unlike';
	// "nothing watches it and is lost": here it is the Pod that is lost.
	return other || (subject.some(word => deniers.has(word)) && !activeVerbs.has(next)) ? [] : subject;
}

/** "it keeps the name | and the disk": a thing without a verb of its own has that of the clause before. */
export function withVerb(clause: string[], before: readonly string[]): string[] {
	const verb = before.findIndex(isVerb);
	const isThing = /^(the|an?|its|their|your|another)$/.test(clause[0] ?? '') && !clause.some(isVerb);
	// "does not keep the name | or the disk": denied with its verb.
	const end = deniers.has(before[verb + 1] ?? '') ? verb + 2 : verb + 1;
	return isThing && verb >= 0 ? [...before.slice(0, end), ...clause] : clause;
}

function isVerb(word: string): boolean {
	// "a disk of their own"
	const isNoun = word === 'own' || /(ment|set|er|ers)s?$/.test(word);
	return auxiliaries.has(word) || (!isNoun && conceptsOf(word).some(name => verbs.has(name)));
}
