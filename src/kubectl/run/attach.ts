/** Staying with a Pod that was just made: what it prints, and how it ends (kubectl pkg/cmd/run/run.go). */
import type {Pod} from '../../api/core-v1/pod.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {notFound} from '../../apimachinery/status.ts';
import {canAttach} from '../attach-container.ts';
import {attachOrPrintLog, printLog} from '../attach-or-logs.ts';
import type {Client} from '../client.ts';
import {CommandError} from '../command.ts';
import {untilObject} from '../waiting.ts';

function finished({status}: Pod): boolean {
	return status.phase === 'Succeeded' || status.phase === 'Failed';
}

function isReady({status}: Pod): boolean {
	return (status.conditions ?? []).some(condition => condition.type === 'Ready' && condition.status === 'True');
}

async function waitFor(
	client: Client,
	pod: KubernetesObject,
	timeout: number,
	until: (pod: Pod) => boolean,
): Promise<Pod> {
	const {name, namespace} = pod.metadata;
	const met = await untilObject(client, {
		collection: `/api/v1/namespaces/${namespace}/pods`,
		name,
		timeout,
		onEvent(event) {
			if (event.type === 'DELETED') {
				throw notFound({group: '', resource: 'pods'}, '');
			}
			return until(event.object as Pod);
		},
	});
	return met as Pod;
}

export interface RunAttachOptions {
	/** Milliseconds until the Pod runs, and from its end until the cluster says so. */
	readonly timeout: number;
	readonly quiet: boolean;
	readonly stdin: boolean;
	readonly tty: boolean;
	readonly restartPolicy: string;
}

/**
 * Prints what a Pod's container prints until it ends, and passes on what is typed or piped in.
 * @returns the exit code of the container where the Pod ends with it, otherwise 0
 */
export async function attachTo(client: Client, created: KubernetesObject, options: RunAttachOptions): Promise<number> {
	const {timeout, restartPolicy, quiet, stdin, tty} = options;
	const pod = await waitFor(client, created, timeout, seen => finished(seen) || isReady(seen));
	const container = pod.spec.containers[0]!.name;
	const request = {container, stdin, tty, quiet, commandName: 'kubectl attach'};
	// Where nobody can type, attaching reads the log from its beginning.
	const printed = canAttach(client.io, request) || finished(pod) ? await printLog(client, pod, container) : '';
	if (!finished(pod)) {
		await attachOrPrintLog(client, pod, request, printed);
	}
	if (restartPolicy === 'Always') {
		return 0;
	}
	const ended = await waitFor(client, created, timeout, pod =>
		restartPolicy === 'OnFailure' ? pod.status.phase === 'Succeeded' : finished(pod),
	);
	if (ended.status.phase === 'Succeeded') {
		return 0;
	}
	const {namespace, name} = ended.metadata;
	const terminated = ended.status.containerStatuses?.[0]?.state?.terminated;
	if (!terminated || terminated.exitCode === 0) {
		throw new CommandError(`pod ${namespace}/${name} failed with unknown exit code`);
	}
	throw new CommandError(
		`pod ${namespace}/${name} terminated (${terminated.reason ?? ''})\n${terminated.message ?? ''}`,
		{exitCode: terminated.exitCode, bare: true},
	);
}
