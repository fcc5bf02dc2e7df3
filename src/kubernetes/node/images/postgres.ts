/** PostgreSQL as its Docker image runs it: it wants a password, sets up its data once, and then serves 5432. */
import {immediate, type Process, type Program, type Steps, sleepFor, untilSignal} from '../process/process.ts';
import {formatDate} from '../programs/date.ts';
import {debianBin} from '../programs/programs.ts';
import {type ImageSketch, stopTime} from './image.ts';
import {runCommand} from './nginx.ts';

const noPassword = `Error: Database is uninitialized and superuser password is not specified.
       You must specify POSTGRES_PASSWORD to a non-empty value for the
       superuser. For example, "-e POSTGRES_PASSWORD=password" on "docker run".

       You may also use "POSTGRES_HOST_AUTH_METHOD=trust" to allow all
       connections without a password. This is *not* recommended.

       See PostgreSQL documentation about "trust":
       https://www.postgresql.org/docs/current/auth-trust.html
`;

const initialised = `The files belonging to this database system will be owned by user "postgres".
This user must also own the server process.

The database cluster will be initialized with locale "en_US.utf8".
The default database encoding has accordingly been set to "UTF8".
The default text search configuration will be set to "english".

Data page checksums are disabled.

fixing permissions on existing directory /var/lib/postgresql/data ... ok
creating subdirectories ... ok
selecting dynamic shared memory implementation ... posix
selecting default "max_connections" ... 100
selecting default "shared_buffers" ... 128MB
selecting default time zone ... Etc/UTC
creating configuration files ... ok
running bootstrap script ... ok
performing post-bootstrap initialization ... ok
syncing data to disk ... ok


Success. You can now start the database server using:

    pg_ctl -D /var/lib/postgresql/data -l logfile start

`;

const trustWarning = `initdb: warning: enabling "trust" authentication for local connections
initdb: hint: You can change this by editing pg_hba.conf or using the option -A, or --auth-local and --auth-host, the next time you run initdb.
`;

/** How long the first set-up takes, and a start. */
const setUpTime = 1500;
const startTime = 200;

function logger(process: Process): (pid: number, text: string) => void {
	const {machine} = process;
	return (pid, text) => {
		const millis = String(machine.now % 1000).padStart(3, '0');
		machine.log.err.write(`${formatDate(machine.now, '%Y-%m-%d %H:%M:%S')}.${millis} UTC [${pid}] LOG:  ${text}\n`);
	};
}

function banner(version: string): string {
	return `starting PostgreSQL ${version} (Debian ${version}-1.pgdg120+1) on x86_64-pc-linux-gnu, compiled by gcc (Debian 12.2.0-14) 12.2.0, 64-bit`;
}

function server(version: string): Program {
	return function* (process): Steps {
		if (process.argv.includes('--version') || process.argv.includes('-V')) {
			process.stdout.write(`postgres (PostgreSQL) ${version} (Debian ${version}-1.pgdg120+1)\n`);
			return 0;
		}
		const log = logger(process);
		log(1, banner(version));
		log(1, 'listening on IPv4 address "0.0.0.0", port 5432');
		log(1, 'listening on IPv6 address "::", port 5432');
		log(1, 'listening on Unix socket "/var/run/postgresql/.s.PGSQL.5432"');
		yield* sleepFor(process, startTime);
		log(29, `database system was shut down at ${formatDate(process.machine.now, '%Y-%m-%d %H:%M:%S UTC')}`);
		log(1, 'database system is ready to accept connections');
		process.machine.memory.set('ready', '1');
		process.machine.listen(5432, {});
		const signal = yield* untilSignal(process, ['SIGINT', 'SIGTERM', 'SIGQUIT']);
		log(1, `received ${signal === 'SIGINT' ? 'fast' : signal === 'SIGTERM' ? 'smart' : 'immediate'} shutdown request`);
		log(1, 'aborting any active transactions');
		log(1, 'background worker "logical replication launcher" (PID 32) exited with exit code 1');
		log(27, 'shutting down');
		yield* sleepFor(process, stopTime);
		log(27, 'checkpoint starting: shutdown immediate');
		log(1, 'database system is shut down');
		process.machine.memory.delete('ready');
		return 0;
	};
}

