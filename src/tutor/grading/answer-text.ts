/** An answer's text in a plainer form: contractions written out, hedges and courtesies left out, asides set apart. */
import {writtenOut} from './short-forms.ts';

const rewrites: readonly (readonly [RegExp, string])[] = [
	[/[‘’`´]/g, "'"],
	// What people put before an answer that they are not certain of.
	[
		/\b(i'?m |i am )?not (entirely |really |quite |100% |completely )?sure,? (but|if|though|maybe|i think|because)\b/g,
		' ',
	],
	[/\bi (do not|don'?t|dunno|dont) (really |exactly )?know,? (but|maybe|i think)\b/g, ' '],
	[/\bi (guess|think|believe|suppose|assume)( that)?(?= )/g, ' '],
	[/\bcorrect me if i'?m wrong\b|\bif i (remember|recall|understand)( it)? (correctly|right|well)\b/g, ' '],
	// A question repeated before its answer says nothing.
	[/\byou (should|must) (almost )?never create (a )?bare pods?( for (a )?real apps?)?\b/g, ' '],
	[/\bcan'?t\b|\bcannot\b|\bcan t\b/g, 'can not'],
	[/\bwon'?t\b/g, 'will not'],
	[/\b(do|does|did|is|are|was|were|has|have|had|would|could|should|must|need)n'?t\b/g, '$1 not'],
	[/\b(dose|doe)(s)?n'?t\b|\bdosen'?t\b|\bdoens'?t\b|\bdoesen'?t\b/g, 'does not'],
	[/\b(ain'?t|aint)\b/g, 'is not'],
	[/\b(it|that|there|he|she|what|who|nothing|nobody|here)'s\b/g, '$1 is'],
	[/\btheres\b/g, 'there is'],
	[/\b(\w+)'ll\b/g, '$1 will'],
	[/\b(\w+)'re\b/g, '$1 are'],
	[/\b(\w+)'ve\b/g, '$1 have'],
	[/\b(\w+)'d\b/g, '$1 would'],
	[/\b(\w+)'s\b/g, '$1'],
	[/\b(\w+s)'/g, '$1'],
	[/\b(e\.\s?g|i\.\s?e|incl|etc|vs|resp|approx)\./g, '$1'],
	[/\s[+&]\s/g, ' and '],
	[/\b(1\s?:\s?1|one[\s-]to[\s-]one)\b/g, 'onetoone'],
	[/\b(\w+)-(by|at|after)-(a-)?(\w+)\b/g, '$1 $2 $4'],
	[/\bfor (you|me|us)\b/g, ' '],
	[/\b(exactly|only|just|precisely) once\b|\bonce(?= (on|in|for|per|each|every)\b)/g, 'one-time'],
	[/\b(\w+)-(specific|unique|bound|owned)\b/g, '$1 $2'],
	[/\b(i|and i) (can ?not|can't|do not|don'?t|dunno|couldn't) [^.;,]*\b(why|what|how|who|about)\b[^.;]*/g, ' '],
	[/\bno idea (why|what|how|who|about)\b[^.;]*/g, ' '],
	[/\bno1\b/g, 'nobody'],
	[/\bkeep-alive\b/g, 'keep alive'],
	// A verb that "after" belongs to, where it would begin another clause.
	[/\blook(s|ed|ing)? after\b/g, 'tend$1'],
	[/\bcontrol plane/g, 'control-plane'],
	[/\brestart[ -]?policy(\s*[:=]?\s*(is |of )?["']?(always|never|onfailure)\b["']?)?/g, 'restartpolicy'],
	// One clause, where "before" would begin another: it is the order that counts.
	[/\b([a-z]+-\d)\b([^.,;]*?)\b(?:before|then) ([a-z]+-\d)\b/g, '$1$2preceding $3'],
	[/\s<\s/g, ' less than '],
	[/\bno meaning\b/g, 'no sense'],
	// "Who recreates it? Nobody."
	[/\b(?:who|what)\b([^?.]*)\?+\s*(nobody|no one|nothing|none)\b/g, '$2 $1'],
	[/\b(?:all )?at once\b|\bat the same time\b/g, 'simultaneously'],
	[/\b(?:volume[ -]claim|pvc|claim|volume)[ -]templates?\b/g, 'volumeclaimtemplates'],
	[/\bnon-(?=[a-z]{3})/g, 'not '],
	[/\b([a-z]+)-([a-z]+)-([a-z]+)(?:-([a-z]+))?\b/g, '$1 $2 $3 $4'],
	[/\bk8s\b|\bkube\b|\bk8\b/g, 'kubernetes'],
	[/\bno[\s-]+one\b|\bnoone\b|\bno body\b/g, 'nobody'],
	[/\bno longer\b/g, 'not'],
	[/\bany\s?more\b/g, 'anymore'],
	[/\b(anything|anyone|anybody|any)\b(?=.*\bnot\b)/g, 'any'],
	[/\bnot (only|just|merely|necessarily only)\b|\bno (matter|problem|doubt|wonder)\b/g, ''],
	[/\bwhy not\b/g, 'why'],
	[/\bnothing (but|except|besides|apart from|other than)\b/g, 'only'],
	[/\b(everything|all) (but|besides|apart from|other than)\b/g, '$1 except'],
	[/&&/g, ','],
	// A change written for sed.
	[/\bsed (?:-\w+ )*["']?s([/|#])(.*?)\1(.*?)\1g?["']?/g, 'change $2 to $3 in'],
	[/\bnone of\b/g, 'no'],
	[/\bwith no\b/g, 'without'],
	[
		/\binstead of\b|\brather than\b|\bas opposed to\b|\b(in contrast|contrary|compared|opposite) (to|with)\b|\bother than\b/g,
		' unlike ',
	],
	[/\bas (many|much)( \w+){0,3} as( there (are|is))?\b/g, 'as-many-as '],
	[/\bw\/o\b/g, 'without'],
	[/#\s?(?=of\b|nodes?\b|pods?\b|replicas?\b)/g, 'number '],
	[/\s*\/\s*(?=(node|host|machine|worker)\b)/g, ' per '],
	[/([a-z][\w-]{2,})\/([a-z][\w-]{2,})/g, '$1 or $2'],
	[/\bw\/(?=\s)/g, 'with'],
	[/\b(\d+)\s*\+/g, '$1 or more'],
	[/\s*[=→]+>?\s*(?=no\b|never\b)/g, ' , '],
	[/(\w)\s*[=→]+>?\s*(?=\w)/g, '$1 is '],
	[/-+>/g, ' , '],
	// "ordered deployment" is what is done, not the kind of object.
	[/\b(ordered|orderly|sequential|graceful|rolling|in-order) deployments?\b/g, '$1 startup'],
	// The short name of the kind, which is a verb elsewhere.
	[
		/\b(the|a|an|by|via|through|with|your|my|its|just|only|called|is|and|both) deploy(?=\s*($|[.,;:!?)]|and\b|or\b|object|itself|is\b|does\b|manages\b))/g,
		'$1 deployment',
	],
	[/^\s*deploy(?=\s*($|[.,;:!?)]|and\b|or\b|object|itself|is\b))/g, ' deployment'],
	[/\b(replica|daemon|stateful)[\s-]set(s?)\b/g, '$1set$2'],
	[/\b(has|have|had) not got\b/g, '$1 not'],
	[/\bself[\s-]?(heal(?!er)|recover(y|s|ing)?\b|restor\w+|reviv\w+)/g, 'selfheal'],
	[/\bauto[\s-]?heal/g, 'selfheal'],
	[/\bauto[\s-]?(?=re|scal(?!er))/g, 'automatic '],
	[/\bper-(?=[a-z])|\bpr\b|\bpro (?=node)/g, 'per '],
	[/\bre-(?=[a-z]{4})/g, 're'],
];

/** Lower case, contractions written out, and what is no part of the claim left out. */
export function plainText(answer: string): string {
	let text = writtenOut(` ${answer.toLowerCase()} `);
	for (const [pattern, replacement] of rewrites) {
		text = text.replace(pattern, replacement);
	}
	return text;
}

/** "idk", "not sure", "pass" and the like are no answers. */
const noAnswer =
	/^\W*(sorry\W+)?(i\W*)?(really\s+)?(am\s+|m\s+)?(d[ou]\s?no?'?t\s*(really\s+)?(know|remember)|do not (really )?(know|remember)|dunno|idk|no idea|not sure|no clue|unsure|\?+|n\/?a|pass|skip|none|nothing|because|-+)?(\W+(sorry|yet|lol|tbh|man))?\W*$/i;

export function isNoAnswer(answer: string): boolean {
	return noAnswer.test(answer);
}

/** Whether an answer says that its writer does not know: "no idea, it just vanishes". */
export function isGuess(answer: string): boolean {
	// "… not sure about the other one": half of what was asked.
	if (/\b(not sure|no idea|don'?t know)( about| of| what)? (the )?(other|second|rest)\b/i.test(answer)) {
		return true;
	}
	return /^\W*(i\s+)?(no idea|no clue|idk|dunno|don'?t know|do not know|not sure|unsure)\b(?!\W*(but|though|if))/i.test(
		answer,
	);
}
