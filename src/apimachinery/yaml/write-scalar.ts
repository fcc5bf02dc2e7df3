/** One text as a YAML scalar, in the style that Go chooses (go.yaml.in/yaml/v2, encode.go stringv and emitterc.go). */
import {readsAsText} from './scalars.ts';

/** A line is broken at the first blank after this column. */
const bestWidth = 80;

export interface ScalarPlace {
	/** Where further lines begin. */
	readonly indent: number;
	/** Where the text itself begins. */
	readonly column: number;
	/** Keys stay on one line. */
	readonly key: boolean;
}

export function writeScalar(text: string, place: ScalarPlace): string {
	const allowed = analyze(text);
	if (text.includes('\n')) {
		return allowed.block && !place.key ? literal(text, place.indent) : doubleQuoted(text, place);
	}
	if (!plainIsText(text)) return doubleQuoted(text, place);
	if (allowed.plain && (text !== '' || !place.key)) return folded(text, place, plainFold);
	return allowed.single
		? `'${folded(text.replaceAll("'", "''"), {...place, column: place.column + 1}, singleFold)}'`
		: doubleQuoted(text, place);
}

/** Numbers in base 60, such as `1:30`, are texts to Go's reader but not to all, so they get quotes. */
const base60 = /^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?$/;

function plainIsText(text: string): boolean {
	return readsAsText(text) && !base60.test(text);
}

/** Whether the writer takes a character as it is: nothing beyond U+FFFF, no tab. */
function isPrintable(character: string): boolean {
	const code = character.codePointAt(0)!;
	return (
		code === 0x0a ||
		(code >= 0x20 && code <= 0x7e) ||
		(code >= 0xa0 && code <= 0xd7ff) ||
		(code >= 0xe000 && code <= 0xfffd && code !== 0xfeff)
	);
}

function isBreak(character: string | undefined): boolean {
	return character !== undefined && /[\r\n\u0085\u2028\u2029]/.test(character);
}

function isBlankOrEnd(character: string | undefined): boolean {
	return character === undefined || character === ' ' || character === '\t' || isBreak(character);
}

/** Which styles a text may be written in (yaml_emitter_analyze_scalar, outside flow collections). */
function analyze(text: string): {plain: boolean; single: boolean; block: boolean} {
	if (text === '') return {plain: false, single: true, block: false};
	const characters = [...text];
	let indicators = text.startsWith('---') || text.startsWith('...');
	let special = false;
	let breaks = false;
	let spaceBreak = false;
	let breakSpace = false;
	let previous: 'space' | 'break' | undefined;
	characters.forEach((character, index) => {
		const before = characters[index - 1];
		const followedByBlank = isBlankOrEnd(characters[index + 1]);
		if (index === 0) {
			if (/[#,[\]{}&*!|>'"%@`]/.test(character)) indicators = true;
			if (/[-?:]/.test(character) && followedByBlank) indicators = true;
		} else {
			if (character === ':' && followedByBlank) indicators = true;
			if (character === '#' && isBlankOrEnd(before)) indicators = true;
		}
		if (!isPrintable(character)) special = true;
		if (character === ' ') {
			if (previous === 'break') breakSpace = true;
			previous = 'space';
		} else if (isBreak(character)) {
			breaks = true;
			if (previous === 'space') spaceBreak = true;
			previous = 'break';
		} else previous = undefined;
	});
	const first = characters[0];
	const last = characters.at(-1);
	const edges = first === ' ' || isBreak(first) || last === ' ' || isBreak(last);
	return {
		plain: !(edges || breakSpace || spaceBreak || special || breaks || indicators),
		single: !(breakSpace || spaceBreak || special),
		block: !(last === ' ' || spaceBreak || special),
	};
}

/** A `|` block. A text that begins with a blank needs its indentation said. */
function literal(text: string, indent: number): string {
	const hint = /^[ \r\n\u0085\u2028\u2029]/.test(text) ? '2' : '';
	const keep = /(^|\n)\n$/.test(text);
	const chomping = text.endsWith('\n') ? (keep ? '+' : '') : '-';
	const body = (text.endsWith('\n') ? text.slice(0, -1) : text)
		.split('\n')
		.map(line => (line === '' ? '' : ' '.repeat(indent) + line))
		.join('\n');
	return `|${hint}${chomping}\n${body}`;
}

type MayFold = (characters: readonly string[], index: number) => boolean;
const plainFold: MayFold = (characters, index) => characters[index + 1] !== ' ';
const singleFold: MayFold = (characters, index) =>
	index > 0 && index < characters.length - 1 && characters[index + 1] !== ' ';

/** Breaks a long line at blanks. */
function folded(text: string, place: ScalarPlace, mayFold: MayFold): string {
	const characters = [...text];
	let column = place.column;
	let afterSpace = false;
	return characters
		.map((character, index) => {
			const isSpace = character === ' ';
			const fold = isSpace && !place.key && !afterSpace && column > bestWidth && mayFold(characters, index);
			afterSpace = isSpace;
			column = fold ? place.indent : column + 1;
			return fold ? `\n${' '.repeat(place.indent)}` : character;
		})
		.join('');
}

const escapes: Readonly<Record<string, string>> = {
	'\0': '\\0',
	'\x07': '\\a',
	'\b': '\\b',
	'\t': '\\t',
	'\n': '\\n',
	'\v': '\\v',
	'\f': '\\f',
	'\r': '\\r',
	'\x1b': '\\e',
	'"': '\\"',
	'\\': '\\\\',
	'\u0085': '\\N',
	'\u2028': '\\L',
	'\u2029': '\\P',
};

function escaped(character: string): string {
	const known = escapes[character];
	if (known !== undefined) return known;
	if (isPrintable(character)) return character;
	const code = character.codePointAt(0)!;
	const [letter, width] = code <= 0xff ? ['x', 2] : code <= 0xffff ? ['u', 4] : ['U', 8];
	return `\\${letter}${code.toString(16).toUpperCase().padStart(Number(width), '0')}`;
}

function doubleQuoted(text: string, place: ScalarPlace): string {
	const characters = [...text];
	let column = place.column + 1;
	let afterSpace = false;
	const body = characters.map((character, index) => {
		const inside = index > 0 && index < characters.length - 1;
		if (character === ' ' && !place.key && !afterSpace && column > bestWidth && inside) {
			afterSpace = true;
			column = place.indent;
			return `\n${' '.repeat(place.indent)}${characters[index + 1] === ' ' ? '\\' : ''}`;
		}
		const written = escaped(character);
		afterSpace = character === ' ';
		column += written.length;
		return written;
	});
	return `"${body.join('')}"`;
}
