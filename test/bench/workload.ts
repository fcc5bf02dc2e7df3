/** What the benchmark does to a cluster. */
import type {Deployment} from '../../src/api/apps-v1/deployment.ts';
import {type Cluster, createCluster} from '../../src/kubernetes/cluster.ts';

/** How many Pods each Deployment has, unless there are fewer in all. */
export const podsOfDeployment = 100;

export function labOf(nodes: number): Cluster {
	return createCluster({workers: nodes});
}

export function apply(cluster: Cluster, pods: number, each = podsOfDeployment): void {
	for (let left = pods, i = 1; left > 0; left -= each, i++) {
		cluster.client.create('deployments.apps', deployment(`web-${i}`, Math.min(left, each)));
	}
}

function deployment(name: string, replicas: number): Deployment {
	const labels = {app: name};
	return {
		apiVersion: 'apps/v1',
		kind: 'Deployment',
		metadata: {name, namespace: 'default'},
		spec: {
			replicas,
			selector: {matchLabels: labels},
			template: {metadata: {labels}, spec: {containers: [{name: 'web', image: 'nginx:1.27'}]}},
		},
	} as unknown as Deployment;
}

export function setImage(cluster: Cluster, image: string): void {
	for (const found of deployments(cluster)) {
		const {spec} = found;
		const template = {...spec.template, spec: {containers: [{name: 'web', image}]}};
		cluster.client.update('deployments.apps', {...found, spec: {...spec, template}} as unknown as Deployment);
	}
}

/** Lets time pass until every Deployment has its Pods in their newest form, Ready, and no others. */
export function untilComplete(cluster: Cluster): void {
	for (let seconds = 0; !deployments(cluster).every(isComplete); seconds++) {
		if (seconds > 3600) {
			throw new Error('the Deployments do not come to their end');
		}
		cluster.advance(1000);
	}
}

function isComplete({metadata, spec, status}: Deployment): boolean {
	const {replicas} = spec;
	return (
		status?.observedGeneration === metadata.generation &&
		status?.replicas === replicas &&
		status?.updatedReplicas === replicas &&
		status?.availableReplicas === replicas
	);
}

function deployments(cluster: Cluster): Deployment[] {
	return cluster.client.list<Deployment>('deployments.apps', 'default');
}
