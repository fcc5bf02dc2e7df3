/** Which words of a clause are denied: how far a "not" reaches, and when two of them make a yes. */
import {auxiliaries, concord, deniers, reversers, stoppers} from './function-words.ts';

/**
 * For each word, whether it is denied. A denial reaches to the end of its clause; a second one undoes it ("never not",
 * "nothing prevents"), but for the doubled negation of everyday speech ("don't never"). `without` denies its noun only.
 */
export function denials(texts: readonly string[]): boolean[] {
	let denied = false;
	let nounEnds = -1;
	let saidNotAt = -9;
	const result = texts.map((text, i) => {
		if (text === 'without') {
			nounEnds = endOfNoun(texts, i);
		} else if (reverses(texts, i)) {
			denied = !denied;
		} else if (deniers.has(text)) {
			const doubled =
				concord.has(text) && denied && saidNotAt >= i - 4 && !/^(true|case|fact)$/.test(texts[i - 2] ?? '');
			const another = text === 'nor' || text === 'neither';
			denied = doubled || another ? true : !denied;
			if (text === 'not') {
				saidNotAt = i;
			}
		}
		return i <= nounEnds ? true : denied;
	});
	// "is recreated by nobody"
	const byNobody = texts.findIndex((text, i) => text === 'by' && deniers.has(texts[i + 1] ?? ''));
	return byNobody < 0 ? result : result.map((value, i) => (i < byNobody ? !value : value));
}

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
			deniers.has(text) || auxiliaries.has(text) || /^(it|they|you|the|there|this|that|and|or)$/.test(text);
		if ((begins && i > start + 1) || i > start + 5) {
			return i - 1;
		}
	}
	return texts.length - 1;
}
