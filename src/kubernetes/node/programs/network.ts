/** Small programs that ask other machines. */
import type {Network, Process, Program, Reply, Steps} from '../process/process.ts';
import {readOptions} from './options.ts';
import type {Flavour} from './programs.ts';

export interface Url {
	readonly scheme: string;
	readonly host: string;
	readonly port: number;
	readonly path: string;
}

export function parseUrl(text: string): Url | undefined {
	const match = /^(?:(https?):\/\/)?(\[[^\]]+\]|[^/:?#]+)(?::(\d+))?([/?#].*)?$/.exec(text);
	if (!match) {
		return undefined;
	}
	const scheme = match[1] ?? 'http';
	const path = match[4] ?? '/';
	return {
		scheme,
		host: match[2]!.replace(/^\[|\]$/g, ''),
		port: Number(match[3] ?? (scheme === 'https' ? 443 : 80)),
		path: path.startsWith('/') ? path : `/${path}`,
	};
}

/** Asks the network as it is when this step is reached; what is on this very machine answers at any time. */
function* ask<T>(process: Process, host: string, question: (network: Network) => T): Steps<T> {
	if (host !== 'localhost' && host !== '127.0.0.1') {
		yield {until: process.machine.now, asksCluster: true};
	}
	return question(process.machine.network);
}

function* wait(process: Process, milliseconds: number): Steps<void> {
	const until = process.machine.now + milliseconds;
	while (process.machine.now < until) {
		yield {until};
	}
}

const reasons: Readonly<Record<number, string>> = {
	200: 'OK',
	301: 'Moved Permanently',
	403: 'Forbidden',
	404: 'Not Found',
	500: 'Internal Server Error',
	503: 'Service Unavailable',
};

const curl: Program = function* (process) {
	const {flags, operands} = readOptions(
		process.argv,
		'o w X H d m connect-timeout max-time A u output write-out request header data retry',
	);
	const url = parseUrl(operands[0] ?? '');
	if (!url) {
		process.stderr.write(
			"curl: (2) no URL specified\ncurl: try 'curl --help' or 'curl --manual' for more information\n",
		);
		return 2;
	}
	const quiet = flags.has('s') || flags.has('silent');
	const fail = (code: number, message: string): number => {
		if (!quiet || flags.has('S')) {
			process.stderr.write(`curl: (${code}) ${message}\n`);
		}
		return code;
	};
	const agent = {'User-Agent': flags.get('A') ?? 'curl/7.88.1'};
	const reply = yield* ask(process, url.host, network => network.get(url.host, url.port, url.path, agent));
	if (reply === 'unresolved') {
		return fail(6, `Could not resolve host: ${url.host}`);
	}
	if (reply === 'timeout') {
		const limit = Number(flags.get('m') ?? flags.get('max-time') ?? flags.get('connect-timeout') ?? 134) * 1000;
		yield* wait(process, limit);
		return fail(28, `Failed to connect to ${url.host} port ${url.port} after ${limit} ms: Couldn't connect to server`);
	}
	if (typeof reply === 'string') {
		return reply === 'refused'
			? fail(7, `Failed to connect to ${url.host} port ${url.port} after 0 ms: Couldn't connect to server`)
			: fail(52, 'Empty reply from server');
	}
	if (flags.has('f') && reply.status >= 400) {
		return fail(22, `The requested URL returned error: ${reply.status}`);
	}
	const head = [
		`HTTP/1.1 ${reply.status} ${reasons[reply.status] ?? ''}`,
		...Object.entries(reply.headers ?? {}).map(([name, value]) => `${name}: ${value}`),
		'',
		'',
	].join('\r\n');
	const target = flags.get('o') ?? flags.get('output');
	const body = flags.has('I') ? head : (flags.has('i') ? head : '') + reply.body;
	if (target === undefined) {
		process.stdout.write(body);
	} else if (target !== '/dev/null') {
		process.machine.files.write(
			target.startsWith('/') ? target : `${process.cwd}/${target}`,
			body,
			process.machine.now,
		);
	}
	const written = flags.get('w') ?? flags.get('write-out');
	if (written !== undefined) {
		process.stdout.write(
			written.replace(/%\{(http_code|response_code)\}/g, String(reply.status)).replaceAll('\\n', '\n'),
		);
	}
	return 0;
};

const wget: Program = function* (process) {
	const {flags, operands} = readOptions(process.argv, 'O T t timeout header output-document Y U');
	const url = parseUrl(operands[0] ?? '');
	if (!url) {
		process.stderr.write('wget: missing URL\n');
		return 1;
	}
	const quiet = flags.has('q');
	const reply = yield* ask(process, url.host, network =>
		network.get(url.host, url.port, url.path, {'User-Agent': 'Wget'}),
	);
	if (reply === 'unresolved') {
		process.stderr.write(`wget: bad address '${url.host}${url.port === 80 ? '' : `:${url.port}`}'\n`);
		return 1;
	}
	const address = process.machine.network.resolve(url.host)[0] ?? url.host;
	if (!quiet) {
		process.stderr.write(
			`Connecting to ${url.host}${url.port === 80 ? '' : `:${url.port}`} (${address}:${url.port})\n`,
		);
	}
	if (reply === 'timeout') {
		yield* wait(process, Number(flags.get('T') ?? flags.get('timeout') ?? 134) * 1000);
		process.stderr.write('wget: download timed out\n');
		return 1;
	}
	if (typeof reply === 'string') {
		process.stderr.write(
			reply === 'refused'
				? `wget: can't connect to remote host (${address}): Connection refused\n`
				: 'wget: error getting response\n',
		);
		return 1;
	}
	if (reply.status >= 400) {
		process.stderr.write(`wget: server returned error: HTTP/1.1 ${reply.status} ${reasons[reply.status] ?? ''}\n`);
		return 1;
	}
	if (flags.has('spider')) {
		return 0;
	}
	const named = flags.get('O') ?? flags.get('output-document');
	if (named === '-') {
		process.stdout.write(reply.body);
		return 0;
	}
	const name = named ?? (url.path.split('/').pop() || 'index.html');
	process.machine.files.write(
		name.startsWith('/') ? name : `${process.cwd === '/' ? '' : process.cwd}/${name}`,
		reply.body,
		process.machine.now,
	);
	if (!quiet) {
		process.stderr.write(
			`saving to '${name}'\n${name.padEnd(20)} 100% |********************************| ${String(reply.body.length).padStart(5)}  0:00:00 ETA\n'${name}' saved\n`,
		);
	}
	return 0;
};

const nslookup: Program = function* (process) {
	const name = process.argv.slice(1).find(word => !word.startsWith('-')) ?? '';
	const addresses = yield* ask(process, name, network => network.resolve(name));
	process.stdout.write('Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\n');
	if (addresses.length === 0) {
		process.stdout.write(`** server can't find ${name}: NXDOMAIN\n\n`);
		return 1;
	}
	for (const address of addresses) {
		process.stdout.write(`Name:\t${name}\nAddress: ${address}\n`);
	}
	process.stdout.write('\n');
	return 0;
};

const getent: Program = function* (process) {
	const name = process.argv[2] ?? '';
	const addresses = yield* ask(process, name, network => network.resolve(name));
	for (const address of addresses) {
		process.stdout.write(`${address.padEnd(15)} ${name}\n`);
	}
	return addresses.length > 0 ? 0 : 2;
};

function nc(flavour: Flavour): Program {
	return function* (process) {
		const {flags, operands} = readOptions(process.argv, 'w p i q');
		if (flags.has('l')) {
			yield {until: Number.POSITIVE_INFINITY};
			return 0;
		}
		const [host = '', port = ''] = operands;
		const reply: Reply = yield* ask(process, host, network => network.connect(host, Number(port)));
		if (reply === 'open') {
			if (flags.has('v')) {
				process.stderr.write(
					flavour === 'busybox'
						? `${host} (${process.machine.network.resolve(host)[0] ?? host}:${port}) open\n`
						: `Connection to ${host} ${port} port [tcp/*] succeeded!\n`,
				);
			}
			return 0;
		}
		if (reply === 'timeout') {
			yield* wait(process, Number(flags.get('w') ?? 134) * 1000);
		}
		process.stderr.write(
			reply === 'unresolved'
				? `nc: bad address '${host}'\n`
				: `nc: ${host} (${host}:${port}): Connection ${reply === 'timeout' ? 'timed out' : 'refused'}\n`,
		);
		return 1;
	};
}

const ping: Program = function* (process) {
	const {flags, operands} = readOptions(process.argv, 'c w W i');
	const host = operands[0] ?? '';
	const addresses = yield* ask(process, host, network => network.resolve(host));
	if (addresses.length === 0) {
		process.stderr.write(`ping: bad address '${host}'\n`);
		return 1;
	}
	process.stdout.write(`PING ${host} (${addresses[0]}): 56 data bytes\n`);
	const count = Number(flags.get('c') ?? Number.POSITIVE_INFINITY);
	for (let sent = 0; sent < count; sent++) {
		process.stdout.write(`64 bytes from ${addresses[0]}: seq=${sent} ttl=63 time=0.10${(sent * 7) % 10} ms\n`);
		yield* wait(process, 1000);
	}
	process.stdout.write(
		`\n--- ${host} ping statistics ---\n${count} packets transmitted, ${count} packets received, 0% packet loss\nround-trip min/avg/max = 0.100/0.104/0.109 ms\n`,
	);
	return 0;
};

export function networkPrograms(flavour: Flavour): Readonly<Record<string, Program>> {
	return {curl, wget, nslookup, getent, nc: nc(flavour), ping};
}