function entrypoint(version: string): Program {
	return function* (process) {
		const [, first = 'postgres', ...rest] = process.argv;
		const argv = first.startsWith('-') ? ['postgres', first, ...rest] : [first, ...rest];
		if (argv[0] !== 'postgres' || argv.some(word => ['--help', '--version', '-V', '-?'].includes(word))) {
			return yield* runCommand(process, argv, '/usr/local/bin/docker-entrypoint.sh: line 351: exec');
		}
		const {machine, env} = process;
		const data = env.get('PGDATA') ?? '/var/lib/postgresql/data';
		if (machine.files.entry(`${data}/PG_VERSION`)) {
			process.stdout.write(
				'\nPostgreSQL Database directory appears to contain a database; Skipping initialization\n\n',
			);
			return yield* server(version)({...process, argv});
		}
		if (
			!env.get('POSTGRES_PASSWORD') &&
			!env.get('POSTGRES_PASSWORD_FILE') &&
			env.get('POSTGRES_HOST_AUTH_METHOD') !== 'trust'
		) {
			process.stderr.write(noPassword);
			return 1;
		}
		process.stdout.write(initialised.replaceAll('/var/lib/postgresql/data', data));
		process.stderr.write(trustWarning);
		const log = logger(process);
		process.stdout.write('waiting for server to start....');
		log(48, banner(version));
		log(48, 'listening on Unix socket "/var/run/postgresql/.s.PGSQL.5432"');
		yield* sleepFor(process, setUpTime);
		log(48, 'database system is ready to accept connections');
		process.stdout.write(' done\nserver started\n');
		const database = env.get('POSTGRES_DB') ?? env.get('POSTGRES_USER');
		if (database !== undefined && database !== 'postgres') {
			process.stdout.write('CREATE DATABASE\n\n');
		}
		process.stdout.write('\n/usr/local/bin/docker-entrypoint.sh: ignoring /docker-entrypoint-initdb.d/*\n\n');
		log(48, 'received fast shutdown request');
		process.stdout.write('waiting for server to shut down....');
		log(48, 'database system is shut down');
		process.stdout.write(' done\nserver stopped\n\nPostgreSQL init process complete; ready for start up.\n\n');
		if (!machine.files.isFolder(data)) {
			machine.files.addFolder(data, machine.now);
		}
		const major = version.split('.')[0]!;
		machine.files.write(`${data}/PG_VERSION`, `${major}\n`, machine.now);
		machine.files.write(
			`${data}/postgresql.conf`,
			"listen_addresses = '*'\nmax_connections = 100\nshared_buffers = 128MB\n",
			machine.now,
		);
		machine.files.write(
			`${data}/pg_hba.conf`,
			'local   all             all                                     trust\nhost all all all scram-sha-256\n',
			machine.now,
		);
		for (const folder of ['base', 'global', 'pg_wal', 'pg_xact']) {
			machine.files.addFolder(`${data}/${folder}`, machine.now);
		}
		return yield* server(version)({...process, argv});
	};
}

const isReady = immediate(process => {
	const {argv, machine} = process;
	const host = argv[argv.indexOf('-h') + 1];
	const where = argv.includes('-h') ? `${host}:5432` : '/var/run/postgresql:5432';
	const ready = machine.memory.has('ready');
	process.stdout.write(`${where} - ${ready ? 'accepting connections' : 'no response'}\n`);
	return ready ? 0 : 2;
});

function psql(version: string): Program {
	return immediate(process => {
		const {argv, machine} = process;
		if (argv.includes('--version') || argv.includes('-V')) {
			process.stdout.write(`psql (PostgreSQL) ${version} (Debian ${version}-1.pgdg120+1)\n`);
			return 0;
		}
		if (!machine.memory.has('ready')) {
			process.stderr.write(
				'psql: error: connection to server on socket "/var/run/postgresql/.s.PGSQL.5432" failed: No such file or directory\n\tIs the server running locally and accepting connections on that socket?\n',
			);
			return 2;
		}
		const at = argv.findIndex(word => word === '-c' || word === '--command');
		const query = (argv[at + 1] ?? '').trim().replace(/;$/, '');
		const constant = at < 0 ? null : /^select\s+(\d+)$/i.exec(query);
		if (constant) {
			const bare = argv.some(word => /^-\w*t/.test(word));
			process.stdout.write(
				bare ? ` ${constant[1]!.padStart(8)}\n\n` : ` ?column? \n----------\n ${constant[1]!.padStart(8)}\n(1 row)\n\n`,
			);
			return 0;
		}
		process.stderr.write(
			'psql: this cluster is simulated, and its PostgreSQL answers nothing but SELECT of a number\n',
		);
		return 3;
	});
}

/** @param version such as `16.9` */
export function postgresImage(version: string): ImageSketch {
	const start = entrypoint(version);
	return {
		entrypoint: ['docker-entrypoint.sh'],
		command: ['postgres'],
		stopSignal: 'SIGINT',
		env: {
			PATH: `/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/lib/postgresql/${version.split('.')[0]}/bin`,
			GOSU_VERSION: '1.17',
			LANG: 'en_US.utf8',
			PG_MAJOR: version.split('.')[0]!,
			PG_VERSION: `${version}-1.pgdg120+1`,
			PGDATA: '/var/lib/postgresql/data',
		},
		bin: {
			...debianBin,
			'docker-entrypoint.sh': start,
			postgres: server(version),
			psql: psql(version),
			pg_isready: isReady,
		},
		files: {
			'/usr/local/bin/docker-entrypoint.sh': '#!/usr/bin/env bash\n',
			'/docker-entrypoint-initdb.d/': '',
			'/var/lib/postgresql/data/': '',
			'/var/run/postgresql/': '',
		},
	};
}
