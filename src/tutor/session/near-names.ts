/** What somebody who named an object that is not there may have meant: another name, or an object of another kind. */
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {editDistance, suggestions} from '../../kubectl/find-command.ts';
import type {ClusterView} from '../checks/cluster-view.ts';

/** The kinds whose objects are looked through, each with what it is called in short. */
const shortNames: Readonly<Record<string, string>> = {
	Deployment: 'deploy',
	StatefulSet: 'sts',
	DaemonSet: 'ds',
	ReplicaSet: 'rs',
	Pod: 'pod',
	Job: 'job',
	CronJob: 'cronjob',
	Service: 'svc',
	PersistentVolumeClaim: 'pvc',
	Node: 'node',
};
/** More of them would be a list, and kubectl has a command for that. */
const mostNames = 3;

/**
 * The sentence for a name that nothing has.
 * @param plural of the kind that was asked for, such as `deployments`
 * @param line what was typed
 */
export function noSuchObject(plural: string, name: string, line: string, view: ClusterView): string {
	const kind = Object.keys(shortNames).find(known => pluralOf(known) === plural);
	const lead = `Nothing of the kind ${plural} is called ${name}`;
	const other = otherKind(name, view, kind);
	// Who asks for logs or a rollout by the name of a workload means it, and not a Pod that it has named.
	const near = kind === undefined || (other && !looksAtOne(line)) ? [] : nearNames(name, ofKind(kind, view));
	if (near.length > 0) {
		return `${lead}. Did you mean ${near.slice(0, mostNames).join(' or ')}?`;
	}
	if (other) {
		return `${lead}. There is a ${other.kind} of that name: \`${shortNames[other.kind!]}/${name}\`.`;
	}
	return plural === 'nodes' || plural === 'persistentvolumes' || plural === 'storageclasses'
		? `${lead}: list them with \`kubectl get ${plural}\`.`
		: `${lead} in that namespace: list them with \`kubectl get ${plural}\`, or all namespaces with -A.`;
}

/** `KIND/NAME` for a word that is the name of an object; undefined where it is none. */
export function objectCalled(
	name: string,
	view: ClusterView,
): {readonly kind: string; readonly path: string} | undefined {
	const found = otherKind(name, view, undefined);
	return found && {kind: found.kind!, path: `${shortNames[found.kind!]}/${name}`};
}

function otherKind(name: string, view: ClusterView, not: string | undefined): KubernetesObject | undefined {
	return Object.keys(shortNames)
		.filter(kind => kind !== not)
		.flatMap(kind => ofKind(kind, view))
		.find(object => object.metadata.name === name);
}

function ofKind(kind: string, view: ClusterView): readonly KubernetesObject[] {
	return view.list(kind).filter(({metadata}) => (metadata.namespace ?? 'default') === 'default');
}

/** Those that differ least from what was typed, or go on from it. */
function nearNames(name: string, objects: readonly KubernetesObject[]): string[] {
	const others = objects.map(({metadata}) => metadata.name).filter(other => other !== name);
	const near = suggestions(name, others).sort();
	const distances = near.map(other => editDistance(name, other));
	const least = Math.min(...distances);
	return least > 2 ? near : near.filter((_, index) => distances[index] === least);
}

function looksAtOne(line: string): boolean {
	return /\b(get|describe|delete|edit|label|annotate|patch|exec)\b/.test(line);
}

function pluralOf(kind: string): string {
	return `${kind.toLowerCase()}s`;
}
