/** What a node has set aside for its Pods, which may be other than what they ask for now (pkg/kubelet/allocation). */
import type {Container, ResourceRequirements} from '../../api/core-v1/container.ts';
import type {Pod} from '../../api/core-v1/pod.ts';
import {isTerminal} from '../conditions.ts';
import type {ControllerContext} from '../controller.ts';
import {isRunning, nodeState, type PodRecord} from './state.ts';

/** The name under which what the Pod asks for as a whole is kept. */
export const wholePod = '';

/** What a kubelet sets aside when it admits a Pod, by container; undefined where no container asks for anything. */
export function allocationOf({spec}: Pod): PodRecord['allocated'] {
	const entries = resizableContainers(spec)
		.map(({name, resources}): [string, ResourceRequirements | undefined] => [name, resources])
		.concat([[wholePod, spec.resources]])
		.filter(([, resources]) => resources && Object.keys({...resources.limits, ...resources.requests}).length > 0);
	return entries.length > 0 ? (Object.fromEntries(entries) as PodRecord['allocated']) : undefined;
}

/** The containers whose amounts can change. */
export function resizableContainers({initContainers = [], containers}: Pod['spec']): Container[] {
	return [...initContainers, ...containers];
}

/** The Pod with what its node has set aside in place of what it asks for. */
export function allocatedPod(pod: Pod, record: PodRecord | undefined): Pod {
	if (!record?.resize || !record.allocated) {
		return pod;
	}
	const {[wholePod]: resources, ...ofContainers} = record.allocated;
	const allocated = (container: Container) => ({...container, resources: ofContainers[container.name] ?? {}});
	const {resources: _, ...spec} = pod.spec;
	return {
		...pod,
		spec: {
			...spec,
			...(resources && {resources}),
			containers: spec.containers.map(allocated),
			...(spec.initContainers && {initContainers: spec.initContainers.map(allocated)}),
		},
	};
}

/** The other Pods that the node has admitted, as far as they take up room on it. A start time tells of admission. */
export function neighbours(context: ControllerContext, {uid, node}: Pick<PodRecord, 'uid' | 'node'>): Pod[] {
	const {pods} = nodeState(context);
	return context.api
		.byIndex<Pod>('pods', 'node', node)
		.filter(({metadata, status}) => metadata.uid !== uid && status.startTime !== undefined)
		.filter(other => !isTerminal(other))
		.map(other => allocatedPod(other, pods.get(other.metadata.uid!)));
}

/** What a container is reported to run with. */
export function actualResources(container: Container, record: PodRecord): ResourceRequirements {
	const {resize, allocated} = record;
	if (!resize) {
		return container.resources;
	}
	const actual = isRunning(record.containers[container.name]) ? resize.actual?.[container.name] : undefined;
	return actual ?? allocated?.[container.name] ?? {};
}

/** The Pods whose resize waits for room on a node, as keys of the kubelet's queue. */
export function waitingOn(node: string, context: ControllerContext): string[] {
	return nodeState(context)
		.pendingResizes.entries()
		.filter(([, pending]) => pending.node === node)
		.map(([, {pod}]) => pod);
}
