/** The verdict that answers to a question mostly got which are like this one: weights, learned from marked answers. */

/** How much something speaks for right, and for wrong, as set against partial. */
export type Weight = readonly [right: number, wrong: number];

export interface LearnedVerdicts {
	/** Of an answer with none of the features. */
	readonly bias: Weight;
	/** By features, as features.ts writes them. */
	readonly weights: Readonly<Record<string, Weight>>;
}

/** What was learned for one question. */
export interface LearnedQuestion {
	/** A digest of the answers that it was learned from. */
	readonly from: string;
	/** How far the patterns are to be trusted, from 0 to 1: by how many of the marked answers they grade as a teacher did. */
	readonly trust: number;
	readonly verdicts: LearnedVerdicts;
	/** Where a right answer holds several ideas: what speaks for each of them (right) or against it (wrong), by its id. */
	readonly ideas: Readonly<Record<string, LearnedVerdicts>>;
}

/** How likely each verdict is: they add up to 1. */
export interface Chances {
	readonly right: number;
	readonly partial: number;
	readonly wrong: number;
}

export function chancesOf({bias, weights}: LearnedVerdicts, features: Iterable<string>): Chances {
	let [right, wrong] = bias;
	for (const feature of features) {
		const weight = Object.hasOwn(weights, feature) ? weights[feature]! : none;
		right += weight[0];
		wrong += weight[1];
	}
	return softmax(right, wrong);
}

/** How likely an answer holds an idea. */
export function chanceOfIdea(idea: LearnedVerdicts, features: Iterable<string>): number {
	const {right, wrong} = chancesOf(idea, features);
	return right / (right + wrong);
}

const none: Weight = [0, 0];

/** Of scores that are set against partial's 0. */
export function softmax(right: number, wrong: number): Chances {
	const most = Math.max(right, wrong, 0);
	const powers = [Math.exp(right - most), Math.exp(-most), Math.exp(wrong - most)] as const;
	const sum = powers[0] + powers[1] + powers[2];
	return {right: powers[0] / sum, partial: powers[1] / sum, wrong: powers[2] / sum};
}

/** What weighed most in an answer, the weightiest first, such as `nobody -brings: right +0.8, wrong -0.3`. */
export function reasonsOf({weights}: LearnedVerdicts, features: Iterable<string>, count: number): string[] {
	const weightOf = ([right, wrong]: Weight) => Math.abs(right) + Math.abs(wrong);
	const signed = (value: number) => `${value < 0 ? '' : '+'}${value.toFixed(1)}`;
	return [...features]
		.filter(feature => Object.hasOwn(weights, feature))
		.sort((a, b) => weightOf(weights[b]!) - weightOf(weights[a]!))
		.slice(0, count)
		.map(feature => `${feature}: right ${signed(weights[feature]![0])}, wrong ${signed(weights[feature]![1])}`);
}
