/** Small programs that look at files and folders, and change them. */

import {FileFailure} from '../process/files.ts';
import {baseName, parentOf, resolvePath} from '../process/paths.ts';
import {immediate, type Process, type Program} from '../process/process.ts';
import {formatDate} from './date.ts';
import {readOptions} from './options.ts';
import type {Flavour} from './programs.ts';

function ls(flavour: Flavour): Program {
	return immediate(process => {
		const {flags, operands} = readOptions(process.argv, '');
		const {files} = process.machine;
		const folders: [string, string][] = [];
		const single: [string, string][] = [];
		let code = 0;
		for (const name of operands.length > 0 ? operands : ['.']) {
			const path = resolvePath(process.cwd, name);
			const itself = !/(^|\/)\.{0,2}$/.test(name) && (flags.has('l') || flags.has('d'));
			if (itself && files.linkTarget(path) !== undefined) {
				single.push([name, path]);
			} else if (files.entry(path) || (flags.has('d') && files.isFolder(path))) {
				single.push([name, path]);
			} else if (files.isFolder(path)) {
				folders.push([name, path]);
			} else {
				const what = flavour === 'gnu' ? `cannot access '${name}'` : name;
				process.stderr.write(`ls: ${what}: No such file or directory\n`);
				code = flavour === 'gnu' ? 2 : 1;
			}
		}
		const show = (entries: [string, string][]) => {
			for (const [name, path] of entries) {
				process.stdout.write(`${flags.has('l') ? longLine(process, name, path) : name}\n`);
			}
		};
		show(single);
		for (let index = 0; index < folders.length; index++) {
			const [name, path] = folders[index]!;
			if (folders.length + single.length > 1 || flags.has('R')) {
				process.stdout.write(`${index + single.length > 0 ? '\n' : ''}${name}:\n`);
			}
			const names = files.list(path).filter(each => flags.has('a') || flags.has('A') || !each.startsWith('.'));
			const entries = names.map((each): [string, string] => [each, resolvePath(path, each)]);
			if (flags.has('l')) {
				process.stdout.write(`total ${entries.length * 4}\n`);
			}
			if (flags.has('a')) {
				show([
					['.', path],
					['..', parentOf(path)],
				]);
			}
			show(entries);
			if (flags.has('R')) {
				const below = entries.filter(([, each]) => files.isFolder(each) && files.linkTarget(each) === undefined);
				folders.splice(
					index + 1,
					0,
					...below.map(([each, at]): [string, string] => [`${name.replace(/\/$/, '')}/${each}`, at]),
				);
			}
		}
		return code;
	});
}

function longLine(process: Process, name: string, path: string): string {
	const {files} = process.machine;
	const target = files.linkTarget(path);
	if (target !== undefined) {
		const when = formatDate(process.machine.now, '%b %e %H:%M');
		return `lrwxrwxrwx    1 root     root     ${String(target.length).padStart(9)} ${when} ${name} -> ${target}`;
	}
	const entry = files.entry(path);
	const bits = entry ? (entry.mode ?? 0o644) : 0o755;
	const letters = [...'rwxrwxrwx'].map((letter, index) => (bits & (0o400 >> index) ? letter : '-')).join('');
	const when = formatDate(entry?.at ?? process.machine.now, '%b %e %H:%M');
	return `${entry ? '-' : 'd'}${letters}    ${entry ? 1 : 2} root     root     ${String(entry ? entry.data.length : 4096).padStart(9)} ${when} ${name}`;
}

/** Runs a change for each operand and says what failed. */
function change(
	flavour: Flavour,
	verb: string,
	run: (process: Process, path: string, flags: ReadonlyMap<string, string>) => void,
): Program {
	return immediate(process => {
		const {flags, operands} = readOptions(process.argv, 'm');
		let code = 0;
		for (const name of operands) {
			try {
				run(process, resolvePath(process.cwd, name), flags);
			} catch (error) {
				if (!(error instanceof FileFailure)) {
					throw error;
				}
				const said =
					flavour === 'gnu' ? `cannot ${verb} '${name}'` : verb === 'touch' ? name : `can't ${verb} '${name}'`;
				process.stderr.write(`${process.argv[0]}: ${said}: ${error.message}\n`);
				code = 1;
			}
		}
		return code;
	});
}

