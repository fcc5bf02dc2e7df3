/** `tar`, in the manner of GNU or of busybox, for archives of texts. */
import {packTar, TarError, type TarMember, unpackTar} from '../../../apimachinery/tar.ts';
import {type ContainerFiles, FileFailure} from '../process/files.ts';
import {parentOf, resolvePath} from '../process/paths.ts';
import type {Process, Program, Steps} from '../process/process.ts';
import type {Flavour} from './programs.ts';

/** GNU's writes archives of whole records. */
const gnuRecord = 10_240;

interface Words {
	readonly letters: ReadonlySet<string>;
	/** `-` is the standard input or output. */
	readonly archive: string;
	readonly folder: string;
	readonly names: readonly string[];
}

/** Letters need no dash where they stand first. */
function readWords(argv: readonly string[]): Words {
	const letters = new Set<string>();
	let archive = '-';
	let folder = '';
	const names: string[] = [];
	const words = argv.slice(1);
	for (let index = 0; index < words.length; index++) {
		const word = words[index]!;
		if (word.startsWith('--')) {
			const [name, value = ''] = word.split('=');
			if (name === '--directory') {
				folder = value;
			} else if (name === '--file') {
				archive = value;
			}
		} else if ((word.startsWith('-') && word !== '-') || index === 0) {
			for (const letter of word.replace(/^-/, '')) {
				letters.add(letter);
				if (letter === 'f') {
					archive = words[++index] ?? '-';
				} else if (letter === 'C') {
					folder = words[++index] ?? '';
				}
			}
		} else {
			names.push(word);
		}
	}
	return {letters, archive, folder, names};
}

export function tar(flavour: Flavour): Program {
	return function* (process) {
		const words = readWords(process.argv);
		const say = (text: string) => process.stderr.write(`tar: ${text}\n`);
		const base = words.folder === '' ? process.cwd : resolvePath(process.cwd, words.folder);
		if (!process.machine.files.isFolder(base)) {
			if (flavour === 'gnu') {
				say(`${words.folder}: Cannot open: No such file or directory`);
				say('Error is not recoverable: exiting now');
				return 2;
			}
			say(`can't change directory to '${words.folder}': No such file or directory`);
			return 1;
		}
		if (words.letters.has('c')) {
			return create(process, words, base, flavour);
		}
		if (words.letters.has('x') || words.letters.has('t')) {
			return yield* read(process, words, base, flavour);
		}
		if (flavour === 'gnu') {
			say(`You must specify one of the '-Acdtrux', '--delete' or '--test-label' options`);
			process.stderr.write("Try 'tar --help' or 'tar --usage' for more information.\n");
			return 2;
		}
		say('must specify exactly one of -c, -t and -x');
		return 1;
	};
}

function create(process: Process, {letters, archive, names}: Words, base: string, flavour: Flavour): number {
	const {files, now} = process.machine;
	const say = (text: string) => process.stderr.write(`tar: ${text}\n`);
	const members: TarMember[] = [];
	let failed = false;
	for (const name of names) {
		const path = resolvePath(base, name);
		if (!files.exists(path) && files.linkTarget(path) === undefined) {
			say(`${name}: ${flavour === 'gnu' ? 'Cannot stat: ' : ''}No such file or directory`);
			failed = true;
			continue;
		}
		if (name.startsWith('/')) {
			say(flavour === 'gnu' ? "Removing leading `/' from member names" : "removing leading '/' from member names");
		}
		const inside = name.replace(/^\/+/, '').replace(/\/+$/, '') || '.';
		gather(files, path, inside, now, members);
	}
	if (letters.has('v')) {
		const list = archive === '-' ? process.stderr : process.stdout;
		list.write(members.map(({name}) => `${name}\n`).join(''));
	}
	const packed = packTar(members, flavour === 'gnu' ? gnuRecord : undefined);
	if (archive === '-') {
		process.stdout.write(packed);
	} else {
		files.write(resolvePath(process.cwd, archive), packed, now);
	}
	if (failed) {
		say(
			flavour === 'gnu'
				? 'Exiting with failure status due to previous errors'
				: 'error exit delayed from previous errors',
		);
	}
	return failed ? (flavour === 'gnu' ? 2 : 1) : 0;
}

