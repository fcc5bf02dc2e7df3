/** What the panels beside the prompt show, from plain objects. */
import {controllerOf, type KubernetesObject} from '../../apimachinery/object.ts';
import type {ClusterView} from '../checks/cluster-view.ts';
import {readField} from '../checks/field-path.ts';
import {stateOf} from '../checks/object-state.ts';
import type {TimelineEntry, Tone, TreeItem} from '../host.ts';

const ownerKinds = ['Deployment', 'StatefulSet', 'DaemonSet', 'CronJob', 'Job', 'ReplicaSet', 'Pod'];

/** Who owns whom in a namespace; undefined while there is nothing. */
export function ownershipTree(view: ClusterView, namespace: string): TreeItem[] | undefined {
	const objects = ownerKinds.flatMap(kind => view.list(kind).filter(object => object.metadata.namespace === namespace));
	const children = new Map<string, KubernetesObject[]>();
	const roots: KubernetesObject[] = [];
	const uids = new Set(objects.map(object => object.metadata.uid));
	for (const object of objects) {
		const owner = controllerOf(object);
		if (owner && uids.has(owner.uid)) {
			children.set(owner.uid, [...(children.get(owner.uid) ?? []), object]);
		} else {
			roots.push(object);
		}
	}
	const item = (object: KubernetesObject): TreeItem => ({
		kind: object.kind,
		name: object.metadata.name,
		detail: detailOf(object),
		tone: toneOf(object),
		children: (children.get(object.metadata.uid ?? '') ?? []).map(item),
	});
	return roots.length > 0 ? roots.map(item) : undefined;
}

function counts(object: KubernetesObject): [ready: number, wanted: number] {
	const number = (path: string) => Number(readField(object, path) ?? 0);
	return object.kind === 'DaemonSet'
		? [number('status.numberReady'), number('status.desiredNumberScheduled')]
		: [number('status.readyReplicas'), number('spec.replicas')];
}

function detailOf(object: KubernetesObject): string {
	if (object.kind === 'Pod') {
		const node = readField(object, 'spec.nodeName');
		return `${stateOf(object)}${node === undefined ? '' : ` on ${String(node)}`}`;
	}
	if (object.kind === 'CronJob') {
		return String(readField(object, 'spec.schedule') ?? '');
	}
	if (object.kind === 'Job') {
		const wanted = readField(object, 'spec.completions');
		const succeeded = Number(readField(object, 'status.succeeded') ?? 0);
		return `${wanted === undefined ? succeeded : `${succeeded}/${String(wanted)}`} succeeded`;
	}
	const [ready, wanted] = counts(object);
	const revision = object.metadata.annotations?.['deployment.kubernetes.io/revision'];
	return `${ready}/${wanted} ready${revision === undefined ? '' : `, revision ${revision}`}`;
}

function toneOf(object: KubernetesObject): Tone {
	if (object.kind === 'CronJob') {
		return 'ok';
	}
	if (object.kind === 'Job') {
		return hasEnded(object, 'Failed') ? 'bad' : hasEnded(object, 'Complete') ? 'ok' : 'busy';
	}
	if (object.kind !== 'Pod') {
		const [ready, wanted] = counts(object);
		return ready >= wanted ? (wanted === 0 ? 'idle' : 'ok') : 'busy';
	}
	const state = stateOf(object);
	if (/^Running and Ready|^Completed|^Succeeded/.test(state)) {
		return 'ok';
	}
	return /BackOff|Err|Failed|Invalid/.test(state) ? 'bad' : 'busy';
}

/** Whether a Job has ended like that. */
function hasEnded(job: KubernetesObject, type: string): boolean {
	return readField(job, `status.conditions[type=${type}].status`) === 'True';
}

/** What an event means, in plain words; events not listed here speak for themselves. */
const plainWords: Readonly<Record<string, (about: string) => string>> = {
	Scheduled: about => `${about} was given a node`,
	FailedScheduling: about => `no node can take ${about}`,
	Pulling: about => `the image for ${about} is being fetched`,
	Pulled: about => `the image for ${about} is on the node`,
	Created: about => `a container of ${about} was made`,
	Started: about => `a container of ${about} runs`,
	Killing: about => `a container of ${about} is being stopped`,
	BackOff: about => `${about} waits before the next try`,
	Failed: about => `something failed for ${about}`,
	Unhealthy: about => `a probe of ${about} failed`,
	NodeNotReady: about => `${about} does not answer any more`,
	NodeReady: about => `${about} answers again`,
	RegisteredNode: about => `${about} is known to the cluster`,
	TaintManagerEviction: about => `${about} is told to leave its node, or may stay after all`,
	ScalingReplicaSet: about => `${about} changes the size of a ReplicaSet`,
	SuccessfulCreate: about => `${about} made ${whatIsMade(about)}`,
	SuccessfulDelete: about => `${about} removed ${whatIsMade(about)}`,
};

function whatIsMade(about: string): string {
	return about.startsWith('CronJob ') ? 'a Job' : 'a Pod';
}

/** What happened in a namespace and to the nodes, oldest first. */
export function timeline(view: ClusterView, namespace: string): TimelineEntry[] {
	return (
		view
			.list('Event')
			.map(event => ({event, at: timeOf(event)}))
			.filter(({event}) => event.metadata.namespace === namespace || readField(event, 'involvedObject.kind') === 'Node')
			// Some writers give whole seconds only: within one, the order in which the events were written counts.
			.sort((a, b) => Math.floor(a.at / 1000) - Math.floor(b.at / 1000) || written(a.event) - written(b.event))
			.map(({event, at}) => entryOf(event, at))
	);
}

function written(event: KubernetesObject): number {
	return Number(event.metadata.resourceVersion ?? 0);
}

function timeOf(event: KubernetesObject): number {
	const time = readField(event, 'lastTimestamp') ?? readField(event, 'eventTime') ?? event.metadata.creationTimestamp;
	return Date.parse(String(time));
}

function entryOf(event: KubernetesObject, at: number): TimelineEntry {
	const reason = String(readField(event, 'reason') ?? '');
	const about = `${String(readField(event, 'involvedObject.kind'))} ${String(readField(event, 'involvedObject.name'))}`;
	const who = String(readField(event, 'source.component') ?? readField(event, 'reportingComponent') ?? '');
	const message = String(readField(event, 'message') ?? '');
	return {
		at,
		who,
		what: plainWords[reason]?.(about) ?? `${about}: ${message}`,
		reason,
		tone: readField(event, 'type') === 'Warning' ? 'bad' : 'idle',
	};
}
