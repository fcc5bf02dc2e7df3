/**
 * What each clause of an answer speaks of: what is asked about (a bare Pod), or what it is set against (a Deployment).
 * "A Deployment recreates its Pods, a bare Pod does not" says the same of each by saying the opposite.
 */
import type {Clause, Word} from './clauses.ts';
import {auxiliaries, conditions, deniers} from './function-words.ts';

/** Concepts of the lexicon that name the one and the other. */
export interface Topics {
	readonly asked: readonly string[];
	readonly other: readonly string[];
}

/** A clause of which it is not known yet what it speaks of. */
export type Untold = Omit<Clause, 'topic'>;
type Topic = Clause['topic'];

/**
 * Adds the topics, and what a clause leaves out because the one before said it.
 * @param start what it is about as long as nothing is named
 */
export function withTopics(clauses: readonly Untold[], topics: Topics, start: Topic = 'asked'): readonly Clause[] {
	const told: Clause[] = [];
	let current = start;
	for (const [i, clause] of clauses.entries()) {
		const named = namedTopic(clause, topics);
		const first = clause.words[0]!.text;
		const previous = told.at(-1);
		if (first === 'unlike') {
			told.push(...asides(clause, named ?? 'other', previous, topics, start).filter(({words}) => words.length > 0));
			current = told.at(-1)?.topic ?? start;
			continue;
		}
		if (first === 'like' && named === 'other') {
			continue;
		}
		const topic: Topic = named ?? (/^(otherwise|here)$/.test(first) ? start : current);
		const same = previous && previous.sentence === clause.sentence;
		const deniedBefore = told.some(({sentence, words}) => sentence === clause.sentence && words.at(-1)!.denied);
		const last = clauses[i + 1]?.sentence !== clause.sentence;
		// "It isn't recreated if a Deployment manages it": the condition says what the clause before it was about.
		if (same && last && named === 'other' && conditions.has(first) && !namedTopic(previous, topics)) {
			told[told.length - 1] = {...previous, topic: 'other'};
		}
		// "a controller makes another when a Pod dies; bare Pods have none": what is left out is not the condition.
		const said = told.findLast(({words}) => !conditions.has(words[0]!.text)) ?? previous;
		told.push({...clause, words: completed(clause.words, said?.words), topic});
		// A list in brackets ("no controller (Deployment, ReplicaSet) owns it") changes no topic.
		if (
			clause.words.every(({concepts}) => concepts.some(concept => topics.other.includes(concept))) &&
			same &&
			deniedBefore
		) {
			continue;
		}
		// What follows "unless a controller recreates it" is again about the Pod without one.
		current = first === 'unless' ? 'asked' : topic;
	}
	return told;
}

/** What a clause names first; a controller that is denied ("no controller", "without a Deployment") is the bare Pod. */
function namedTopic({words}: Untold, {asked, other}: Topics): Topic | undefined {
	for (const [i, word] of words.entries()) {
		if (word.concepts.some(concept => asked.includes(concept))) {
			return 'asked';
		}
		if (
			word.concepts.some(concept => other.includes(concept)) &&
			!isItsOwn(words, i) &&
			!isAgent(words, i) &&
			!isCompared(words, i)
		) {
			return word.denied && !isCircumstance(words, i) ? 'asked' : 'other';
		}
	}
	return undefined;
}

/** "the controller", "its ReplicaSet": one that the Pod is said to have, not another way of doing it. */
function isItsOwn(words: readonly Word[], i: number): boolean {
	const named =
		/^(controller|replicaset)s?$/.test(words[i]!.text) && /^(the|its|their)$/.test(words[i - 1]?.text ?? '');
	return named && !words.some(({text}) => text === 'would');
}

/** "it is recreated by a controller" is still about it; "Pods managed by a Deployment" and "if it is managed by" are not. */
function isAgent(words: readonly Word[], i: number): boolean {
	const by = words.slice(Math.max(0, i - 4), i).findLastIndex(({text}) => text === 'by');
	if (by < 0 || words[i]!.denied) {
		return false;
	}
	const before = words.slice(0, Math.max(0, i - 4) + by);
	const hypothetical = conditions.has(before[0]?.text ?? '') || before.some(({concepts}) => concepts.includes('wish'));
	return !hypothetical && before.some(({text}) => auxiliaries.has(text));
}

