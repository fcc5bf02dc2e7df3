/** The default plugins in their default order (pkg/scheduler/apis/config/v1/default_plugins.go). */
import type {Plugin} from '../framework.ts';
import {imageLocality} from './image-locality.ts';
import {interPodAffinity} from './inter-pod-affinity.ts';
import {nodeAffinity} from './node-affinity.ts';
import {nodeName, nodePorts, nodeUnschedulable, taintToleration} from './node-basics.ts';
import {nodeResourcesBalancedAllocation, nodeResourcesFit} from './node-resources.ts';
import {podTopologySpread} from './pod-topology-spread.ts';
import {volumeBinding} from './volume-binding.ts';
import {volumeRestrictions} from './volume-restrictions.ts';

export const defaultPlugins: readonly Plugin[] = [
	nodeUnschedulable,
	nodeName,
	taintToleration,
	nodeAffinity,
	nodePorts,
	nodeResourcesFit,
	volumeRestrictions,
	volumeBinding,
	podTopologySpread,
	interPodAffinity,
	nodeResourcesBalancedAllocation,
	imageLocality,
];
