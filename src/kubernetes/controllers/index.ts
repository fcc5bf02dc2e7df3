/** Every control loop of the control plane, in the order in which a new cluster starts them. */
import {allResources} from '../api/resources/index.ts';
import type {Controller} from '../controller.ts';
import {eventExpiry} from '../events/expiry.ts';
import {defaultScheduler} from '../node/scheduler/scheduler.ts';
import {daemonSets} from './daemon/index.ts';
import {deployments} from './deployment/index.ts';
import {disruption} from './disruption.ts';
import {endpointSlices} from './endpointslice/index.ts';
import {garbageCollector} from './garbage-collector/index.ts';
import {namespaces} from './namespace/index.ts';
import {nodeLifecycle} from './node-lifecycle/index.ts';
import {nodeTtl} from './node-ttl.ts';
import {persistentVolumeBinder} from './persistentvolume/index.ts';
import {nfsProvisioner} from './persistentvolume/nfs-provisioner.ts';
import {podGarbageCollector} from './pod-gc.ts';
import {pvProtection} from './pv-protection.ts';
import {pvcProtection} from './pvc-protection.ts';
import {replicaSets} from './replicaset/index.ts';
import {rootCaCertPublisher} from './root-ca-cert-publisher.ts';
import {serviceAccounts} from './service-account.ts';
import {statefulSets} from './statefulset/index.ts';
import {taintEviction} from './taint-eviction.ts';

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
	statefulSets,
	persistentVolumeBinder,
	nfsProvisioner,
	pvcProtection,
	pvProtection,
	endpointSlices,
	disruption,
	defaultScheduler,
];
