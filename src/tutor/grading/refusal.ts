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
const disagree = /^\W*i (?:disagree|doubt|deny|do not agree|don'?t agree)(?: with the claim)?(?: that)?\W+/;
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
	/\?\s*(?:no, )?(?:that|this|it)(?:'s| is) (?:false|wrong|untrue|not true)\b.*$/s,
];

/** A reason that follows belongs to what is refused; so does what is joined to it without a comma. */
const reasoned = /(?<=\S),?\s+(?:because|since|as)\s/;
/** What follows is the writer's own again: another sentence, a correction. */
const ownWords = /(?<=\S)(?:[.;!?](?=\s|$)|,?\s+but\s|,\s+(?:it|they|rather|instead|actually)\b)/;
/** After "I don't think that …" a reason, a condition or a conclusion is, too. */
const ownThoughts = /(?<=\S),?\s+(?:because|since|as|so|when|if|where|while|until|unless)\s/;

export interface Refusal {
	readonly statement: string;
	/** The reason that is given in the same breath; empty where there is none. */
	readonly reason: string;
}

/** "I don't think that if its node fails …": the condition is a part of what is refused. */
const beginsInside = /^(?:if|when|once|because|since|as|bcs|cause|after)\b/;

/** What may be wrong without a statement being so: the number, the image. */
const isThing =
	/^\s*(?:it|something|anything|all|(?:(?:the|a|an|its|this|that|their) )?(?:[\w-]+ ){0,3}(?:number|count|image|version|state|total|pod|node|config|file|update))\s*$/;

const isWrong = / is (?:wrong|false|incorrect|not (?:true|so|correct|right|the case))\W*$/;

/** The statement that an answer refuses, `undefined` where it refuses none. */
export function refusedStatement(answer: string): Refusal | undefined {
	const text = answer.toLowerCase().replace(/[‘’`´]/g, "'");
	const told = text.replace(before, '').replace(disagree, '').replace(nobodySays, '');
	if (told !== text) {
		const refused = told.split(ownWords)[0]!;
		const statement = refused.split(reasoned)[0]!;
		return {statement, reason: refused.slice(statement.length)};
	}
	const thought = text.replace(disbelief, '');
	if (thought !== text) {
		const sentence = thought.split(ownWords)[0]!;
		return {statement: beginsInside.test(sentence) ? sentence : sentence.split(ownThoughts)[0]!, reason: ''};
	}
	const end = after.find(frame => frame.test(text)) ?? (refusesAtEnd(text) ? isWrong : undefined);
	return end && {statement: text.replace(end, ''), reason: ''};
}

/** "Nothing recreates it is wrong": but "it makes more when the number is wrong" refuses nothing. */
function refusesAtEnd(text: string): boolean {
	const clause = isWrong.test(text)
		? text
				.replace(isWrong, '')
				.split(/[.,;:!?]|\b(?:when|whenever|if|once|whether|because|since|as|what|which|that|until|while|and|but|so)\b/)
				.at(-1)!
		: '';
	return clause.trim() !== '' && !isThing.test(clause);
}
