/** What the descriptions of workloads share. */
import type {Connection} from '../../apimachinery/connection.ts';
import {controllerOf, type KubernetesList, type KubernetesObject, type ObjectMeta} from '../../apimachinery/object.ts';
import {type Status, StatusError} from '../../apimachinery/status.ts';
import {selectorQuery} from './selector.ts';
import type {LabelSelector, Pod} from './types.ts';
import type {DescriptionWriter} from './writer.ts';

interface Condition {
	readonly type: string;
	readonly status: string;
	readonly reason?: string;
}

export interface PodCounts {
	readonly Running: number;
	readonly Pending: number;
	readonly Succeeded: number;
	readonly Failed: number;
}

interface Workload extends KubernetesObject {
	readonly spec?: {readonly selector?: LabelSelector};
}

/** Lists a collection; throws a StatusError where that is refused. */
export async function listObjects<T>(
	connection: Connection,
	path: string,
	query: Record<string, string> = {},
): Promise<readonly T[]> {
	const answer = await connection.request({method: 'GET', path, query: {...query, limit: '500'}});
	if (answer.status >= 400) {
		throw new StatusError(answer.body as Status);
	}
	return (answer.body as KubernetesList<T>).items;
}

/** How many of the Pods that a workload controls are in each phase. */
export function countPods({metadata, spec}: Workload, connection: Connection): Promise<PodCounts> {
	return countPodsOf(metadata, spec?.selector ? selectorQuery(spec.selector) : '', connection);
}

/** The same for an owner whose Pods this label query finds. */
export async function countPodsOf(
	owner: ObjectMeta,
	labelSelector: string,
	connection: Connection,
): Promise<PodCounts> {
	const path = `/api/v1/namespaces/${owner.namespace}/pods`;
	const pods = await listObjects<Pod>(connection, path, {labelSelector});
	const counts: Record<string, number> = {Running: 0, Pending: 0, Succeeded: 0, Failed: 0};
	for (const pod of pods) {
		const phase = pod.status?.phase ?? '';
		if (controllerOf(pod)?.uid === owner.uid && phase in counts) {
			counts[phase] = counts[phase]! + 1;
		}
	}
	return counts as unknown as PodCounts;
}

export function writePodCounts(w: DescriptionWriter, {Running, Pending, Succeeded, Failed}: PodCounts): void {
	w.line(0, `Pods Status:\t${Running} Running / ${Pending} Waiting / ${Succeeded} Succeeded / ${Failed} Failed`);
}

export function writeWorkloadConditions(w: DescriptionWriter, conditions: readonly Condition[] | undefined): void {
	if (!conditions || conditions.length === 0) {
		return;
	}
	w.line(0, 'Conditions:');
	w.line(1, 'Type\tStatus\tReason');
	w.line(1, '----\t------\t------');
	for (const {type, status, reason} of conditions) {
		w.line(1, `${type} \t${status}\t${reason ?? ''}`);
	}
}
