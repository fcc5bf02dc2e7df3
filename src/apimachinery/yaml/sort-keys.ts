/** The order of keys in YAML that Go writes: numbers in them count as numbers (go.yaml.in/yaml/v2, sorter.go). */

const letter = /\p{L}/u;
const digit = /\p{Nd}/u;

/** Compares two keys: `a2` comes before `a10`, and signs before letters. */
export function compareKeys(a: string, b: string): number {
	if (a === b) return 0;
	return less([...a], [...b]) ? -1 : 1;
}

function less(a: readonly string[], b: readonly string[]): boolean {
	for (let at = 0; at < a.length && at < b.length; at++) {
		const left = a[at]!;
		const right = b[at]!;
		if (left === right) continue;
		const leftIsLetter = letter.test(left);
		const rightIsLetter = letter.test(right);
		if (leftIsLetter && rightIsLetter) return left < right;
		if (leftIsLetter || rightIsLetter) return rightIsLetter;
		const seed = left === '0' || right === '0' ? leadingValue(a, at) : 0;
		const [leftNumber, leftEnd] = numberAt(a, at, seed);
		const [rightNumber, rightEnd] = numberAt(b, at, seed);
		if (leftNumber !== rightNumber) return leftNumber < rightNumber;
		if (leftEnd !== rightEnd) return leftEnd < rightEnd;
		return left < right;
	}
	return a.length < b.length;
}

/** 1 where the digits before `at` are part of a number, so that a zero here is not a leading one. */
function leadingValue(text: readonly string[], at: number): number {
	for (let before = at - 1; before >= 0 && digit.test(text[before]!); before--) if (text[before] !== '0') return 1;
	return 0;
}

function numberAt(text: readonly string[], at: number, seed: number): [number: number, end: number] {
	let number = seed;
	let end = at;
	for (; end < text.length && digit.test(text[end]!); end++) number = number * 10 + text[end]!.charCodeAt(0) - 48;
	return [number, end];
}
