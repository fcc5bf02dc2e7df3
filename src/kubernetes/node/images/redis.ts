/** Redis: its start-up lines, PING, and keys that live as long as the container does. */
import {immediate, type Process, type Program, type Steps, sleepFor, untilSignal} from '../process/process.ts';
import {formatDate} from '../programs/date.ts';
import {debianBin} from '../programs/programs.ts';
import {type ImageSketch, stopTime} from './image.ts';
import {runCommand} from './nginx.ts';

function server(version: string): Program {
	return function* (process): Steps {
		const {machine, argv} = process;
		if (argv.includes('--version') || argv.includes('-v')) {
			process.stdout.write(
				`Redis server v=${version} sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=${digest(version)}\n`,
			);
			return 0;
		}
		const say = (mark: string, text: string) => {
			const millis = String(machine.now % 1000).padStart(3, '0');
			machine.log.out.write(`1:${mark} ${formatDate(machine.now, '%d %b %Y %H:%M:%S')}.${millis} ${text}\n`);
		};
		const at = argv.indexOf('--port');
		const port = at < 0 ? 6379 : Number(argv[at + 1]);
		say(
			'C',
			"# WARNING Memory overcommit must be enabled! Without it, a background save or replication may fail under low memory condition. Being disabled, it can also cause failures without low memory condition, see https://github.com/jemalloc/jemalloc/issues/1328. To fix this issue add 'vm.overcommit_memory = 1' to /etc/sysctl.conf and then reboot or run the command 'sysctl vm.overcommit_memory=1' for this to take effect.".slice(
				2,
			),
		);
		say('C', '* oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo');
		say('C', `* Redis version=${version}, bits=64, commit=00000000, modified=0, pid=1, just started`);
		say(
			'C',
			argv.length > 1
				? '* Configuration loaded'
				: '# Warning: no config file specified, using the default config. In order to specify a config file use redis-server /path/to/redis.conf',
		);
		say('M', '* monotonic clock: POSIX clock_gettime');
		say('M', `* Running mode=standalone, port=${port}.`);
		say('M', '* Server initialized');
		const saved = machine.files.entry('/data/dump.rdb')?.data;
		if (saved !== undefined) {
			load(machine.memory, saved);
			say('M', `* Done loading RDB, keys loaded: ${machine.memory.size}, keys expired: 0.`);
		}
		say('M', '* Ready to accept connections tcp');
		machine.memory.set('\0ready', '1');
		machine.listen(port, {});
		const signal = yield* untilSignal(process, ['SIGTERM', 'SIGINT']);
		say('signal-handler', `(${Math.floor(machine.now / 1000)}) Received ${signal} scheduling shutdown...`);
		yield* sleepFor(process, stopTime);
		say('M', '* User requested shutdown...');
		say('M', '* Saving the final RDB snapshot before exiting.');
		machine.memory.delete('\0ready');
		if (machine.files.isFolder('/data')) {
			machine.files.write('/data/dump.rdb', JSON.stringify([...machine.memory]), machine.now);
		}
		say('M', '* DB saved on disk');
		say('M', '# Redis is now ready to exit, bye bye...');
		return 0;
	};
}

function digest(version: string): string {
	return version.replaceAll('.', '').padEnd(16, '0');
}

function load(memory: Map<string, string>, text: string): void {
	try {
		for (const [key, value] of JSON.parse(text) as [string, string][]) {
			memory.set(key, value);
		}
	} catch {
		// What is no dump of this server holds no keys.
	}
}

function client(version: string): Program {
	return immediate(process => {
		const words = process.argv.slice(1);
		if (words.includes('--version') || words.includes('-v')) {
			process.stdout.write(`redis-cli ${version}\n`);
			return 0;
		}
		while (words[0]?.startsWith('-')) {
			const option = words.shift()!;
			if (['-h', '-p', '-a', '-n'].includes(option)) {
				words.shift();
			}
		}
		if (!process.machine.memory.has('\0ready')) {
			process.stderr.write('Could not connect to Redis at 127.0.0.1:6379: Connection refused\n');
			return 1;
		}
		process.stdout.write(`${answer(process, words)}\n`);
		return 0;
	});
}

function answer(process: Process, [command = 'ping', ...args]: string[]): string {
	const {memory} = process.machine;
	const [key = '', ...values] = args;
	switch (command.toLowerCase()) {
		case 'ping':
			return key || 'PONG';
		case 'set':
			memory.set(key, values[0] ?? '');
			return 'OK';
		case 'get':
			return memory.get(key) ?? '';
		case 'del':
			return memory.delete(key) ? '1' : '0';
		case 'exists':
			return memory.has(key) ? '1' : '0';
		case 'incr': {
			const next = String(Number(memory.get(key) ?? 0) + 1);
			memory.set(key, next);
			return next;
		}
		case 'dbsize':
			return String(memory.size - 1);
		case 'keys':
			return [...memory.keys()].filter(each => !each.startsWith('\0')).join('\n');
		default:
			return `(error) ERR unknown command '${command}', with args beginning with: ${args.map(each => `'${each}' `).join('')}`;
	}
}

const entrypoint: Program = function* (process) {
	const [, first = 'redis-server', ...rest] = process.argv;
	const argv = first.startsWith('-') || first.endsWith('.conf') ? ['redis-server', first, ...rest] : [first, ...rest];
	return yield* runCommand(process, argv, '/usr/local/bin/docker-entrypoint.sh: 24: exec');
};

/** @param version such as `7.4.5` */
export function redisImage(version: string): ImageSketch {
	return {
		entrypoint: ['docker-entrypoint.sh'],
		command: ['redis-server'],
		endless: true,
		workingDir: '/data',
		env: {REDIS_VERSION: version, GOSU_VERSION: '1.17'},
		bin: {
			...debianBin,
			'docker-entrypoint.sh': entrypoint,
			'redis-server': server(version),
			'redis-cli': client(version),
		},
		files: {'/usr/local/bin/docker-entrypoint.sh': '#!/bin/sh\n', '/data/': ''},
	};
}
