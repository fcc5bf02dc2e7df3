/** The line filters: head, tail, wc, sort, uniq, cut, tr, tee, xargs. */
import {OptionError, readOptions} from '../options.ts';
import {allText, linesOf} from '../pipe.ts';
import type {ShellCommand} from '../session.ts';
import {sources} from './text-source.ts';

/** `-3` is an old way to write `-n 3`. */
function plainCount(words: readonly string[]): string[] {
	const [first = '', ...rest] = words;
	return /^-\d+$/.test(first) ? [`-n${first.slice(1)}`, ...rest] : [...words];
}

function count(text: string | undefined): number {
	const number = Number(text ?? 10);
	if (!Number.isInteger(number)) {
		throw new OptionError(`invalid number of lines: '${text}'`);
	}
	return number;
}

const head: ShellCommand = async (words, io) => {
	const options = readOptions(plainCount(words), 'q', 'nc', {lines: 'n', bytes: 'c'});
	const {sources: inputs, failed} = sources('head', options.operands, io);
	for (const [index, {name, input}] of inputs.entries()) {
		if (inputs.length > 1) {
			io.out(`${index > 0 ? '\n' : ''}==> ${name} <==\n`);
		}
		if (options.has('c')) {
			io.out((await allText(input)).slice(0, Number(options.value('c'))));
			continue;
		}
		const most = count(options.value('n'));
		const kept: string[] = [];
		let left = most;
		for await (const line of linesOf(input)) {
			if (most < 0) {
				kept.push(line);
				if (kept.length > -most) {
					io.out(`${kept.shift()}\n`);
				}
				continue;
			}
			if (left-- <= 0) {
				break;
			}
			io.out(`${line}\n`);
			if (left === 0) {
				break;
			}
		}
	}
	return failed ? 1 : 0;
};

const tail: ShellCommand = async (words, io) => {
	const options = readOptions(plainCount(words), 'qf', 'nc', {lines: 'n', bytes: 'c'});
	const {sources: inputs, failed} = sources('tail', options.operands, io);
	for (const [index, {name, input}] of inputs.entries()) {
		if (inputs.length > 1) {
			io.out(`${index > 0 ? '\n' : ''}==> ${name} <==\n`);
		}
		if (options.has('c')) {
			io.out((await allText(input)).slice(-Number(options.value('c'))));
			continue;
		}
		const wanted = options.value('n') ?? '10';
		const from = wanted.startsWith('+') ? Number(wanted.slice(1)) : undefined;
		const most = from === undefined ? Math.abs(count(wanted)) : 0;
		let kept: string[] = [];
		let number = 0;
		for await (const line of linesOf(input)) {
			number++;
			if (from === undefined) {
				kept.push(line);
				if (kept.length > most) {
					kept = kept.slice(1);
				}
			} else if (number >= from) {
				io.out(`${line}\n`);
			}
		}
		io.out(kept.map(line => `${line}\n`).join(''));
	}
	return failed ? 1 : 0;
};

const wc: ShellCommand = async (words, io) => {
	const options = readOptions(words, 'lwcm', '', {lines: 'l', words: 'w', bytes: 'c', chars: 'm'});
	const {sources: inputs, failed} = sources('wc', options.operands, io);
	const shown = 'lwcm'.split('').filter(letter => options.has(letter));
	const letters = shown.length > 0 ? shown : ['l', 'w', 'c'];
	const rows: [number[], string][] = [];
	for (const {name, input} of inputs) {
		const text = await allText(input);
		const counts: Record<string, number> = {
			l: text.split('\n').length - 1,
			w: text.split(/\s+/).filter(Boolean).length,
			c: Buffer.byteLength(text),
			m: [...text].length,
		};
		rows.push([letters.map(letter => counts[letter]!), name]);
	}
	if (rows.length > 1) {
		rows.push([letters.map((_, i) => rows.reduce((sum, [row]) => sum + row[i]!, 0)), 'total']);
	}
	const single = letters.length === 1 && rows.length === 1;
	const widest = Math.max(...rows.flatMap(([row]) => row.map(number => String(number).length)));
	const width = single ? 0 : options.operands.length === 0 ? 7 : widest;
	for (const [row, name] of rows) {
		io.out(`${[...row.map(number => String(number).padStart(width)), ...(name ? [name] : [])].join(' ')}\n`);
	}
	return failed ? 1 : 0;
};

