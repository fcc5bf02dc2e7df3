/** Which words of a clause are denied: how far a "not" reaches, and when two of them make a yes. */
import {auxiliaries, concord, deniers, reversers, stoppers} from './function-words.ts';

/**
 * For each word, whether it is denied. A denial reaches to the end of its clause; a second one undoes it ("never not"),
 * but for the doubled negation of everyday speech ("don't never"). What turns a whole statement round ("it is not true
 * that …", "nothing prevents it from …") is counted apart. `without` denies its noun only.
 * @param inherited whether the clause hangs on a noun that was denied ("there is no controller which …")
 */
export function denials(texts: readonly string[], inherited = false): boolean[] {
	let turned = inherited;
	let denied = false;
	let kept = false;
	let nounEnds = -1;
	let saidNotAt = -1;
	const result = texts.map((text, i) => {
		const before = texts[i - 1] ?? '';
		if (text === 'without') {
			nounEnds = endOfNoun(texts, i);
		} else if (text === 'by' && kept) {
			// "keeps Pods from disappearing by starting new ones": how it is done is not what is kept from happening.
			turned = !turned;
			kept = false;
		} else if (reverses(texts, i) || (text === 'not' && turnsStatement(texts, i))) {
			turned = !turned;
			kept = stoppers.has(text);
		} else if (deniers.has(text) && !(text === 'missing' && auxiliaries.has(before))) {
			const doubled = concord.has(text) && denied && saidNotAt >= 0 && saidNotAt >= i - 4;
			const nextPredicate = text === 'not' && saidNotAt >= 0 && auxiliaries.has(before);
			// "no Deployment owns it it is not recreated": a new subject, without the comma.
			const nextSentence = text === 'not' && auxiliaries.has(before) && /^(it|they|you|this)$/.test(texts[i - 2] ?? '');
			const another = text === 'nor' || text === 'neither';
			denied = doubled || nextPredicate || nextSentence || another || !denied;
			saidNotAt = text === 'not' ? i : saidNotAt;
		} else if (text === 'and' && /^(that|which)$/.test(texts[i + 2] ?? '')) {
			// "a name that does not change and a disk that follows"
			denied = false;
		} else if (text === 'and' && isRelative(texts, saidNotAt) && determiners.has(texts[i + 1] ?? '')) {
			// "names that do not change and one claim each"
			denied = false;
		} else if (auxiliaries.has(text) && endsRelative(texts, saidNotAt, i)) {
			denied = false;
		}
		return i <= nounEnds ? true : denied !== turned;
	});
	const end = deniedSubject(texts);
	if (end > 0) {
		return result.map((value, i) => (i < end ? !value : value));
	}
	// "is recreated by nobody"
	const byNobody = texts.findIndex((text, i) => text === 'by' && /^(nothing|nobody|none|no)$/.test(texts[i + 1] ?? ''));
	return byNobody < 0 ? result : result.map((value, i) => (i < byNobody ? !value : value));
}

/** "self-healing is missing", "self-healing does not work": where the subject that is denied ends. */
function deniedSubject(texts: readonly string[]): number {
	return texts.findIndex((text, i) => {
		const [next = '', afterwards = ''] = texts.slice(i + 1, i + 3);
		return (
			i > 0 &&
			auxiliaries.has(text) &&
			(/^(missing|lacking|absent)$/.test(next) ||
				(next === 'not' && /^(work|apply|exist|happen|occur)$/.test(afterwards)))
		);
	});
}

/** "it is not true that …", "I do not think that …" */
function turnsStatement(texts: readonly string[], i: number): boolean {
	const [first = '', second = '', third = ''] = texts.slice(i + 1, i + 4);
	return (
		/^(think|believe|say|mean|agree)$/.test(first) ||
		(/^(true|correct|so|right)$/.test(first) && second === 'that') ||
		(/^(the|a)$/.test(first) && /^(case|fact)$/.test(second) && third === 'that')
	);
}

/** "a pod that is not managed | is recreated": the second auxiliary belongs to the sentence around the relative one. */
function endsRelative(texts: readonly string[], not: number, i: number): boolean {
	return isRelative(texts, not) && i > not + 1;
}

/** Whether a "not" stands in a relative clause. */
function isRelative(texts: readonly string[], not: number): boolean {
	const relative = texts.findIndex(text => text === 'that' || text === 'which' || text === 'who');
	return relative > 0 && relative < not;
}

/** What a thing begins with that is named beside another. */
const determiners = new Set('one own two stable fixed ordered persistent unique separate every dedicated'.split(' '));

function reverses(texts: readonly string[], i: number): boolean {
	const text = texts[i]!;
	const next = texts[i + 1] ?? '';
	if (stoppers.has(text)) {
		return texts.slice(i + 2, i + 5).includes('from');
	}
	return reversers.some(({words, before}) => words.has(text) && before.has(next));
}

/** `without a higher-level controller it …`: the last word that `without` denies. */
function endOfNoun(texts: readonly string[], start: number): number {
	for (let i = start + 1; i < texts.length; i++) {
		const text = texts[i]!;
		const begins =
			deniers.has(text) ||
			auxiliaries.has(text) ||
			/^(stays?|dies|gets?|goes|vanishes|disappears|comes|it|they|you|the|there|this|that|and|or)$/.test(text);
		if ((begins && i > start + 1) || i > start + 5) {
			return i - 1;
		}
	}
	return texts.length - 1;
}
