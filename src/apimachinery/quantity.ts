/**
 * Amounts of resources, such as `500m` and `1.5Gi` (apimachinery pkg/api/resource/quantity.go).
 *
 * An amount is kept exactly, in billionths. What is smaller than that is rounded up: who asks for something shall have
 * something.
 */

/** In which kind of suffix an amount is written: `12M`, `12Mi` or `12e6`. */
export type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent';

export interface Quantity {
	/** The amount in billionths. */
	readonly nanos: bigint;
	readonly format: QuantityFormat;
	/** The text it was given as, where that counts as canonical already. */
	readonly text?: string;
}

/** A text that is no amount. */
export class QuantityError extends Error {
	override readonly name = 'QuantityError';
}

const formatMessage = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const suffixMessage = "unable to parse quantity's suffix";
const numericMessage = 'unable to parse numeric part of quantity';

const decimalSuffixes: Readonly<Record<string, number>> = {
	n: -9,
	u: -6,
	m: -3,
	'': 0,
	k: 3,
	M: 6,
	G: 9,
	T: 12,
	P: 15,
	E: 18,
};
const binarySuffixes: Readonly<Record<string, number>> = {Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60};
const decimalSuffixOf = new Map(Object.entries(decimalSuffixes).map(([suffix, exponent]) => [exponent, suffix]));
const binarySuffixOf = new Map(Object.entries(binarySuffixes).map(([suffix, exponent]) => [exponent, suffix]));

const one = 10n ** 9n;
/** The most that a binary amount can be; more is cut to it. */
const largest = (2n ** 63n - 1n) * one;
/** No exponent that makes sense is larger, and a larger one would fill the memory with zeros. */
const exponentLimit = 5000;

/** Each part may be missing: upstream reads `Mi` as none of them. */
const parts = /^([+-]?)(\d*)(\.(\d*))?([eEinumkKMGTP]*[-+]?\d*)$/;

/** Reads an amount; throws a QuantityError where the text is none. */
export function parseQuantity(text: string): Quantity {
	if (text === '') {
		throw new QuantityError(formatMessage);
	}
	if (text === '0') {
		return {nanos: 0n, format: 'DecimalSI', text};
	}
	const match = parts.exec(text);
	if (!match) {
		throw new QuantityError(formatMessage);
	}
	const [, sign = '', digits = '', point, decimals = '', suffix = ''] = match;
	const whole = digits.replace(/^0+/, '') || '0';
	const {base, exponent, format} = interpretSuffix(suffix);
	const mantissa = BigInt(whole + decimals);
	const negative = sign === '-';

	if (base === 2) {
		const exact = decimals === '' && 14 - whole.length - Math.trunc((exponent * 3) / 10) >= 0;
		const scaled = mantissa * 2n ** BigInt(exponent) * one;
		const nanos = divideUp(scaled, 10n ** BigInt(decimals.length));
		const capped = nanos > largest ? largest : nanos;
		// Upstream keeps the text of numbers that cannot be written shorter, and looks at the last bits to know.
		const canonical = exact && point === undefined && (mantissa & 7n) !== 0n;
		return {
			nanos: negative ? -capped : capped,
			format: capped < one && capped > 0n ? 'DecimalSI' : format,
			...(canonical && {text}),
		};
	}
	if (digits === '' && decimals === '' && exponent < -9) {
		throw new QuantityError(numericMessage);
	}
	const scale = exponent - decimals.length;
	const nanos = scale >= -9 ? mantissa * 10n ** BigInt(scale + 9) : divideUp(mantissa, 10n ** BigInt(-9 - scale));
	const shifted = whole + decimals;
	const canonical =
		shifted.length <= 18 && scale >= -9 && scale % 3 === 0 && !shifted.endsWith('000') && !shifted.startsWith('0');
	return {nanos: negative ? -nanos : nanos, format, ...(canonical && {text})};
}

