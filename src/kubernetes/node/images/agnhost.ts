/** The image of Kubernetes' own tests: one executable with many small servers in it. */
import {type HttpRequest, type Machine, type Program, type Steps, sleepFor, untilSignal} from '../process/process.ts';
import {alpineBin, extraBin} from '../programs/programs.ts';
import {type ImageSketch, stopTime} from './image.ts';
import {fileAnswer} from './test-webserver.ts';

/** Serves until it is told to stop. */
function* serveUntilStopped(process: Parameters<Program>[0]): Steps {
	yield* untilSignal(process, ['SIGTERM', 'SIGINT']);
	yield* sleepFor(process, stopTime);
	return 0;
}

function option(argv: readonly string[], name: string, fallback: number): number {
	const at = argv.findIndex(word => word.replace(/^--?/, '').split('=')[0] === name);
	const value = at < 0 ? undefined : (argv[at]!.split('=')[1] ?? argv[at + 1]);
	return value === undefined ? fallback : Number(value);
}

function netexec(machine: Machine, port: number, request: HttpRequest): {status: number; body: string} {
	const [path = '/', query = ''] = request.path.split('?');
	const parameters = new Map(query.split('&').map(pair => pair.split('=').map(decodeURIComponent) as [string, string]));
	switch (path) {
		case '/':
			return {status: 200, body: `NOW: ${new Date(machine.now).toISOString()}`};
		case '/hostname':
		case '/hostName':
			return {status: 200, body: machine.host.hostname};
		case '/echo':
			return {status: Number(parameters.get('code') ?? 200), body: parameters.get('msg') ?? ''};
		case '/clientip':
			return {status: 200, body: `${request.from}:40000`};
		case '/healthz':
			return {status: 200, body: ''};
		case '/readyz':
			return {status: 200, body: 'ok'};
		case '/serverport':
			return {status: 200, body: String(port)};
		default:
			return {status: 404, body: '404 page not found\n'};
	}
}

const commands: Readonly<Record<string, Program>> = {
	*pause(process) {
		process.stdout.write('Paused\n');
		return yield* serveUntilStopped(process);
	},
	*netexec(process) {
		const {machine, argv} = process;
		const port = option(argv, 'http-port', 8080);
		machine.log.err.write(
			`Started HTTP server on port ${port}\nStarted UDP server on port  ${option(argv, 'udp-port', 8081)}\n`,
		);
		machine.listen(port, {http: request => netexec(machine, port, request)});
		return yield* serveUntilStopped(process);
	},
	*'serve-hostname'(process) {
		const {machine, argv} = process;
		const port = option(argv, 'port', 9376);
		machine.listen(port, {http: () => ({status: 200, body: machine.host.hostname})});
		machine.log.err.write('Serving on port 9376.\n'.replace('9376', String(port)));
		return yield* serveUntilStopped(process);
	},
	*'test-webserver'(process) {
		const {machine, argv} = process;
		machine.listen(option(argv, 'port', 80), {http: ({path}) => fileAnswer(machine, path)});
		return yield* serveUntilStopped(process);
	},
	*liveness(process) {
		const {machine} = process;
		const started = machine.now;
		machine.listen(8080, {
			changes: true,
			http: ({path}) => {
				if (path !== '/healthz') {
					return {status: 200, body: String((machine.now - started) / 1000)};
				}
				const seconds = (machine.now - started) / 1000;
				return seconds > 10 ? {status: 500, body: `error: ${seconds}`} : {status: 200, body: 'ok'};
			},
		});
		return yield* serveUntilStopped(process);
	},
	// biome-ignore lint/correctness/useYield: it waits for nothing
	*'entrypoint-tester'(process) {
		process.stdout.write(`[${process.argv.join(' ')}]\n`);
		return 0;
	},
	*'grpc-health-checking'(process) {
		process.machine.listen(option(process.argv, 'port', 5000), {grpc: service => (service === '' ? true : undefined)});
		return yield* serveUntilStopped(process);
	},
};

const agnhost: Program = function* (process) {
	const [, name = 'pause', ...rest] = process.argv;
	const command = commands[name];
	if (!command) {
		process.stderr.write(
			`Error: unknown command "${name}" for "app"\nRun 'app --help' for usage.\nunknown command "${name}" for "app"\n`,
		);
		return 1;
	}
	return yield* command({...process, argv: name === 'entrypoint-tester' ? process.argv : [name, ...rest]});
};

export const agnhostImage: ImageSketch = {
	entrypoint: ['/agnhost'],
	command: ['pause'],
	endless: true,
	bin: {...alpineBin, agnhost, '/agnhost': agnhost, curl: extraBin.curl!},
	files: {
		'/agnhost': '',
		'/agnhost-2': '',
		'/localhost.crt': pemOf('CERTIFICATE'),
		'/localhost.key': pemOf('PRIVATE KEY'),
	},
};

/** A file of that form; nothing here looks into it. */
function pemOf(what: string): string {
	return `-----BEGIN ${what}-----\nc2ltdWxhdGVk\n-----END ${what}-----\n`;
}

/** The pictures with which rolling updates are shown: the same server, with one file that says which picture it is. */
export function pictureImage(name: string): ImageSketch {
	const files = {...agnhostImage.files, '/data.json': `{\n  "image": "${name}.jpg"\n}\n`, [`/${name}.jpg`]: ''};
	return {...agnhostImage, command: ['test-webserver'], files};
}
