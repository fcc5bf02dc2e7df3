/** Every resource that the API server serves. */
import type {ResourceDefinition} from '../resource.ts';
import {configMaps} from './config-maps.ts';
import {controllerRevisions} from './controller-revisions.ts';
import {daemonSets} from './daemon-sets.ts';
import {deployments} from './deployments.ts';
import {endpointSlices} from './endpoint-slices.ts';
import {events} from './events.ts';
import {eventsK8sIo} from './events-k8s-io.ts';
import {leases} from './leases.ts';
import {namespaces} from './namespaces.ts';
import {nodes} from './nodes.ts';
import {persistentVolumeClaims} from './persistent-volume-claims.ts';
import {persistentVolumes} from './persistent-volumes.ts';
import {podDisruptionBudgets} from './pod-disruption-budgets.ts';
import {pods} from './pods.ts';
import {priorityClasses} from './priority-classes.ts';
import {replicaSets} from './replica-sets.ts';
import {secrets} from './secrets.ts';
import {serviceAccounts} from './service-accounts.ts';
import {services} from './services.ts';
import {statefulSets} from './stateful-sets.ts';
import {storageClasses} from './storage-classes.ts';

/** In the order in which the server lists them: by group, then by name. */
export const allResources: readonly ResourceDefinition[] = [
	configMaps,
	events,
	namespaces,
	nodes,
	persistentVolumeClaims,
	persistentVolumes,
	pods,
	secrets,
	serviceAccounts,
	services,
	controllerRevisions,
	daemonSets,
	deployments,
	replicaSets,
	statefulSets,
	leases,
	endpointSlices,
	eventsK8sIo,
	podDisruptionBudgets,
	priorityClasses,
	storageClasses,
];
