/** A Deployment's ReplicaSets: the new one, the old ones, their order and their sums (util/deployment_util.go). */
import type {Deployment, ReplicaSet} from '../../../api/apps-v1.ts';
import type {PodTemplateSpec} from '../../../api/core-v1/pod-template.ts';
import {semanticEqual} from '../../../apimachinery/equal.ts';
import {revisionOf} from './annotations.ts';

/** The label that ties Pods to the ReplicaSet that they were made by. */
export const templateHashLabel = 'pod-template-hash';

/** The ReplicaSets of a Deployment as one look at the cluster found them. */
export interface ReplicaSets {
	/** The one with the Deployment's template. */
	readonly newRS: ReplicaSet | undefined;
	/** The others, the oldest first. */
	readonly oldRSs: readonly ReplicaSet[];
}

export function allOf({newRS, oldRSs}: ReplicaSets): readonly ReplicaSet[] {
	return newRS ? [...oldRSs, newRS] : oldRSs;
}

/** Of several with the Deployment's template the oldest is the new one. */
export function sortOut(deployment: Deployment, replicaSets: readonly ReplicaSet[]): ReplicaSets {
	const sorted = [...replicaSets].sort(byCreation);
	const newRS = sorted.find(({spec}) => equalIgnoringHash(spec.template, deployment.spec.template));
	return {newRS, oldRSs: sorted.filter(replicaSet => replicaSet !== newRS)};
}

/** A ReplicaSet's template has a label more than its Deployment's. */
export function equalIgnoringHash(a: PodTemplateSpec, b: PodTemplateSpec): boolean {
	return semanticEqual(a.spec, b.spec) && semanticEqual(withoutHash(a).metadata, withoutHash(b).metadata);
}

export function withoutHash(template: PodTemplateSpec): PodTemplateSpec {
	const {[templateHashLabel]: _, ...labels} = template.metadata?.labels ?? {};
	return {...template, metadata: {...template.metadata, labels}};
}

/** Those that have Pods, or should. */
export function active(replicaSets: readonly ReplicaSet[]): ReplicaSet[] {
	return replicaSets.filter(({spec}) => spec.replicas > 0);
}

/** How many Pods they should have together. */
export function replicasOf(replicaSets: readonly ReplicaSet[]): number {
	return replicaSets.reduce((sum, {spec}) => sum + spec.replicas, 0);
}

export function availableOf(replicaSets: readonly ReplicaSet[]): number {
	return replicaSets.reduce((sum, {status}) => sum + (status.availableReplicas ?? 0), 0);
}

type Order = (a: ReplicaSet, b: ReplicaSet) => number;

function age({metadata}: ReplicaSet): number {
	return Date.parse(metadata.creationTimestamp ?? '') || 0;
}

/** The oldest first. */
export const byCreation: Order = (a, b) => age(a) - age(b) || (a.metadata.name < b.metadata.name ? -1 : 1);

/** The largest first; of equal ones the older. */
export const bySizeOlder: Order = (a, b) => b.spec.replicas - a.spec.replicas || byCreation(a, b);

/** The largest first; of equal ones the newer. */
export const bySizeNewer: Order = (a, b) => b.spec.replicas - a.spec.replicas || byCreation(b, a);

/** The lowest revision first. */
export const byRevision: Order = (a, b) => {
	const [left, right] = [revisionOf(a), revisionOf(b)];
	if (left === undefined || right === undefined || left === right) {
		return byCreation(a, b);
	}
	return left < right ? -1 : 1;
};
