/** Small programs that wait, and that tell of the system they are on. */
import {immediate, type Program, sleepFor} from '../process/process.ts';
import {readKill} from '../process/signals.ts';
import {evaluateTest} from '../sh/test.ts';
import {readOptions} from './options.ts';
import type {Flavour} from './programs.ts';

const units: Readonly<Record<string, number>> = {'': 1, s: 1, m: 60, h: 3600, d: 86_400};

function sleep(flavour: Flavour): Program {
	return function* (process) {
		let seconds = 0;
		for (const word of process.argv.slice(1)) {
			const match = /^(\d*\.?\d+)([smhd]?)$/.exec(word);
			if (word === 'infinity' || word === 'inf') {
				seconds = Number.POSITIVE_INFINITY;
			} else if (match) {
				seconds += Number(match[1]) * units[match[2]!]!;
			} else {
				process.stderr.write(
					flavour === 'gnu'
						? `sleep: invalid time interval '${word}'\nTry 'sleep --help' for more information.\n`
						: `sleep: invalid number '${word}'\n`,
				);
				return 1;
			}
		}
		if (process.argv.length === 1) {
			process.stderr.write('sleep: missing operand\n');
			return 1;
		}
		yield* sleepFor(process, seconds * 1000);
		return 0;
	};
}

const id = immediate(process => {
	const {flags} = readOptions(process.argv, '');
	const {uid, gid, groups} = process.machine.host.user;
	const named = (value: number) => (value === 0 ? '0(root)' : String(value));
	if (flags.has('u')) {
		process.stdout.write(`${flags.has('n') && uid === 0 ? 'root' : uid}\n`);
	} else if (flags.has('g')) {
		process.stdout.write(`${flags.has('n') && gid === 0 ? 'root' : gid}\n`);
	} else {
		process.stdout.write(`uid=${named(uid)} gid=${named(gid)} groups=${groups.map(named).join(',')}\n`);
	}
	return 0;
});

function ps(flavour: Flavour): Program {
	return immediate(process => {
		const everything = [...process.machine.allProcesses];
		if (flavour === 'busybox') {
			process.stdout.write('PID   USER     TIME  COMMAND\n');
			for (const [pid, argv] of everything) {
				process.stdout.write(`${String(pid).padStart(5)} root      0:00 ${argv.join(' ')}\n`);
			}
			return 0;
		}
		process.stdout.write('    PID TTY          TIME CMD\n');
		for (const [pid, argv] of everything) {
			process.stdout.write(`${String(pid).padStart(7)} ?        00:00:00 ${argv[0] ?? ''}\n`);
		}
		return 0;
	});
}

const uname = immediate(process => {
	const {flags} = readOptions(process.argv, '');
	const {hostname} = process.machine.host;
	const facts: [string, string][] = [
		['s', 'Linux'],
		['n', hostname],
		['r', '6.8.0-63-generic'],
		['v', '#66-Ubuntu SMP PREEMPT_DYNAMIC Fri Jun 13 20:25:30 UTC 2025'],
		['m', 'x86_64'],
		['o', 'GNU/Linux'],
	];
	const chosen = flags.has('a')
		? facts
		: facts.filter(([letter]) => (flags.size === 0 ? letter === 's' : flags.has(letter)));
	process.stdout.write(`${chosen.map(([, fact]) => fact).join(' ')}\n`);
	return 0;
});

const env: Program = function* (process) {
	const words = process.argv.slice(1);
	const own = new Map(process.env);
	while (/^\w+=/.test(words[0] ?? '')) {
		const [name = '', ...value] = words.shift()!.split('=');
		own.set(name, value.join('='));
	}
	if (words.length === 0) {
		for (const [name, value] of own) {
			process.stdout.write(`${name}=${value}\n`);
		}
		return 0;
	}
	const program = process.machine.program(words[0]!);
	if (!program) {
		process.stderr.write(`env: can't execute '${words[0]}': No such file or directory\n`);
		return 127;
	}
	return yield* program({...process, argv: words, env: own});
};

const printenv = immediate(process => {
	const names = process.argv.slice(1);
	if (names.length === 0) {
		for (const [name, value] of process.env) {
			process.stdout.write(`${name}=${value}\n`);
		}
		return 0;
	}
	let code = 0;
	for (const name of names) {
		const value = process.env.get(name);
		if (value === undefined) {
			code = 1;
		} else {
			process.stdout.write(`${value}\n`);
		}
	}
	return code;
});

/** Runs another command, as `timeout`, `nohup` and `nice` do. */
function wrapper(own: number): Program {
	return function* (process) {
		const words = process.argv.slice(1);
		words.splice(0, own);
		const program = process.machine.program(words[0] ?? '');
		if (!program) {
			process.stderr.write(`${process.argv[0]}: can't execute '${words[0] ?? ''}': No such file or directory\n`);
			return 127;
		}
		return yield* program({...process, argv: words});
	};
}

