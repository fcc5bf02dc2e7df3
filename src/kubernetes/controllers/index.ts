/** Every control loop of the control plane, in the order in which a new cluster starts them. */
import {allResources} from '../api/resources/index.ts';
import type {Controller} from '../controller.ts';
import {eventExpiry} from '../events/expiry.ts';
import {defaultScheduler} from '../node/scheduler/scheduler.ts';
import {clusterRoleAggregation} from './clusterrole-aggregation.ts';
import {cronJobs} from './cronjob/index.ts';
import {daemonSets} from './daemon/index.ts';
import {deployments} from './deployment/index.ts';
import {disruption} from './disruption.ts';
import {endpointsController} from './endpoint/index.ts';
import {endpointSlices} from './endpointslice/index.ts';
import {endpointSliceMirroring} from './endpointslice-mirroring.ts';
import {ephemeralVolumes} from './ephemeral-volume.ts';
import {garbageCollector} from './garbage-collector/index.ts';
import {jobs} from './job/index.ts';
import {kubernetesService} from './kubernetes-service.ts';
import {namespaces} from './namespace/index.ts';
import {nodeLifecycle} from './node-lifecycle/index.ts';
import {nodeTtl} from './node-ttl.ts';
import {persistentVolumeBinder} from './persistentvolume/index.ts';
import {nfsProvisioner} from './persistentvolume/nfs-provisioner.ts';
import {podGarbageCollector} from './pod-gc.ts';
import {podAutoscalers} from './podautoscaler/index.ts';
import {pvProtection} from './pv-protection.ts';
import {pvcProtection} from './pvc-protection.ts';
import {replicaSets} from './replicaset/index.ts';
import {replicationControllers} from './replication/index.ts';
import {resourceQuotas} from './resource-quota.ts';
import {rootCaCertPublisher} from './root-ca-cert-publisher.ts';
import {serviceAccounts} from './service-account.ts';
import {statefulSets} from './statefulset/index.ts';
import {taintEviction} from './taint-eviction.ts';
import {ttlAfterFinished} from './ttl-after-finished.ts';

export const allControllers: readonly Controller[] = [
	eventExpiry,
	nodeTtl,
	nodeLifecycle,
	taintEviction,
	podGarbageCollector,
	namespaces(allResources),
	serviceAccounts,
	rootCaCertPublisher,
	garbageCollector(allResources),
	daemonSets,
	deployments,
	replicaSets,
	replicationControllers,
	statefulSets,
	jobs,
	cronJobs,
	ttlAfterFinished,
	persistentVolumeBinder,
	nfsProvisioner,
	ephemeralVolumes,
	pvcProtection,
	pvProtection,
	clusterRoleAggregation,
	endpointSlices,
	endpointsController,
	endpointSliceMirroring,
	kubernetesService,
	disruption,
	podAutoscalers,
	resourceQuotas(allResources),
	defaultScheduler,
];
