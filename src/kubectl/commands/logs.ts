/** `kubectl logs` (kubectl pkg/cmd/logs/logs.go, pkg/polymorphichelpers/logsforobject.go). */
import type {Pod} from '../../api/core-v1/pod.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {StatusError} from '../../apimachinery/status.ts';
import {checkTimeFormat} from '../../apimachinery/time-format.ts';
import {find, missingResource} from '../builder.ts';
import {Client} from '../client.ts';
import {type Command, CommandError, type Invocation} from '../command.ts';
import {podRunningTimeoutFlag, selectorFlag} from '../common-flags.ts';
import {annotatedContainer, firstContainer, hasContainer, requireContainer} from '../containers-of.ts';
import {usageError} from '../errors.ts';
import {LogReader, type LogSource} from '../log-reader.ts';
import {byLogging, goType, podQueryOf, waitForPods} from '../pods-of.ts';

const usage = 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]';
/** How many lines of each Pod a selector shows where nothing else is said. */
const selectorTail = 10;

export const logs: Command = {
	name: 'logs',
	usage,
	short: 'Print the logs for a container in a pod',
	long: 'Prints what the containers of a Pod wrote. With a single container its name need not be said.',
	examples: [
		['What a Pod wrote', 'kubectl logs web'],
		['The last 20 lines', 'kubectl logs --tail=20 web'],
		['What the container wrote before it was started again', 'kubectl logs -p web'],
		['Stay, and print what comes', 'kubectl logs -f web'],
		['One container of a Pod', 'kubectl logs web -c nginx'],
		['Every Pod of a Deployment', 'kubectl logs deploy/web --all-pods=true'],
		['Every Pod with a label', 'kubectl logs -l app=web --all-containers=true'],
	],
	flags: [
		{name: 'all-containers', type: 'bool', default: 'false', description: "Every container's log."},
		{
			name: 'all-pods',
			type: 'bool',
			default: 'false',
			description: 'Every Pod behind the object, each line with its Pod and container.',
		},
		{name: 'container', shorthand: 'c', type: 'string', description: 'The container whose log to print.'},
		{
			name: 'follow',
			shorthand: 'f',
			type: 'bool',
			default: 'false',
			description: 'Goes on printing as lines are written.',
		},
		{
			name: 'ignore-errors',
			type: 'bool',
			default: 'false',
			description: 'Goes on with the other logs when one cannot be had.',
		},
		{
			name: 'insecure-skip-tls-verify-backend',
			type: 'bool',
			default: 'false',
			description: "Does not check the kubelet's certificate.",
		},
		{name: 'limit-bytes', type: 'int64', default: '0', description: 'How many bytes to print at most; 0 is all.'},
		{name: 'max-log-requests', type: 'int', default: '5', description: 'How many logs may be followed at once.'},
		podRunningTimeoutFlag('20s'),
		{name: 'prefix', type: 'bool', default: 'false', description: 'Begins each line with its Pod and container.'},
		{
			name: 'previous',
			shorthand: 'p',
			type: 'bool',
			default: 'false',
			description: 'The log of the container before it was last started again.',
		},
		selectorFlag,
		{
			name: 'since',
			type: 'duration',
			default: '0s',
			description: 'Only what was written within this time, such as 5s, 2m or 3h.',
		},
		{name: 'since-time', type: 'string', description: 'Only what was written after this date (RFC 3339).'},
		{
			name: 'tail',
			type: 'int64',
			default: '-1',
			description: 'How many of the last lines to print; -1 is all, and 10 with a selector.',
		},
		{name: 'timestamps', type: 'bool', default: 'false', description: 'Begins each line with when it was written.'},
	],
	completes: 'pods',
	run: printLogs,
};

function checkArguments({args, flags, path}: Invocation): void {
	const selector = flags.string('selector');
	if ((args.length === 0 && selector === '') || args.length > 2) {
		throw usageError(path, `expected '${usage}'.\nPOD or TYPE/NAME is a required argument for the logs command`);
	}
	if (args.length === 1 && selector !== '') {
		throw usageError(path, 'only a selector (-l) or a POD name is allowed');
	}
	if (flags.duration('pod-running-timeout') <= 0) {
		throw new CommandError('--pod-running-timeout must be higher than zero');
	}
	if (args[0] === '') {
		throw new CommandError(missingResource);
	}
}

/** @throws CommandError where the text is no RFC 3339 date */
function checkTime(text: string): void {
	try {
		checkTimeFormat(text, 'time');
	} catch (error) {
		throw new CommandError((error as Error).message);
	}
}

