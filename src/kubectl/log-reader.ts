/** Reading logs and printing their lines (kubectl pkg/cmd/logs/logs.go). */
import type {Pod} from '../api/core-v1/pod.ts';
import {StatusError} from '../apimachinery/status.ts';
import type {Client} from './client.ts';
import {sayIfPaused, TimeoutError} from './waiting.ts';

/** One container's log. */
export interface LogSource {
	readonly pod: Pod;
	readonly container: string;
}

export interface LogOptions {
	/** What is asked of each log, besides its container. */
	readonly query: Readonly<Record<string, string>>;
	readonly follow: boolean;
	/** Whether lines begin with `[pod/web/nginx] `. */
	readonly prefix: boolean;
	readonly ignoreErrors: boolean;
	/** For how many milliseconds a log that is followed is tried again. */
	readonly retryFor: number;
}

const retryDelay = 1000;

export class LogReader {
	readonly #client: Client;
	readonly #options: LogOptions;

	constructor(client: Client, options: LogOptions) {
		this.#client = client;
		this.#options = options;
	}

	/** One after the other, or all at once where they are followed. @throws StatusError */
	async read(sources: readonly LogSource[]): Promise<void> {
		if (this.#options.follow) {
			await Promise.all(sources.map(source => this.#follow(source)));
			return;
		}
		for (const source of sources) {
			await this.#print(source).catch(error => this.#tolerate(error));
		}
	}

	#tolerate(error: unknown): void {
		if (!this.#options.ignoreErrors || this.#client.io.signal.aborted) {
			throw error;
		}
		this.#client.io.out(`error: ${messageOf(error)}\n`);
	}

	/** A container that is not there yet is tried again, each failure being said. */
	async #follow(source: LogSource): Promise<void> {
		const {io} = this.#client;
		const {clock} = io.connection;
		const end = clock.now() + this.#options.retryFor;
		for (;;) {
			try {
				await this.#stream(source);
				return;
			} catch (error) {
				if (io.signal.aborted || this.#options.ignoreErrors) {
					this.#tolerate(error);
					return;
				}
				io.err(`${messageOf(error)}\n`);
				if (!(error instanceof StatusError)) {
					throw error;
				}
			}
			if (clock.now() + retryDelay > end) {
				throw new TimeoutError('context deadline exceeded');
			}
			sayIfPaused(io);
			await clock.sleep(retryDelay, io.signal);
		}
	}

	#request({pod, container}: LogSource) {
		const {namespace, name} = pod.metadata;
		const path = `/api/v1/namespaces/${namespace}/pods/${name}/log`;
		return {method: 'GET' as const, path, query: {...this.#options.query, container}};
	}

	async #print(source: LogSource): Promise<void> {
		const {path, query} = this.#request(source);
		const text = await this.#client.request<unknown>('GET', path, {query});
		const lines = this.#lines(source);
		lines.add(typeof text === 'string' ? text : '');
		lines.end();
	}

	async #stream(source: LogSource): Promise<void> {
		const {io} = this.#client;
		const lines = this.#lines(source);
		sayIfPaused(io);
		for await (const {channel, data} of io.connection.stream(this.#request(source), io.signal)) {
			if (channel === 'stdout') {
				lines.add(data);
			}
		}
		lines.end();
	}

	/** Gathers text into whole lines, so that logs that are read at once do not mix within one. */
	#lines({pod, container}: LogSource) {
		const {io} = this.#client;
		const prefix = this.#options.prefix ? `[pod/${pod.metadata.name}/${container}] ` : '';
		let rest = '';
		return {
			add(text: string) {
				const parts = (rest + text).split('\n');
				rest = parts.pop()!;
				const whole = parts.map(line => `${prefix}${line}\n`).join('');
				if (whole !== '') {
					io.out(whole);
				}
			},
			end() {
				if (rest !== '') {
					io.out(prefix + rest);
				}
			},
		};
	}
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
