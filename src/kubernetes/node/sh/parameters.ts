/** What `$NAME` stands for, and how it is set. */
import {isName} from './parse.ts';
import type {Shell} from './shell.ts';

/** The value of a variable, or of a parameter that the shell keeps itself (`$?`, `$1`); undefined where it is not set. */
export function parameterValue(shell: Shell, name: string): string | undefined {
	switch (name) {
		case '?':
			return String(shell.status);
		case '$':
			return String(shell.process.pid);
		case '#':
			return String(shell.parameters.length);
		case '@':
		case '*':
			return shell.parameters.join(' ');
		case '-':
			return [...shell.options].join('');
		case '0':
			return shell.name;
		case 'PWD':
			return shell.cwd;
		case 'RANDOM':
			return shell.style.numbered ? shell.variables.get(name) : String((shell.machine.now >>> 3) % 32768);
		default:
			return /^\d+$/.test(name) ? shell.parameters[Number(name) - 1] : shell.variables.get(name);
	}
}

/** Takes a word as `export` does, `NAME` or `NAME=value`; gives the name, or undefined where it cannot be one. */
export function assign(shell: Shell, word: string): string | undefined {
	const [name = '', ...rest] = word.split('=');
	if (!isName(name)) {
		return undefined;
	}
	if (rest.length > 0) {
		shell.set(name, rest.join('='));
	}
	return name;
}
