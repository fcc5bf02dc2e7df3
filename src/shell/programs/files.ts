/** What one does with files and text: cat, ls, rm, cp, mv, mkdir, touch, pwd, cd, echo, printf. */
import type {WorkspaceFiles} from '../../kubectl/io.ts';
import {fileProblem, filesFrom, resolvePath} from '../folder.ts';
import {readOptions} from '../options.ts';
import {linesOf} from '../pipe.ts';
import type {CommandIo, ShellCommand} from '../session.ts';
import {sources} from './text-source.ts';

/** Does something with each file, complains of those that fail, and goes on. */
function forEachFile(program: string, names: readonly string[], io: CommandIo, act: (name: string) => void): number {
	let exit = 0;
	for (const name of names) {
		try {
			act(name);
		} catch (error) {
			io.err(`${program}: ${fileProblem(error)}\n`);
			exit = 1;
		}
	}
	return exit;
}

const cat: ShellCommand = async (words, io) => {
	const options = readOptions(words, 'nAeb', '', {number: 'n'});
	const {sources: inputs, failed} = sources('cat', options.operands, io);
	let number = 0;
	for (const {input} of inputs) {
		if (!options.has('n')) {
			for await (const text of input) {
				io.out(text);
			}
			continue;
		}
		for await (const line of linesOf(input)) {
			io.out(`${String(++number).padStart(6)}\t${line}\n`);
		}
	}
	return failed ? 1 : 0;
};

const ls: ShellCommand = (words, io) => {
	const options = readOptions(words, 'la1hRtr', '', {all: 'a'});
	const names = options.operands.length > 0 ? options.operands : ['.'];
	return forEachFile('ls', names, io, name => {
		if (io.files.kind(name) === 'file') {
			io.out(`${name}\n`);
			return;
		}
		const entries = io.files.list(name).filter(entry => options.has('a') || !entry.name.startsWith('.'));
		if (names.length > 1) {
			io.out(`${name}:\n`);
		}
		io.out(entries.map(entry => `${entry.name}${entry.folder ? '/' : ''}\n`).join(''));
	});
};

const rm: ShellCommand = (words, io) => {
	const options = readOptions(words, 'rRfiv', '', {recursive: 'r', force: 'f'});
	if (options.operands.length === 0 && !options.has('f')) {
		io.err('rm: missing operand\n');
		return 1;
	}
	return forEachFile('rm', options.operands, io, name => {
		const kind = io.files.kind(name);
		if (resolvePath(io.session.folder, name) === '.') {
			io.err('rm: refusing to remove the workspace itself; name the files that may go\n');
		} else if (kind === 'folder' && !options.has('r') && !options.has('R')) {
			io.err(`rm: cannot remove '${name}': Is a directory\n`);
		} else if (kind !== undefined || !options.has('f')) {
			io.files.remove(name);
		}
	});
};

/** Where a file goes when it is copied or moved to `to`: into it, where that is a folder. */
function placeIn(files: WorkspaceFiles, from: string, to: string): string {
	return files.kind(to) === 'folder' ? `${to.replace(/\/$/, '')}/${from.split('/').at(-1)}` : to;
}

function copying(program: 'cp' | 'mv'): ShellCommand {
	return (words, io) => {
		const options = readOptions(words, 'rRfaipnv');
		const to = options.operands.at(-1);
		const from = options.operands.slice(0, -1);
		if (to === undefined || from.length === 0) {
			io.err(`${program}: missing ${to === undefined ? 'file operand' : `destination file operand after '${to}'`}\n`);
			return 1;
		}
		if (from.length > 1 && io.files.kind(to) !== 'folder') {
			io.err(`${program}: target '${to}' is not a directory\n`);
			return 1;
		}
		return forEachFile(program, from, io, name => {
			const place = placeIn(io.files, name, to);
			if (resolvePath(io.session.folder, place) === resolvePath(io.session.folder, name)) {
				io.err(`${program}: '${name}' and '${place}' are the same file\n`);
				return;
			}
			io.files.write(place, io.files.read(name));
			if (program === 'mv') {
				io.files.remove(name);
			}
		});
	};
}

const touch: ShellCommand = (words, io) =>
	forEachFile('touch', readOptions(words, 'acm').operands, io, name => {
		if (io.files.kind(name) === undefined) {
			io.files.write(name, '');
		}
	});

const mkdir: ShellCommand = (_words, io) => {
	io.err('mkdir: a folder is made with the first file in it: try `cp web.yaml mine/web.yaml`\n');
	return 1;
};

const pwd: ShellCommand = (_words, io) => {
	io.out(`~${io.session.folder && `/${io.session.folder}`}\n`);
	return 0;
};

const cd: ShellCommand = (words, io) => {
	const target = words[0] ?? '~';
	const {session} = io;
	try {
		const place = target === '~' || target === '~/' ? '.' : resolvePath(session.folder, target.replace(/^~\//, './'));
		if (filesFrom(session.workspace, '').kind(place) !== 'folder') {
			io.err(`cd: ${target}: No such file or directory\n`);
			return 1;
		}
		session.folder = place === '.' ? '' : place;
		return 0;
	} catch (error) {
		io.err(`cd: ${fileProblem(error)}\n`);
		return 1;
	}
};

const escapes: Readonly<Record<string, string>> = {
	n: '\n',
	t: '\t',
	r: '\r',
	'\\': '\\',
	a: '',
	b: '\b',
	'0': '\0',
	e: '\x1b',
};

function unescapeText(text: string): string {
	return text.replace(/\\([ntr\\ab0e])/g, (_, c: string) => escapes[c]!);
}

const echo: ShellCommand = (words, io) => {
	let rest = words;
	let newline = true;
	let escaped = false;
	while (/^-[neE]+$/.test(rest[0] ?? '')) {
		newline &&= !rest[0]!.includes('n');
		escaped ||= rest[0]!.includes('e');
		rest = rest.slice(1);
	}
	const text = rest.join(' ');
	io.out((escaped ? unescapeText(text) : text) + (newline ? '\n' : ''));
	return 0;
};

const printf: ShellCommand = ([format, ...values], io) => {
	if (format === undefined) {
		io.err('printf: usage: printf FORMAT [ARGUMENTS]\n');
		return 2;
	}
	const left = [...values];
	do {
		io.out(
			unescapeText(format).replace(/%(-?\d*)([sdif%])/g, (_, width: string, kind: string) => {
				if (kind === '%') {
					return '%';
				}
				const value = left.shift() ?? (kind === 's' ? '' : '0');
				const size = Math.abs(Number(width || 0));
				return width.startsWith('-') ? value.padEnd(size) : value.padStart(size);
			}),
		);
	} while (left.length > 0 && /%-?\d*[sdif]/.test(format));
	return 0;
};

export const filePrograms: Readonly<Record<string, ShellCommand>> = {
	cat,
	ls,
	rm,
	cp: copying('cp'),
	mv: copying('mv'),
	touch,
	mkdir,
	pwd,
	cd,
	echo,
	printf,
};
