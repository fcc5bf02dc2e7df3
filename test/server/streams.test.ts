/** Logs, commands and pages of Pods, as clients get them over HTTPS and WebSocket. */
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {WebSocket} from 'ws';
import type {KubernetesObject} from '../../src/apimachinery/object.ts';
import {Served} from './served.ts';

let served: Served;
beforeAll(async () => {
	served = await Served.start();
	const pod = (name: string, container: object): KubernetesObject =>
		({
			apiVersion: 'v1',
			kind: 'Pod',
			metadata: {name, namespace: 'default', labels: {app: name}},
			spec: {containers: [{name: 'c', ...container}]},
		}) as KubernetesObject;
	const {client} = served.cluster;
	client.create('pods', pod('web', {image: 'nginx:1.27', ports: [{containerPort: 80}]}));
	client.create(
		'pods',
		pod('clock', {image: 'busybox:1.36', command: ['sh', '-c', 'for i in 1 2 3 4 5; do echo tick $i; sleep 2; done']}),
	);
	client.create('pods', pod('box', {image: 'busybox:1.36', command: ['sh'], stdin: true, tty: true}));
	const ports = [{port: 8080, targetPort: 80}];
	const service = {apiVersion: 'v1', kind: 'Service', metadata: {name: 'web', namespace: 'default'}};
	client.create('services', {...service, spec: {selector: {app: 'web'}, ports}} as KubernetesObject);
	served.cluster.advance(5000);
});
afterAll(() => served.api.close());

const pods = '/api/v1/namespaces/default/pods';

interface Session {
	readonly stdout: string;
	readonly stderr: string;
	/** What the channel of errors said. */
	readonly status: {
		readonly status: string;
		readonly reason?: string;
		readonly message?: string;
		readonly details?: object;
	};
	readonly protocol: string;
}

/** Opens a WebSocket, says what it is to say, and takes in what comes. */
/** What somebody types: at once, or when what they wait for has been said. */
type Talk = (send: (text: string) => void, end: () => void, heard: (text: string) => Promise<void>) => void;

function session(path: string, options: {readonly protocols?: string[]; readonly say?: Talk} = {}): Promise<Session> {
	const {protocols = ['v5.channel.k8s.io'], say} = options;
	const {ca, headers} = served.options(path);
	const socket = new WebSocket(`wss://127.0.0.1:${served.api.port}${path}`, protocols, {
		ca: ca as string,
		headers: headers as Record<string, string>,
	});
	const texts = ['', '', '', ''];
	const heard = async (text: string) => {
		while (!texts[1]!.includes(text)) {
			await new Promise(resolve => setTimeout(resolve, 5));
		}
	};
	return served.whileTimePasses(
		new Promise((resolve, reject) => {
			socket.on('message', (message: Buffer) => {
				texts[message[0]!] += message.subarray(1).toString();
			});
			socket.on('open', () =>
				say?.(
					text => socket.send(Buffer.concat([Buffer.of(0), Buffer.from(text)])),
					() => socket.send(Buffer.of(255, 0)),
					heard,
				),
			);
			socket.on('unexpected-response', (_request, response) => {
				response.setEncoding('utf8');
				let text = '';
				response.on('data', chunk => {
					text += chunk;
				});
				response.on('end', () =>
					reject(Object.assign(new Error(JSON.parse(text).message), {code: response.statusCode})),
				);
			});
			socket.on('close', () => {
				const [, stdout = '', stderr = '', status = ''] = texts;
				resolve({stdout, stderr, status: JSON.parse(status || '{}'), protocol: socket.protocol});
			});
			socket.on('error', reject);
		}),
	);
}

function exec(pod: string, command: readonly string[], more = 'stdout=true&stderr=true'): string {
	return `${pods}/${pod}/exec?${command.map(word => `command=${encodeURIComponent(word)}`).join('&')}&${more}`;
}

