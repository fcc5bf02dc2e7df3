/** Every kind that the API server knows, by its API version. */
import type {Message} from '../apimachinery/schema.ts';
import {ControllerRevision, DaemonSet, Deployment, ReplicaSet, StatefulSet} from './apps-v1.ts';
import {SelfSubjectReview} from './authentication-v1.ts';
import {
	LocalSubjectAccessReview,
	SelfSubjectAccessReview,
	SelfSubjectRulesReview,
	SubjectAccessReview,
} from './authorization-v1.ts';
import {HorizontalPodAutoscaler as HorizontalPodAutoscalerV1, Scale} from './autoscaling-v1.ts';
import {HorizontalPodAutoscaler} from './autoscaling-v2.ts';
import {CronJob, Job} from './batch-v1.ts';
import {Lease} from './coordination-v1.ts';
import {PersistentVolumeClaim} from './core-v1/claims.ts';
import {ConfigMap, Secret, ServiceAccount} from './core-v1/config.ts';
import {Endpoints} from './core-v1/endpoints.ts';
import {Event} from './core-v1/event.ts';
import {LimitRange} from './core-v1/limit-range.ts';
import {Namespace} from './core-v1/namespace.ts';
import {Node} from './core-v1/node.ts';
import {PersistentVolume} from './core-v1/persistent-volume.ts';
import {Binding, Pod} from './core-v1/pod.ts';
import {PodTemplate} from './core-v1/pod-template.ts';
import {ReplicationController} from './core-v1/replication-controller.ts';
import {ResourceQuota} from './core-v1/resource-quota.ts';
import {Service} from './core-v1/service.ts';
import {EndpointSlice} from './discovery-v1.ts';
import {Event as EventsEvent} from './events-v1.ts';
import {DeleteOptions, Status} from './meta-v1.ts';
import {Ingress} from './networking-v1.ts';
import {Eviction, PodDisruptionBudget} from './policy-v1.ts';
import {ClusterRole, ClusterRoleBinding, Role, RoleBinding, rbacGroup} from './rbac-v1.ts';
import {PriorityClass} from './scheduling-v1.ts';
import {StorageClass} from './storage-v1.ts';

export interface Kind {
	/** '' for the core group. */
	readonly group: string;
	readonly version: string;
	readonly kind: string;
	readonly message: Message;
}

function ofGroup(group: string, messages: readonly Message[], version = 'v1'): Kind[] {
	return messages.map(message => ({group, version, kind: message.name, message}));
}

/** The kinds with an apiVersion and a kind of their own: what resources hold, and the bodies of requests. */
export const kinds: readonly Kind[] = [
	...ofGroup('', [
		Binding,
		ConfigMap,
		Endpoints,
		Event,
		LimitRange,
		Namespace,
		Node,
		PersistentVolume,
		PersistentVolumeClaim,
		Pod,
		PodTemplate,
		ReplicationController,
		ResourceQuota,
		Secret,
		Service,
		ServiceAccount,
		DeleteOptions,
		Status,
	]),
	...ofGroup('apps', [ControllerRevision, DaemonSet, Deployment, ReplicaSet, StatefulSet]),
	...ofGroup('authentication.k8s.io', [SelfSubjectReview]),
	...ofGroup('authorization.k8s.io', [
		LocalSubjectAccessReview,
		SelfSubjectAccessReview,
		SelfSubjectRulesReview,
		SubjectAccessReview,
	]),
	...ofGroup('autoscaling', [HorizontalPodAutoscalerV1, Scale]),
	...ofGroup('autoscaling', [HorizontalPodAutoscaler], 'v2'),
	...ofGroup('batch', [CronJob, Job]),
	...ofGroup('coordination.k8s.io', [Lease]),
	...ofGroup('discovery.k8s.io', [EndpointSlice]),
	...ofGroup('events.k8s.io', [EventsEvent]),
	...ofGroup('networking.k8s.io', [Ingress]),
	...ofGroup('policy', [Eviction, PodDisruptionBudget]),
	...ofGroup(rbacGroup, [ClusterRole, ClusterRoleBinding, Role, RoleBinding]),
	...ofGroup('scheduling.k8s.io', [PriorityClass]),
	...ofGroup('storage.k8s.io', [StorageClass]),
];

const byName = new Map(kinds.map(kind => [`${kind.group}/${kind.version}/${kind.kind}`, kind]));

/**
 * The kind of an object.
 * @param apiVersion such as `v1` or `apps/v1`
 */
export function findKind(apiVersion: string, kind: string): Kind | undefined {
	const groupVersion = apiVersion.includes('/') ? apiVersion : `/${apiVersion}`;
	return byName.get(`${groupVersion}/${kind}`);
}

/** The kinds that every group has, beside its own. */
const metaKinds: Readonly<Record<string, Message>> = {DeleteOptions, Status};

/** What the body of a request is made of; undefined where nothing is known of its kind. */
export function bodySchema(apiVersion: string, kind: string): Message | undefined {
	return metaKinds[kind] ?? findKind(apiVersion, kind)?.message;
}
