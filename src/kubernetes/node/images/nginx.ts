/** nginx as its Docker image runs it: the entrypoint's lines, notices, access lines, and a graceful end on SIGQUIT. */
import type {HttpAnswer, HttpRequest, Machine, Process, Program, Steps} from '../process/process.ts';
import {immediate, sleepFor, untilSignal} from '../process/process.ts';
import {formatDate} from '../programs/date.ts';
import {debianBin, extraBin} from '../programs/programs.ts';
import {type ImageSketch, stopTime} from './image.ts';

const welcome = `<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
<style>
html { color-scheme: light dark; }
body { width: 35em; margin: 0 auto;
font-family: Tahoma, Verdana, Arial, sans-serif; }
</style>
</head>
<body>
<h1>Welcome to nginx!</h1>
<p>If you see this page, the nginx web server is successfully installed and
working. Further configuration is required.</p>

<p>For online documentation and support please refer to
<a href="http://nginx.org/">nginx.org</a>.<br/>
Commercial support is available at
<a href="http://nginx.com/">nginx.com</a>.</p>

<p><em>Thank you for using nginx.</em></p>
</body>
</html>
`;

const defaultSite = `server {
    listen       80;
    listen  [::]:80;
    server_name  localhost;

    location / {
        root   /usr/share/nginx/html;
        index  index.html index.htm;
    }

    error_page   500 502 503 504  /50x.html;
    location = /50x.html {
        root   /usr/share/nginx/html;
    }
}
`;

/** How many worker processes start: one for each of the node's CPUs. */
const workers = 4;

interface Site {
	readonly ports: readonly number[];
	readonly root: string;
	/** `return CODE TEXT` of a location, by its path. */
	readonly fixed: ReadonlyMap<string, HttpAnswer>;
}

