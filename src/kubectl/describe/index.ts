/** Which description a kind has. */
import {describeConfigMap} from './config-map.ts';
import {describeCronJob} from './cron-job.ts';
import {describeDaemonSet} from './daemon-set.ts';
import {describeDeployment} from './deployment.ts';
import type {Describer} from './describer.ts';
import {describeEndpointSlice} from './endpoint-slice.ts';
import {describeEndpoints} from './endpoints.ts';
import {describeAnything} from './generic.ts';
import {describeJob} from './job.ts';
import {describeLimitRange} from './limit-range.ts';
import {describeNamespace} from './namespace.ts';
import {describeNode} from './node.ts';
import {describePersistentVolume} from './persistent-volume.ts';
import {describePersistentVolumeClaim} from './persistent-volume-claim.ts';
import {describePod} from './pod.ts';
import {describePodDisruptionBudget} from './pod-disruption-budget.ts';
import {describePriorityClass} from './priority-class.ts';
import {describeBinding, describeRole} from './rbac.ts';
import {describeReplicaSet} from './replica-set.ts';
import {describeReplicationController} from './replication-controller.ts';
import {describeResourceQuota} from './resource-quota.ts';
import {describeSecret} from './secret.ts';
import {describeService} from './service.ts';
import {describeServiceAccount} from './service-account.ts';
import {describeStatefulSet} from './stateful-set.ts';
import {describeStorageClass} from './storage-class.ts';

const describers: Readonly<Record<string, Describer>> = {
	'ClusterRole.rbac.authorization.k8s.io': describeRole,
	'ClusterRoleBinding.rbac.authorization.k8s.io': describeBinding,
	ConfigMap: describeConfigMap,
	'CronJob.batch': describeCronJob,
	'DaemonSet.apps': describeDaemonSet,
	'Deployment.apps': describeDeployment,
	Endpoints: describeEndpoints,
	'EndpointSlice.discovery.k8s.io': describeEndpointSlice,
	LimitRange: describeLimitRange,
	'Job.batch': describeJob,
	Namespace: describeNamespace,
	Node: describeNode,
	PersistentVolume: describePersistentVolume,
	PersistentVolumeClaim: describePersistentVolumeClaim,
	Pod: describePod,
	'PodDisruptionBudget.policy': describePodDisruptionBudget,
	'PriorityClass.scheduling.k8s.io': describePriorityClass,
	'ReplicaSet.apps': describeReplicaSet,
	ReplicationController: describeReplicationController,
	ResourceQuota: describeResourceQuota,
	'Role.rbac.authorization.k8s.io': describeRole,
	'RoleBinding.rbac.authorization.k8s.io': describeBinding,
	Secret: describeSecret,
	Service: describeService,
	ServiceAccount: describeServiceAccount,
	'StatefulSet.apps': describeStatefulSet,
	'StorageClass.storage.k8s.io': describeStorageClass,
};

/** Kinds without a layout of their own are described field by field. */
export function describerFor(group: string, kind: string): Describer {
	return describers[group === '' ? kind : `${kind}.${group}`] ?? describeAnything;
}