const timeout: Program = function* (process) {
	const [, limit = '0', ...argv] = process.argv.filter(word => !word.startsWith('-'));
	const program = process.machine.program(argv[0] ?? '');
	if (!program) {
		process.stderr.write(`timeout: failed to run command '${argv[0] ?? ''}': No such file or directory\n`);
		return 127;
	}
	const job = process.machine.spawn(pid => program({...process, pid, argv}), argv);
	const match = /^(\d*\.?\d+)([smhd]?)$/.exec(limit);
	const end = process.machine.now + Number(match?.[1] ?? 0) * units[match?.[2] ?? '']! * 1000;
	while (!job.done && process.machine.now < end) {
		yield {until: end, when: () => job.done};
	}
	if (job.done) {
		return job.exitCode;
	}
	job.kill();
	return 124;
};

/** busybox's own; Debian's `kill` comes with procps, which slim images leave out. */
const kill = immediate(process => {
	const {signal, given, targets} = readKill(process.argv.slice(1));
	if (signal === undefined || targets.length === 0) {
		process.stderr.write(
			signal === undefined ? `kill: bad signal name '${given}'\n` : 'kill: you need to specify whom to kill\n',
		);
		return 1;
	}
	let code = 0;
	for (const target of targets) {
		if (!/^\d+$/.test(target)) {
			process.stderr.write(`kill: invalid number '${target}'\n`);
			code = 1;
		} else if (!process.machine.kill(Number(target), signal)) {
			process.stderr.write(`kill: can't kill pid ${target}: No such process\n`);
			code = 1;
		}
	}
	return code;
});

const which = immediate(process => {
	let code = 0;
	for (const name of process.argv.slice(1)) {
		if (process.machine.program(name)) {
			process.stdout.write(`/usr/bin/${name}\n`);
		} else {
			code = 1;
		}
	}
	return code;
});

const free = immediate(process => {
	process.stdout.write('              total        used        free      shared  buff/cache   available\n');
	process.stdout.write('Mem:        8039044     1213420     4310012        3140     2515612     6550936\n');
	process.stdout.write('Swap:             0           0           0\n');
	return 0;
});

const mount = immediate(process => {
	const {flags} = readOptions(process.argv, 't');
	const lines: [type: string, line: string][] = [
		['overlay', 'overlay on / type overlay (rw,relatime)'],
		['proc', 'proc on /proc type proc (rw,nosuid,nodev,noexec,relatime)'],
		['tmpfs', 'tmpfs on /dev type tmpfs (rw,nosuid,size=65536k,mode=755)'],
		['sysfs', 'sysfs on /sys type sysfs (ro,nosuid,nodev,noexec,relatime)'],
		['cgroup2', 'cgroup on /sys/fs/cgroup type cgroup2 (ro,nosuid,nodev,noexec,relatime)'],
		...process.machine.files.mounts.map(({path, readOnly}): [string, string] => [
			'ext4',
			`/dev/vda1 on ${path} type ext4 (${readOnly ? 'ro' : 'rw'},relatime)`,
		]),
	];
	const wanted = flags.get('t');
	const shown = lines.filter(([type]) => wanted === undefined || wanted === type);
	process.stdout.write(shown.map(([, line]) => `${line}\n`).join(''));
	return 0;
});

export function systemPrograms(flavour: Flavour): Readonly<Record<string, Program>> {
	return {
		sleep: sleep(flavour),
		id,
		uname,
		env,
		printenv,
		timeout,
		which,
		nohup: wrapper(0),
		ps: ps(flavour),
		...(flavour === 'busybox' && {kill}),
		free,
		mount,
		true: immediate(() => 0),
		false: immediate(() => 1),
		test: immediate(process =>
			evaluateTest(process.argv.slice(1), process.machine.files, process.cwd) === true ? 0 : 1,
		),
		'[': immediate(process =>
			evaluateTest(process.argv.slice(1, -1), process.machine.files, process.cwd) === true ? 0 : 1,
		),
		pwd: immediate(process => {
			process.stdout.write(`${process.cwd}\n`);
			return 0;
		}),
		whoami: immediate(process => {
			const {uid} = process.machine.host.user;
			if (uid === 0) {
				process.stdout.write('root\n');
				return 0;
			}
			process.stderr.write(
				flavour === 'gnu' ? `whoami: cannot find name for user ID ${uid}\n` : `whoami: unknown uid ${uid}\n`,
			);
			return 1;
		}),
		hostname: immediate(process => {
			const {host} = process.machine;
			const wants = process.argv[1];
			process.stdout.write(
				`${wants === '-i' || wants === '-I' ? host.podIP : wants === '-f' ? (host.fqdn ?? host.hostname) : host.hostname}\n`,
			);
			return 0;
		}),
		nproc: immediate(process => {
			process.stdout.write('4\n');
			return 0;
		}),
		uptime: immediate(process => {
			const time = new Date(process.machine.now).toISOString().slice(11, 19);
			process.stdout.write(` ${time} up 12 days,  3:04,  load average: 0.15, 0.21, 0.18\n`);
			return 0;
		}),
		yes: function* (process) {
			for (;;) {
				process.stdout.write(`${process.argv.slice(1).join(' ') || 'y'}\n`);
				yield {until: process.machine.now + 10, endless: true};
			}
		},
	};
}
