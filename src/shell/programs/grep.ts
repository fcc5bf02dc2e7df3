import {readOptions} from '../options.ts';
import {linesOf} from '../pipe.ts';
import type {CommandIo} from '../session.ts';
import {sources} from './text-source.ts';

const classes: Readonly<Record<string, string>> = {
	alpha: 'A-Za-z',
	digit: '0-9',
	alnum: 'A-Za-z0-9',
	upper: 'A-Z',
	lower: 'a-z',
	space: '\\s',
	blank: ' \\t',
	punct: '!-\\/:-@\\[-`{-~',
	xdigit: 'A-Fa-f0-9',
};

/** A POSIX basic or extended regular expression as JavaScript writes it: in a basic one `+?|(){}` count when escaped. */
export function posixPattern(pattern: string, extended: boolean): string {
	let result = '';
	for (let i = 0; i < pattern.length; i++) {
		const c = pattern[i]!;
		if (c === '\\') {
			const next = pattern[++i] ?? '';
			if (next === '<' || next === '>') {
				result += '\\b';
			} else if (/[+?|(){}]/.test(next) && !extended) {
				result += next;
			} else {
				result += /[A-Za-z0-9]/.test(next) && !/[bBwWsSd1-9]/.test(next) ? next : `\\${next}`;
			}
		} else if (c === '[') {
			const [set, end] = bracket(pattern, i);
			result += set;
			i = end;
		} else if (/[+?|(){}]/.test(c) && !extended) {
			result += `\\${c}`;
		} else if (c === '*' && (result === '' || (!extended && /(^|\\\(|[^\\]\()\^?$/.test(result)))) {
			result += '\\*';
		} else {
			result += c;
		}
	}
	return result;
}

/** A bracket expression that opens at `start`; gives it rewritten, and where it closes. */
function bracket(pattern: string, start: number): [string, number] {
	let i = start + 1;
	let set = '[';
	if (pattern[i] === '^') {
		set += '^';
		i++;
	}
	for (let first = true; i < pattern.length; i++, first = false) {
		const named = /^\[:(\w+):\]/.exec(pattern.slice(i));
		if (named) {
			set += classes[named[1]!] ?? '';
			i += named[0].length - 1;
		} else if (pattern[i] === ']' && !first) {
			return [`${set}]`, i];
		} else {
			set += /[\\[\]]/.test(pattern[i]!) ? `\\${pattern[i]}` : pattern[i];
		}
	}
	return ['\\[', start];
}

/** `grep [-ivcnowxqhHElFs] [-m N] [-A N] [-B N] [-C N] PATTERN [FILE…]` */
export async function grep(words: readonly string[], io: CommandIo): Promise<number> {
	const options = readOptions(words, 'ivcnowxqhHEFlrsPG', 'emABC', {
		'ignore-case': 'i',
		'invert-match': 'v',
		count: 'c',
		'line-number': 'n',
		'only-matching': 'o',
		'word-regexp': 'w',
		'line-regexp': 'x',
		quiet: 'q',
		silent: 'q',
		'extended-regexp': 'E',
		'fixed-strings': 'F',
		'files-with-matches': 'l',
		'max-count': 'm',
		'after-context': 'A',
		'before-context': 'B',
		context: 'C',
		regexp: 'e',
		color: 's',
		colour: 's',
	});
	const operands = [...options.operands];
	const pattern = options.has('e') ? options.values('e').join('\n') : operands.shift();
	if (pattern === undefined) {
		io.err('Usage: grep [OPTION]... PATTERNS [FILE]...\n');
		return 2;
	}
	const test = matcher(pattern, options.has('F'), options.has('E') || options.has('P'), {
		word: options.has('w'),
		line: options.has('x'),
		ignoreCase: options.has('i'),
	});
	if (test === undefined) {
		io.err(`grep: the pattern cannot be read: ${pattern}\n`);
		return 2;
	}
	const {sources: inputs, failed} = sources('grep', operands, io);
	const many = (operands.length > 1 || options.has('H')) && !options.has('h');
	const after = Number(options.value('A') ?? options.value('C') ?? 0);
	const before = Number(options.value('B') ?? options.value('C') ?? 0);
	const most = Number(options.value('m') ?? Number.POSITIVE_INFINITY);
	let found = false;
	for (const {name, input} of inputs) {
		const head = many ? `${name || '(standard input)'}` : '';
		let count = 0;
		let number = 0;
		let showUntil = 0;
		let lastShown = 0;
		let held: [number, string][] = [];
		const show = (at: number, line: string, mark: string) => {
			if ((before > 0 || after > 0) && lastShown > 0 && at > lastShown + 1) {
				io.out('--\n');
			}
			lastShown = at;
			io.out(`${head && `${head}${mark}`}${options.has('n') ? `${at}${mark}` : ''}${line}\n`);
		};
		for await (const line of linesOf(input)) {
			number++;
			test.lastIndex = 0;
			if (test.test(line) === options.has('v')) {
				if (number <= showUntil) {
					show(number, line, '-');
				} else if (before > 0) {
					held = [...held, [number, line] as [number, string]].slice(-before);
				}
				continue;
			}
			count++;
			found = true;
			if (options.has('q') || options.has('l')) {
				break;
			}
			if (!options.has('c')) {
				for (const [at, text] of held.splice(0)) {
					show(at, text, '-');
				}
				const pieces = options.has('o') && !options.has('v') ? (line.match(test) ?? []).filter(Boolean) : [line];
				for (const piece of pieces) {
					show(number, piece, ':');
				}
				showUntil = number + after;
			}
			if (count >= most) {
				break;
			}
		}
		if (options.has('l') && count > 0) {
			io.out(`${name || '(standard input)'}\n`);
		} else if (options.has('c')) {
			io.out(`${head && `${head}:`}${count}\n`);
		}
	}
	return failed ? 2 : found ? 0 : 1;
}

function matcher(
	pattern: string,
	fixed: boolean,
	extended: boolean,
	how: {readonly word: boolean; readonly line: boolean; readonly ignoreCase: boolean},
): RegExp | undefined {
	const alternatives = pattern
		.split('\n')
		.map(text => (fixed ? text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') : posixPattern(text, extended)));
	let source = alternatives.map(text => `(?:${text})`).join('|');
	if (how.line) {
		source = `^(?:${source})$`;
	} else if (how.word) {
		source = `(?<!\\w)(?:${source})(?!\\w)`;
	}
	try {
		return new RegExp(source, how.ignoreCase ? 'gi' : 'g');
	} catch {
		return undefined;
	}
}
