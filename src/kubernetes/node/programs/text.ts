/** Small programs that read and write text. */
import {resolvePath} from '../process/paths.ts';
import {immediate, type Program} from '../process/process.ts';
import {evaluateArithmetic} from '../sh/arithmetic.ts';
import {formatDate} from './date.ts';
import {readOptions} from './options.ts';
import type {Flavour} from './programs.ts';
import {cannotRead, linesOf, texts} from './sources.ts';

/** Undoes the escapes of `echo -e` and `printf`. */
function unescaped(text: string): string {
	return text.replace(/\\(n|t|r|\\|"|0[0-7]{0,3}|x[0-9a-fA-F]{1,2})/g, (_all, code: string) => {
		const simple: Readonly<Record<string, string>> = {n: '\n', t: '\t', r: '\r', '\\': '\\', '"': '"'};
		return (
			simple[code] ??
			String.fromCharCode(code.startsWith('x') ? Number.parseInt(code.slice(1), 16) : Number.parseInt(code, 8))
		);
	});
}

const echo = immediate(({argv, stdout}) => {
	const words = argv.slice(1);
	let newline = true;
	let escapes = false;
	while (/^-[neE]+$/.test(words[0] ?? '')) {
		const option = words.shift()!;
		newline &&= !option.includes('n');
		escapes = option.includes('e') || (escapes && !option.includes('E'));
	}
	const text = words.join(' ');
	stdout.write((escapes ? unescaped(text) : text) + (newline ? '\n' : ''));
	return 0;
});

const printf = immediate(({argv, stdout}) => {
	const [, format = '', ...args] = argv;
	do {
		stdout.write(
			unescaped(format).replace(
				/%(-?\d*)(\.\d+)?([sdiuxXobcf%])/g,
				(_all, width: string, precision = '', kind: string) => {
					if (kind === '%') {
						return '%';
					}
					const value = args.shift() ?? '';
					const number = Number.parseFloat(value) || 0;
					const text =
						kind === 's' || kind === 'c'
							? value
							: kind === 'b'
								? unescaped(value)
								: kind === 'f'
									? number.toFixed(precision === '' ? 6 : Number(precision.slice(1)))
									: kind.toLowerCase() === 'x'
										? Math.trunc(number).toString(16)
										: kind === 'o'
											? Math.trunc(number).toString(8)
											: String(Math.trunc(number));
					const size = Math.abs(Number(width) || 0);
					const pad = /^0\d/.test(width) ? '0' : ' ';
					return width.startsWith('-') ? text.padEnd(size) : text.padStart(size, pad);
				},
			),
		);
	} while (args.length > 0 && /%[^%]/.test(format));
	return 0;
});

/** A program that reads files or its input and writes them changed, all at once. */
function filter(
	flavour: Flavour,
	valued: string,
	run: (lines: string[], options: ReturnType<typeof readOptions>, name: string, text: string) => readonly string[],
	skip = 0,
): Program {
	return function* (process) {
		const options = readOptions(process.argv, valued);
		const files = options.operands.slice(skip);
		const sources = yield* texts(process, files, flavour);
		for (const {name, text} of sources) {
			const out = run(linesOf(text), options, name, text);
			process.stdout.write(out.map(line => `${line}\n`).join(''));
		}
		return sources.length < Math.max(1, files.length) ? 1 : 0;
	};
}

function cat(flavour: Flavour): Program {
	return function* (process) {
		const {operands} = readOptions(process.argv, '');
		if (operands.length === 0 || operands[0] === '-') {
			for (let line = yield* process.stdin.readLine(); line !== undefined; line = yield* process.stdin.readLine()) {
				process.stdout.write(`${line}\n`);
			}
			return 0;
		}
		const sources = yield* texts(process, operands, flavour);
		for (const {text} of sources) {
			process.stdout.write(text);
		}
		return sources.length < operands.length ? 1 : 0;
	};
}

