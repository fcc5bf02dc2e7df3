/** JSON as Go's encoding/json writes it: keys in order, and `<`, `>`, `&` escaped. */

const escapes: Readonly<Record<string, string>> = {
	'<': '\\u003c',
	'>': '\\u003e',
	'&': '\\u0026',
	'\u2028': '\\u2028',
	'\u2029': '\\u2029',
};

/** A text in quotes, escaped as Go does. */
export function goJsonString(text: string): string {
	return escapeForGo(JSON.stringify(text));
}

/** JSON with the characters escaped that Go escapes in texts; they stand nowhere else in it. */
export function escapeForGo(json: string): string {
	return json.replace(/[<>&\u2028\u2029]/g, character => escapes[character]!);
}

export interface GoJsonOptions {
	/** What one level is indented by; without it all stands on one line. */
	readonly indent?: string;
	/** Keys in the order of a Go map (sorted), or as they come, like a Go struct's. */
	readonly keys?: 'sorted' | 'as-given';
}

export function goJson(value: unknown, options: GoJsonOptions = {}): string {
	return write(value, options, '');
}

function write(value: unknown, options: GoJsonOptions, margin: string): string {
	if (value === null || value === undefined) return 'null';
	if (typeof value === 'string') return goJsonString(value);
	if (typeof value !== 'object') return String(value);
	const {indent} = options;
	const inner = indent === undefined ? '' : margin + indent;
	const parts = Array.isArray(value)
		? value.map(item => write(item, options, inner))
		: keysOf(value, options).map(
				key =>
					`${goJsonString(key)}:${indent === undefined ? '' : ' '}${write((value as Record<string, unknown>)[key], options, inner)}`,
			);
	const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
	if (parts.length === 0) return open + close;
	if (indent === undefined) return `${open}${parts.join(',')}${close}`;
	return `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${margin}${close}`;
}

function keysOf(value: object, options: GoJsonOptions): string[] {
	const keys = Object.keys(value).filter(key => (value as Record<string, unknown>)[key] !== undefined);
	return options.keys === 'as-given' ? keys : keys.sort(compareBytes);
}

/** Go compares texts by their bytes, JavaScript by UTF-16 units; they differ beyond U+FFFF alone. */
function compareBytes(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
