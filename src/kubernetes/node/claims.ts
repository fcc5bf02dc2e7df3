/** What stays of a Pod when it is gone: the files on its persistent volumes. */
import type {Pod} from '../../api/core-v1/pod.ts';
import type {ControllerContext} from '../controller.ts';
import {simulatePod} from './pod-simulation.ts';
import {nodeState, type PodRecord} from './state.ts';
import {claimOf} from './volumes.ts';

/** Keeps what the Pod's containers have written to claims up to now. */
export function saveClaims(
	pod: Pod,
	record: PodRecord,
	context: Pick<ControllerContext, 'api' | 'now' | 'table'>,
): void {
	const claims = (pod.spec.volumes ?? []).flatMap(volume => {
		const claim = claimOf(pod, volume);
		return claim === undefined ? [] : [{volume: volume.name, claim}];
	});
	if (claims.length === 0) {
		return;
	}
	const simulation = simulatePod(pod, record, context);
	simulation.advanceTo(context.now);
	const mounts = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])].flatMap(({name, volumeMounts = []}) => {
		const run = record.containers[name]?.runs.at(-1);
		const machine = simulation.machines.find(({input}) => input.id === run?.id);
		return volumeMounts.map(mount => ({...mount, machine}));
	});
	for (const {volume, claim} of claims) {
		const used = mounts.find(({name, machine}) => name === volume && machine);
		const path = used?.mountPath.replace(/(.)\/+$/, '$1');
		const tree = used?.machine?.files.mounts.find(mount => mount.path === path)?.tree;
		if (tree) {
			nodeState(context).claims.set(`${pod.metadata.namespace} ${claim}`, tree.toTable());
		}
	}
}

/** Forgets what a claim held, when it is deleted. */
export function forgetClaim(namespace: string, name: string, context: Pick<ControllerContext, 'table'>): void {
	nodeState(context).claims.delete(`${namespace} ${name}`);
}
