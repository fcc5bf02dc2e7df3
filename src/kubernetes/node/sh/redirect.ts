/** Where commands read from and write to (POSIX, 2.7 Redirection). */
import {FileFailure} from '../process/files.ts';
import {resolvePath} from '../process/paths.ts';
import type {Input, Output, Steps} from '../process/process.ts';
import {TextInput} from '../process/streams.ts';
import {expandText} from './expand.ts';
import type {Shell, Streams} from './shell.ts';
import type {Redirect} from './syntax.ts';

/** The streams of a command with its redirections. Throws a FileFailure whose message is the shell's own. */
export function* redirect(shell: Shell, redirects: readonly Redirect[], streams: Streams): Steps<Streams> {
	const result = {...streams};
	for (const {fd, operator, target} of redirects) {
		const text = yield* expandText(shell, target, streams);
		if (operator === '<<') {
			result.stdin = new TextInput(text);
		} else if (operator === '<') {
			result.stdin = openInput(shell, text);
		} else if (operator === '>&') {
			const to = text === '1' ? result.stdout : text === '2' ? result.stderr : undefined;
			if (to && fd === 1) {
				result.stdout = to;
			} else if (to && fd === 2) {
				result.stderr = to;
			}
		} else {
			const output = openOutput(shell, text, operator === '>>', result);
			if (fd === 2) {
				result.stderr = output;
			} else {
				result.stdout = output;
			}
		}
	}
	return result;
}

function openInput(shell: Shell, name: string): Input {
	try {
		return new TextInput(shell.machine.files.read(resolvePath(shell.cwd, name)));
	} catch (error) {
		throw cannot(shell, error, 'open', name);
	}
}

/** A file to write to; `/dev/stdout` and its like are streams. */
function openOutput(shell: Shell, name: string, append: boolean, streams: Streams): Output {
	const path = resolvePath(shell.cwd, name);
	if (path === '/dev/stdout' || path === '/proc/self/fd/1') {
		return streams.stdout;
	}
	if (path === '/dev/stderr' || path === '/proc/self/fd/2') {
		return streams.stderr;
	}
	if (path === '/proc/1/fd/1' || path === '/proc/1/fd/2') {
		return path.endsWith('1') ? shell.machine.log.out : shell.machine.log.err;
	}
	const {machine} = shell;
	try {
		machine.files.write(path, '', machine.now, append);
	} catch (error) {
		throw cannot(shell, error, 'create', name);
	}
	shell.effects += append ? 1 : 0;
	return {
		write: text => {
			machine.files.write(path, text, machine.now, true);
		},
	};
}

/** A failure in the words of the shell. */
function cannot(shell: Shell, error: unknown, what: 'open' | 'create', name: string): unknown {
	if (!(error instanceof FileFailure)) {
		return error;
	}
	if (shell.style.bash) {
		return new FileFailure(`${name}: ${error.message}`);
	}
	if (shell.style.numbered) {
		const reason =
			what === 'create' && error.message === 'No such file or directory'
				? 'Directory nonexistent'
				: error.message.replace('No such file or directory', 'No such file');
		return new FileFailure(`cannot ${what} ${name}: ${reason}`);
	}
	const reason =
		error.message === 'No such file or directory' && what === 'create'
			? 'nonexistent directory'
			: error.message.replace('No such file or directory', 'no such file');
	return new FileFailure(`can't ${what} ${name}: ${reason}`);
}
