/** What the API server asks of kubelets, answered: logs that are read or followed, commands and attachments. */
import type {Pod} from '../../api/core-v1/pod.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import type {NodeApi, StreamSink} from '../api/node-api.ts';
import type {ControllerContext} from '../controller.ts';
import type {Alarm} from './alarm.ts';
import {ask} from './ask.ts';
import {startAttach} from './attach.ts';
import {runningContainer, startExec} from './exec.ts';
import {formatEntry, formatLog, readLogOptions} from './log-query.ts';
import {chosenContainer, entriesOf, loggedRun, readLog} from './logs.ts';
import {nodeState} from './state.ts';

/** How often a log that is followed is looked at. */
const followPeriod = 250;

/** @param context the kubelet's */
export function createNodeApi(context: ControllerContext, alarm: Alarm): NodeApi {
	return {
		log: (pod, query) => readLog(context, pod as Pod, readLogOptions(first(query), context.now)),
		followLog: (pod, query, sink) => follow(context, alarm, pod as Pod, first(query), sink),
		ask: (pod, request) => ask(context, pod as Pod, request),
		check(pod, what, request) {
			runningContainer(context, pod as Pod, what, request);
		},
		exec: (pod, request, sink) => startExec(context, alarm, pod as Pod, request, sink),
		attach: (pod, request, sink) => startAttach(context, alarm, pod as Pod, request, sink),
	};
}

function first(query: object): Readonly<Record<string, string | undefined>> {
	return query as Readonly<Record<string, string | undefined>>;
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