function interpretSuffix(suffix: string): {base: 2 | 10; exponent: number; format: QuantityFormat} {
	if (Object.hasOwn(decimalSuffixes, suffix)) {
		return {base: 10, exponent: decimalSuffixes[suffix]!, format: 'DecimalSI'};
	}
	if (Object.hasOwn(binarySuffixes, suffix)) {
		return {base: 2, exponent: binarySuffixes[suffix]!, format: 'BinarySI'};
	}
	const exponent = /^[eE]([-+]?\d+)$/.exec(suffix);
	if (!exponent) {
		throw new QuantityError(suffixMessage);
	}
	const limited = Math.max(-exponentLimit, Math.min(exponentLimit, Number(exponent[1])));
	return {base: 10, exponent: limited, format: 'DecimalExponent'};
}

function divideUp(value: bigint, by: bigint): bigint {
	return (value + by - 1n) / by;
}

function absolute(value: bigint): bigint {
	return value < 0n ? -value : value;
}

/** Takes a factor out as often as it is there. */
function withoutFactor(value: bigint, factor: bigint): [rest: bigint, times: number] {
	let rest = value;
	let times = 0;
	while (rest % factor === 0n) {
		rest /= factor;
		times++;
	}
	return [rest, times];
}

/** The canonical text: no fraction, and the largest suffix that loses nothing; `1.5` is `1500m`, `1.5Gi` is `1536Mi`. */
export function formatQuantity(quantity: Quantity): string {
	if (quantity.text !== undefined) {
		return quantity.text;
	}
	const {nanos} = quantity;
	if (nanos === 0n) {
		return '0';
	}
	const size = absolute(nanos);
	if (quantity.format === 'BinarySI' && size >= 1024n * one && size % one === 0n) {
		const [rest, times] = withoutFactor(nanos / one, 1024n);
		return `${rest}${binarySuffixOf.get(times * 10) ?? ''}`;
	}
	let [mantissa, exponent] = withoutFactor(nanos, 10n);
	exponent -= 9;
	while (exponent % 3 !== 0) {
		mantissa *= 10n;
		exponent--;
	}
	if (quantity.format === 'DecimalExponent') {
		return exponent === 0 ? `${mantissa}` : `${mantissa}e${exponent}`;
	}
	return `${mantissa}${decimalSuffixOf.get(exponent) ?? ''}`;
}

/** The canonical form of a text; throws a QuantityError. */
export function canonicalQuantity(text: string): string {
	return formatQuantity(parseQuantity(text));
}

/** Negative, zero or positive, as `sort` wants it. */
export function compareQuantities(a: Quantity, b: Quantity): number {
	return a.nanos < b.nanos ? -1 : a.nanos > b.nanos ? 1 : 0;
}

/** The sum, in the format of the first unless that is zero. */
export function addQuantities(a: Quantity, b: Quantity): Quantity {
	return {nanos: a.nanos + b.nanos, format: a.nanos === 0n ? b.format : a.format};
}

export function subtractQuantities(a: Quantity, b: Quantity): Quantity {
	return {nanos: a.nanos - b.nanos, format: a.nanos === 0n ? b.format : a.format};
}

/** Rounds away from zero to whole thousandths, as defaulting does with every amount of a container. */
export function roundUpToMilli(quantity: Quantity): Quantity {
	const milli = one / 1000n;
	if (quantity.nanos % milli === 0n) {
		return quantity;
	}
	const size = divideUp(absolute(quantity.nanos), milli) * milli;
	return {nanos: quantity.nanos < 0n ? -size : size, format: quantity.format};
}

function scaled(quantity: Quantity, unit: bigint): number {
	const size = divideUp(absolute(quantity.nanos), unit);
	return Number(quantity.nanos < 0n ? -size : size);
}

/** The amount as a whole number (bytes of memory, Pods), rounded away from zero. */
export function quantityValue(quantity: Quantity): number {
	return scaled(quantity, one);
}

/** The amount in thousandths (CPU), rounded away from zero. */
export function quantityMilliValue(quantity: Quantity): number {
	return scaled(quantity, one / 1000n);
}

/** The amount as a number that may lose precision. */
export function quantityAsFloat(quantity: Quantity): number {
	return Number(quantity.nanos) / 1e9;
}

/** An amount from a whole number. */
export function newQuantity(value: number, format: QuantityFormat = 'DecimalSI'): Quantity {
	return {nanos: BigInt(value) * one, format};
}

/** An amount from a whole number of thousandths. */
export function newMilliQuantity(value: number, format: QuantityFormat = 'DecimalSI'): Quantity {
	return {nanos: BigInt(value) * (one / 1000n), format};
}
