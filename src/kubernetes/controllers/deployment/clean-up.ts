/** Deletes old ReplicaSets beyond the history limit (pkg/controller/deployment/sync.go cleanupDeployment). */
import type {Deployment, ReplicaSet} from '../../../api/apps-v1.ts';
import type {ControllerContext} from '../../controller.ts';
import {hasRevisionHistoryLimit} from './limits.ts';
import {byRevision} from './replica-sets.ts';
import {replicaSetsResource} from './scale-replica-set.ts';

/** The lowest revisions go first; one that still has Pods, or may have, stays for now. */
export function cleanUp(deployment: Deployment, oldRSs: readonly ReplicaSet[], {api}: ControllerContext): void {
	if (!hasRevisionHistoryLimit(deployment)) {
		return;
	}
	const alive = oldRSs.filter(({metadata}) => !metadata.deletionTimestamp).sort(byRevision);
	const excess = Math.max(0, alive.length - deployment.spec.revisionHistoryLimit);
	for (const {metadata, spec, status} of alive.slice(0, excess)) {
		const observed = (metadata.generation ?? 0) <= (status.observedGeneration ?? 0);
		if (observed && spec.replicas === 0 && status.replicas === 0) {
			api.delete(replicaSetsResource, metadata.namespace!, metadata.name);
		}
	}
}
