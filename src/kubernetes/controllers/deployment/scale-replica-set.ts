/** Gives a ReplicaSet another size (pkg/controller/deployment/sync.go scaleReplicaSet). */
import type {Deployment, ReplicaSet} from '../../../api/apps-v1.ts';
import {jsonEqual} from '../../../apimachinery/equal.ts';
import type {ControllerContext} from '../../controller.ts';
import {annotated, replicasAnnotations} from './annotations.ts';

export const replicaSetsResource = 'replicasets.apps';

/** Scales and says so in an Event; where the size is that already, nothing happens. */
export function scaleReplicaSet(
	deployment: Deployment,
	replicaSet: ReplicaSet,
	size: number,
	context: ControllerContext,
): ReplicaSet {
	return replicaSet.spec.replicas === size ? replicaSet : resize(deployment, replicaSet, size, context);
}

/** The same, but what the ReplicaSet remembers of the Deployment's size is put right in any case. */
export function resize(
	deployment: Deployment,
	replicaSet: ReplicaSet,
	size: number,
	{api, events}: ControllerContext,
): ReplicaSet {
	const before = replicaSet.spec.replicas;
	const present = replicaSet.metadata.annotations;
	const annotations = {...present, ...replicasAnnotations(deployment)};
	if (before === size && jsonEqual(annotations, present)) {
		return replicaSet;
	}
	const changed = annotated({...replicaSet, spec: {...replicaSet.spec, replicas: size}}, annotations);
	const scaled = api.update(replicaSetsResource, changed);
	if (before !== size) {
		const direction = before < size ? 'up' : 'down';
		const message = `Scaled ${direction} replica set ${replicaSet.metadata.name} from ${before} to ${size}`;
		events.event(deployment, 'Normal', 'ScalingReplicaSet', message);
	}
	return scaled;
}
