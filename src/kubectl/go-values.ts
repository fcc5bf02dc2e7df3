/** Text → values as Go's strconv and encoding/csv read it, with their error messages. */

/** What a text is not; the message is Go's. */
export class ValueError extends Error {
	override readonly name = 'ValueError';
}

/** Go's `%q` for the texts that errors quote. */
export function quote(text: string): string {
	return JSON.stringify(text);
}

const truths = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const untruths = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);

/** strconv.ParseBool. */
export function parseBool(text: string): boolean {
	if (truths.has(text)) return true;
	if (untruths.has(text)) return false;
	throw new ValueError(`strconv.ParseBool: parsing ${quote(text)}: invalid syntax`);
}

const digits = {
	2: /^0[bB](_?[01])+$/,
	8: /^0[oO]?(_?[0-7])+$/,
	10: /^([1-9](_?[0-9])*|0)$/,
	16: /^0[xX](_?[0-9a-fA-F])+$/,
} as const;

/** strconv.ParseInt with base 0: `0x10`, `0b11`, `0o7`, `017` and `1_000` are numbers too. */
export function parseInteger(text: string, bits: 32 | 64 = 64): number {
	return Number(parseInt64(text, bits));
}

/** The same, exactly: numbers of 64 bits go beyond those that a double tells apart. @throws ValueError */
export function parseInt64(text: string, bits: 32 | 64 = 64): bigint {
	const sign = text.startsWith('-') ? -1n : 1n;
	const body = text.replace(/^[+-]/, '');
	const plain = body.replaceAll('_', '');
	let value: bigint | undefined;
	if (digits[10].test(body)) value = BigInt(plain);
	else if (digits[2].test(body) || digits[16].test(body)) value = BigInt(plain);
	else if (digits[8].test(body)) value = BigInt(`0o${plain.replace(/^0[oO]?/, '')}`);
	if (value === undefined) throw new ValueError(`strconv.ParseInt: parsing ${quote(text)}: invalid syntax`);
	value *= sign;
	const limit = 1n << BigInt(bits - 1);
	if (value >= limit || value < -limit) {
		throw new ValueError(`strconv.ParseInt: parsing ${quote(text)}: value out of range`);
	}
	return value;
}

/** One line of comma-separated values, as pflag's string slices read it (encoding/csv). */
export function parseCsv(text: string): string[] {
	if (text === '') return [];
	const fields: string[] = [];
	let at = 0;
	for (;;) {
		if (text[at] === '"') {
			let field = '';
			at++;
			for (;;) {
				const end = text.indexOf('"', at);
				if (end === -1)
					throw new ValueError(
						`parse error on line 1, column ${text.length + 1}: extraneous or missing " in quoted-field`,
					);
				field += text.slice(at, end);
				at = end + 1;
				if (text[at] !== '"') break;
				field += '"';
				at++;
			}
			if (at < text.length && text[at] !== ',') {
				throw new ValueError(`parse error on line 1, column ${at}: extraneous or missing " in quoted-field`);
			}
			fields.push(field);
		} else {
			const comma = text.indexOf(',', at);
			const end = comma === -1 ? text.length : comma;
			const field = text.slice(at, end);
			const bare = field.indexOf('"');
			if (bare !== -1) {
				throw new ValueError(`parse error on line 1, column ${at + bare + 1}: bare " in non-quoted-field`);
			}
			fields.push(field);
			at = end;
		}
		if (at >= text.length) return fields;
		at++;
	}
}

/** `a=b,c=d`, as pflag's StringToString reads it: with one equals sign commas belong to the value. */
export function parsePairs(text: string): string[] {
	const equals = text.split('=').length - 1;
	const pairs = equals > 1 ? parseCsv(text) : [text.replace(/^"+|"+$/g, '')];
	const broken = equals === 0 ? text : pairs.find(pair => !pair.includes('='));
	if (broken !== undefined) {
		throw new ValueError(`${broken} must be formatted as key=value`);
	}
	return pairs;
}

/** `key=value` at its first equals sign. */
export function splitPair(pair: string): [key: string, value: string] {
	const equals = pair.indexOf('=');
	return [pair.slice(0, equals), pair.slice(equals + 1)];
}