function gather(files: ContainerFiles, path: string, name: string, now: number, members: TarMember[]): void {
	const target = files.linkTarget(path);
	if (target !== undefined) {
		members.push({name, kind: 'link', data: '', mode: 0o777, at: now, target});
		return;
	}
	const entry = files.entry(path);
	if (entry) {
		members.push({name, kind: 'file', data: entry.data, mode: entry.mode ?? 0o644, at: entry.at});
		return;
	}
	members.push({name: `${name}/`, kind: 'folder', data: '', mode: 0o755, at: now});
	for (const child of files.list(path)) {
		gather(files, resolvePath(path, child), `${name}/${child}`, now, members);
	}
}

function* read(process: Process, {letters, archive, names}: Words, base: string, flavour: Flavour): Steps {
	const {files, now} = process.machine;
	const say = (text: string) => process.stderr.write(`tar: ${text}\n`);
	let members: readonly TarMember[];
	try {
		members = unpackTar(
			archive === '-' ? yield* process.stdin.readAll() : files.read(resolvePath(process.cwd, archive)),
		);
	} catch (error) {
		return refuse(error, archive, flavour, say);
	}
	const wanted = members.filter(
		({name}) =>
			names.length === 0 || names.some(each => name === each || name.startsWith(`${each.replace(/\/$/, '')}/`)),
	);
	if (letters.has('t') || letters.has('v')) {
		process.stdout.write(wanted.map(({name}) => `${name}\n`).join(''));
	}
	try {
		for (const member of letters.has('t') ? [] : wanted) {
			unpack(files, base, member, letters.has('m') ? now : member.at, now);
		}
	} catch (error) {
		if (!(error instanceof FileFailure)) {
			throw error;
		}
		say(error.message);
		return flavour === 'gnu' ? 2 : 1;
	}
	return 0;
}

/** Says why an archive cannot be read; gives the exit code. */
function refuse(error: unknown, archive: string, flavour: Flavour, say: (text: string) => void): number {
	if (!(error instanceof FileFailure || error instanceof TarError)) {
		throw error;
	}
	const foreign = error instanceof TarError && !error.cutShort;
	if (flavour === 'busybox') {
		const [missing, broken] = [
			`can't open '${archive}': ${error.message}`,
			foreign ? 'invalid tar magic' : 'short read',
		];
		say(error instanceof TarError ? broken : missing);
		return 1;
	}
	if (foreign) {
		say('This does not look like a tar archive');
		say('Exiting with failure status due to previous errors');
	} else {
		say(error instanceof TarError ? 'Unexpected EOF in archive' : `${archive}: Cannot open: ${error.message}`);
		say('Error is not recoverable: exiting now');
	}
	return 2;
}

/** @throws FileFailure with the name of what could not be written */
function unpack(files: ContainerFiles, base: string, member: TarMember, at: number, now: number): void {
	const name = member.name.replace(/^\/+/, '').replace(/\/+$/, '');
	const path = resolvePath(base, name);
	try {
		makeFolders(files, member.kind === 'folder' ? path : parentOf(path), now);
		if (member.kind === 'link') {
			files.remove(path);
			files.link(path, member.target ?? '', at);
		} else if (member.kind === 'file') {
			files.write(path, member.data, at);
			files.setMode(path, member.mode);
		}
	} catch (error) {
		throw error instanceof FileFailure ? new FileFailure(`${name}: Cannot open: ${error.message}`) : error;
	}
}

function makeFolders(files: ContainerFiles, path: string, now: number): void {
	if (path !== '/' && !files.isFolder(path)) {
		makeFolders(files, parentOf(path), now);
		files.addFolder(path, now);
	}
}
