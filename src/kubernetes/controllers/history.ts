/** ControllerRevisions: what templates a DaemonSet or StatefulSet has had (pkg/controller/history). */
import type {ControllerRevision} from '../../api/apps-v1.ts';
import type {PodTemplateSpec} from '../../api/core-v1/pod-template.ts';
import {goJson} from '../../apimachinery/json.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {controllerOf} from '../../apimachinery/object.ts';
import type {ApiClient} from '../api/client.ts';
import type {LabelTest} from '../label-selector.ts';
import {claim} from './owners.ts';

export const revisionsResource = 'controllerrevisions.apps';
/** The label that ties Pods to the revision they were made from. */
export const revisionHashLabel = 'controller-revision-hash';

/** What a revision holds: the patch that brings a template back. */
export interface RevisionData {
	readonly spec: {readonly template: PodTemplateSpec & {readonly $patch: string}};
}

/** The patch in the order in which Go writes it, because clients compare it byte for byte. */
export function revisionData(template: PodTemplateSpec): RevisionData {
	return JSON.parse(goJson({spec: {template: {...template, $patch: 'replace'}}})) as RevisionData;
}

/** The revisions that belong to an object, in the order of their numbers; free ones that match are adopted. */
export function claimRevisions(owner: KubernetesObject, matches: LabelTest, api: ApiClient): ControllerRevision[] {
	const free = api
		.list<ControllerRevision>(revisionsResource, owner.metadata.namespace)
		.filter(revision => controllerOf(revision) === undefined);
	return claim(revisionsResource, owner, matches, free, api).sort(byRevision);
}

/** By number, then by age, then by name. */
export function byRevision(a: ControllerRevision, b: ControllerRevision): number {
	const ages = [a, b].map(({metadata}) => Date.parse(metadata.creationTimestamp ?? '') || 0);
	return a.revision - b.revision || ages[0]! - ages[1]! || (a.metadata.name < b.metadata.name ? -1 : 1);
}

export function maxRevision(revisions: readonly ControllerRevision[]): number {
	return Math.max(0, ...revisions.map(({revision}) => revision));
}
