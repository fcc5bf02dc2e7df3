/** What an unquoted word means to Go's YAML reader (go.yaml.in/yaml/v2, resolve.go). */
const truths = new Set(['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON']);
const untruths = new Set(['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF']);
const nulls = new Set(['', '~', 'null', 'Null', 'NULL']);
/** Whether an unquoted word is null. */
export function isNullText(text: string): boolean {
	return nulls.has(text);
}

const infinities = new Map([
	['.inf', Number.POSITIVE_INFINITY],
	['.Inf', Number.POSITIVE_INFINITY],
	['.INF', Number.POSITIVE_INFINITY],
	['+.inf', Number.POSITIVE_INFINITY],
	['+.Inf', Number.POSITIVE_INFINITY],
	['+.INF', Number.POSITIVE_INFINITY],
	['-.inf', Number.NEGATIVE_INFINITY],
	['-.Inf', Number.NEGATIVE_INFINITY],
	['-.INF', Number.NEGATIVE_INFINITY],
	['.nan', Number.NaN],
	['.NaN', Number.NaN],
	['.NAN', Number.NaN],
]);

const decimal = /^[-+]?(0|[1-9][0-9]*)$/;
const octal = /^[-+]?0[oO]?[0-7]+$/;
const hexadecimal = /^[-+]?0[xX][0-9a-fA-F]+$/;
const binary = /^[-+]?0[bB][01]+$/;
const float = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const timestamp = /^\d{4}-\d\d?-\d\d?([Tt ]+\d\d?:\d\d?:\d\d?(\.\d*)?( *(Z|[-+]\d\d?(:\d\d)?))?)?$/;

/** An integer, or undefined. Underscores count for nothing, `017` is octal. */
export function resolveInteger(text: string): number | undefined {
	if (!/^[-+0-9]/.test(text)) return undefined;
	const plain = text.replaceAll('_', '');
	const sign = plain.startsWith('-') ? -1 : 1;
	const body = plain.replace(/^[-+]/, '');
	if (decimal.test(plain)) return sign * Number(body);
	if (hexadecimal.test(plain) || binary.test(plain)) return sign * Number(body);
	if (octal.test(plain)) return sign * Number.parseInt(body.replace(/^0[oO]?/, ''), 8);
	return undefined;
}

export function resolveFloat(text: string): number | undefined {
	const special = infinities.get(text);
	if (special !== undefined) return special;
	if (!/^[-+.0-9]/.test(text)) return undefined;
	const plain = text.replaceAll('_', '');
	return float.test(plain) && resolveInteger(text) === undefined ? Number(plain) : undefined;
}

export function resolveBoolean(text: string): boolean | undefined {
	return truths.has(text) ? true : untruths.has(text) ? false : undefined;
}

/** Whether a text, written without quotes, would be read as text. */
export function readsAsText(text: string): boolean {
	return (
		!nulls.has(text) &&
		resolveBoolean(text) === undefined &&
		resolveInteger(text) === undefined &&
		resolveFloat(text) === undefined &&
		!timestamp.test(text)
	);
}
