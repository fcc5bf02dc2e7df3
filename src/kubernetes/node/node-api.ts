/** What the API server asks of kubelets, answered: logs that are read or followed, and commands. */
import type {Pod} from '../../api/core-v1/pod.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import type {NodeApi, StreamSink} from '../api/node-api.ts';
import type {ControllerContext} from '../controller.ts';
import {execInContainer} from './exec.ts';
import {formatEntry, formatLog, readLogOptions} from './log-query.ts';
import {chosenContainer, entriesOf, loggedRun, readLog} from './logs.ts';
import {nodeState} from './state.ts';

/** Calls back once at an instant of virtual time; returns what takes that back. It is no part of snapshots. */
export type Alarm = (instant: number, ring: () => void) => () => void;

/** How often a log that is followed is looked at. */
const followPeriod = 250;

/** @param context the kubelet's */
export function createNodeApi(context: ControllerContext, alarm: Alarm): NodeApi {
	return {
		log: (pod, query) => readLog(context, pod as Pod, readLogOptions(first(query), context.now)),
		followLog: (pod, query, sink) => follow(context, alarm, pod as Pod, first(query), sink),
		exec(pod, request, sink) {
			const {stdout, stderr, exitCode, takes} = execInContainer(context, pod as Pod, request);
			const finish = () => {
				if (stdout !== '') {
					sink.write({channel: 'stdout', data: stdout});
				}
				if (stderr !== '') {
					sink.write({channel: 'stderr', data: stderr});
				}
				if (exitCode !== 0) {
					sink.write({channel: 'error', data: JSON.stringify(exitStatus(exitCode))});
				}
				sink.end();
			};
			if (takes === 0) {
				finish();
				return () => {};
			}
			return Number.isFinite(takes) ? alarm(context.now + takes, finish) : () => {};
		},
	};
}

function first(query: object): Readonly<Record<string, string | undefined>> {
	return query as Readonly<Record<string, string | undefined>>;
}

/** How a command's failure is told at the end of its stream (apiserver pkg/util/remotecommand). */
function exitStatus(exitCode: number): object {
	return {
		metadata: {},
		status: 'Failure',
		message: `command terminated with non-zero exit code: exit status ${exitCode}`,
		reason: 'NonZeroExitCode',
		details: {causes: [{reason: 'ExitCode', message: String(exitCode)}]},
	};
}

function follow(
	context: ControllerContext,
	alarm: Alarm,
	pod: Pod,
	query: Readonly<Record<string, string | undefined>>,
	sink: StreamSink,
): () => void {
	const options = readLogOptions(query, context.now);
	const container = chosenContainer(pod, options.container);
	const run = loggedRun(context, pod, container, options.previous);
	const entries = run ? entriesOf(context, pod, run).filter(({partial}) => !partial) : [];
	let seen = entries.length;
	const say = (text: string) => {
		if (text !== '') {
			sink.write({channel: 'stdout', data: text});
		}
	};
	say(formatLog(entries, options));
	let stopAlarm = () => {};
	const look = () => {
		const current = context.api.get<KubernetesObject>('pods', pod.metadata.namespace!, pod.metadata.name) as
			| Pod
			| undefined;
		const record = nodeState(context).pods.get(pod.metadata.uid!);
		const present = record?.containers[container.name]?.runs.find(({id}) => id === run?.id);
		if (!present || !current) {
			sink.end();
			return;
		}
		const now = entriesOf(context, current, present).filter(({partial}) => !partial);
		for (const entry of now.slice(seen)) {
			say(formatEntry(entry, options.timestamps));
		}
		seen = Math.max(seen, now.length);
		if (present.finished) {
			sink.end();
		} else {
			stopAlarm = alarm(context.now + followPeriod, look);
		}
	};
	stopAlarm = run ? alarm(context.now, look) : alarm(context.now, () => sink.end());
	return () => stopAlarm();
}
