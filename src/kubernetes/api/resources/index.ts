/** Every resource that the API server serves. */
import type {ResourceDefinition} from '../resource.ts';
import {configMaps} from './config-maps.ts';
import {controllerRevisions} from './controller-revisions.ts';
import {cronJobs} from './cron-jobs.ts';
import {daemonSets} from './daemon-sets.ts';
import {deployments} from './deployments.ts';
import {endpointSlices} from './endpoint-slices.ts';
import {endpoints} from './endpoints.ts';
import {events} from './events.ts';
import {eventsK8sIo} from './events-k8s-io.ts';
import {horizontalPodAutoscalers} from './horizontal-pod-autoscalers.ts';
import {horizontalPodAutoscalersV1} from './horizontal-pod-autoscalers-v1.ts';
import {ingresses} from './ingresses.ts';
import {jobs} from './jobs.ts';
import {leases} from './leases.ts';
import {limitRanges} from './limit-ranges.ts';
import {namespaces} from './namespaces.ts';
import {nodes} from './nodes.ts';
import {persistentVolumeClaims} from './persistent-volume-claims.ts';
import {persistentVolumes} from './persistent-volumes.ts';
import {podDisruptionBudgets} from './pod-disruption-budgets.ts';
import {podTemplates} from './pod-templates.ts';
import {pods} from './pods.ts';
import {priorityClasses} from './priority-classes.ts';
import {rbac} from './rbac.ts';
import {replicaSets} from './replica-sets.ts';
import {replicationControllers} from './replication-controllers.ts';
import {resourceQuotas} from './resource-quotas.ts';
import {reviews} from './reviews.ts';
import {secrets} from './secrets.ts';
import {serviceAccounts} from './service-accounts.ts';
import {services} from './services.ts';
import {statefulSets} from './stateful-sets.ts';
import {storageClasses} from './storage-classes.ts';

/** In the order in which the server lists them: by group, then by name. */
export const allResources: readonly ResourceDefinition[] = [
	configMaps,
	endpoints,
	events,
	limitRanges,
	namespaces,
	nodes,
	persistentVolumeClaims,
	persistentVolumes,
	podTemplates,
	pods,
	replicationControllers,
	resourceQuotas,
	secrets,
	serviceAccounts,
	services,
	controllerRevisions,
	daemonSets,
	deployments,
	replicaSets,
	statefulSets,
	cronJobs,
	jobs,
	...reviews,
	horizontalPodAutoscalers,
	horizontalPodAutoscalersV1,
	leases,
	endpointSlices,
	eventsK8sIo,
	ingresses,
	podDisruptionBudgets,
	...rbac,
	priorityClasses,
	storageClasses,
];
