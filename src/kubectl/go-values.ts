/** Text → values as Go's strconv, time and encoding/csv read it, with their error messages. */

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
	return Number(value);
}

const unitMilliseconds: Readonly<Record<string, number>> = {
	ns: 1e-6,
	us: 1e-3,
	µs: 1e-3,
	μs: 1e-3,
	ms: 1,
	s: 1000,
	m: 60_000,
	h: 3_600_000,
};

/** time.ParseDuration: `1h15m30.5s`. Gives milliseconds. */
export function parseDuration(text: string): number {
	const negative = text.startsWith('-');
	let rest = text.replace(/^[+-]/, '');
	if (rest === '0') return 0;
	const wrong = () => new ValueError(`time: invalid duration ${quote(text)}`);
	if (rest === '') throw wrong();
	let total = 0;
	while (rest !== '') {
		const number = /^(\d+\.?\d*|\.\d+)/.exec(rest)?.[0];
		if (number === undefined) throw wrong();
		rest = rest.slice(number.length);
		const unit = /^[^.\d]+/.exec(rest)?.[0];
		if (unit === undefined) throw new ValueError(`time: missing unit in duration ${quote(text)}`);
		const milliseconds = unitMilliseconds[unit];
		if (milliseconds === undefined) {
			throw new ValueError(`time: unknown unit ${quote(unit)} in duration ${quote(text)}`);
		}
		total += Number(number) * milliseconds;
		rest = rest.slice(unit.length);
	}
	return negative ? -total : total;
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
