/**
 * JSON values → KYAML, the YAML that leaves nothing to indentation or guessing: braces, quotes, commas
 * (sigs.k8s.io/yaml/kyaml).
 */
import {readsAsText} from './scalars.ts';

/** One document, with its `---`. Keys are sorted. */
export function toKyaml(value: unknown): string {
	return `---\n${node(value, 0)}\n`;
}

function margin(level: number): string {
	return '  '.repeat(level);
}

function isCollection(value: unknown): value is object {
	return typeof value === 'object' && value !== null;
}

function node(value: unknown, level: number): string {
	if (value === null || value === undefined) return 'null';
	if (typeof value === 'string') return quoted(value, level + 1);
	if (Array.isArray(value)) return sequence(value, level);
	if (isCollection(value)) return mapping(value as Record<string, unknown>, level);
	return String(value);
}

/** Lists of collections keep their brackets close: `[{`. */
function sequence(items: readonly unknown[], level: number): string {
	if (items.length === 0) return '[]';
	if (items.every(isCollection)) return `[${items.map(item => node(item, level)).join(', ')}]`;
	const lines = items.map(item => `${margin(level + 1)}${node(item, level + 1)},\n`);
	return `[\n${lines.join('')}${margin(level)}]`;
}

function mapping(value: Readonly<Record<string, unknown>>, level: number): string {
	const keys = Object.keys(value)
		.filter(key => value[key] !== undefined)
		.sort();
	if (keys.length === 0) return '{}';
	const lines = keys.map(key => `${margin(level + 1)}${keyText(key)}: ${node(value[key], level + 1)},\n`);
	return `{\n${lines.join('')}${margin(level)}}`;
}

/** Keys go without quotes where nobody could take them for something else. */
function keyText(key: string): string {
	const plain = /^[\p{L}\p{N}_]([\p{L}\p{N}_\-./]*[\p{L}\p{N}_])?$/u.test(key);
	return plain && readsAsText(key) ? key : `"${[...key].map(character => escaped(character, '\\n', '\\t')).join('')}"`;
}

const escapes: Readonly<Record<string, string>> = {
	'"': '\\"',
	'\\': '\\\\',
	'\x07': '\\a',
	'\b': '\\b',
	'\f': '\\f',
	'\r': '\\r',
	'\v': '\\v',
	'\0': '\\0',
	'\x1b': '\\e',
	'\u0085': '\\N',
	'\u00a0': '\\_',
	'\u2028': '\\L',
	'\u2029': '\\P',
};

function escaped(character: string, lineBreak: string, tab: string): string {
	if (character === '\n') return lineBreak;
	if (character === '\t') return tab;
	const known = escapes[character];
	if (known !== undefined) return known;
	if (!/[\p{C}\p{Z}]/u.test(character) || character === ' ') return character;
	const code = character.codePointAt(0)!.toString(16);
	if (code.length <= 2) return `\\x${code.padStart(2, '0')}`;
	return code.length <= 4 ? `\\u${code.padStart(4, '0')}` : `\\U${code.padStart(8, '0')}`;
}

/** A text with several lines stands on as many, each begun one further in. */
function quoted(text: string, level: number): string {
	const characters = [...text];
	if (!text.includes('\n')) return `"${characters.map(character => escaped(character, '\\n', '\t')).join('')}"`;
	let result = '"\\\n';
	for (const character of characters) {
		if (result.endsWith('\n')) result += margin(level) + (/\s/.test(character) && character !== '\n' ? '\\' : ' ');
		result += escaped(character, '\\n\\\n', '\t');
	}
	return `${result.endsWith('\n') ? result : `${result}\\\n`}${margin(level)}"`;
}
