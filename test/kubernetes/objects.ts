/** Small objects for tests: what is not named has the server's defaults. */
import type {Node} from '../../src/api/core-v1/node.ts';
import type {Pod, PodSpec} from '../../src/api/core-v1/pod.ts';
import type {KubernetesObject, ObjectMeta} from '../../src/apimachinery/object.ts';
import type {ApiClient} from '../../src/kubernetes/api/client.ts';

export function aNode(
	name: string,
	parts: {labels?: Record<string, string>; spec?: Node['spec']; status?: object} = {},
) {
	return {
		apiVersion: 'v1',
		kind: 'Node',
		metadata: {name, labels: {'kubernetes.io/hostname': name, ...parts.labels}},
		spec: parts.spec ?? {},
		status: {
			allocatable: {cpu: '4', memory: '8Gi', 'ephemeral-storage': '50Gi', pods: '110'},
			conditions: [{type: 'Ready', status: 'True', lastHeartbeatTime: null, lastTransitionTime: null}],
			...parts.status,
		},
	} as unknown as Node;
}

export function aPod(
	name: string,
	spec: Partial<PodSpec> = {},
	metadata: Partial<ObjectMeta> = {},
	status: object = {},
) {
	return {
		apiVersion: 'v1',
		kind: 'Pod',
		metadata: {name, namespace: 'default', uid: `uid-of-${name}`, ...metadata},
		spec: {
			containers: [{name: 'main', image: 'nginx:1.27', resources: {}}],
			schedulerName: 'default-scheduler',
			restartPolicy: 'Always',
			terminationGracePeriodSeconds: 30,
			...spec,
		},
		status: {phase: 'Pending', ...status},
	} as unknown as Pod;
}

/** A container that asks for this much. */
export function asking(requests: Record<string, string>): Pick<PodSpec, 'containers'> {
	return {containers: [{name: 'main', image: 'nginx:1.27', resources: {requests}}]} as unknown as Pick<
		PodSpec,
		'containers'
	>;
}

/** An API that only reads, from these objects by resource. Pods are found by node, as on a server. */
export function readOnlyApi(objects: Readonly<Record<string, readonly KubernetesObject[]>>): ApiClient {
	const list = (resource: string, namespace?: string) =>
		(objects[resource] ?? []).filter(o => namespace === undefined || (o.metadata.namespace ?? '') === namespace);
	return {
		list,
		get: (resource: string, namespace: string, name: string) =>
			list(resource, namespace).find(object => object.metadata.name === name),
		byIndex: (resource: string, index: string, value: string) =>
			list(resource).filter(object => index === 'node' && (object as Pod).spec.nodeName === value),
	} as unknown as ApiClient;
}
