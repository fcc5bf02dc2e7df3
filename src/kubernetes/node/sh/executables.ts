/** Finds and runs what a shell does not do itself. */
import {resolvePath} from '../process/paths.ts';
import type {Program, Steps} from '../process/process.ts';
import type {Shell, Streams} from './shell.ts';

/** Runs an executable of the image. */
export function* execute(
	shell: Shell,
	argv: readonly string[],
	streams: Streams,
	assigned: readonly (readonly [string, string])[] = [],
): Steps {
	const name = argv[0]!;
	const program = findProgram(shell, name);
	if (!program) {
		const isPath = name.includes('/');
		const folder = isPath && shell.machine.files.isFolder(resolvePath(shell.cwd, name));
		const what = folder ? 'Permission denied' : shell.style.bash && !isPath ? 'command not found' : 'not found';
		streams.stderr.write(`${shell.prefix()}${name}: ${what}\n`);
		return folder ? 126 : 127;
	}
	const env = new Map([...shell.exported].map(each => [each, shell.variables.get(each) ?? '']));
	for (const [variable, value] of assigned) {
		env.set(variable, value);
	}
	const {pid} = shell.process;
	return yield* program({pid: pid === 1 ? 7 : pid + 1, argv, env, cwd: shell.cwd, ...streams, machine: shell.machine});
}

/** The executable of that name, or a script that the container itself has written. */
export function findProgram(shell: Shell, name: string): Program | undefined {
	const program = shell.machine.program(name);
	if (program || !name.includes('/')) {
		return program;
	}
	const entry = shell.machine.files.entry(resolvePath(shell.cwd, name));
	if (!entry || !((entry.mode ?? 0) & 0o111)) {
		return undefined;
	}
	return function* (process) {
		return yield* shell.forScript(process, name).run(entry.data, process);
	};
}
