/** Apache httpd: its start-up lines, the page that says it works, and a graceful end on SIGWINCH. */
import {
	type HttpAnswer,
	type HttpRequest,
	immediate,
	type Process,
	type Program,
	type Steps,
	sleepFor,
	untilSignal,
} from '../process/process.ts';
import {formatDate} from '../programs/date.ts';
import {debianBin} from '../programs/programs.ts';
import {type ImageSketch, stopTime} from './image.ts';

const root = '/usr/local/apache2/htdocs';

function answer(process: Process, request: HttpRequest): HttpAnswer {
	const {machine} = process;
	const [path = '/'] = request.path.split('?');
	const entry = machine.files.entry(root + path + (path.endsWith('/') ? 'index.html' : ''));
	const body = entry
		? entry.data
		: '<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>404 Not Found</title>\n</head><body>\n<h1>Not Found</h1>\n<p>The requested URL was not found on this server.</p>\n</body></html>\n';
	const status = entry ? 200 : 404;
	const when = formatDate(machine.now, '%d/%b/%Y:%H:%M:%S %z');
	machine.log.out.write(`${request.from} - - [${when}] "GET ${request.path} HTTP/1.1" ${status} ${body.length}\n`);
	return {status, body, headers: {Server: 'Apache/2.4 (Unix)', 'Content-Length': String(body.length)}};
}

function server(version: string): Program {
	return function* (process): Steps {
		const {machine} = process;
		if (process.argv.includes('-v')) {
			process.stdout.write(`Server version: Apache/${version} (Unix)\nServer built:   Jul 23 2025 00:00:00\n`);
			return 0;
		}
		const say = (from: string, text: string) => {
			const micros = `${String(machine.now % 1000).padStart(3, '0')}000`;
			machine.log.err.write(
				`[${formatDate(machine.now, '%a %b %d %H:%M:%S')}.${micros} ${formatDate(machine.now, '%Y')}] [${from}] [pid 1:tid 1] ${text}\n`,
			);
		};
		const nameless = `AH00558: httpd: Could not reliably determine the server's fully qualified domain name, using ${machine.host.podIP}. Set the 'ServerName' directive globally to suppress this message\n`;
		machine.log.err.write(nameless + nameless);
		say('mpm_event:notice', `AH00489: Apache/${version} (Unix) configured -- resuming normal operations`);
		say('core:notice', "AH00094: Command line: 'httpd -D FOREGROUND'");
		machine.listen(80, {http: request => answer(process, request)});
		const signal = yield* untilSignal(process, ['SIGWINCH', 'SIGTERM', 'SIGINT']);
		say(
			'mpm_event:notice',
			signal === 'SIGWINCH'
				? 'AH00492: caught SIGWINCH, shutting down gracefully'
				: `AH00491: caught ${signal}, shutting down`,
		);
		yield* sleepFor(process, stopTime);
		return 0;
	};
}

const foreground: Program = function* (process) {
	return yield* process.machine.program('httpd')!({...process, argv: ['httpd', '-DFOREGROUND']});
};

/** @param version such as `2.4.65` */
export function httpdImage(version: string): ImageSketch {
	return {
		command: ['httpd-foreground'],
		endless: true,
		stopSignal: 'SIGWINCH',
		workingDir: '/usr/local/apache2',
		env: {
			PATH: '/usr/local/apache2/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
			HTTPD_PREFIX: '/usr/local/apache2',
			HTTPD_VERSION: version,
		},
		bin: {...debianBin, httpd: server(version), 'httpd-foreground': foreground, apachectl: immediate(() => 0)},
		files: {
			[`${root}/index.html`]: '<html><body><h1>It works!</h1></body></html>\n',
			'/usr/local/apache2/conf/httpd.conf': 'ServerRoot "/usr/local/apache2"\nListen 80\n',
			'/usr/local/bin/httpd-foreground': '#!/bin/sh\n',
		},
	};
}
