/** JSON values → YAML, as sigs.k8s.io/yaml writes it for kubectl (go.yaml.in/yaml/v2, encode.go and emitterc.go). */
import {compareKeys} from './sort-keys.ts';
import {writeScalar} from './write-scalar.ts';

const step = 2;
/** Keys longer than this are written after a `? `. */
const longestSimpleKey = 128;

/** The text of one document; it ends with a line break and has no `---`. */
export function toYaml(value: unknown): string {
	if (isEmpty(value) || !isCollection(value)) return `${atom(value, 0, 0)}\n`;
	return block(value, 0, '');
}

function isCollection(value: unknown): value is object {
	return typeof value === 'object' && value !== null;
}

function isEmpty(value: unknown): boolean {
	return isCollection(value) && keysOf(value).length === 0;
}

function keysOf(value: object): string[] {
	return Object.keys(value).filter(key => (value as Record<string, unknown>)[key] !== undefined);
}

/**
 * A value that stands on the line where it begins.
 * @param indent where further lines of it begin
 * @param column where it begins itself
 */
function atom(value: unknown, indent: number, column: number): string {
	if (value === null || value === undefined) return 'null';
	if (Array.isArray(value)) return '[]';
	if (typeof value === 'object') return '{}';
	if (typeof value === 'string') return writeScalar(value, {indent, column, key: false});
	return typeof value === 'number' ? goFloat(value) : String(value);
}

/** A collection whose lines begin at `indent`; the first one comes after `lead`, which already stands there. */
function block(value: object, indent: number, lead: string): string {
	const margin = ' '.repeat(indent);
	const entries = Array.isArray(value)
		? value.map(item => `- ${nested(item, indent, indent + step)}`)
		: keysOf(value)
				.sort(compareKeys)
				.map(key => pair(key, (value as Record<string, unknown>)[key], indent));
	return entries.map((entry, index) => (index === 0 && lead !== '' ? lead : margin) + entry).join('');
}

/** What follows a `- `, `? ` or `: `: a collection begins on the same line. */
function nested(value: unknown, indent: number, column: number): string {
	if (!isCollection(value) || isEmpty(value)) return `${atom(value, indent + step, column)}\n`;
	return block(value, indent + step, '').slice(indent + step);
}

function pair(key: string, value: unknown, indent: number): string {
	if (key.length > longestSimpleKey || /[\r\n\u2028\u2029]/.test(key)) {
		const name = writeScalar(key, {indent: indent + step, column: indent + step, key: false});
		return `? ${name}\n${' '.repeat(indent)}: ${nested(value, indent, indent + step)}`;
	}
	const name = writeScalar(key, {indent: indent + step, column: indent, key: true});
	if (!isCollection(value) || isEmpty(value)) {
		return `${name}: ${atom(value, indent + step, indent + name.length + 2)}\n`;
	}
	// A list's dashes stand under its key; a mapping's keys stand further in.
	return `${name}:\n${block(value, Array.isArray(value) ? indent : indent + step, '')}`;
}

/** A number as Go's `strconv.FormatFloat(f, 'g', -1, 64)`; whole numbers are integers in JSON and stay plain. */
function goFloat(value: number): string {
	if (Number.isInteger(value))
		return Math.abs(value) < 1e21 ? String(value) : value.toExponential().replace('e+', 'e+');
	const exponent = Math.floor(Math.log10(Math.abs(value)));
	if (exponent >= -5 && exponent < 21) return String(value);
	return value.toExponential().replace(/e([-+])(\d)$/, 'e$10$2');
}