/** Reads what counts here of the configuration: ports, the root folder, and fixed answers. */
function readSite(machine: Machine): Site {
	const {files} = machine;
	const names = files.isFolder('/etc/nginx/conf.d') ? files.list('/etc/nginx/conf.d') : [];
	const texts = names.filter(name => name.endsWith('.conf')).map(name => files.read(`/etc/nginx/conf.d/${name}`));
	const main = files.entry('/etc/nginx/nginx.conf')?.data ?? '';
	const text = (main.includes('listen') ? [main, ...(main.includes('conf.d') ? texts : [])] : texts)
		.join('\n')
		.replace(/#.*$/gm, '');
	const ports = [...text.matchAll(/\blisten\s+(?:[\d.]+:|\*:|\[::\]:)?(\d+)/g)].map(match => Number(match[1]));
	const fixed = new Map<string, HttpAnswer>();
	for (const [, path = '', status = '', body = ''] of text.matchAll(
		/location\s+(?:=\s+|\^~\s+)?(\/\S*)\s*\{[^}]*?return\s+(\d{3})(?:\s+["']?([^"';]*)["']?)?;/g,
	)) {
		fixed.set(path, {status: Number(status), body: body.replaceAll('\\n', '\n')});
	}
	return {
		ports: [...new Set(ports)],
		root: /\broot\s+([^;\s]+)/.exec(text)?.[1] ?? '/usr/share/nginx/html',
		fixed,
	};
}

function errorPage(status: number, reason: string, version: string): string {
	const title = `${status} ${reason}`;
	return `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx/${version}</center>\r\n</body>\r\n</html>\r\n`;
}

/** Answers requests from files, and writes the access and error lines. */
function serve(process: Process, site: Site, version: string): (request: HttpRequest) => HttpAnswer {
	const {machine} = process;
	let served = 0;
	return request => {
		const [path = '/'] = request.path.split('?');
		const file = site.root + path + (path.endsWith('/') ? 'index.html' : '');
		const entry = machine.files.entry(file);
		const fixed = site.fixed.get(path) ?? site.fixed.get('/');
		const number = ++served;
		const complain = (message: string) => {
			machine.log.err.write(
				`${stamp(machine)} [error] 29#29: *${number} ${message}, client: ${request.from}, server: localhost, request: "GET ${request.path} HTTP/1.1", host: "${request.host}"\n`,
			);
		};
		let answer: HttpAnswer;
		if (fixed && !(path !== '/' && !site.fixed.has(path) && entry)) {
			answer = fixed;
		} else if (entry) {
			answer = {status: 200, body: entry.data};
		} else if (path.endsWith('/') && machine.files.isFolder(site.root + path.slice(0, -1))) {
			complain(`directory index of "${site.root}${path}" is forbidden`);
			answer = {status: 403, body: errorPage(403, 'Forbidden', version)};
		} else if (machine.files.isFolder(file)) {
			answer = {status: 301, body: errorPage(301, 'Moved Permanently', version)};
		} else {
			complain(`open() "${file}" failed (2: No such file or directory)`);
			answer = {status: 404, body: errorPage(404, 'Not Found', version)};
		}
		const when = formatDate(machine.now, '%d/%b/%Y:%H:%M:%S %z');
		machine.log.out.write(
			`${request.from} - - [${when}] "GET ${request.path} HTTP/1.1" ${answer.status} ${answer.body.length} "-" "${request.agent}" "-"\n`,
		);
		const headers = {
			Server: `nginx/${version}`,
			'Content-Type': 'text/html',
			'Content-Length': String(answer.body.length),
		};
		return {...answer, headers};
	};
}

function stamp(machine: Machine): string {
	return formatDate(machine.now, '%Y/%m/%d %H:%M:%S');
}

/** What `nginx -s` sends to the server. */
const signalsByName: Readonly<Record<string, string>> = {
	stop: 'SIGTERM',
	quit: 'SIGQUIT',
	reload: 'SIGHUP',
	reopen: 'SIGUSR1',
};

/** The server itself. It writes to standard output and error, as its image links its log files there. */
function server(version: string): Program {
	return function* (process): Steps {
		const {machine, argv} = process;
		if (argv.includes('-v') || argv.includes('-V')) {
			process.stderr.write(`nginx version: nginx/${version}\n`);
			return 0;
		}
		if (argv.includes('-t')) {
			process.stderr.write(
				'nginx: the configuration file /etc/nginx/nginx.conf syntax is ok\nnginx: configuration file /etc/nginx/nginx.conf test is successful\n',
			);
			return 0;
		}
		const signal = argv.indexOf('-s');
		if (signal >= 0) {
			const wanted = argv[signal + 1] ?? '';
			const sent = signalsByName[wanted];
			if (!sent) {
				process.stderr.write(`nginx: invalid option: "-s ${wanted}"\n`);
				return 1;
			}
			process.stderr.write(`${stamp(machine)} [notice] ${process.pid}#${process.pid}: signal process started\n`);
			machine.kill(1, sent);
			return 0;
		}
		const notice = (text: string, pid = 1) =>
			machine.log.err.write(`${stamp(machine)} [notice] ${pid}#${pid}: ${text}\n`);
		const site = readSite(machine);
		for (const port of site.ports) {
			machine.listen(port, {http: serve(process, site, version)});
		}
		notice('using the "epoll" event method');
		notice(`nginx/${version}`);
		notice('built by gcc 12.2.0 (Debian 12.2.0-14) ');
		notice('OS: Linux 6.8.0-63-generic');
		notice('getrlimit(RLIMIT_NOFILE): 1048576:1048576');
		notice('start worker processes');
		const pids = Array.from({length: workers}, (_each, index) => 29 + index);
		for (const pid of pids) {
			notice(`start worker process ${pid}`);
			machine.show(pid, ['nginx: worker process']);
		}
		if (!argv.join(' ').includes('daemon off')) {
			return 0;
		}
		const stopped = yield* untilSignal(process, ['SIGQUIT', 'SIGTERM', 'SIGINT']);
		const graceful = stopped === 'SIGQUIT';
		notice(
			`signal ${graceful ? '3 (SIGQUIT)' : stopped === 'SIGTERM' ? '15 (SIGTERM)' : '2 (SIGINT)'} received, ${graceful ? 'shutting down' : 'exiting'}`,
		);
		for (const pid of pids) {
			if (graceful) {
				notice('gracefully shutting down', pid);
			}
			notice('exiting', pid);
			notice('exit', pid);
		}
		yield* sleepFor(process, stopTime);
		for (const pid of pids) {
			notice(`signal 17 (SIGCHLD) received from ${pid}`);
			notice(`worker process ${pid} exited with code 0`);
		}
		notice('exit');
		return 0;
	};
}

/** The image's entrypoint: prepares the configuration for nginx, and starts any other command as it is. */
const entrypoint: Program = function* (process) {
	const [, ...argv] = process.argv;
	if (argv[0] === 'nginx' || argv[0] === 'nginx-debug') {
		const say = (text: string) => process.stdout.write(`${text}\n`);
		const script = '/docker-entrypoint.sh:';
		const listen = '10-listen-on-ipv6-by-default.sh: info:';
		say(`${script} /docker-entrypoint.d/ is not empty, will attempt to perform configuration`);
		say(`${script} Looking for shell scripts in /docker-entrypoint.d/`);
		say(`${script} Launching /docker-entrypoint.d/10-listen-on-ipv6-by-default.sh`);
		const site = process.machine.files.entry('/etc/nginx/conf.d/default.conf')?.data;
		if (site === undefined) {
			say(`${listen} /etc/nginx/conf.d/default.conf is not a file or does not exist`);
		} else {
			say(`${listen} Getting the checksum of /etc/nginx/conf.d/default.conf`);
			say(
				site === defaultSite
					? `${listen} Enabled listen on IPv6 in /etc/nginx/conf.d/default.conf`
					: `${listen} /etc/nginx/conf.d/default.conf differs from the packaged version`,
			);
		}
		say(`${script} Sourcing /docker-entrypoint.d/15-local-resolvers.envsh`);
		say(`${script} Launching /docker-entrypoint.d/20-envsubst-on-templates.sh`);
		say(`${script} Launching /docker-entrypoint.d/30-tune-worker-processes.sh`);
		say(`${script} Configuration complete; ready for start up`);
	}
	return yield* runCommand(process, argv, '/docker-entrypoint.sh: 47: exec');
};

/** Becomes the command that an entrypoint was given. */
export function* runCommand(process: Process, argv: readonly string[], complaint: string): Steps {
	const program = process.machine.program(argv[0] ?? '');
	if (!program) {
		process.stderr.write(`${complaint}: ${argv[0] ?? ''}: not found\n`);
		return 127;
	}
	return yield* program({...process, argv});
}

/** @param version such as `1.27.5` */
export function nginxImage(version: string): ImageSketch {
	return {
		entrypoint: ['/docker-entrypoint.sh'],
		command: ['nginx', '-g', 'daemon off;'],
		endless: true,
		stopSignal: 'SIGQUIT',
		env: {NGINX_VERSION: version, PKG_RELEASE: '1~bookworm', DYNPKG_RELEASE: '1~bookworm'},
		bin: {
			...debianBin,
			curl: extraBin.curl!,
			nginx: server(version),
			'/docker-entrypoint.sh': entrypoint,
			'docker-entrypoint.sh': entrypoint,
			envsubst: immediate(() => 0),
		},
		files: {
			'/docker-entrypoint.sh': '#!/bin/sh\n',
			'/docker-entrypoint.d/10-listen-on-ipv6-by-default.sh': '#!/bin/sh\n',
			'/docker-entrypoint.d/15-local-resolvers.envsh': '#!/bin/sh\n',
			'/docker-entrypoint.d/20-envsubst-on-templates.sh': '#!/bin/sh\n',
			'/docker-entrypoint.d/30-tune-worker-processes.sh': '#!/bin/sh\n',
			'/etc/nginx/nginx.conf':
				'\nuser  nginx;\nworker_processes  auto;\n\nerror_log  /var/log/nginx/error.log notice;\npid        /run/nginx.pid;\n\n\nevents {\n    worker_connections  1024;\n}\n\n\nhttp {\n    include       /etc/nginx/mime.types;\n    default_type  application/octet-stream;\n\n    access_log  /var/log/nginx/access.log;\n\n    sendfile        on;\n    keepalive_timeout  65;\n\n    include /etc/nginx/conf.d/*.conf;\n}\n',
			'/etc/nginx/conf.d/default.conf': defaultSite,
			'/usr/share/nginx/html/index.html': welcome,
			'/usr/share/nginx/html/50x.html': errorPage(500, 'Internal Server Error', version),
			'/var/log/nginx/access.log': '',
			'/var/log/nginx/error.log': '',
		},
	};
}
