/** Attaching to a container that was just made, and reading its log where that cannot be done. */
import type {Pod} from '../api/core-v1/pod.ts';
import {type AttachOptions, attachContainer} from './attach-container.ts';
import {Client} from './client.ts';
import {LogReader} from './log-reader.ts';

/**
 * Attaches; what cannot be attached to is told of, and its log is printed (kubectl pkg/cmd/run/run.go, debug/debug.go).
 * @param printed of its log before; kubectl would print that twice
 */
export async function attachOrPrintLog(client: Client, pod: Pod, options: AttachOptions, printed = ''): Promise<void> {
	const {io} = client;
	try {
		await attachContainer(client, pod, options);
	} catch (error) {
		if (io.signal.aborted) {
			throw error;
		}
		const why = error instanceof Error ? error.message : String(error);
		io.err(`warning: couldn't attach to pod/${pod.metadata.name}, falling back to streaming logs: ${why}\n`);
		await printLog(client, pod, options.container, printed);
	}
}

/**
 * Prints what a container has printed so far, without what was printed before.
 * @returns all of it
 */
export async function printLog({io}: Client, pod: Pod, container: string, printed = ''): Promise<string> {
	let log = '';
	const listening = new Client({...io, out: text => (log += text)});
	const reader = new LogReader(listening, {query: {}, follow: false, prefix: false, ignoreErrors: false, retryFor: 0});
	await reader.read([{pod, container}]);
	io.out(log.slice(printed.length));
	return log;
}