function touch(process: Process, path: string): void {
	const {files, now} = process.machine;
	if (!files.isFolder(path)) {
		files.write(path, '', now, true);
	}
}

function remove(process: Process, path: string, flags: ReadonlyMap<string, string>): void {
	const {files} = process.machine;
	if (files.linkTarget(path) !== undefined) {
		files.remove(path);
		return;
	}
	if (!files.exists(path)) {
		if (!flags.has('f')) {
			throw new FileFailure('No such file or directory');
		}
		return;
	}
	if (files.isFolder(path) && !flags.has('r') && !flags.has('R')) {
		throw new FileFailure('Is a directory');
	}
	files.remove(path);
}

function makeFolder(process: Process, path: string, flags: ReadonlyMap<string, string>): void {
	const {files, now} = process.machine;
	if (files.exists(path)) {
		if (!flags.has('p')) {
			throw new FileFailure('File exists');
		}
		return;
	}
	if (!flags.has('p') && !files.isFolder(parentOf(path))) {
		throw new FileFailure('No such file or directory');
	}
	files.addFolder(path, now);
}

function copy(moves: boolean, flavour: Flavour): Program {
	return immediate(process => {
		const {operands} = readOptions(process.argv, '');
		const {files, now} = process.machine;
		const target = resolvePath(process.cwd, operands.at(-1) ?? '');
		for (const name of operands.slice(0, -1)) {
			const source = resolvePath(process.cwd, name);
			try {
				const to = files.isFolder(target) ? resolvePath(target, baseName(source)) : target;
				if (files.isFolder(source)) {
					copyFolder(process, source, to);
				} else {
					files.write(to, files.read(source), now);
				}
				if (moves) {
					files.remove(source);
				}
			} catch (error) {
				if (!(error instanceof FileFailure)) {
					throw error;
				}
				const what = flavour === 'gnu' ? `cannot stat '${name}'` : `can't stat '${name}'`;
				process.stderr.write(`${process.argv[0]}: ${what}: ${error.message}\n`);
				return 1;
			}
		}
		return 0;
	});
}

function copyFolder(process: Process, from: string, to: string): void {
	const {files, now} = process.machine;
	files.addFolder(to, now);
	for (const name of files.list(from)) {
		const source = resolvePath(from, name);
		if (files.isFolder(source)) {
			copyFolder(process, source, resolvePath(to, name));
		} else {
			files.write(resolvePath(to, name), files.read(source), now);
		}
	}
}

const chmod = immediate(process => {
	const {operands} = readOptions(process.argv, '');
	const [mode = '', ...names] = operands;
	for (const name of names) {
		const path = resolvePath(process.cwd, name);
		const before = process.machine.files.entry(path)?.mode ?? 0o644;
		process.machine.files.setMode(
			path,
			/^\d+$/.test(mode) ? Number.parseInt(mode, 8) : mode.includes('x') ? before | 0o111 : before,
		);
	}
	return 0;
});

/** `ln -s` makes symbolic links; `ln` alone gives a file a second name, here a copy of it. */
function ln(flavour: Flavour): Program {
	return immediate(process => {
		const {flags, operands} = readOptions(process.argv, '');
		const {files, now} = process.machine;
		const [first = '', ...others] = operands;
		const last = others.at(-1) ?? baseName(first);
		const symbolic = flags.has('s') || flags.has('symbolic');
		const fail = (gnu: string, busybox: string) => {
			process.stderr.write(`ln: ${flavour === 'gnu' ? gnu : busybox}\n`);
			return 1;
		};
		for (const target of operands.length > 1 ? operands.slice(0, -1) : [first]) {
			const place = resolvePath(process.cwd, last);
			const inside = files.isFolder(place) && !(flags.has('n') && files.linkTarget(place) !== undefined);
			const path = inside ? resolvePath(place, baseName(target)) : place;
			const shown = inside ? `${last.replace(/\/$/, '')}/${baseName(target)}` : last;
			const source = files.entry(resolvePath(process.cwd, target));
			if (!symbolic && !source) {
				const why = 'No such file or directory';
				return fail(`failed to access '${target}': ${why}`, `${shown}: ${why}`);
			}
			try {
				if ((flags.has('f') || flags.has('force')) && !files.isFolder(path)) {
					files.remove(path);
				}
				if (symbolic) {
					files.link(path, target, now);
				} else if (files.exists(path)) {
					throw new FileFailure('File exists');
				} else {
					files.write(path, source!.data, source!.at);
				}
			} catch (error) {
				if (!(error instanceof FileFailure)) {
					throw error;
				}
				const what = symbolic ? 'symbolic' : 'hard';
				return fail(`failed to create ${what} link '${shown}': ${error.message}`, `${shown}: ${error.message}`);
			}
		}
		return 0;
	});
}

