/** What concerns the session itself: alias, history, clear, watch, sleep, date, export, true, false. */
import {OptionError, readOptions} from '../options.ts';
import type {ShellCommand} from '../session.ts';

const alias: ShellCommand = (words, io) => {
	const {aliases} = io.session;
	let exit = 0;
	if (words.length === 0) {
		for (const [name, value] of [...aliases].sort()) {
			io.out(`alias ${name}='${value}'\n`);
		}
	}
	for (const word of words) {
		const at = word.indexOf('=');
		if (at > 0) {
			aliases.set(word.slice(0, at), word.slice(at + 1));
		} else if (aliases.has(word)) {
			io.out(`alias ${word}='${aliases.get(word)}'\n`);
		} else {
			io.err(`alias: ${word}: not found\n`);
			exit = 1;
		}
	}
	return exit;
};

const unalias: ShellCommand = (words, io) => {
	let exit = 0;
	for (const word of words) {
		if (!io.session.aliases.delete(word)) {
			io.err(`unalias: ${word}: not found\n`);
			exit = 1;
		}
	}
	return exit;
};

const history: ShellCommand = (words, io) => {
	const lines = io.session.history.map((line, i) => `${String(i + 1).padStart(5)}  ${line}\n`);
	const most = words[0] === undefined ? lines.length : Number(words[0]);
	if (!Number.isInteger(most) || most < 0) {
		io.err(`history: ${words[0]}: numeric argument required\n`);
		return 1;
	}
	io.out(lines.slice(lines.length - Math.min(most, lines.length)).join(''));
	return 0;
};

const clear: ShellCommand = (_words, io) => {
	io.clear();
	return 0;
};

/** `5`, `0.5`, `5s`, `2m` in milliseconds. */
function milliseconds(text: string | undefined): number {
	const match = /^(\d+(?:\.\d+)?|\.\d+)([smhd]?)$/.exec(text ?? '');
	if (!match) {
		throw new OptionError(text === undefined ? 'missing operand' : `invalid time interval '${text}'`);
	}
	const unit = {'': 1, s: 1, m: 60, h: 3600, d: 86_400}[match[2]!]!;
	return Number(match[1]) * unit * 1000;
}

const sleep: ShellCommand = async (words, io) => {
	const {clock} = io.session.connection;
	if (clock.paused) {
		io.err('sleep: the clock is paused; this waits until it runs again\n');
	}
	await clock.sleep(milliseconds(words[0]), io.signal);
	return 0;
};

/** Runs a command again and again, showing its latest answer, until it is stopped with Ctrl+C. */
const watch: ShellCommand = async (words, io) => {
	let rest = words;
	let every = 2000;
	while (rest[0]?.startsWith('-')) {
		const [word, value] = rest;
		const short = /^-n(.+)$/.exec(word!);
		if (short) {
			every = milliseconds(short[1]);
			rest = rest.slice(1);
		} else if (word === '-n' || word === '--interval') {
			every = milliseconds(value);
			rest = rest.slice(2);
		} else if (/^-[dtbecx]+$|^--(differences|no-title)$/.test(word!)) {
			rest = rest.slice(1);
		} else {
			throw new OptionError(`invalid option -- '${word}'`);
		}
	}
	if (rest.length === 0) {
		io.err('Usage: watch [-n SECONDS] COMMAND\n');
		return 1;
	}
	for (;;) {
		let text = '';
		await io.run(rest, {
			out: piece => {
				text += piece;
			},
		});
		io.clear();
		io.out(`Every ${(every / 1000).toFixed(1)}s: ${rest.join(' ')}   (Ctrl+C ends it)\n\n${text}`);
		await io.session.connection.clock.sleep(Math.max(every, 100), io.signal);
	}
};

const date: ShellCommand = (_words, io) => {
	const parts = new Date(io.session.connection.clock.now()).toUTCString().split(' ');
	io.out(`${parts[0]!.slice(0, 3)} ${parts[2]} ${String(Number(parts[1])).padStart(2)} ${parts[4]} UTC ${parts[3]}\n`);
	return 0;
};

const exportVariables: ShellCommand = (words, io) => {
	for (const word of words) {
		const at = word.indexOf('=');
		if (at > 0) {
			io.session.variables.set(word.slice(0, at), word.slice(at + 1));
		}
	}
	return 0;
};

const env: ShellCommand = (words, io) => {
	readOptions(words, '');
	for (const [name, value] of [...io.session.variables].sort()) {
		io.out(`${name}=${value}\n`);
	}
	return 0;
};

const which: ShellCommand = (words, io) => {
	let exit = 0;
	for (const word of words) {
		if (io.session.aliases.has(word)) {
			io.out(`${word}: an alias for ${io.session.aliases.get(word)}\n`);
		} else if (word === 'kubectl') {
			io.out('kubectl: built into the tutor\n');
		} else {
			exit = 1;
		}
	}
	return exit;
};

export const sessionPrograms: Readonly<Record<string, ShellCommand>> = {
	alias,
	unalias,
	history,
	clear,
	sleep,
	watch,
	date,
	export: exportVariables,
	env,
	which,
	true: () => 0,
	':': () => 0,
	false: () => 1,
};
