/** The commands that a shell has itself. */
import {resolvePath} from '../process/paths.ts';
import type {Steps} from '../process/process.ts';
import {readKill, signalNumber} from '../process/signals.ts';
import {Exit, Leave} from './control.ts';
import {execute, findProgram} from './executables.ts';
import {assign, parameterValue} from './parameters.ts';
import {parseScript} from './parse.ts';
import type {Shell, Streams} from './shell.ts';
import {evaluateTest} from './test.ts';

type Builtin = (shell: Shell, args: readonly string[], streams: Streams) => Steps;

/** A builtin that waits for nothing. */
function atOnce(run: (shell: Shell, args: readonly string[], streams: Streams) => number): Builtin {
	// biome-ignore lint/correctness/useYield: it waits for nothing
	return function* (shell, args, streams) {
		return run(shell, args, streams);
	};
}

function test(shell: Shell, args: readonly string[], streams: Streams, name: string): number {
	const result = evaluateTest(args, shell.machine.files, shell.cwd);
	if (typeof result === 'string') {
		streams.stderr.write(`${shell.prefix()}${name}: ${result}\n`);
		return 2;
	}
	return result ? 0 : 1;
}

function bracket(end: string): Builtin {
	return atOnce((shell, args, streams) => {
		if (args.at(-1) !== end) {
			streams.stderr.write(`${shell.prefix()}[: missing ${end}\n`);
			return 2;
		}
		return test(shell, args.slice(0, -1), streams, '[');
	});
}

function leave(how: 'break' | 'continue'): Builtin {
	return atOnce((shell, args) => {
		throw new Leave(how, Number(args[0] ?? 1) || 1, shell.status);
	});
}

function kill(shell: Shell, args: readonly string[], streams: Streams): number {
	const {signal, given, targets} = readKill(args);
	const {bash, numbered} = shell.style;
	const complain = (text: string) => streams.stderr.write(`${shell.prefix()}${text}\n`);
	if (signal === undefined) {
		complain(
			bash
				? `kill: ${given}: invalid signal specification`
				: numbered
					? `kill: Illegal option -${given.slice(0, 1)}`
					: `bad signal name '${given}'`,
		);
		return numbered ? 2 : 1;
	}
	if (targets.length === 0) {
		complain(
			bash
				? 'kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]'
				: numbered
					? 'kill: Usage: kill [-s sigspec | -signum | -sigspec] [pid | job]... or\nkill -l [exitstatus]'
					: 'you need to specify whom to kill',
		);
		return numbered || bash ? 2 : 1;
	}
	let code = 0;
	for (const target of targets) {
		const job = shell.jobs.find(each => String(each.pid) === target || target.startsWith('%'));
		if (job && signal !== '0') {
			job.kill();
		} else if (target === String(shell.process.pid) && target !== '1' && signal !== '0') {
			throw new Exit(128 + signalNumber(signal));
		} else if (!shell.machine.kill(Number(target), signal)) {
			complain(
				bash
					? `kill: (${target}) - No such process`
					: numbered
						? 'kill: No such process'
						: `can't kill pid ${target}: No such process`,
			);
			code = 1;
		}
	}
	return code;
}

const signalNames: Readonly<Record<string, string>> = {'0': 'EXIT', '1': 'HUP', '2': 'INT', '3': 'QUIT', '15': 'TERM'};