const sort: ShellCommand = async (words, io) => {
	const options = readOptions(words, 'rnufbhsV', 'kt', {
		reverse: 'r',
		'numeric-sort': 'n',
		unique: 'u',
		key: 'k',
		'ignore-case': 'f',
	});
	const {sources: inputs, failed} = sources('sort', options.operands, io);
	let lines: string[] = [];
	for (const {input} of inputs) {
		for await (const line of linesOf(input)) {
			lines.push(line);
		}
	}
	const [from, to] = (options.value('k') ?? '').split(',');
	const [start, keyLetters] = [
		Number.parseInt(from ?? '', 10),
		(from ?? '').replace(/[\d.]/g, '') + (to ?? '').replace(/[\d.]/g, ''),
	];
	const numeric = options.has('n') || options.has('h') || /[nh]/.test(keyLetters);
	const reverse = options.has('r') || keyLetters.includes('r') ? -1 : 1;
	const keyOf = (line: string) => {
		if (Number.isNaN(start)) {
			return line;
		}
		const separator = options.value('t');
		const fields = separator === undefined ? line.trim().split(/\s+/) : line.split(separator);
		const end = to === undefined ? fields.length : Number.parseInt(to, 10);
		return fields.slice(start - 1, end).join(separator ?? ' ');
	};
	const fold = (text: string) => (options.has('f') ? text.toLowerCase() : text);
	const compare = (a: string, b: string) => {
		const [x, y] = [fold(keyOf(a)), fold(keyOf(b))];
		const byKey = numeric ? (Number.parseFloat(x) || 0) - (Number.parseFloat(y) || 0) : x < y ? -1 : x > y ? 1 : 0;
		return byKey * reverse || (a < b ? -1 : a > b ? 1 : 0) * reverse;
	};
	lines.sort(compare);
	if (options.has('u')) {
		lines = lines.filter((line, i) => i === 0 || fold(keyOf(line)) !== fold(keyOf(lines[i - 1]!)));
	}
	io.out(lines.map(line => `${line}\n`).join(''));
	return failed ? 2 : 0;
};

const uniq: ShellCommand = async (words, io) => {
	const options = readOptions(words, 'cdui', '', {count: 'c', repeated: 'd', unique: 'u', 'ignore-case': 'i'});
	const {sources: inputs, failed} = sources('uniq', options.operands.slice(0, 1), io);
	const fold = (text: string) => (options.has('i') ? text.toLowerCase() : text);
	let current: string | undefined;
	let times = 0;
	const flush = () => {
		const shown = (!options.has('d') || times > 1) && (!options.has('u') || times === 1);
		if (current !== undefined && shown) {
			io.out(`${options.has('c') ? `${String(times).padStart(7)} ` : ''}${current}\n`);
		}
	};
	for (const {input} of inputs) {
		for await (const line of linesOf(input)) {
			if (current !== undefined && fold(line) === fold(current)) {
				times++;
				continue;
			}
			flush();
			[current, times] = [line, 1];
		}
	}
	flush();
	return failed ? 1 : 0;
};

/** `1,3-5,7-` → whether a position (from 1) is meant. */
function positions(list: string): (position: number) => boolean {
	const ranges = list.split(',').map(range => {
		const match = /^(\d*)(-?)(\d*)$/.exec(range);
		if (!match || range === '' || range === '-') {
			throw new OptionError(`invalid field value '${range}'`);
		}
		const from = Number(match[1] || 1);
		const to = match[2] ? Number(match[3] || Number.POSITIVE_INFINITY) : from;
		return [from, to] as const;
	});
	return position => ranges.some(([from, to]) => position >= from && position <= to);
}

const cut: ShellCommand = async (words, io) => {
	const options = readOptions(words, 's', 'dfcb', {
		delimiter: 'd',
		fields: 'f',
		characters: 'c',
		bytes: 'b',
		'only-delimited': 's',
	});
	const list = options.value('f') ?? options.value('c') ?? options.value('b');
	if (list === undefined) {
		io.err('cut: you must specify a list of bytes, characters, or fields\n');
		return 1;
	}
	const chosen = positions(list);
	const delimiter = options.value('d') ?? '\t';
	const {sources: inputs, failed} = sources('cut', options.operands, io);
	for (const {input} of inputs) {
		for await (const line of linesOf(input)) {
			if (!options.has('f')) {
				io.out(`${[...line].filter((_, i) => chosen(i + 1)).join('')}\n`);
			} else if (line.includes(delimiter)) {
				io.out(
					`${line
						.split(delimiter)
						.filter((_, i) => chosen(i + 1))
						.join(delimiter)}\n`,
				);
			} else if (!options.has('s')) {
				io.out(`${line}\n`);
			}
		}
	}
	return failed ? 1 : 0;
};

