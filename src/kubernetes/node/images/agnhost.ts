/** The image of Kubernetes' own tests: one executable with many small servers in it. */
import {type HttpRequest, immediate, type Machine, type Program} from '../process/process.ts';
import {alpineBin, extraBin} from '../programs/programs.ts';
import {klog, option, queryOf, serveUntilStopped} from './agnhost-parts.ts';
import {guestbook} from './guestbook.ts';
import type {ImageSketch} from './image.ts';
import {logsGenerator} from './logs-generator.ts';
import {fileAnswer} from './test-webserver.ts';

function netexec(machine: Machine, port: number, request: HttpRequest): {status: number; body: string} {
	const {path, parameter} = queryOf(request);
	const say = (text: string) => klog(machine, `GET ${text}`);
	switch (path) {
		case '/':
			say('/');
			return {status: 200, body: `NOW: ${new Date(machine.now).toISOString()}`};
		case '/hostname':
		case '/hostName':
			say(path);
			return {status: 200, body: machine.host.hostname};
		case '/echo': {
			const [msg, code] = [parameter('msg'), parameter('code')];
			say(`/echo?msg=${msg}&code=${code}`);
			return {status: Number(code) || 200, body: msg};
		}
		case '/dial':
			return dial(machine, parameter, say);
		case '/clientip':
			say('/clientip');
			return {status: 200, body: `${request.from}:40000`};
		case '/healthz':
			say('/healthz');
			return {status: 200, body: ''};
		case '/readyz':
			say('/readyz');
			return {status: 200, body: 'ok'};
		case '/serverport':
			say('/serverport');
			return {status: 200, body: String(port)};
		default:
			return {status: 404, body: '404 page not found\n'};
	}
}

/** Asks another server, and tells what it said. */
function dial(
	machine: Machine,
	parameter: (name: string) => string,
	say: (text: string) => void,
): {status: number; body: string} {
	const [host, port, request] = [parameter('host'), parameter('port'), parameter('request')];
	say(
		`/dial?host=${host}&protocol=${parameter('protocol')}&port=${port}&request=${request}&tries=${parameter('tries')}`,
	);
	const reply = machine.network.get(host, Number(port), `/${request}`, {});
	const said = typeof reply === 'string' ? {errors: [reply]} : {responses: [reply.body]};
	return {status: 200, body: JSON.stringify(said)};
}

/** What stands behind that word in the resolver's file. */
function resolverWords(word: string): Program {
	return immediate(({machine, stdout}) => {
		const line = machine.files
			.read('/etc/resolv.conf')
			.split('\n')
			.find(each => each.startsWith(word));
		stdout.write(`${(line ?? '').split(' ').slice(1).join(',')}\n`);
		return 0;
	});
}

const commands: Readonly<Record<string, Program>> = {
	*pause(process) {
		process.stdout.write('Paused\n');
		return yield* serveUntilStopped(process);
	},
	*netexec(process) {
		const {machine, argv} = process;
		const port = option(argv, 'http-port', 8080);
		klog(machine, `Started HTTP server on port ${port}`);
		klog(machine, `Started UDP server on port  ${option(argv, 'udp-port', 8081)}`);
		const tls = argv.some(word => /^--?tls-cert-file/.test(word));
		machine.listen(port, {tls, http: request => netexec(machine, port, request)});
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
	guestbook,
	'logs-generator': logsGenerator,
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
	'etc-hosts': immediate(({machine, stdout}) => {
		stdout.write(`${machine.files.read('/etc/hosts')}\n`);
		return 0;
	}),
	'dns-suffix': resolverWords('search'),
	'dns-server-list': resolverWords('nameserver'),
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
	bin: {...alpineBin, agnhost, '/agnhost': agnhost, '/agnhost-2': agnhost, curl: extraBin.curl!},
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
