/** What small programs read: the files that they are given, or their input. */
import {FileFailure} from '../process/files.ts';
import {resolvePath} from '../process/paths.ts';
import type {Process, Steps} from '../process/process.ts';
import type {Flavour} from './programs.ts';

/** The texts of the files named, or what is read where none is; says what cannot be read. */
export function* texts(
	process: Process,
	names: readonly string[],
	flavour: Flavour,
): Steps<{name: string; text: string}[]> {
	const found: {name: string; text: string}[] = [];
	for (const name of names.length > 0 ? names : ['-']) {
		if (name === '-') {
			found.push({name, text: yield* process.stdin.readAll()});
			continue;
		}
		try {
			found.push({name, text: process.machine.files.read(resolvePath(process.cwd, name))});
		} catch (error) {
			process.stderr.write(cannotRead(process.argv[0]!, name, error, flavour));
		}
	}
	return found;
}

/** How a program says that it cannot read a file. */
export function cannotRead(program: string, name: string, error: unknown, flavour: Flavour): string {
	if (!(error instanceof FileFailure)) {
		throw error;
	}
	if (error.message === 'Is a directory') {
		return flavour === 'gnu' || program !== 'cat'
			? `${program}: ${name}: Is a directory\n`
			: 'cat: read error: Is a directory\n';
	}
	const said =
		flavour === 'busybox'
			? program === 'grep'
				? `${name}`
				: `can't open '${name}'`
			: program === 'head' || program === 'tail' || program === 'sort'
				? `cannot open '${name}' for reading`
				: name;
	return `${program}: ${said}: ${error.message}\n`;
}

/** Lines without their ends. */
export function linesOf(text: string): string[] {
	const lines = text.split('\n');
	if (lines.at(-1) === '') {
		lines.pop();
	}
	return lines;
}