export const builtins: Readonly<Record<string, Builtin>> = {
	':': atOnce(() => 0),
	true: atOnce(() => 0),
	false: atOnce(() => 1),
	test: atOnce((shell, args, streams) => test(shell, args, streams, 'test')),
	'[': bracket(']'),
	'[[': bracket(']]'),
	break: leave('break'),
	continue: leave('continue'),
	exit: atOnce((shell, args) => {
		throw new Exit(args[0] === undefined ? shell.status : Number.parseInt(args[0], 10) & 255);
	}),
	return: atOnce((shell, args) => {
		throw new Leave('return', 1, args[0] === undefined ? shell.status : Number.parseInt(args[0], 10) & 255);
	}),
	pwd: atOnce((shell, _args, streams) => {
		streams.stdout.write(`${shell.cwd}\n`);
		return 0;
	}),
	cd: atOnce((shell, args, streams) => {
		const target = args[0] ?? parameterValue(shell, 'HOME') ?? '/root';
		const path = resolvePath(shell.cwd, target);
		if (!shell.machine.files.isFolder(path)) {
			const why = shell.machine.files.exists(path) ? 'Not a directory' : 'No such file or directory';
			streams.stderr.write(`${shell.prefix()}cd: can't cd to ${target}${shell.style.numbered ? '' : `: ${why}`}\n`);
			return shell.style.numbered ? 2 : 1;
		}
		shell.cwd = path;
		shell.effects++;
		return 0;
	}),
	export: atOnce((shell, args, streams) => {
		for (const word of args.filter(each => each !== '-p')) {
			const name = assign(shell, word);
			if (name === undefined) {
				streams.stderr.write(`${shell.prefix()}export: ${word.split('=')[0]}: bad variable name\n`);
				return 2;
			}
			shell.exported.add(name);
		}
		return 0;
	}),
	local: atOnce((shell, args) => {
		for (const word of args) {
			assign(shell, word);
		}
		return 0;
	}),
	readonly: atOnce((shell, args) => {
		for (const word of args) {
			assign(shell, word);
		}
		return 0;
	}),
	unset: atOnce((shell, args) => {
		for (const name of args) {
			shell.variables.delete(name);
			shell.exported.delete(name);
			shell.effects++;
		}
		return 0;
	}),
	set: atOnce((shell, args) => {
		args.forEach((arg, index) => {
			if (arg === '--') {
				shell.parameters = args.slice(index + 1);
			}
			const stop = args.indexOf('--');
			if ((stop < 0 || index < stop) && /^[-+][a-z]+$/.test(arg) && arg !== '-o') {
				for (const letter of arg.slice(1)) {
					if (arg.startsWith('-')) {
						shell.options.add(letter);
					} else {
						shell.options.delete(letter);
					}
				}
			}
		});
		return 0;
	}),
	shift: atOnce((shell, args) => {
		shell.parameters = shell.parameters.slice(Number(args[0] ?? 1));
		return 0;
	}),
	trap: atOnce((shell, args) => {
		const [action, ...signals] = args[0] === '--' ? args.slice(1) : args;
		for (const signal of signals) {
			const name = signalNames[signal] ?? signal.replace(/^SIG/, '');
			if (action === '-') {
				shell.traps.delete(name);
			} else {
				shell.traps.set(name, action ?? '');
				if (shell.process.pid === 1 && name !== 'EXIT') {
					shell.machine.handled.add(`SIG${name}`);
				}
			}
		}
		return 0;
	}),
	*wait(shell, args, streams) {
		const chosen = shell.jobs.filter(job => args.length === 0 || args.includes(String(job.pid)));
		let interrupted = false;
		while (!interrupted && chosen.some(job => !job.done)) {
			const before = shell.machine.now;
			yield {until: Number.POSITIVE_INFINITY, when: () => chosen.every(job => job.done), interruptible: true};
			interrupted = chosen.some(job => !job.done) && shell.machine.now >= before;
		}
		if (interrupted) {
			yield* shell.handleSignals(streams);
			return 143;
		}
		return args.length > 0 ? (chosen.at(-1)?.exitCode ?? 127) : 0;
	},
	*read(shell, args, streams) {
		const names = args.filter(arg => !arg.startsWith('-'));
		const line = yield* streams.stdin.readLine();
		shell.effects++;
		if (line === undefined) {
			return 1;
		}
		const fields = line.trim().split(/[ \t]+/);
		names.forEach((name, index) => {
			shell.set(name, index === names.length - 1 ? fields.slice(index).join(' ') : (fields[index] ?? ''));
		});
		if (names.length === 0) {
			shell.set('REPLY', line);
		}
		return 0;
	},
	*eval(shell, args, streams) {
		return yield* shell.list(parseScript(args.join(' ')), streams);
	},
	*exec(shell, args, streams) {
		if (args.length === 0) {
			return 0;
		}
		const program = findProgram(shell, args[0]!);
		if (!program) {
			streams.stderr.write(
				`${shell.prefix()}${shell.style.numbered || shell.style.bash ? 'exec: ' : ''}${args[0]}: not found\n`,
			);
			throw new Exit(127);
		}
		const env = new Map([...shell.exported].map(each => [each, shell.variables.get(each) ?? '']));
		const {pid} = shell.process;
		throw new Exit(yield* program({pid, argv: args, env, cwd: shell.cwd, ...streams, machine: shell.machine}));
	},
	kill: atOnce(kill),
	jobs: atOnce(() => 0),
	umask: atOnce(() => 0),
	ulimit: atOnce(() => 0),
	command: function* (shell, args, streams) {
		if (args[0] === '-v' || args[0] === '-V') {
			const name = args[1] ?? '';
			const found = name in builtins || shell.functions.has(name) || findProgram(shell, name) !== undefined;
			if (found) {
				streams.stdout.write(`${name in builtins ? name : `/usr/bin/${name}`}\n`);
			}
			return found ? 0 : 127;
		}
		const builtin = builtins[args[0] ?? ''];
		return builtin ? yield* builtin(shell, args.slice(1), streams) : yield* execute(shell, args, streams);
	},
	type: atOnce((shell, args, streams) => {
		const name = args[0] ?? '';
		if (name in builtins) {
			streams.stdout.write(`${name} is a shell builtin\n`);
			return 0;
		}
		const found = findProgram(shell, name) !== undefined;
		streams.stdout.write(found ? `${name} is /usr/bin/${name}\n` : `${name}: not found\n`);
		return found ? 0 : 127;
	}),
	*'.'(shell, args, streams) {
		const entry = shell.machine.files.entry(resolvePath(shell.cwd, args[0] ?? ''));
		if (!entry) {
			streams.stderr.write(`${shell.prefix()}.: ${args[0] ?? ''}: not found\n`);
			return 127;
		}
		return yield* shell.list(parseScript(entry.data), streams);
	},
};
