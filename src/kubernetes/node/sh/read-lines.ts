/** A shell that reads its script from standard input, line by line: piped in, or typed at a prompt. */
import type {Process, Steps} from '../process/process.ts';
import {Interrupted} from '../process/terminal.ts';
import {Exit} from './control.ts';
import {parseScript} from './parse.ts';
import {ShellSyntaxError} from './reader.ts';
import type {Shell} from './shell.ts';

/** What a shell says of a text that only wants to go on. */
const unfinished = /unexpected end of file|unterminated quoted string|EOF in backquote/;

export function* runInput(shell: Shell, process: Process): Steps {
	const prompt = (text: string) => {
		if (process.tty) {
			process.stderr.write(text);
		}
	};
	let text = '';
	for (;;) {
		prompt(text === '' ? shell.prompt() : '> ');
		try {
			const line = yield* process.stdin.readLine();
			if (line === undefined) {
				break;
			}
			text += `${line}\n`;
			if (!isUnfinished(text)) {
				const script = text;
				text = '';
				yield* shell.runPart(script, process);
			}
		} catch (error) {
			if (error instanceof Interrupted) {
				text = '';
				shell.status = 130;
			} else if (process.tty && !(error instanceof Exit)) {
				shell.status = shell.ending(error, process);
			} else {
				return yield* shell.leave(shell.ending(error, process), process);
			}
		}
	}
	if (process.tty) {
		process.stderr.write(shell.style.bash ? 'exit\n' : '');
	}
	return text === '' ? yield* shell.leave(shell.status, process) : yield* shell.run(text, process);
}

function isUnfinished(text: string): boolean {
	if (/(^|[^\\])(\\\\)*\\\n$/.test(text) || hasOpenDocument(text)) {
		return true;
	}
	try {
		parseScript(text);
		return false;
	} catch (error) {
		return error instanceof ShellSyntaxError && unfinished.test(error.message);
	}
}

/** Whether a here-document has no end yet. */
function hasOpenDocument(text: string): boolean {
	const starts = text.matchAll(/<<(-?)\s*(['"]?)([A-Za-z_][\w.]*)\2/g);
	return Array.from(starts).some(([start, dash, , word], index) => {
		const at = text.indexOf(start, index);
		const lines = text.slice(at).split('\n').slice(1);
		return !lines.some(line => (dash ? line.replace(/^\t+/, '') : line) === word);
	});
}
