/** A DaemonSet's ControllerRevisions (pkg/controller/daemon/update.go constructHistory). */
import type {ControllerRevision, DaemonSet} from '../../../api/apps-v1.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import {semanticEqual} from '../../../apimachinery/equal.ts';
import {hasReason} from '../../../apimachinery/status.ts';
import type {ControllerContext} from '../../controller.ts';
import {templateHash} from '../../hash.ts';
import {labelTest} from '../../label-selector.ts';
import {
	byRevision,
	claimRevisions,
	maxRevision,
	revisionData,
	revisionHashLabel,
	revisionsResource,
} from '../history.ts';
import {controllerReference} from '../owners.ts';

export interface History {
	readonly current: ControllerRevision;
	readonly old: readonly ControllerRevision[];
}

export function hashOf(revision: ControllerRevision): string {
	return revision.metadata.labels?.[revisionHashLabel] ?? '';
}

/** Finds the revision of the present template, or makes it; its number is the highest. */
export function constructHistory(daemonSet: DaemonSet, pods: readonly Pod[], context: ControllerContext): History {
	const {api} = context;
	const patch = revisionData(daemonSet.spec.template);
	const matching: ControllerRevision[] = [];
	const old: ControllerRevision[] = [];
	for (const revision of claimRevisions(daemonSet, labelTest(daemonSet.spec.selector), api)) {
		(semanticEqual(revision.data, patch) ? matching : old).push(labelled(revision, context));
	}
	const number = maxRevision(old) + 1;
	if (matching.length === 0) {
		return {current: snapshot(daemonSet, number, context), old};
	}
	const current = keepLatest(matching, pods, context);
	const numbered = current.revision < number ? api.update(revisionsResource, {...current, revision: number}) : current;
	return {current: numbered, old};
}

/** Revisions without the hash label get their name in its place. */
function labelled(revision: ControllerRevision, {api}: ControllerContext): ControllerRevision {
	const {metadata} = revision;
	if (metadata.labels?.[revisionHashLabel] !== undefined) {
		return revision;
	}
	const labels = {...metadata.labels, [revisionHashLabel]: metadata.name};
	return api.update(revisionsResource, {...revision, metadata: {...metadata, labels}});
}

/** Of several revisions with the same template keeps the latest, and ties the Pods to it. */
function keepLatest(
	revisions: readonly ControllerRevision[],
	pods: readonly Pod[],
	{api}: ControllerContext,
): ControllerRevision {
	const [kept, ...duplicates] = [...revisions].sort(byRevision).reverse();
	if (duplicates.length > 0) {
		const hash = hashOf(kept!);
		for (const pod of pods) {
			if (pod.metadata.labels?.[revisionHashLabel] !== hash) {
				const labels = {...pod.metadata.labels, [revisionHashLabel]: hash};
				api.update('pods', {...pod, metadata: {...pod.metadata, labels}});
			}
		}
	}
	for (const {metadata} of duplicates) {
		api.delete(revisionsResource, metadata.namespace!, metadata.name);
	}
	return kept!;
}

function snapshot(daemonSet: DaemonSet, revision: number, {api}: ControllerContext): ControllerRevision {
	const {name, namespace, annotations} = daemonSet.metadata;
	const data = revisionData(daemonSet.spec.template);
	const {collisionCount} = daemonSet.status;
	const hash = templateHash(daemonSet.spec.template, collisionCount);
	const {labels} = daemonSet.spec.template.metadata;
	try {
		return api.create<ControllerRevision>(revisionsResource, {
			apiVersion: 'apps/v1',
			kind: 'ControllerRevision',
			metadata: {
				name: `${name}-${hash}`,
				namespace: namespace!,
				labels: {...labels, [revisionHashLabel]: hash},
				...(annotations && {annotations}),
				ownerReferences: [controllerReference(daemonSet)],
			},
			data,
			revision,
		});
	} catch (error) {
		const taken = api.get<ControllerRevision>(revisionsResource, namespace!, `${name}-${hash}`);
		if (!taken || !hasReason(error, 'AlreadyExists')) {
			throw error;
		}
		if (semanticEqual(taken.data, data)) {
			return taken;
		}
		// Another template has this hash: the next attempt mixes the count of collisions in.
		const status = {...daemonSet.status, collisionCount: (collisionCount ?? 0) + 1};
		api.updateStatus('daemonsets.apps', {...daemonSet, status});
		throw error;
	}
}

/** Deletes the oldest revisions beyond the limit that no Pod was made from. */
export function cleanUpHistory(
	daemonSet: DaemonSet,
	old: readonly ControllerRevision[],
	pods: readonly Pod[],
	{api}: ControllerContext,
): void {
	let excess = old.length - daemonSet.spec.revisionHistoryLimit;
	if (excess <= 0) {
		return;
	}
	const live = new Set(pods.map(({metadata}) => metadata.labels?.[revisionHashLabel]));
	for (const revision of [...old].sort(byRevision)) {
		if (excess <= 0) {
			break;
		}
		if (!live.has(hashOf(revision))) {
			api.delete(revisionsResource, revision.metadata.namespace!, revision.metadata.name);
			excess--;
		}
	}
}