const readlink = immediate(process => {
	const {flags, operands} = readOptions(process.argv, '');
	const {files} = process.machine;
	let code = 0;
	for (const name of operands) {
		const path = resolvePath(process.cwd, name);
		const found = flags.has('f') ? files.realPath(path) : files.linkTarget(path);
		if (found === undefined) {
			code = 1;
		} else {
			process.stdout.write(`${found}\n`);
		}
	}
	return code;
});

const find = immediate(process => {
	const words = process.argv.slice(1);
	const start = words[0]?.startsWith('-') ? '.' : (words[0] ?? '.');
	const nameAt = words.indexOf('-name');
	const wanted =
		nameAt < 0 ? undefined : new RegExp(`^${(words[nameAt + 1] ?? '').replace(/[.]/g, '\\.').replace(/\*/g, '.*')}$`);
	const kind = words[words.indexOf('-type') + 1];
	const {files} = process.machine;
	const visit = (shown: string) => {
		const path = resolvePath(process.cwd, shown);
		const folder = files.isFolder(path);
		const fits =
			(!wanted || wanted.test(baseName(path))) && (words.includes('-type') ? (kind === 'd') === folder : true);
		if (fits) {
			process.stdout.write(`${shown}\n`);
		}
		if (folder) {
			for (const name of files.list(path)) {
				visit(shown === '/' ? `/${name}` : `${shown}/${name}`);
			}
		}
	};
	if (!files.exists(resolvePath(process.cwd, start))) {
		process.stderr.write(`find: ${start}: No such file or directory\n`);
		return 1;
	}
	visit(start);
	return 0;
});

const df = immediate(process => {
	const human = process.argv.some(word => /^-\w*h/.test(word));
	process.stdout.write(
		`Filesystem           ${human ? '     Size' : '1K-blocks'}      Used Available Use% Mounted on\n`,
	);
	const show = (name: string, at: string) => {
		const sizes = human ? ['58.4G', '7.2G', '48.2G'] : ['61202244', '7523412', '50540000'];
		process.stdout.write(`${name.padEnd(20)} ${sizes.map(size => size.padStart(9)).join(' ')}  13% ${at}\n`);
	};
	show('overlay', '/');
	for (const mount of process.machine.files.mounts) {
		show('/dev/vda1', mount.path);
	}
	return 0;
});

export function folderPrograms(flavour: Flavour): Readonly<Record<string, Program>> {
	return {
		ls: ls(flavour),
		touch: change(flavour, 'touch', touch),
		rm: change(flavour, 'remove', remove),
		rmdir: change(flavour, 'remove', (process, path) => process.machine.files.remove(path)),
		mkdir: change(flavour, 'create directory', makeFolder),
		cp: copy(false, flavour),
		mv: copy(true, flavour),
		chmod,
		chown: immediate(() => 0),
		ln: ln(flavour),
		readlink,
		sync: immediate(() => 0),
		find,
		df,
		basename: immediate(({argv, stdout}) => {
			stdout.write(`${baseName((argv[1] ?? '').replace(/\/+$/, ''))}\n`);
			return 0;
		}),
		dirname: immediate(({argv, stdout}) => {
			const path = argv[1] ?? '';
			stdout.write(`${path.includes('/') ? path.slice(0, path.lastIndexOf('/')) || '/' : '.'}\n`);
			return 0;
		}),
	};
}