/** "they never come back with a Deployment": it is not the Deployment that is denied. "Not with a Deployment" it is. */
function isCircumstance(words: readonly Word[], i: number): boolean {
	const at = words.slice(Math.max(0, i - 3), i).findLastIndex(({text}) => /^(with|in|under|using|inside)$/.test(text));
	const preposition = Math.max(0, i - 3) + at;
	return at >= 0 && preposition > 0 && !deniers.has(words[preposition - 1]!.text);
}

/** "recreated like with a Deployment" speaks of the other thing's way, not of the other thing. */
function isCompared(words: readonly Word[], i: number): boolean {
	return words.slice(Math.max(0, i - 3), i).some(({text}) => text === 'like' || text === 'than');
}

const fillers =
	/^(just|also|only|simply|itself|themselves|though|however|but|while|whereas|and|a|an|the|that|this|so|it|its|they|to|for|has|have|with|there|of)$/;

/**
 * "but bare pods are not", "there is nobody to do that": a clause of a subject and an auxiliary takes the rest from
 * the clause before it, affirmed or denied as it says itself.
 */
function completed(words: readonly Word[], before: readonly Word[] | undefined): readonly Word[] {
	const bare = words.filter(({text}) => !fillers.test(text) && !auxiliaries.has(text) && !deniers.has(text));
	const elliptic =
		words.some(({text}) => auxiliaries.has(text)) &&
		words.length >= 2 &&
		words.length <= 9 &&
		bare.every(({concepts}) => concepts.every(concept => nouns.has(concept))) &&
		(bare.some(({concepts}) => concepts.length > 0) || /\b(do|does) (that|this|so|it)\b/.test(textOf(words)));
	const endsInAuxiliary =
		/\b(do|does|did|is|are|will|would|can|has|have)( not)?( (that|this|so|it|any|for that|either|too))?$/.test(
			textOf(words),
		);
	if (!before || !elliptic || !endsInAuxiliary) {
		return words;
	}
	const denied = words.at(-1)!.denied;
	const rest = before.filter(
		({concepts}) => concepts.length > 0 && !concepts.includes('wish') && !concepts.some(concept => nouns.has(concept)),
	);
	return [...words, ...rest.map(word => ({...word, denied}))];
}

const textOf = (words: readonly Word[]) => words.map(({text}) => text).join(' ');

/** Concepts that name things and not what becomes of them. */
const nouns = new Set([
	'pod',
	'bare',
	'controller',
	'component',
	'kubelet',
	'deployment',
	'replicaset',
	'daemonset',
	'statefulset',
	'human',
	'is',
	'app',
]);

/**
 * "unlike a Deployment nothing recreates it" is an aside and then the rest of the clause; "a Deployment recreates
 * them, unlike bare Pods" says the opposite of bare Pods.
 */
function asides(clause: Untold, topic: Topic, previous: Clause | undefined, topics: Topics, start: Topic): Clause[] {
	const named = [...topics.asked, ...topics.other];
	const end = clause.words.findIndex(({concepts}) => concepts.some(concept => named.includes(concept)));
	if (end < 0) {
		// "instead of being replaced": what is not done.
		return [{...clause, words: clause.words.map(word => ({...word, denied: !word.denied})), topic: start}];
	}
	const rest = clause.words.slice(end + 1);
	const after = rest[0]?.concepts.some(concept => named.includes(concept)) ? rest.slice(1) : rest;
	if (after.length > 0) {
		return [{...clause, words: after, topic: topic === 'other' ? start : 'other'}];
	}
	if (!previous || previous.sentence !== clause.sentence) {
		return [{...clause, words: clause.words.slice(0, 1), topic: topic === 'other' ? start : 'other'}];
	}
	const opposite = previous.words.map(word => ({...word, denied: !word.denied}));
	return [{...clause, words: opposite.filter(({concepts}) => !concepts.some(concept => nouns.has(concept))), topic}];
}
