/** The Deployment controller: brings changes to Pods step by step (pkg/controller/deployment/deployment_controller.go). */
import type {Deployment, ReplicaSet} from '../../../api/apps-v1.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import {jsonEqual} from '../../../apimachinery/equal.ts';
import {controllerOf, type KubernetesObject} from '../../../apimachinery/object.ts';
import type {Change} from '../../api/store.ts';
import {type Controller, type ControllerContext, objectKey, splitKey} from '../../controller.ts';
import {labelTest} from '../../label-selector.ts';
import {claim, unclaimed} from '../owners.ts';
import {busyUntil, paced} from '../pace.ts';
import {namespaceIsEnding} from '../pod-control.ts';
import {syncRevision} from './new-replica-set.ts';
import {checkPausedConditions} from './paused.ts';
import {podsOf, rolloutRecreate} from './recreate.ts';
import {rollback, rollbackTo} from './rollback.ts';
import {rolloutRolling} from './rolling.ts';
import {isScalingEvent, syncScale, syncStatusOnly} from './scale.ts';
import {replicaSetsResource} from './scale-replica-set.ts';
import {deploymentsResource} from './status.ts';

export const deployments: Controller = {
	name: 'deployment-controller',
	manager: 'kube-controller-manager',
	latency: 2,
	watches: {
		[deploymentsResource]: ({object}: Change<Deployment>) => [objectKey(object)],
		[replicaSetsResource]: (change: Change<ReplicaSet>, context) => replicaSetWritten(change, context),
		pods: (change: Change<Pod>, context) => (change.type === 'DELETED' ? lastPodGone(change.object, context) : []),
	},
	busyUntil,
	maxRetries: 15,
	sync(key, context) {
		paced(key, context, pacedContext => {
			const deployment = context.api.get<Deployment>(deploymentsResource, ...splitKey(key));
			if (deployment) {
				unlessNamespaceEnds(() => syncDeployment(deployment, pacedContext));
			}
		});
	},
};

/** In a namespace that is ending nothing can be made any more; trying again is no use. */
function unlessNamespaceEnds(act: () => void): void {
	try {
		act();
	} catch (error) {
		if (!namespaceIsEnding(error)) {
			throw error;
		}
	}
}

/** The Deployment that controls a ReplicaSet. */
function ownerOf(object: KubernetesObject, {api}: ControllerContext): Deployment | undefined {
	const owner = controllerOf(object);
	if (owner?.kind !== 'Deployment') {
		return undefined;
	}
	const found = api.get<Deployment>(deploymentsResource, object.metadata.namespace!, owner.name);
	return found?.metadata.uid === owner.uid ? found : undefined;
}

/** Whom a change of a ReplicaSet concerns: who controls it, who did, and, when nobody does, who would. */
function replicaSetWritten(change: Change<ReplicaSet>, context: ControllerContext): Iterable<string> {
	const {type, object, previous} = change;
	unclaimed(replicaSetsResource, context).note(change);
	const concerned = [ownerOf(object, context)];
	const before = previous && controllerOf(previous);
	const reowned = before?.uid !== controllerOf(object)?.uid;
	if (before && reowned) {
		concerned.push(ownerOf(previous, context));
	}
	const relabelled = !jsonEqual(previous?.metadata.labels, object.metadata.labels);
	if (type !== 'DELETED' && !controllerOf(object) && (reowned || relabelled)) {
		const all = context.api.list<Deployment>(deploymentsResource, object.metadata.namespace);
		concerned.push(...all.filter(({spec}) => labelTest(spec.selector)(object.metadata.labels)));
	}
	return new Set(concerned.filter(deployment => deployment !== undefined).map(objectKey));
}

/** A Deployment that recreates its Pods goes on when the last one is gone. */
function lastPodGone(pod: Pod, context: ControllerContext): string[] {
	const owner = controllerOf(pod);
	if (owner?.kind !== 'ReplicaSet') {
		return [];
	}
	const replicaSet = context.api.get<ReplicaSet>(replicaSetsResource, pod.metadata.namespace!, owner.name);
	const deployment = replicaSet?.metadata.uid === owner.uid ? ownerOf(replicaSet, context) : undefined;
	if (deployment?.spec.strategy.type !== 'Recreate') {
		return [];
	}
	const replicaSets = context.api.byIndex<ReplicaSet>(replicaSetsResource, 'owner', deployment.metadata.uid!);
	return replicaSets.some(other => podsOf(other, context).length > 0) ? [] : [objectKey(deployment)];
}

function syncDeployment(stored: Deployment, context: ControllerContext): void {
	const {selector} = stored.spec;
	if (Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0) {
		const message = 'This deployment is selecting all pods. A non-empty selector is required.';
		context.events.event(stored, 'Warning', 'SelectingAll', message);
		return;
	}
	const free = unclaimed(replicaSetsResource, context).list<ReplicaSet>(stored.metadata.namespace!);
	const replicaSets = claim(replicaSetsResource, stored, labelTest(selector), free, context.api);
	if (stored.metadata.deletionTimestamp) {
		syncStatusOnly(syncRevision(stored, replicaSets, context), context);
		return;
	}
	const checked = checkPausedConditions(stored, context);
	const found = syncRevision(checked, replicaSets, context);
	const revision = rollbackTo(found.deployment);
	if (found.deployment.spec.paused) {
		syncScale(found, context);
	} else if (revision !== undefined) {
		rollback(found, revision, context);
	} else if (found.deployment !== checked || (found.newRS && !replicaSets.includes(found.newRS))) {
		// What upstream writes next is refused, for the version is an old one; the change brings the key back at once.
		return;
	} else if (isScalingEvent(found)) {
		syncScale(found, context);
	} else if (found.deployment.spec.strategy.type === 'Recreate') {
		rolloutRecreate(found, context);
	} else {
		rolloutRolling(found, context);
	}
}
