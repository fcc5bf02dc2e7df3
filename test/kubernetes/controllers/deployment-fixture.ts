/** A control plane with Deployments and ReplicaSets by the server's own rules, and what tests ask of them. */
import type {Deployment, ReplicaSet} from '../../../src/api/apps-v1.ts';
import type {Pod} from '../../../src/api/core-v1/pod.ts';
import {controllerOf, type KubernetesObject} from '../../../src/apimachinery/object.ts';
import type {ResourceDefinition} from '../../../src/kubernetes/api/resource.ts';
import {deployments as deploymentRules} from '../../../src/kubernetes/api/resources/deployments.ts';
import {replicaSets as replicaSetRules} from '../../../src/kubernetes/api/resources/replica-sets.ts';
import {isPodReady} from '../../../src/kubernetes/conditions.ts';
import {deployments} from '../../../src/kubernetes/controllers/deployment/index.ts';
import {garbageCollector} from '../../../src/kubernetes/controllers/garbage-collector/index.ts';
import {replicaSets} from '../../../src/kubernetes/controllers/replicaset/index.ts';
import {isPodActive} from '../../../src/kubernetes/controllers/replicaset/pods.ts';
import {defaultScheduler} from '../../../src/kubernetes/node/scheduler/scheduler.ts';
import {controlPlane, plainResources, type TestCluster} from './fixture.ts';

export const deploymentsResource = 'deployments.apps';
export const replicaSetsResource = 'replicasets.apps';

const serverResources: readonly ResourceDefinition[] = plainResources.map(plain => {
	const own = [deploymentRules, replicaSetRules].find(({kind}) => kind === plain.kind);
	return own ?? plain;
});

/** Three workers, no Deployments yet. @param instead takes the place of resources of the same kind */
export function startLab(instead: readonly ResourceDefinition[] = []): TestCluster {
	const resources = serverResources.map(server => instead.find(({kind}) => kind === server.kind) ?? server);
	const controllers = [garbageCollector(resources), deployments, replicaSets, defaultScheduler];
	return controlPlane(controllers, ['worker-1', 'worker-2', 'worker-3'], resources);
}

export function template(image = 'nginx:1.27', labels: Record<string, string> = {app: 'web'}): object {
	return {metadata: {labels}, spec: {containers: [{name: 'nginx', image}]}};
}

/** `web` in `default`; what is not named has the server's defaults. */
export function aDeployment(spec: object = {}, metadata: object = {}): KubernetesObject {
	return {
		apiVersion: 'apps/v1',
		kind: 'Deployment',
		metadata: {name: 'web', namespace: 'default', ...metadata},
		spec: {replicas: 3, selector: {matchLabels: {app: 'web'}}, template: template(), ...spec},
	} as KubernetesObject;
}

export function aReplicaSet(spec: object = {}, metadata: object = {}): KubernetesObject {
	return {
		apiVersion: 'apps/v1',
		kind: 'ReplicaSet',
		metadata: {name: 'rs', namespace: 'default', ...metadata},
		spec: {replicas: 3, selector: {matchLabels: {app: 'web'}}, template: template(), ...spec},
	} as KubernetesObject;
}

export function getDeployment(c: TestCluster, name = 'web'): Deployment {
	return c.client.get<Deployment>(deploymentsResource, 'default', name)!;
}

export function getReplicaSet(c: TestCluster, name = 'rs'): ReplicaSet {
	return c.client.get<ReplicaSet>(replicaSetsResource, 'default', name)!;
}

/** Those of a Deployment, the lowest revision first. */
export function replicaSetsOf(c: TestCluster, {metadata}: KubernetesObject = getDeployment(c)): ReplicaSet[] {
	const revision = (replicaSet: ReplicaSet) => Number(annotation(replicaSet, 'revision'));
	return c.client
		.byIndex<ReplicaSet>(replicaSetsResource, 'owner', metadata.uid!)
		.sort((a, b) => revision(a) - revision(b));
}

export function annotation({metadata}: KubernetesObject, name: string): string | undefined {
	return metadata.annotations?.[`deployment.kubernetes.io/${name}`];
}

export function podsOf(c: TestCluster, owner: KubernetesObject): Pod[] {
	return c.client
		.byIndex<Pod>('pods', 'owner', owner.metadata.uid!)
		.filter(pod => controllerOf(pod)?.uid === owner.metadata.uid);
}

export function isReady(pod: Pod): boolean {
	return isPodActive(pod) && isPodReady(pod);
}

/** Changes the spec as a client would. */
export function change(c: TestCluster, spec: (present: Deployment['spec']) => object): void {
	const deployment = getDeployment(c);
	c.client.update(deploymentsResource, {...deployment, spec: spec(deployment.spec) as Deployment['spec']});
}

export function setImage(c: TestCluster, image: string): void {
	change(c, ({template: {metadata, spec}, ...rest}) => ({
		...rest,
		template: {metadata, spec: {...spec, containers: [{...spec.containers[0]!, image}]}},
	}));
}

export function imageOf({spec}: {readonly spec: {readonly template: Deployment['spec']['template']}}): string {
	return spec.template.spec.containers[0]!.image!;
}

export function scale(c: TestCluster, replicas: number): void {
	change(c, spec => ({...spec, replicas}));
}

export function conditionOf({status}: Deployment, type: string) {
	return status.conditions?.find(condition => condition.type === type);
}
