/** A cluster that is served, and clients of the plainest kind. */
import type {IncomingHttpHeaders, IncomingMessage} from 'node:http';
import {request as httpsRequest, type RequestOptions} from 'node:https';
import {type Cluster, type ClusterOptions, createCluster} from '../../src/kubernetes/cluster.ts';
import {type Credentials, makeCredentials} from '../../src/server/credentials.ts';
import {type ServedApi, type ServeOptions, serveApi} from '../../src/server/index.ts';

export interface Answer {
	readonly status: number;
	readonly headers: IncomingHttpHeaders;
	readonly text: string;
}

export interface Asked {
	readonly method?: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string | Buffer;
	/** Without the token. */
	readonly anonymous?: boolean;
}

let credentials: Promise<Credentials> | undefined;

export class Served {
	readonly cluster: Cluster;
	readonly api: ServedApi;
	readonly credentials: Credentials;

	private constructor(cluster: Cluster, api: ServedApi, made: Credentials) {
		this.cluster = cluster;
		this.api = api;
		this.credentials = made;
	}

	static async start(options: Partial<ServeOptions> & {readonly lab?: ClusterOptions} = {}): Promise<Served> {
		const {lab, ...served} = options;
		credentials ??= makeCredentials();
		const made = await credentials;
		const cluster = createCluster(lab);
		const connection = cluster.connect({latency: 0});
		return new Served(cluster, await serveApi({connection, credentials: made, ...served}), made);
	}

	/** What every request needs: where to, whom to trust, and the token. */
	options(path: string, {method = 'GET', headers, anonymous = false}: Asked = {}): RequestOptions {
		return {
			host: '127.0.0.1',
			port: this.api.port,
			servername: 'localhost',
			path,
			method,
			ca: this.credentials.authority,
			headers: {...(anonymous ? {} : {authorization: `Bearer ${this.credentials.token}`}), ...headers},
		};
	}

	/** Asks, and takes in the whole answer. */
	async ask(path: string, asked: Asked = {}): Promise<Answer> {
		const response = await this.open(path, asked);
		const chunks: Buffer[] = [];
		for await (const chunk of response as AsyncIterable<Buffer>) {
			chunks.push(chunk);
		}
		return {status: response.statusCode!, headers: response.headers, text: Buffer.concat(chunks).toString()};
	}

	/** Asks, and gives what begins to come. */
	open(path: string, asked: Asked = {}): Promise<IncomingMessage> {
		return new Promise((resolve, reject) => {
			const request = httpsRequest(this.options(path, asked), resolve);
			request.on('error', reject);
			request.end(asked.body);
		});
	}

	/** Has virtual time go on while something is waited for. */
	async whileTimePasses<T>(promise: Promise<T>): Promise<T> {
		const timer = setInterval(() => this.cluster.advance(100), 5);
		try {
			return await promise;
		} finally {
			clearInterval(timer);
		}
	}
}

/** The JSON objects of a stream, one a line. */
export async function* linesOf(response: IncomingMessage): AsyncGenerator<Event, void, undefined> {
	let rest = '';
	response.setEncoding('utf8');
	for await (const chunk of response as AsyncIterable<string>) {
		const lines = (rest + chunk).split('\n');
		rest = lines.pop()!;
		for (const line of lines) {
			yield JSON.parse(line) as Event;
		}
	}
}

export interface Event {
	readonly type: string;
	readonly object: {
		readonly kind: string;
		readonly code?: number;
		readonly metadata: {readonly name: string; readonly resourceVersion: string; readonly annotations?: object};
	};
}
