/** Staying with a debugger: what it prints, and what is typed into it (kubectl pkg/cmd/debug/debug.go handleAttachPod). */
import type {Pod} from '../../api/core-v1/pod.ts';
import type {ContainerStatus} from '../../api/core-v1/pod-status.ts';
import {notFound} from '../../apimachinery/status.ts';
import {attachOrPrintLog, printLog} from '../attach-or-logs.ts';
import type {Client} from '../client.ts';
import {untilObject} from '../waiting.ts';
import type {DebugOptions} from './options.ts';
import type {Debugger} from './pods.ts';

/** Waits until the debugger runs and attaches to it; of one that has ended already, prints the log. */
export async function attachToDebugger(client: Client, made: Debugger, options: DebugOptions): Promise<void> {
	const pod = await untilRun(client, made, options.quiet);
	const {container} = made;
	if (statusOf(pod, container)?.state.terminated) {
		await printLog(client, pod, container);
		return;
	}
	const {stdin, tty, quiet} = options;
	await attachOrPrintLog(client, pod, {container, stdin, tty, quiet, commandName: 'kubectl attach'});
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
