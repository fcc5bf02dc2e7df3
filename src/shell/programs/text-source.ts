import {fileProblem, resolvePath} from '../folder.ts';
import {type Input, inputOf} from '../pipe.ts';
import type {CommandIo} from '../session.ts';

export interface TextSource {
	/** The file's name; '' for standard input. */
	readonly name: string;
	readonly input: Input;
}

/**
 * What a filter reads: the files named (`-` is standard input), or standard input. A file that cannot be read is
 * complained of as `PROGRAM: FILE: why` and left out.
 */
export function sources(
	program: string,
	files: readonly string[],
	io: CommandIo,
): {sources: TextSource[]; failed: boolean} {
	if (files.length === 0) {
		if (io.input === undefined) {
			io.err(`${program}: nothing is piped in, and no file is named\n`);
			return {sources: [], failed: true};
		}
		return {sources: [{name: '', input: io.input}], failed: false};
	}
	const found: TextSource[] = [];
	let failed = false;
	for (const name of files) {
		if (name === '-') {
			found.push({name: '', input: io.input ?? inputOf('')});
			continue;
		}
		try {
			found.push({name, input: inputOf(io.files.read(name))});
			io.session.fileShown?.(resolvePath(io.session.folder, name));
		} catch (error) {
			io.err(`${program}: ${fileProblem(error)}\n`);
			failed = true;
		}
	}
	return {sources: found, failed};
}
