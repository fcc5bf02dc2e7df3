/**
 * What the served API does under load, on loopback: the server in a process of its own, and clients here that wait for
 * nothing but its answers. Bounded in count and in time.
 */
import {fork} from 'node:child_process';
import type {IncomingMessage} from 'node:http';
import {Agent, request as httpsRequest} from 'node:https';
import {makeCredentials} from '../../src/server/credentials.ts';
import {serveApi} from '../../src/server/index.ts';
import {apply, labOf, untilComplete} from './workload.ts';

/** The word with which this program is started as the server. */
export const serverWord = 'as-server';

const pods = 1000;
const nodes = 30;
const watchers = 50;
/** How long each of the measurements may take, in milliseconds. */
const longest = 5000;

interface Server {
	readonly port: number;
	readonly authority: string;
	readonly token: string;
}

/** Is the server, until the other process ends. */
export async function beServer(): Promise<void> {
	const cluster = labOf(nodes);
	apply(cluster, pods);
	untilComplete(cluster);
	const credentials = await makeCredentials();
	const {port} = await serveApi({connection: cluster.connect({latency: 0}), credentials});
	process.once('disconnect', () => process.exit());
	process.send!({port, authority: credentials.authority, token: credentials.token} satisfies Server);
}

/** Times in milliseconds, in order. */
interface Load {
	readonly times: readonly number[];
	/** From the first request to the last answer, in milliseconds. */
	readonly took: number;
	readonly bytes: number;
}

/** Measures all of it. @returns lines to print */
export async function measureServed(): Promise<string[]> {
	const child = fork(process.argv[1]!, [serverWord]);
	try {
		const server = await new Promise<Server>((resolve, reject) => {
			child.once('message', message => resolve(message as Server));
			child.once('exit', code => reject(new Error(`the server ended with ${code}`)));
		});
		const client = new Client(server);
		await load(client, '/api/v1/nodes', 4, 50);
		const [{metadata}] = JSON.parse((await client.ask('/api/v1/namespaces/default/pods?limit=1')).text).items;
		const get = await load(client, `/api/v1/namespaces/default/pods/${metadata.name}`, 10, 5000);
		const first = await load(client, '/api/v1/namespaces/default/pods', 1, 1);
		const list = await load(client, '/api/v1/namespaces/default/pods', 4, 100);
		const table = await load(client, '/api/v1/namespaces/default/pods', 4, 50, {
			accept: 'application/json;as=Table;v=v1;g=meta.k8s.io',
		});
		const fanOut = await watchFanOut(client, 300);
		client.close();
		return [
			`served: get one Pod, 10 clients             ${summary(get)}`,
			`served: list ${pods} Pods, the first time      ${summary(first)}`,
			`served: list ${pods} Pods, 4 clients           ${summary(list)}`,
			`served: list ${pods} Pods as a Table, 4 clients ${summary(table)}`,
			`served: a change to ${watchers} watchers             ${summary(fanOut)}`,
		];
	} finally {
		child.disconnect();
	}
}

class Client {
	readonly #server: Server;
	readonly #agent = new Agent({keepAlive: true});

	constructor(server: Server) {
		this.#server = server;
	}

	open(path: string, method = 'GET', headers: Record<string, string> = {}, body?: string): Promise<IncomingMessage> {
		const {port, authority, token} = this.#server;
		return new Promise((resolve, reject) => {
			const asked = httpsRequest(
				{
					host: '127.0.0.1',
					port,
					path,
					method,
					ca: authority,
					agent: this.#agent,
					headers: {authorization: `Bearer ${token}`, ...headers},
				},
				resolve,
			);
			asked.on('error', reject);
			asked.end(body);
		});
	}

	async ask(...words: Parameters<Client['open']>): Promise<{text: string; bytes: number}> {
		const response = await this.open(...words);
		const chunks: Buffer[] = [];
		for await (const chunk of response as AsyncIterable<Buffer>) {
			chunks.push(chunk);
		}
		const all = Buffer.concat(chunks);
		if ((response.statusCode ?? 0) >= 400) {
			throw new Error(all.toString());
		}
		return {text: all.toString(), bytes: all.length};
	}

	close(): void {
		this.#agent.destroy();
	}
}

/** Asks the same again and again, by several clients at once. */
async function load(
	client: Client,
	path: string,
	clients: number,
	requests: number,
	headers: Record<string, string> = {},
): Promise<Load> {
	const times: number[] = [];
	let bytes = 0;
	let left = requests;
	const began = performance.now();
	const ask = async () => {
		while (left-- > 0 && performance.now() - began < longest) {
			const start = performance.now();
			({bytes} = await client.ask(path, 'GET', headers));
			times.push(performance.now() - start);
		}
	};
	await Promise.all(Array.from({length: clients}, ask));
	return {times: times.sort((a, b) => a - b), took: performance.now() - began, bytes};
}

/** Changes an object, and waits each time until every watcher has heard of it. */
async function watchFanOut(client: Client, changes: number): Promise<Load> {
	const maps = '/api/v1/namespaces/default/configmaps';
	const json = {'content-type': 'application/json'};
	const created = {apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'watched'}, data: {n: '0'}};
	await client.ask(maps, 'POST', json, JSON.stringify(created));
	const heard = new Map<number, number>();
	let wake = () => {};
	const streams = await Promise.all(
		Array.from({length: watchers}, () => client.open(`${maps}?watch=true&fieldSelector=metadata.name%3Dwatched`)),
	);
	let bytes = 0;
	for (const stream of streams) {
		let rest = '';
		stream.setEncoding('utf8').on('data', (chunk: string) => {
			const lines = (rest + chunk).split('\n');
			rest = lines.pop()!;
			for (const line of lines) {
				bytes = line.length;
				const n = Number(JSON.parse(line).object.data.n);
				heard.set(n, (heard.get(n) ?? 0) + 1);
			}
			wake();
		});
	}
	const times: number[] = [];
	const began = performance.now();
	for (let n = 1; n <= changes && performance.now() - began < longest; n++) {
		const start = performance.now();
		const headers = {'content-type': 'application/merge-patch+json'};
		const patched = client.ask(`${maps}/watched`, 'PATCH', headers, JSON.stringify({data: {n: String(n)}}));
		while ((heard.get(n) ?? 0) < watchers) {
			await new Promise<void>(resolve => {
				wake = resolve;
			});
		}
		times.push(performance.now() - start);
		await patched;
	}
	const took = performance.now() - began;
	for (const stream of streams) {
		stream.destroy();
	}
	return {times: times.sort((a, b) => a - b), took, bytes};
}

function summary({times, took, bytes}: Load): string {
	const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]!.toFixed(1);
	const rate = ((times.length / took) * 1000).toFixed(0);
	return `${rate.padStart(6)} a second, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, ${(bytes / 1024).toFixed(1)} KB each`;
}