/** The query of the log's request. @throws CommandError */
function logQuery({args, flags}: Invocation): Readonly<Record<string, string>> {
	const since = flags.duration('since');
	const sinceTime = flags.string('since-time');
	const selects = flags.string('selector') !== '';
	const tail = selects && !flags.has('tail') ? selectorTail : flags.int('tail');
	const limit = flags.int('limit-bytes');
	const container = args[1] ?? flags.string('container');
	if (sinceTime !== '') {
		checkTime(sinceTime);
	}
	if (sinceTime !== '' && since !== 0) {
		throw new CommandError('at most one of `sinceTime` or `sinceSeconds` may be specified');
	}
	if (flags.bool('all-containers') && container !== '') {
		throw new CommandError(`--all-containers=true should not be specified with container name ${container}`);
	}
	if (flags.has('container') && args.length === 2) {
		throw new CommandError('only one of -c or an inline [CONTAINER] arg is allowed');
	}
	if (limit < 0) {
		throw new CommandError('--limit-bytes must be greater than 0');
	}
	if (since < 0) {
		throw new CommandError('--since must be greater than 0');
	}
	if (tail < -1) {
		throw new CommandError('--tail must be greater than or equal to -1');
	}
	return {
		...(flags.bool('follow') && {follow: 'true'}),
		...(limit > 0 && {limitBytes: String(limit)}),
		...(flags.bool('previous') && {previous: 'true'}),
		...(since !== 0 && {sinceSeconds: String(Math.round(since / 1000))}),
		...(sinceTime !== '' && {sinceTime: new Date(sinceTime).toISOString().replace('.000Z', 'Z')}),
		...(tail !== -1 && {tailLines: String(tail)}),
		...(flags.bool('timestamps') && {timestamps: 'true'}),
	};
}

async function printLogs(invocation: Invocation): Promise<number> {
	const {io, flags} = invocation;
	checkArguments(invocation);
	const query = logQuery(invocation);
	const client = new Client(io);
	const objects = await foundObjects(client, invocation);
	const sources: LogSource[] = [];
	for (const object of objects) {
		sources.push(...(await sourcesOf(client, object, invocation)));
	}
	const follow = flags.bool('follow');
	const most = flags.int('max-log-requests');
	if (follow && sources.length > 1 && sources.length > most) {
		throw new CommandError(
			`you are attempting to follow ${sources.length} log streams, but maximum allowed concurrency is ${most}, use --max-log-requests to increase the limit`,
		);
	}
	const reader = new LogReader(client, {
		query,
		follow,
		prefix: flags.bool('prefix') || flags.bool('all-pods'),
		ignoreErrors: flags.bool('ignore-errors'),
		retryFor: flags.duration('pod-running-timeout'),
	});
	await reader.read(sources);
	return 0;
}

async function foundObjects(
	client: Client,
	{io, args, flags, namespace}: Invocation,
): Promise<readonly KubernetesObject[]> {
	const selector = flags.string('selector');
	if (selector !== '') {
		const found = await find(client, {namespace, args: ['pods'], selector, singleResourceType: true, flatten: true});
		const infos = await found.infos();
		if (infos.length === 0) {
			io.err(`No resources found in ${namespace} namespace.\n`);
		}
		return infos.map(({object}) => object!);
	}
	try {
		const names = {type: 'pods', names: [args[0]!]};
		const infos = await (await find(client, {namespace, names, singleResourceType: true})).infos();
		return infos.map(({object}) => object!);
	} catch (error) {
		if (error instanceof StatusError && error.reason === 'NotFound') {
			throw new CommandError(
				`error from server (NotFound): ${error.message} in namespace ${JSON.stringify(namespace)}`,
			);
		}
		throw error;
	}
}

/** The logs behind an object: of a Pod, or of the Pods that a workload has. */
async function sourcesOf(client: Client, object: KubernetesObject, invocation: Invocation): Promise<LogSource[]> {
	const {io, flags, namespace} = invocation;
	if (object.kind === 'Pod') {
		return sourcesOfPod(object as Pod, invocation, flags.bool('all-pods'));
	}
	let selector: string;
	try {
		selector = podQueryOf(object);
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		throw new CommandError(`cannot get the logs from ${goType(object)}: ${why}`);
	}
	const timeout = flags.duration('pod-running-timeout');
	const pods = await waitForPods(client, namespace, selector, timeout, byLogging);
	if (pods.length > 1 && flags.bool('all-pods')) {
		return pods.flatMap(pod => sourcesOfPod(pod, invocation, true));
	}
	if (pods.length > 1) {
		io.err(`Found ${pods.length} pods, using pod/${pods[0]!.metadata.name}\n`);
	}
	return sourcesOfPod(pods[0]!, invocation, flags.bool('all-pods'));
}

function sourcesOfPod(pod: Pod, {io, args, flags}: Invocation, allPods: boolean): LogSource[] {
	if (flags.bool('all-containers')) {
		const {initContainers = [], containers, ephemeralContainers = []} = pod.spec;
		return [...initContainers, ...containers, ...ephemeralContainers].map(({name}) => ({pod, container: name}));
	}
	let container = args[1] ?? flags.string('container');
	const annotated = annotatedContainer(pod);
	if (container === '' && annotated !== '') {
		if (hasContainer(pod, annotated)) {
			container = annotated;
		} else {
			io.err(`Default container name ${JSON.stringify(annotated)} not found in pod ${pod.metadata.name}\n`);
		}
	}
	return [{pod, container: container === '' ? firstContainer(pod, io, allPods) : requireContainer(pod, container)}];
}
