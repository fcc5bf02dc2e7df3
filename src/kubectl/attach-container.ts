/** Attaching to what runs in a container already (kubectl pkg/cmd/attach/attach.go). */
import type {Container} from '../api/core-v1/container.ts';
import type {Pod} from '../api/core-v1/pod.ts';
import type {ApiRequest} from '../apimachinery/connection.ts';
import {type Status, StatusError} from '../apimachinery/status.ts';
import type {Client} from './client.ts';
import {CommandError} from './command.ts';
import type {KubectlIo} from './io.ts';
import {typeInto} from './typed-stream.ts';
import {sayIfPaused} from './waiting.ts';

export interface AttachOptions {
	readonly container: string;
	readonly stdin: boolean;
	readonly tty: boolean;
	readonly quiet: boolean;
	/** Such as `kubectl attach`: how one comes back. */
	readonly commandName: string;
}

/**
 * Prints what a container prints until it ends, and passes on what is typed or piped in.
 * @throws CommandError or StatusError where it cannot be attached to
 */
export async function attachContainer(client: Client, pod: Pod, options: AttachOptions): Promise<void> {
	const {io} = client;
	const {stdin, quiet} = options;
	const container = containerNamed(pod, options.container);
	const say = (text: string) => {
		if (!quiet) {
			io.err(`${text}\n`);
		}
	};
	if (options.tty && !container.tty) {
		say(`error: Unable to use a TTY - container ${container.name} did not allocate one`);
	}
	const wantsTty = stdin && (container.tty ?? false);
	const raw = wantsTty && io.stdin === undefined;
	if (wantsTty && !raw) {
		say('Unable to use a TTY - input is not a terminal or the right kind of file');
	}
	say(
		'All commands and output from this session will be recorded in container logs, including credentials and sensitive information passed through the command prompt.',
	);
	say("If you don't see a command prompt, try pressing enter.");
	const {namespace, name} = pod.metadata;
	const request: ApiRequest = {
		method: 'POST',
		path: `/api/v1/namespaces/${namespace}/pods/${name}/attach`,
		query: {
			container: container.name,
			...(stdin && {stdin: 'true'}),
			stdout: 'true',
			...(raw ? {tty: 'true'} : {stderr: 'true'}),
		},
	};
	sayIfPaused(io);
	if (!canAttach(io, options)) {
		await watchOutput(client, pod, container.name);
		return;
	}
	const end = await talk(io, request, {stdin, raw});
	if (end !== undefined && (JSON.parse(end) as Status).status !== 'Success') {
		throw new StatusError(JSON.parse(end) as Status);
	}
	if (raw && !quiet) {
		io.out(`${reattachMessage(pod, options)}\n`);
	}
}

/** Whether what is to be typed or piped in can be. */
export function canAttach(io: KubectlIo, {stdin}: Pick<AttachOptions, 'stdin'>): boolean {
	return !stdin || io.stdin !== undefined || io.ask !== undefined;
}

/** How long a process that waits for input is listened to, in milliseconds there. */
const patience = 2000;

/** Where nobody can type: what the container has printed, until it ends or has nothing more to say. */
async function watchOutput({io}: Client, {metadata}: Pod, container: string): Promise<void> {
	const {name, namespace} = metadata;
	const {clock} = io.connection;
	const stop = new AbortController();
	const interrupt = () => stop.abort(io.signal.reason);
	io.signal.addEventListener('abort', interrupt, {once: true});
	let heard = 0;
	let ended = false;
	const listening = (async () => {
		const path = `/api/v1/namespaces/${namespace}/pods/${name}/log`;
		const request: ApiRequest = {method: 'GET', path, query: {container, follow: 'true'}};
		for await (const {data} of io.connection.stream(request, stop.signal)) {
			heard++;
			io.out(data);
		}
		ended = !stop.signal.aborted;
	})();
	try {
		for (let before = -1; before !== heard && !ended; ) {
			before = heard;
			await Promise.race([listening, clock.sleep(patience, stop.signal)]);
		}
	} finally {
		stop.abort();
		io.signal.removeEventListener('abort', interrupt);
		await listening.catch(() => {});
	}
	if (!ended) {
		const where = namespace === io.settings.namespace ? '' : ` -n ${namespace}`;
		io.err(
			`Nothing can be typed into a container here. It goes on running; this runs a command in it: kubectl exec ${name} -c ${container}${where} -- COMMAND\n`,
		);
	}
}

/** What is said at the end of the stream, if anything. */
async function talk(
	io: KubectlIo,
	request: ApiRequest,
	{stdin, raw}: {readonly stdin: boolean; readonly raw: boolean},
): Promise<string | undefined> {
	if (stdin && io.stdin === undefined && io.ask) {
		return typeInto({...io, ask: io.ask}, request, raw);
	}
	const input = stdin && io.stdin !== undefined ? once(io.stdin) : undefined;
	for await (const {channel, data} of io.connection.stream(request, io.signal, input)) {
		if (channel === 'error') {
			return data;
		}
		(channel === 'stdout' ? io.out : io.err).call(io, data);
	}
	return undefined;
}

async function* once(text: string): AsyncGenerator<string, void, undefined> {
	yield text;
}

function containerNamed({spec, metadata}: Pod, name: string): Container {
	const all = [...spec.containers, ...(spec.initContainers ?? []), ...(spec.ephemeralContainers ?? [])];
	const found = all.find(container => container.name === name);
	if (!found) {
		throw new CommandError(`cannot attach to the container: container ${name} not found in pod ${metadata.name}`);
	}
	return found;
}

function reattachMessage({metadata, spec}: Pod, {container, commandName}: AttachOptions): string {
	const again = `'${commandName} ${metadata.name} -c ${container} -n ${metadata.namespace} -i -t'`;
	return spec.ephemeralContainers?.some(({name}) => name === container)
		? `Session ended, the ephemeral container will not be restarted but may be reattached using ${again} if it is still running`
		: `Session ended, resume using ${again} command`;
}