describe('a command in a container', () => {
	test('says what it says on its channels, and how it ended', async () => {
		const {stdout, stderr, status, protocol} = await session(
			exec('web', ['sh', '-c', 'echo out; echo err >&2; exit 3']),
		);
		expect({stdout, stderr}).toEqual({stdout: 'out\n', stderr: 'err\n'});
		expect(status).toMatchObject({
			status: 'Failure',
			reason: 'NonZeroExitCode',
			details: {causes: [{reason: 'ExitCode', message: '3'}]},
		});
		expect(protocol).toBe('v5.channel.k8s.io');
	});

	test('speaks the version before, too', async () => {
		const {stdout, status, protocol} = await session(exec('web', ['hostname']), {
			protocols: ['v4.channel.k8s.io', 'channel.k8s.io'],
		});
		expect({stdout, status, protocol}).toEqual({
			stdout: 'web\n',
			status: {metadata: {}, status: 'Success'},
			protocol: 'v4.channel.k8s.io',
		});
	});

	test('reads what is typed until there is no more', async () => {
		const {stdout} = await session(exec('web', ['cat'], 'stdin=true&stdout=true&stderr=true'), {
			say(send, end) {
				send('one\ntw');
				send('o\n');
				end();
			},
		});
		expect(stdout).toBe('one\ntwo\n');
	});

	test('is a shell, which runs each line as it comes', async () => {
		const {stdout, status} = await session(exec('web', ['sh'], 'stdin=true&stdout=true&stderr=true'), {
			say(send) {
				send('echo hello > /tmp/x\n');
				send('for word in a b\ndo\n');
				send('  echo "$word $(cat /tmp/x)"\ndone\nexit 4\n');
			},
		});
		expect(stdout).toBe('a hello\nb hello\n');
		expect(status.details).toMatchObject({causes: [{message: '4'}]});
	});

	test('has a terminal where one is asked for: a prompt, an echo, and Ctrl+C', async () => {
		const {stdout} = await session(exec('box', ['sh'], 'stdin=true&stdout=true&tty=true'), {
			async say(send, _end, heard) {
				await heard('/ # ');
				send('echo helk\x7flo\r');
				await heard('hello\r\n/ # ');
				send('sleep 1000\r');
				await heard('sleep 1000\r\n');
				send('\x03exit\r');
			},
		});
		expect(stdout).toBe('/ # echo helk\b \blo\r\nhello\r\n/ # sleep 1000\r\n^C\r\n/ # exit\r\n');
	});

	test('gives out what it says as it says it', async () => {
		const {stdout} = await session(exec('web', ['sh', '-c', 'echo first; sleep 4; echo last']));
		expect(stdout).toBe('first\nlast\n');
	});

	test('that is not there is told of on the channel of errors', async () => {
		const {status} = await session(exec('web', ['nothing']));
		expect(status).toMatchObject({status: 'Failure', reason: 'InternalError'});
		expect(status.message).toContain('executable file not found in $PATH');
	});

	test.each([
		['a Pod that is not there', exec('nobody', ['ls']), 404, 'pods "nobody" not found'],
		[
			'a container that is not there',
			exec('web', ['ls'], 'container=x&stdout=true'),
			400,
			'container x is not valid for pod web',
		],
		['a forwarded port', `${pods}/web/portforward`, 501, 'port-forward is not served here'],
	])('is refused before anything is opened for %s', async (_what, path, code, words) => {
		await expect(session(path)).rejects.toMatchObject({code, message: expect.stringContaining(words)});
	});

	test('is refused to clients that ask without WebSocket', async () => {
		const headers = {connection: 'Upgrade', upgrade: 'SPDY/3.1', 'x-stream-protocol-version': 'v4.channel.k8s.io'};
		const answer = await served.ask(exec('web', ['ls']), {method: 'POST', headers});
		expect(answer).toMatchObject({status: 400});
		expect(answer.text).toContain('WebSocket');
		const plain = await served.ask(exec('web', ['ls']), {method: 'POST'});
		expect(JSON.parse(plain.text)).toMatchObject({code: 400, message: 'Upgrade request required'});
	});
});

test('who attaches to a container types into it, and sees what it says from then on', async () => {
	const {stdout} = await session(`${pods}/box/attach?stdin=true&stdout=true&tty=true`, {
		async say(send, _end, heard) {
			await heard('/ # ');
			send('echo $((6 * 7))\r');
			await heard('42\r\n/ # ');
			send('exit\r');
		},
	});
	expect(stdout).toBe('/ # echo $((6 * 7))\r\n42\r\n/ # exit\r\n');
});

test('a log can be followed to its end', async () => {
	const {text, headers} = await served.whileTimePasses(served.ask(`${pods}/clock/log?follow=true`));
	expect(text).toBe('tick 1\ntick 2\ntick 3\ntick 4\ntick 5\n');
	expect(headers['content-type']).toBe('text/plain');
	expect((await served.ask(`${pods}/clock/log?tailLines=1`)).text).toBe('tick 5\n');
	const refused = await served.ask(`${pods}/web/log?follow=true&container=x`);
	expect(JSON.parse(refused.text)).toMatchObject({code: 400, message: 'container x is not valid for pod web'});
});

describe('what a Pod serves', () => {
	test.each([
		['a Pod', `${pods}/web/proxy/`],
		['a port of a Pod', `${pods}/http:web:80/proxy/index.html`],
		['a Service', '/api/v1/namespaces/default/services/web/proxy/'],
		['a port of a Service', '/api/v1/namespaces/default/services/web:8080/proxy/'],
	])('is reached through %s', async (_what, path) => {
		const answer = await served.ask(path);
		expect(answer.text).toContain('Welcome to nginx!');
		expect(answer.headers['content-type']).toMatch(/^text\/html/);
	});

	test('leaves a line in its log', async () => {
		await served.ask(`${pods}/web/proxy/some-page`, {headers: {'user-agent': 'a-browser'}});
		expect((await served.ask(`${pods}/web/log`)).text).toMatch(/"GET \/some-page HTTP\/1\.1" 404 .*"a-browser"/);
	});

	test.each([
		['301 to its root', `${pods}/web/proxy`, 301, ''],
		['404 of its own', `${pods}/web/proxy/nothing`, 404, '404 Not Found'],
		['503 where nobody listens', `${pods}/web:81/proxy/`, 503, 'connect: connection refused'],
		[
			'503 for a port that the Service has not',
			'/api/v1/namespaces/default/services/web:1/proxy/',
			503,
			'no service port 1',
		],
		['404 for nobody', '/api/v1/namespaces/default/services/nobody/proxy/', 404, 'not found'],
	])('answers %s', async (_what, path, status, words) => {
		const answer = await served.ask(path);
		expect(answer.status).toBe(status);
		expect(answer.text).toContain(words);
	});
});
