/**
 * The ReplicationController controller: the ReplicaSet controller, to which ReplicationControllers are shown as
 * ReplicaSets (pkg/controller/replication/conversion.go).
 */
import type {ReplicaSet} from '../../../api/apps-v1.ts';
import type {ReplicationController} from '../../../api/core-v1/replication-controller.ts';
import {replicaController} from '../replicaset/index.ts';
import type {ReplicaKind} from '../replicaset/kind.ts';

const replicationControllerKind: ReplicaKind<ReplicationController> = {
	resource: 'replicationcontrollers',
	kind: 'ReplicationController',
	asReplicaSet(controller) {
		const {selector: matchLabels = {}, ...spec} = controller.spec;
		return {...controller, spec: {...spec, selector: {matchLabels}}} as ReplicaSet;
	},
	withStatus(controller, {terminatingReplicas: _, ...status}) {
		return {...controller, status};
	},
};

export const replicationControllers = replicaController(replicationControllerKind, {
	name: 'replicationcontroller-controller',
	eventSource: 'replication-controller',
});