function tail(flavour: Flavour): Program {
	return function* (process) {
		const argv = process.argv.map(word => (/^-\d+$/.test(word) ? `-n${word.slice(1)}` : word));
		const {flags, operands} = readOptions(argv, 'n c');
		const follows = flags.has('f') || flags.has('F') || flags.has('follow');
		const amount = flags.get('n') ?? '10';
		const wanted = amount.startsWith('+') ? undefined : Math.abs(Number(amount));
		const {files} = process.machine;
		const paths = operands.map(name => resolvePath(process.cwd, name));
		let code = 0;
		const read: number[] = [];
		if (operands.length === 0) {
			const lines = linesOf(yield* process.stdin.readAll());
			const shown = wanted === undefined ? lines.slice(Number(amount) - 1) : wanted === 0 ? [] : lines.slice(-wanted);
			process.stdout.write(shown.map(line => `${line}\n`).join(''));
			return 0;
		}
		for (const [index, path] of paths.entries()) {
			let text = '';
			try {
				text = files.read(path);
				const lines = linesOf(text);
				const shown = wanted === undefined ? lines.slice(Number(amount) - 1) : wanted === 0 ? [] : lines.slice(-wanted);
				const heading = operands.length > 1 ? `${index > 0 ? '\n' : ''}==> ${operands[index]} <==\n` : '';
				process.stdout.write(heading + shown.map(line => `${line}\n`).join(''));
			} catch (error) {
				process.stderr.write(cannotRead('tail', operands[index]!, error, flavour));
				code = 1;
			}
			read.push(text.length);
		}
		if (!follows) {
			return code;
		}
		if (code !== 0 && !flags.has('F')) {
			process.stderr.write(flavour === 'gnu' ? 'tail: no files remaining\n' : 'tail: no files\n');
			return 1;
		}
		for (;;) {
			const seen = files.version;
			for (const [index, path] of paths.entries()) {
				const text = files.entry(path)?.data ?? '';
				const from = text.length < read[index]! ? 0 : read[index]!;
				process.stdout.write(text.slice(from));
				read[index] = text.length;
			}
			yield {until: Number.POSITIVE_INFINITY, when: () => files.version !== seen};
		}
	};
}

const tee: Program = function* (process) {
	const {flags, operands} = readOptions(process.argv, '');
	const paths = operands.map(name => resolvePath(process.cwd, name));
	const {files} = process.machine;
	for (const path of paths) {
		files.write(path, '', process.machine.now, flags.has('a'));
	}
	for (let line = yield* process.stdin.readLine(); line !== undefined; line = yield* process.stdin.readLine()) {
		process.stdout.write(`${line}\n`);
		for (const path of paths) {
			files.write(path, `${line}\n`, process.machine.now, true);
		}
	}
	return 0;
};

const seq = immediate(({argv, stdout}) => {
	const numbers = argv.slice(1).map(Number);
	const [first, step, last] =
		numbers.length === 1
			? [1, 1, numbers[0]!]
			: numbers.length === 2
				? [numbers[0]!, 1, numbers[1]!]
				: [numbers[0]!, numbers[1]!, numbers[2]!];
	for (let value = first; step > 0 ? value <= last : value >= last; value += step) {
		stdout.write(`${value}\n`);
	}
	return 0;
});

const expr = immediate(({argv, stdout}) => {
	const value = evaluateArithmetic(
		argv
			.slice(1)
			.join(' ')
			.replaceAll('\\*', '*')
			.replace(/(^|[^=<>!])=(?!=)/g, '$1=='),
		() => '',
	);
	stdout.write(`${value}\n`);
	return value === 0 ? 1 : 0;
});

const date = immediate(({argv, stdout, machine}) => {
	const format = argv.slice(1).find(word => word.startsWith('+'));
	stdout.write(`${formatDate(machine.now, format?.slice(1) ?? '%a %b %e %H:%M:%S UTC %Y')}\n`);
	return 0;
});

