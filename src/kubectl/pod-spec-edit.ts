/** Changing the Pods that an object describes (kubectl pkg/polymorphichelpers/updatepodspec.go, pkg/cmd/set/helper.go). */

import type {Container} from '../api/core-v1/container.ts';
import type {PodSpec} from '../api/core-v1/pod.ts';
import {findKind} from '../api/kinds.ts';
import {createMergePatch} from '../apimachinery/merge-patch.ts';
import type {KubernetesObject} from '../apimachinery/object.ts';
import type {JsonMap} from '../apimachinery/patch-error.ts';
import {createTwoWayMergePatch} from '../apimachinery/strategic-merge-diff.ts';
import {CommandError} from './command.ts';
import {goType} from './pods-of.ts';

type Fields = {readonly [key: string]: unknown};

const template = ['spec', 'template', 'spec'];
const paths: Readonly<Record<string, readonly string[]>> = {
	Pod: ['spec'],
	Deployment: template,
	ReplicaSet: template,
	DaemonSet: template,
	StatefulSet: template,
	ReplicationController: template,
	Job: template,
	CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
};

/** The object with another Pod spec. @throws CommandError for kinds that describe no Pods */
export function updatePodSpec(object: KubernetesObject, update: (spec: PodSpec) => PodSpec): KubernetesObject {
	const path = paths[object.kind];
	if (!path) {
		throw new CommandError(`the object is not a pod or does not have a pod template: ${goType(object)}`);
	}
	return updateAt(object as unknown as Fields, path, update as never) as unknown as KubernetesObject;
}

function updateAt(fields: Fields, [first, ...rest]: readonly string[], update: (value: unknown) => unknown): Fields {
	const value = fields[first!];
	const changed = rest.length === 0 ? update(value) : updateAt((value ?? {}) as Fields, rest, update);
	return {...fields, [first!]: changed};
}

/** The Pod spec with its containers and init containers changed. */
export function updateContainers(spec: PodSpec, update: (container: Container) => Container): PodSpec {
	return {
		...spec,
		...(spec.initContainers && {initContainers: spec.initContainers.map(update)}),
		containers: spec.containers.map(update),
	};
}

/** Whether a container's name fits a pattern in which `*` stands for anything. */
export function nameFits(pattern: string, name: string): boolean {
	const expression = pattern
		.split('*')
		.map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
		.join('.*');
	return new RegExp(`^${expression}$`).test(name);
}

/** The patch that makes `after` of `before`, and its type: strategic where the kind is known. */
export function patchBetween(
	before: KubernetesObject,
	after: KubernetesObject,
): {readonly type: 'strategic' | 'merge'; readonly patch: JsonMap} {
	const kind = findKind(before.apiVersion, before.kind);
	const from = before as unknown as JsonMap;
	const to = after as unknown as JsonMap;
	return kind
		? {type: 'strategic', patch: createTwoWayMergePatch(from, to, kind.message)}
		: {type: 'merge', patch: createMergePatch(from, to)};
}