/** `a-z\n[:digit:]` → its characters. */
function characterSet(text: string): string[] {
	const named: Readonly<Record<string, string>> = {
		lower: 'a-z',
		upper: 'A-Z',
		digit: '0-9',
		alpha: 'A-Za-z',
		alnum: 'A-Za-z0-9',
		space: ' \t\n\r\v\f',
		blank: ' \t',
		punct: '!-/:-@[-`{-~',
	};
	const plain = [
		...text
			.replace(/\[:(\w+):\]/g, (all, name: string) => named[name] ?? all)
			.replace(/\\([ntr\\])/g, (_, c: string) => ({n: '\n', t: '\t', r: '\r', '\\': '\\'})[c]!),
	];
	const set: string[] = [];
	for (let i = 0; i < plain.length; i++) {
		if (plain[i + 1] === '-' && plain[i + 2] !== undefined) {
			for (let c = plain[i]!.codePointAt(0)!; c <= plain[i + 2]!.codePointAt(0)!; c++) {
				set.push(String.fromCodePoint(c));
			}
			i += 2;
		} else {
			set.push(plain[i]!);
		}
	}
	return set;
}

const tr: ShellCommand = async (words, io) => {
	const options = readOptions(words, 'dscC');
	const [first, second] = options.operands;
	if (first === undefined || (second === undefined && !options.has('d') && !options.has('s'))) {
		io.err('tr: missing operand\n');
		return 1;
	}
	const from = characterSet(first);
	const to = second === undefined ? [] : characterSet(second);
	const complement = options.has('c') || options.has('C');
	const meant = (c: string) => from.includes(c) !== complement;
	const squeezed = options.has('s') ? (to.length > 0 ? to : undefined) : [];
	let last = '';
	for await (const chunk of sources('tr', [], io).sources[0]?.input ?? []) {
		let result = '';
		for (const c of chunk) {
			const hit = meant(c);
			if (hit && options.has('d')) {
				continue;
			}
			const next = hit && to.length > 0 ? (complement ? to.at(-1)! : (to[from.indexOf(c)] ?? to.at(-1)!)) : c;
			if (options.has('s') && next === last && (squeezed === undefined ? hit : squeezed.includes(next))) {
				continue;
			}
			last = next;
			result += next;
		}
		io.out(result);
	}
	return 0;
};

const tee: ShellCommand = async (words, io) => {
	const options = readOptions(words, 'a', '', {append: 'a'});
	const text = await allText(io.input);
	io.out(text);
	for (const name of options.operands) {
		const before = options.has('a') && io.files.kind(name) === 'file' ? io.files.read(name) : '';
		io.files.write(name, before + text);
	}
	return 0;
};

const xargs: ShellCommand = async (words, io) => {
	const at = words.findIndex((word, i) => !word.startsWith('-') && !['-n', '-I'].includes(words[i - 1] ?? ''));
	const own = at < 0 ? words : words.slice(0, at);
	const command = at < 0 ? ['echo'] : words.slice(at);
	const options = readOptions(own, 'rt', 'nI', {'no-run-if-empty': 'r', 'max-args': 'n'});
	const text = await allText(io.input);
	const place = options.value('I');
	const items = text.split(place === undefined ? /\s+/ : '\n').filter(Boolean);
	if (items.length === 0) {
		return options.has('r') || place !== undefined ? 0 : io.run(command);
	}
	const size = place === undefined ? Number(options.value('n') ?? items.length) : 1;
	let exit = 0;
	for (let i = 0; i < items.length; i += size) {
		const some = items.slice(i, i + size);
		const line = place === undefined ? [...command, ...some] : command.map(word => word.replaceAll(place, some[0]!));
		if ((await io.run(line)) !== 0) {
			exit = 123;
		}
	}
	return exit;
};

export const filters: Readonly<Record<string, ShellCommand>> = {head, tail, wc, sort, uniq, cut, tr, tee, xargs};
