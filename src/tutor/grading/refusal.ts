/**
 * Answers that refuse a whole statement: "it is not true that nothing recreates it". Word by word such a denial reaches
 * no further than its clause; here the statement is taken out whole, to be graded by itself: who refuses what would be
 * right has said the opposite.
 */

const untrue = /(?:false|untrue|wrong|incorrect|(?:just )?a (?:myth|lie|misconception))/.source;
const notTrue = /(?:not|never) (?:really |actually |at all )?(?:true|correct|right|so|the case|a fact)/.source;
const is = /(?:it|that|this)(?: is|'s|s)/.source;
const telling = /(?:to (?:say|think|believe|claim|assume) )?that/.source;

/** What stands before the statement. */
const before = new RegExp(
	`^\\W*(?:(?:no|well|actually|so)\\W+)?(?:${is} (?:${notTrue}|${untrue})|(?:it|that) (?:isn'?t|wasn'?t) (?:true|correct|right|so|the case|a fact)|(?:it )?would be (?:${untrue}|a lie)) ${telling}\\W+`,
);
const disbelief = /^\W*(?:no\W+)?i (?:do not|don'?t|dont) (?:think|believe|agree)(?: that)?\W+/;
const nobodySays = /^\W*(?:nobody|no one) (?:says|said|claims|thinks|believes)(?: that)?\W+/;

/**
 * What stands after it; the statement itself is a whole answer then. "It makes one more when that is wrong" refuses
 * nothing: only a sentence of its own does.
 */
const after = [
	new RegExp(`(?:[.;!?"”][\\s"']*(?:but )?|,? but )${is} (?:${notTrue}|${untrue})\\W*$`),
	/[.;!?"”][\s"']*(?:it|that|this) isn'?t (?:true|so|correct|the case)\W*$/,
	/ is (?:(?:not|never) true|untrue|(?:just )?a (?:myth|lie|misconception))\W*$/,
	/["”]\s+is (?:wrong|false|incorrect)\W*$/,
	/\?\s*(?:no|nope|never|wrong|false)\W*$/,
];

/** What follows is the writer's own again: another sentence, a reason, a correction. */
const ownWords = /(?<=\S)(?:[.;!?](?=\s|$)|,?\s+(?:but|because|since|as)\s|,\s+(?:it|they|rather|instead|actually)\b)/;
/** After "I don't think that …" a condition or a conclusion is, too. */
const ownThoughts = /(?<=\S)\s+(?:so|when|if|where|while|until|unless)\s/;

/** The statement that an answer refuses, `undefined` where it refuses none. */
export function refusedStatement(answer: string): string | undefined {
	const text = answer.toLowerCase().replace(/[‘’`´]/g, "'");
	const told = text.replace(before, '').replace(nobodySays, '');
	if (told !== text) {
		return told.split(ownWords)[0];
	}
	const thought = text.replace(disbelief, '');
	if (thought !== text) {
		return thought.split(ownWords)[0]!.split(ownThoughts)[0];
	}
	const end = after.find(frame => frame.test(text));
	return end && text.replace(end, '');
}
