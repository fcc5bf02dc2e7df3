/** `sh` as a program. */
import {resolvePath} from '../process/paths.ts';
import type {Program} from '../process/process.ts';
import {runInput} from './read-lines.ts';
import {Shell, type ShellStyle} from './shell.ts';

/** Runs `sh` as a program: `-c SCRIPT`, a script file, or what comes on standard input. */
export function shellProgram(style: ShellStyle): Program {
	return function* (process) {
		const [, ...args] = process.argv;
		const shell = new Shell(process, style);
		while (args[0]?.startsWith('-') && args[0] !== '-c' && args[0] !== '--') {
			const option = args.shift()!;
			if (option === '-o') {
				args.shift();
				continue;
			}
			for (const letter of option.slice(1)) {
				if (letter !== 'c') {
					shell.options.add(letter);
				}
			}
			if (option.includes('c')) {
				args.unshift('-c');
				break;
			}
		}
		if (args[0] === '-c') {
			const script = args[1];
			if (script === undefined) {
				process.stderr.write(`${style.name}: ${style.numbered ? '0: ' : ''}-c requires an argument\n`);
				return 2;
			}
			shell.name = args[2] ?? process.argv[0] ?? style.name;
			shell.parameters = args.slice(3);
			return yield* shell.run(script, process);
		}
		if (args[0] !== undefined && args[0] !== '--') {
			const entry = process.machine.files.entry(resolvePath(process.cwd, args[0]));
			if (!entry) {
				const can = style.numbered
					? `0: cannot open ${args[0]}: No such file`
					: `can't open '${args[0]}': No such file or directory`;
				process.stderr.write(`${style.name}: ${can}\n`);
				return 2;
			}
			shell.name = args[0];
			shell.parameters = args.slice(1);
			return yield* shell.run(entry.data, process);
		}
		return yield* runInput(shell, process);
	};
}
