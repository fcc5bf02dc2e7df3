/** Learns from marked answers which features speak for which verdict: multinomial logistic regression with L2, by AdaGrad. */
import {type Chances, type LearnedVerdicts, softmax, type Weight} from './model.ts';

export interface MarkedAnswer {
	readonly features: readonly string[];
	readonly verdict: keyof Chances;
	/** How much it counts; 1 is usual. */
	readonly weight: number;
}

/** How often all the answers are gone through. */
const rounds = 25;
const rate = 0.15;
/** How much large weights are held against a model. */
const restraint = 1;
/** What fewer answers have, by what they count, tells nothing of others. */
const least = 2.5;
/** Weights are kept to two digits; smaller ones are left out. */
const smallest = 0.08;

/** The same answers always give the same weights. */
export function learnVerdicts(answers: readonly MarkedAnswer[]): LearnedVerdicts {
	const counts = new Map<string, {times: number; weight: number}>();
	for (const {features, weight} of answers) {
		for (const feature of features) {
			const {times = 0, weight: before = 0} = counts.get(feature) ?? {};
			counts.set(feature, {times: times + 1, weight: before + weight});
		}
	}
	const names = [...counts].filter(([, {weight}]) => weight >= least).map(([name]) => name);
	const ids = new Map(names.map((name, id) => [name, id]));
	const rows = answers.map(({features}) => features.map(name => ids.get(name) ?? -1).filter(id => id >= 0));
	const right = new Column(names.length);
	const wrong = new Column(names.length);
	const decays = names.map(name => restraint / counts.get(name)!.times);
	const stride = strideFor(rows.length);
	for (let round = 0; round < rounds; round++) {
		for (let step = 0; step < rows.length; step++) {
			const i = (step * stride + round) % rows.length;
			const {verdict, weight} = answers[i]!;
			const row = rows[i]!;
			const chances = softmax(right.sum(row), wrong.sum(row));
			right.correct(row, weight * (chances.right - (verdict === 'right' ? 1 : 0)), decays);
			wrong.correct(row, weight * (chances.wrong - (verdict === 'wrong' ? 1 : 0)), decays);
		}
	}
	const kept = names.flatMap((name, id): [string, Weight][] => {
		const weight: Weight = [rounded(right.weights[id]!), rounded(wrong.weights[id]!)];
		return Math.max(Math.abs(weight[0]), Math.abs(weight[1])) >= smallest ? [[name, weight]] : [];
	});
	return {bias: [rounded(right.bias), rounded(wrong.bias)], weights: Object.fromEntries(kept)};
}

/** The weights of one verdict while they are learned. */
class Column {
	readonly weights: Float64Array;
	bias = 0;
	readonly #squares: Float64Array;
	#biasSquares = 1;

	constructor(size: number) {
		this.weights = new Float64Array(size);
		this.#squares = new Float64Array(size).fill(1);
	}

	sum(row: readonly number[]): number {
		let sum = this.bias;
		for (const id of row) {
			sum += this.weights[id]!;
		}
		return sum;
	}

	correct(row: readonly number[], error: number, decays: readonly number[]): void {
		for (const id of row) {
			const gradient = error + decays[id]! * this.weights[id]!;
			this.#squares[id]! += gradient * gradient;
			this.weights[id]! -= (rate * gradient) / Math.sqrt(this.#squares[id]!);
		}
		this.#biasSquares += error * error;
		this.bias -= (rate * error) / Math.sqrt(this.#biasSquares);
	}
}

function rounded(value: number): number {
	// Not -0, which is no number in a file.
	return Math.round(value * 100) / 100 || 0;
}

/** A stride that shares no factor with the count goes through all of them, well mixed. */
function strideFor(count: number): number {
	let stride = Math.max(1, Math.floor(count * 0.618));
	while (commonFactor(stride, count) > 1) {
		stride++;
	}
	return stride;
}

function commonFactor(a: number, b: number): number {
	return b === 0 ? a : commonFactor(b, a % b);
}
