/** Staying with a debugger: what it prints, and what is typed into it (kubectl pkg/cmd/debug/debug.go handleAttachPod). */
import type {Pod} from '../../api/core-v1/pod.ts';
import type {ContainerStatus} from '../../api/core-v1/pod-status.ts';
import {notFound} from '../../apimachinery/status.ts';
import {attachContainer} from '../attach-container.ts';
import type {Client} from '../client.ts';
import {LogReader} from '../log-reader.ts';
import {untilObject} from '../waiting.ts';
import type {DebugOptions} from './options.ts';
import type {Debugger} from './pods.ts';

/** Waits until the debugger runs and attaches to it; of one that has ended already, prints the log. */
export async function attachToDebugger(client: Client, made: Debugger, options: DebugOptions): Promise<void> {
	const {io} = client;
	const pod = await untilRun(client, made, options.quiet);
	const {container} = made;
	if (statusOf(pod, container)?.state.terminated) {
		await printLog(client, pod, container);
		return;
	}
	const {stdin, tty, quiet} = options;
	try {
		await attachContainer(client, pod, {container, stdin, tty, quiet, commandName: 'kubectl attach'});
	} catch (error) {
		if (io.signal.aborted) {
			throw error;
		}
		const why = error instanceof Error ? error.message : String(error);
		io.err(`warning: couldn't attach to pod/${pod.metadata.name}, falling back to streaming logs: ${why}\n`);
		await printLog(client, pod, container);
	}
}

async function untilRun(client: Client, {pod, container}: Debugger, quiet: boolean): Promise<Pod> {
	const {name, namespace} = pod.metadata;
	const met = await untilObject(client, {
		collection: `/api/v1/namespaces/${namespace}/pods`,
		name,
		onEvent(event) {
			if (event.type === 'DELETED') {
				throw notFound({group: '', resource: 'pods'}, '');
			}
			const state = statusOf(event.object as Pod, container)?.state;
			if (state?.running || state?.terminated) {
				return true;
			}
			if (state?.waiting?.message && !quiet) {
				client.io.err(`Warning: container ${container}: ${state.waiting.message}\n`);
			}
			return false;
		},
	});
	return met as Pod;
}

function statusOf({status}: Pod, name: string): ContainerStatus | undefined {
	const {initContainerStatuses, containerStatuses, ephemeralContainerStatuses} = status;
	const all = [initContainerStatuses, containerStatuses, ephemeralContainerStatuses].flatMap(list => list ?? []);
	return all.find(status => status.name === name);
}

async function printLog(client: Client, pod: Pod, container: string): Promise<void> {
	const reader = new LogReader(client, {query: {}, follow: false, prefix: false, ignoreErrors: false, retryFor: 0});
	await reader.read([{pod, container}]);
}
