/** How far a rollout is, in a sentence (kubectl pkg/polymorphichelpers/rollout_status.go). */
import type {DaemonSet, Deployment, StatefulSet} from '../../api/apps-v1.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {CommandError} from '../command.ts';
import {revisionNumber} from './revision-number.ts';

export interface RolloutStatus {
	/** A line with its end. */
	readonly message: string;
	readonly done: boolean;
}

/** @param revision the revision that must be running; 0 for any @throws CommandError */
export function deploymentStatus(deployment: Deployment, revision: bigint): RolloutStatus {
	const {metadata, spec, status} = deployment;
	const name = JSON.stringify(metadata.name);
	if (revision > 0) {
		const running = revisionNumber(deployment);
		if (revision !== running) {
			throw new CommandError(`desired revision (${revision}) is different from the running revision (${running})`);
		}
	}
	if ((metadata.generation ?? 0) > (status.observedGeneration ?? 0)) {
		return {message: 'Waiting for deployment spec update to be observed...\n', done: false};
	}
	const progressing = status.conditions?.find(({type}) => type === 'Progressing');
	if (progressing?.reason === 'ProgressDeadlineExceeded') {
		throw new CommandError(`deployment ${name} exceeded its progress deadline`);
	}
	const {updatedReplicas = 0, replicas = 0, availableReplicas = 0} = status;
	const waiting = (what: string) => ({
		message: `Waiting for deployment ${name} rollout to finish: ${what}...\n`,
		done: false,
	});
	if (updatedReplicas < spec.replicas) {
		return waiting(`${updatedReplicas} out of ${spec.replicas} new replicas have been updated`);
	}
	if (replicas > updatedReplicas) {
		return waiting(`${replicas - updatedReplicas} old replicas are pending termination`);
	}
	if (availableReplicas < updatedReplicas) {
		return waiting(`${availableReplicas} of ${updatedReplicas} updated replicas are available`);
	}
	return {message: `deployment ${name} successfully rolled out\n`, done: true};
}

/** @throws CommandError */
export function daemonSetStatus({metadata, spec, status}: DaemonSet): RolloutStatus {
	requireRollingUpdate(spec.updateStrategy.type);
	const name = JSON.stringify(metadata.name);
	if ((metadata.generation ?? 0) > (status.observedGeneration ?? 0)) {
		return {message: 'Waiting for daemon set spec update to be observed...\n', done: false};
	}
	const {updatedNumberScheduled = 0, desiredNumberScheduled = 0, numberAvailable = 0} = status;
	const waiting = (what: string) => ({
		message: `Waiting for daemon set ${name} rollout to finish: ${what}...\n`,
		done: false,
	});
	if (updatedNumberScheduled < desiredNumberScheduled) {
		return waiting(`${updatedNumberScheduled} out of ${desiredNumberScheduled} new pods have been updated`);
	}
	if (numberAvailable < desiredNumberScheduled) {
		return waiting(`${numberAvailable} of ${desiredNumberScheduled} updated pods are available`);
	}
	return {message: `daemon set ${name} successfully rolled out\n`, done: true};
}

/** @throws CommandError */
export function statefulSetStatus({metadata, spec, status}: StatefulSet): RolloutStatus {
	requireRollingUpdate(spec.updateStrategy.type);
	const observed = status.observedGeneration ?? 0;
	if (observed === 0 || (metadata.generation ?? 0) > observed) {
		return {message: 'Waiting for statefulset spec update to be observed...\n', done: false};
	}
	const {readyReplicas = 0, updatedReplicas = 0, currentReplicas = 0} = status;
	if (readyReplicas < spec.replicas) {
		return {message: `Waiting for ${spec.replicas - readyReplicas} pods to be ready...\n`, done: false};
	}
	const rolling = spec.updateStrategy.rollingUpdate;
	if (rolling) {
		const wanted = spec.replicas - (rolling.partition ?? 0);
		if (rolling.partition !== undefined && updatedReplicas < wanted) {
			const what = `${updatedReplicas} out of ${wanted} new pods have been updated`;
			return {message: `Waiting for partitioned roll out to finish: ${what}...\n`, done: false};
		}
		return {message: `partitioned roll out complete: ${updatedReplicas} new pods have been updated...\n`, done: true};
	}
	if (status.updateRevision !== status.currentRevision) {
		const what = `${updatedReplicas} pods at revision ${status.updateRevision}`;
		return {message: `waiting for statefulset rolling update to complete ${what}...\n`, done: false};
	}
	const what = `${currentReplicas} pods at revision ${status.currentRevision}`;
	return {message: `statefulset rolling update complete ${what}...\n`, done: true};
}

function requireRollingUpdate(strategy: string | undefined): void {
	if (strategy !== 'RollingUpdate') {
		throw new CommandError('rollout status is only available for RollingUpdate strategy type');
	}
}

/** The view of a kind's rollout; undefined for kinds that have none. */
export function statusViewerFor(
	group: string,
	kind: string,
): ((object: KubernetesObject, revision: bigint) => RolloutStatus) | undefined {
	if (group !== 'apps') {
		return undefined;
	}
	switch (kind) {
		case 'Deployment':
			return (object, revision) => deploymentStatus(object as Deployment, revision);
		case 'DaemonSet':
			return object => daemonSetStatus(object as DaemonSet);
		case 'StatefulSet':
			return object => statefulSetStatus(object as StatefulSet);
		default:
			return undefined;
	}
}