function tr(): Program {
	return function* (process) {
		const {flags, operands} = readOptions(process.argv, '');
		const set = (text: string) => [
			...unescaped(text.replace(/\[:upper:\]/g, 'A-Z').replace(/\[:lower:\]/g, 'a-z')).replace(
				/(.)-(.)/g,
				(_all, from: string, to: string) =>
					Array.from({length: to.charCodeAt(0) - from.charCodeAt(0) + 1}, (_each, index) =>
						String.fromCharCode(from.charCodeAt(0) + index),
					).join(''),
			),
		];
		const from = set(operands[0] ?? '');
		const to = set(operands[1] ?? '');
		const text = yield* process.stdin.readAll();
		process.stdout.write(
			[...text]
				.map(char =>
					from.includes(char)
						? flags.has('d')
							? ''
							: (to[Math.min(from.indexOf(char), to.length - 1)] ?? char)
						: char,
				)
				.join(''),
		);
		return 0;
	};
}

/** `head -1` is short for `head -n 1`. */
function counted(program: Program): Program {
	return process => {
		const argv = process.argv.flatMap(word => (/^-\d+$/.test(word) ? ['-n', word.slice(1)] : [word]));
		return program({...process, argv});
	};
}

/** Whether a number is in a list such as `1,3-5,7-`. */
function inRanges(list: string): (number: number) => boolean {
	const ranges = list.split(',').map(range => {
		const [from = '', to = from] = range.split('-');
		return [Number(from || 1), to === '' ? Number.POSITIVE_INFINITY : Number(to)] as const;
	});
	return number => ranges.some(([from, to]) => number >= from && number <= to);
}

export function textPrograms(flavour: Flavour): Readonly<Record<string, Program>> {
	return {
		echo,
		printf,
		cat: cat(flavour),
		tail: counted(tail(flavour)),
		tr: tr(),
		tee,
		seq,
		expr,
		date,
		head: counted(filter(flavour, 'n c', (lines, {flags}) => lines.slice(0, Number(flags.get('n') ?? 10)))),
		sort: filter(flavour, 'k t', (lines, {flags}) => {
			const sorted = [...lines].sort((a, b) =>
				flags.has('n') ? Number.parseFloat(a) - Number.parseFloat(b) : a < b ? -1 : a > b ? 1 : 0,
			);
			const kept = flags.has('u') ? [...new Set(sorted)] : sorted;
			return flags.has('r') ? kept.reverse() : kept;
		}),
		uniq: filter(flavour, '', (lines, {flags}) => {
			const groups: [string, number][] = [];
			for (const line of lines) {
				const last = groups.at(-1);
				if (last?.[0] === line) {
					last[1]++;
				} else {
					groups.push([line, 1]);
				}
			}
			return groups.map(([line, count]) => (flags.has('c') ? `${String(count).padStart(7)} ${line}` : line));
		}),
		cut: filter(flavour, 'd f c', (lines, {flags}) => {
			const wanted = inRanges(flags.get('f') ?? flags.get('c') ?? '1');
			const separator = flags.has('c') ? '' : (flags.get('d') ?? '\t');
			return lines.map(line => {
				const parts = line.split(separator);
				return parts.length > 1 ? parts.filter((_, index) => wanted(index + 1)).join(separator) : line;
			});
		}),
		wc: filter(flavour, '', (_, {flags}, name, text) => {
			const words = text.split(/\s+/).filter(Boolean).length;
			const counts = [text.split('\n').length - 1, words, new TextEncoder().encode(text).length];
			const letters = ['l', 'w', 'c'].filter(letter => flags.has(letter));
			const shown = letters.length > 0 ? letters.map(letter => counts['lwc'.indexOf(letter)]!) : counts;
			const wide =
				shown.length > 1 ? shown.map(count => String(count).padStart(flavour === 'gnu' ? 7 : 9)) : shown.map(String);
			return [`${wide.join(flavour === 'gnu' ? ' ' : '')}${name === '-' ? '' : ` ${name}`}`];
		}),
		rev: filter(flavour, '', lines => lines.map(line => [...line].reverse().join(''))),
	};
}
