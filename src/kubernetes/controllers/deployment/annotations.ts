/**
 * What Deployments and their ReplicaSets remember in annotations: revisions, and how large the Deployment was when a
 * ReplicaSet was last scaled (pkg/controller/deployment/util/deployment_util.go).
 */
import type {Deployment, ReplicaSet} from '../../../api/apps-v1.ts';
import type {KubernetesObject} from '../../../apimachinery/object.ts';
import {maxSurge} from './limits.ts';

type Annotations = Readonly<Record<string, string>>;

export const revisionAnnotation = 'deployment.kubernetes.io/revision';
const revisionHistoryAnnotation = 'deployment.kubernetes.io/revision-history';
export const desiredReplicasAnnotation = 'deployment.kubernetes.io/desired-replicas';
export const maxReplicasAnnotation = 'deployment.kubernetes.io/max-replicas';
export const rollbackToAnnotation = 'deprecated.deployment.rollback.to';

/** About a hundred revisions. */
const longestHistory = 2000;

/** What belongs to one object alone. The others, such as kubernetes.io/change-cause, go with the template. */
const ownAnnotations: ReadonlySet<string> = new Set([
	'kubectl.kubernetes.io/last-applied-configuration',
	revisionAnnotation,
	revisionHistoryAnnotation,
	desiredReplicasAnnotation,
	maxReplicasAnnotation,
	rollbackToAnnotation,
]);

export function annotated<T extends KubernetesObject>(object: T, annotations: Annotations): T {
	return {...object, metadata: {...object.metadata, annotations}};
}

const largest = 2n ** 63n;

/** A whole number as Go reads one, which may have more digits than a double; undefined where it is none. */
export function integer(text: string): bigint | undefined {
	const number = /^[+-]?\d+$/.test(text) ? BigInt(text.replace('+', '')) : undefined;
	return number !== undefined && number >= -largest && number < largest ? number : undefined;
}

/** 0 where there is none; undefined where it is no number. */
export function revisionOf({metadata}: KubernetesObject): bigint | undefined {
	const text = metadata.annotations?.[revisionAnnotation];
	return text === undefined ? 0n : integer(text);
}

export function maxRevision(replicaSets: readonly ReplicaSet[]): bigint {
	return revisionsOf(replicaSets)[0] ?? 0n;
}

/** From the highest down; none lower than 0. */
function revisionsOf(replicaSets: readonly ReplicaSet[]): bigint[] {
	return replicaSets
		.map(replicaSet => revisionOf(replicaSet) ?? 0n)
		.map(revision => (revision > 0n ? revision : 0n))
		.sort((a, b) => (a > b ? -1 : a < b ? 1 : 0));
}

/** The second highest revision: what a rollback without a number goes back to. 0 where there is none. */
export function lastRevision(replicaSets: readonly ReplicaSet[]): bigint {
	return revisionsOf(replicaSets)[1] ?? 0n;
}

/** A count in an annotation; undefined where there is none, or no 32-bit number from 0 up. */
export function countIn({metadata}: ReplicaSet, annotation: string): number | undefined {
	const text = metadata.annotations?.[annotation] ?? '';
	const count = /^\d+$/.test(text) ? Number(text) : undefined;
	return count !== undefined && count < 2 ** 31 ? count : undefined;
}

/** How large the Deployment is, as its ReplicaSets remember it. */
export function replicasAnnotations(deployment: Deployment): Annotations {
	const {replicas} = deployment.spec;
	return {
		[desiredReplicasAnnotation]: String(replicas),
		[maxReplicasAnnotation]: String(replicas + maxSurge(deployment)),
	};
}

/** The Deployment's annotations over those of its ReplicaSet; what only the ReplicaSet has stays. */
function copied(deployment: Deployment, present: Annotations): Annotations {
	const own = Object.entries(deployment.metadata.annotations ?? {}).filter(([key]) => !ownAnnotations.has(key));
	return {...present, ...Object.fromEntries(own)};
}

/**
 * The annotations of the new ReplicaSet. Its revision becomes `revision` unless it is higher already, and the one that
 * it had goes into its history. Example: rolled back to revision 1 of 3, it has revision 4 and the history `1`.
 */
export function newReplicaSetAnnotations(
	deployment: Deployment,
	present: Annotations | undefined,
	revision: bigint,
): Annotations {
	const annotations = copied(deployment, present ?? {});
	const old = annotations[revisionAnnotation];
	const before = old ? integer(old) : 0n;
	if (before === undefined) {
		// Somebody wrote a revision that is no number: such a ReplicaSet is left alone.
		return present ?? {};
	}
	if (before >= revision) {
		return annotations;
	}
	return {
		...annotations,
		[revisionAnnotation]: String(revision),
		...(old !== undefined && {
			[revisionHistoryAnnotation]: appendRevision(annotations[revisionHistoryAnnotation] ?? '', old),
		}),
	};
}

/** The oldest revisions go where the history would become too long. Example: `1,3` and `5` are `1,3,5`. */
export function appendRevision(history: string, revision: string, longest = longestHistory): string {
	if (history === '') {
		return revision;
	}
	const revisions = history.split(',');
	let length = history.length + 1 + revision.length;
	let start = 0;
	for (; length > longest && start < revisions.length; start++) {
		length -= revisions[start]!.length + 1;
	}
	return length <= longest ? [...revisions.slice(start), revision].join(',') : history;
}

/** The Deployment's annotations after a rollback: its own, and what the ReplicaSet had copied when it was new. */
export function rolledBackAnnotations(deployment: Deployment, replicaSet: ReplicaSet): Annotations {
	const pick = (object: KubernetesObject, own: boolean) =>
		Object.entries(object.metadata.annotations ?? {}).filter(([key]) => ownAnnotations.has(key) === own);
	return Object.fromEntries([...pick(deployment, true), ...pick(replicaSet, false)]);
}
