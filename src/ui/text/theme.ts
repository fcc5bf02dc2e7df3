/** Few colours, each with a meaning. None carries it alone: a mark or a word always says the same. */
import type {Tone} from '../../tutor/host.ts';
import type {Style} from './line.ts';

export const theme = {
	/** What one looks at first: titles, the selected row. */
	title: {bold: true, color: 'cyan'},
	strong: {bold: true},
	/** What can be typed: commands, file names, field names. */
	code: {color: 'cyan'},
	/** Frames, hints at the bottom, what is over. */
	quiet: {dim: true},
	ok: {color: 'green'},
	busy: {color: 'yellow'},
	bad: {color: 'red'},
	idle: {dim: true},
	/** What the tutor says between a program's lines. */
	tutor: {color: 'magenta'},
	selected: {bold: true, inverse: true},
} as const satisfies Record<string, Style>;

const marks: Record<Tone, string> = {ok: '●', busy: '◐', bad: '✗', idle: '○'};

/** The mark that says in shape what the colour says. */
export function toneMark(tone: Tone): string {
	return marks[tone];
}

/** Marks of things done, under way and to come. */
export const progressMarks = {done: '✓', started: '▸', new: '·'} as const;

/** Single characters for terminals and fonts without box drawing. The width stays the same. */
const asciiFor: Readonly<Record<string, string>> = {
	'─': '-', '│': '|', '╭': '+', '╮': '+', '╰': '+', '╯': '+', '├': '+', '┤': '+', '└': '`', '┬': '+', '┴': '+', '┼': '+',
	'━': '=', '┃': '|', '╌': '-', '┆': ':',
	'●': '*', '◐': '~', '✗': 'x', '○': 'o', '✓': '+', '▸': '>', '▾': 'v', '▴': '^', '·': '.', '•': '-', '…': '.', '↳': '>',
	'→': '>', '←': '<', '↑': '^', '↓': 'v', '▶': '>', '⏸': '=', '×': 'x', '█': '#', '░': '.', '–': '-', '—': '-',
	'‘': "'", '’': "'", '“': '"', '”': '"', '„': '"', '␛': '^', '⇥': '>', '‹': '<', '›': '>', '�': '?',
}; // biome-ignore format: a table

const replaceable = new RegExp(`[${Object.keys(asciiFor).join('')}]`, 'gu');

/** The same text in ASCII as far as it is ours; a learner's own characters stay. */
export function toAscii(text: string): string {
	return text.replace(replaceable, character => asciiFor[character] ?? character);
}
