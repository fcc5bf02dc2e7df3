/** The functions that templates call (text/template funcs.go), and kubectl's `exists` and `base64decode`. */
import {goJsonString} from '../../apimachinery/json.ts';
import {goText} from '../jsonpath/evaluate.ts';
import {escapeHtml, escapeJs, escapeQuery} from './escape.ts';
import {TemplateError} from './nodes.ts';

export function isMap(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What counts as true: nothing that is empty, zero or nil. */
export function truth(value: unknown): boolean {
	if (Array.isArray(value)) return value.length > 0;
	if (isMap(value)) return Object.keys(value).length > 0;
	return Boolean(value);
}

export function printed(value: unknown): string {
	return value === undefined || value === null ? '<no value>' : goText(value);
}

/** fmt.Sprint: a blank between two things of which neither is a text. */
function sprint(values: readonly unknown[]): string {
	return values
		.map((value, i) => {
			const apart = i > 0 && typeof value !== 'string' && typeof values[i - 1] !== 'string';
			return (apart ? ' ' : '') + printed(value);
		})
		.join('');
}

/** fmt.Sprintf, for the verbs that suit JSON values. */
function format(pattern: string, values: readonly unknown[]): string {
	let next = 0;
	return pattern.replace(
		/%([-+0# ]*)(\d*)(?:\.(\d+))?([%vsdqtfgx])/g,
		(_, flags: string, width: string, precision: string | undefined, verb: string) => {
			if (verb === '%') return '%';
			if (next >= values.length) return `%!${verb}(MISSING)`;
			const value = values[next++];
			let text = goText(value);
			if (verb === 'q') text = goJsonString(String(value));
			else if (verb === 'f') text = Number(value).toFixed(precision === undefined ? 6 : Number(precision));
			else if (verb === 'x') text = Number(value).toString(16);
			else if (verb === 's' && precision !== undefined) text = text.slice(0, Number(precision));
			if (flags.includes('-')) return text.padEnd(Number(width));
			return text.padStart(Number(width), flags.includes('0') ? '0' : ' ');
		},
	);
}

function typeOf(value: unknown): string {
	if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float64';
	return typeof value === 'boolean' ? 'bool' : typeof value;
}

/** @param caller the function that compares, for what is said */
function compare(caller: string, left: unknown, right: unknown): number {
	if (typeof left !== typeof right) {
		const types = `${typeOf(left)} and ${typeOf(right)}`;
		throw new TemplateError(`error calling ${caller}: incompatible types for comparison: ${types}`);
	}
	return (left as number) < (right as number) ? -1 : left === right ? 0 : 1;
}

/** The same part of a text (its bytes) or of a list. */
function slice(value: unknown, from = 0, to?: number): unknown {
	const list = typeof value === 'string' ? new TextEncoder().encode(value) : (value as readonly unknown[]);
	const end = to ?? list.length;
	for (const place of [from, end]) {
		if (place < 0 || place > list.length) {
			throw new TemplateError(`error calling slice: index out of range: ${place}`);
		}
	}
	if (from > end) throw new TemplateError(`error calling slice: invalid slice index: ${from} > ${end}`);
	const part = list.slice(from, end);
	return part instanceof Uint8Array ? new TextDecoder().decode(part) : part;
}

function lengthOf(value: unknown): number {
	if (isMap(value)) return Object.keys(value).length;
	if (Array.isArray(value)) return value.length;
	if (typeof value === 'string') return new TextEncoder().encode(value).length;
	const nothing = value === undefined || value === null;
	throw new TemplateError(`error calling len: len of ${nothing ? 'nil pointer' : `type ${typeOf(value)}`}`);
}

function index(value: unknown, keys: readonly unknown[]): unknown {
	return keys.reduce<unknown>((current, key) => {
		const list = typeof current === 'string' ? new TextEncoder().encode(current) : current;
		if (Array.isArray(list) || list instanceof Uint8Array) {
			const place = Number(key);
			if (place < 0 || place >= list.length) {
				throw new TemplateError(`error calling index: index out of range: ${place}`);
			}
			return list[place];
		}
		if (isMap(current)) return current[String(key)];
		throw new TemplateError('error calling index: index of untyped nil');
	}, value);
}

export const functions: Readonly<Record<string, (...values: unknown[]) => unknown>> = {
	len: value => lengthOf(value),
	index: (value, ...keys) => index(value, keys),
	slice: (value, from, to) =>
		slice(value, from === undefined ? undefined : Number(from), to === undefined ? undefined : Number(to)),
	not: value => !truth(value),
	eq: (left, ...others) => others.some(other => compare('eq', left, other) === 0),
	ne: (left, right) => compare('ne', left, right) !== 0,
	lt: (left, right) => compare('lt', left, right) < 0,
	le: (left, right) => compare('le', left, right) <= 0,
	gt: (left, right) => compare('gt', left, right) > 0,
	ge: (left, right) => compare('ge', left, right) >= 0,
	print: (...values) => sprint(values),
	html: (...values) => escapeHtml(sprint(values)),
	js: (...values) => escapeJs(sprint(values)),
	urlquery: (...values) => escapeQuery(sprint(values)),
	println: (...values) => `${values.map(printed).join(' ')}\n`,
	printf: (pattern, ...values) => format(String(pattern), values),
	exists: (value, ...keys) => {
		try {
			return index(value, keys) !== undefined;
		} catch {
			return false;
		}
	},
	base64decode: value => {
		try {
			return new TextDecoder().decode(Uint8Array.from(atob(String(value)), character => character.charCodeAt(0)));
		} catch {
			throw new TemplateError(
				`error calling base64decode: base64 decode failed: illegal base64 data at input byte ${wrongByte(String(value))}`,
			);
		}
	},
};

/** Where Go's decoder gives a text up. */
function wrongByte(text: string): number {
	const wrong = /[^A-Za-z0-9+/=\r\n]/.exec(text);
	return wrong ? wrong.index : Math.floor(text.length / 4) * 4;
}
