/** A StatefulSet's ControllerRevisions (pkg/controller/statefulset, pkg/controller/history). */
import type {ControllerRevision, StatefulSet} from '../../../api/apps-v1.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import {goJson} from '../../../apimachinery/json.ts';
import {controllerOf} from '../../../apimachinery/object.ts';
import {hasReason} from '../../../apimachinery/status.ts';
import type {ControllerContext} from '../../controller.ts';
import {controllerRevisionHash} from '../../hash.ts';
import {labelTest} from '../../label-selector.ts';
import {byRevision, maxRevision, type RevisionData, revisionData, revisionsResource} from '../history.ts';
import {controllerReference, unclaimed} from '../owners.ts';
import {podRevision} from './stateful-set-utils.ts';

/** The label of a revision that holds the hash in its name. */
const hashLabel = 'controller.kubernetes.io/hash';
const longestPrefix = 223;

/** The revisions between which a StatefulSet is. They are the same where nothing is being rolled out. */
export interface Revisions {
	readonly current: ControllerRevision;
	readonly update: ControllerRevision;
	/** How often a new revision's name was found to be taken. */
	readonly collisionCount: number;
}

/** The set's revisions in the order of their numbers; free ones that match are adopted. */
export function listRevisions(set: StatefulSet, context: ControllerContext): ControllerRevision[] {
	const {api} = context;
	const matches = labelTest(set.spec.selector);
	const {uid, namespace, deletionTimestamp} = set.metadata;
	const owned = api
		.byIndex<ControllerRevision>(revisionsResource, 'owner', uid!)
		.filter(revision => controllerOf(revision)?.uid === uid && matches(revision.metadata.labels));
	const free = unclaimed(revisionsResource, context)
		.list<ControllerRevision>(namespace!)
		.filter(({metadata}) => !deletionTimestamp && !metadata.deletionTimestamp && matches(metadata.labels))
		.map(revision => {
			const ownerReferences = [...(revision.metadata.ownerReferences ?? []), controllerReference(set)];
			return api.update(revisionsResource, {...revision, metadata: {...revision.metadata, ownerReferences}});
		});
	return [...owned, ...free].sort(byRevision);
}

/** Finds or makes the revision of the present template. @param revisions in the order of their numbers */
export function statefulSetRevisions(
	set: StatefulSet,
	revisions: readonly ControllerRevision[],
	context: ControllerContext,
): Revisions {
	const {api} = context;
	const {currentRevision, collisionCount = 0} = set.status;
	const next = maxRevision(revisions) + 1;
	const data = revisionData(set.spec.template);
	const text = goJson(data);
	const equal = revisions.findLast(revision => goJson(revision.data) === text);
	const last = revisions.at(-1);
	const current = revisions.find(({metadata}) => metadata.name === currentRevision);
	if (!equal) {
		const made = createRevision(set, {data, text, number: next, collisionCount}, context);
		return {...made, current: current ?? made.update};
	}
	// An earlier template that is wanted again becomes the latest revision.
	const update = equal === last ? equal : api.update(revisionsResource, {...equal, revision: next});
	return {update, current: current === equal ? update : (current ?? update), collisionCount};
}

interface NewRevision {
	readonly data: RevisionData;
	/** The data as Go encodes it, which is what is hashed. */
	readonly text: string;
	readonly number: number;
	readonly collisionCount: number;
}

/** Makes a revision; while its name is taken by another template the hash is made anew with a higher count. */
function createRevision(
	set: StatefulSet,
	{data, text, number, collisionCount}: NewRevision,
	{api}: ControllerContext,
): {readonly update: ControllerRevision; readonly collisionCount: number} {
	const {name, namespace, annotations} = set.metadata;
	const labels = {...set.spec.template.metadata.labels, [hashLabel]: controllerRevisionHash(text, collisionCount)};
	for (let count = collisionCount; ; count++) {
		const metadata = {
			name: `${name.slice(0, longestPrefix)}-${controllerRevisionHash(text, count)}`,
			namespace: namespace!,
			labels,
			...(annotations && {annotations}),
			ownerReferences: [controllerReference(set)],
		};
		const revision = {apiVersion: 'apps/v1', kind: 'ControllerRevision', metadata, data, revision: number};
		try {
			return {update: api.create<ControllerRevision>(revisionsResource, revision), collisionCount: count};
		} catch (error) {
			const taken = api.get<ControllerRevision>(revisionsResource, namespace!, metadata.name);
			if (!taken || !hasReason(error, 'AlreadyExists')) {
				throw error;
			}
			if (goJson(taken.data) === text) {
				return {update: taken, collisionCount: count};
			}
		}
	}
}

/** The set with the template that a revision holds. */
export function applyRevision(set: StatefulSet, {data}: ControllerRevision): StatefulSet {
	const {$patch: _, ...template} = (data as RevisionData).spec.template;
	return {...set, spec: {...set.spec, template}};
}

/** Deletes the oldest revisions beyond the limit that nothing comes from or goes to. */
export function truncateHistory(
	set: StatefulSet,
	pods: readonly Pod[],
	revisions: readonly ControllerRevision[],
	{current, update}: Revisions,
	{api}: ControllerContext,
): void {
	const {revisionHistoryLimit: limit} = set.spec;
	const live = new Set([current.metadata.name, update.metadata.name, ...pods.map(podRevision)]);
	const old = revisions.filter(({metadata}) => !live.has(metadata.name));
	if (limit < 0) {
		return;
	}
	for (const {metadata} of old.slice(0, Math.max(0, old.length - limit))) {
		api.delete(revisionsResource, metadata.namespace!, metadata.name);
	}
}
