/** Pods as a client gives them, and as the server makes them whole. */
import {Pod} from '../../../../src/api/core-v1/pod.ts';
import {decode} from '../../../../src/apimachinery/decode.ts';
import {applyDefaults} from '../../../../src/apimachinery/defaults.ts';
import {type FieldError, fieldErrorMessage} from '../../../../src/apimachinery/field-error.ts';
import type {KubernetesObject} from '../../../../src/apimachinery/object.ts';
import type {StrategyContext} from '../../../../src/kubernetes/api/resource.ts';
import {defaultPod} from '../../../../src/kubernetes/api/resources/pod-defaults.ts';
import {Random} from '../../../../src/kubernetes/random.ts';

export const container = {name: 'main', image: 'nginx:1.27'};

/** A Pod with these fields in its spec, filled in as the server does before it checks it. */
export function podOf(spec: object, metadata: object = {}): Pod {
	const given = {
		apiVersion: 'v1',
		kind: 'Pod',
		metadata: {name: 'web', namespace: 'default', ...metadata},
		spec: {containers: [container], ...spec},
	};
	return defaultPod(applyDefaults(Pod, decode(Pod, given).value));
}

/** A Pod whose only container has these fields too. */
export function podWith(fields: object, spec: object = {}): Pod {
	return podOf({containers: [{...container, ...fields}], ...spec});
}

export function messages(errors: readonly FieldError[]): string[] {
	return errors.map(fieldErrorMessage);
}

/** What admission finds in the cluster. */
export function contextWith(objects: Readonly<Record<string, readonly object[]>>): StrategyContext {
	const list = (resource: string) => (objects[resource] ?? []) as readonly KubernetesObject[];
	return {
		now: 0,
		random: new Random(1),
		dryRun: false,
		list,
		get: (resource, namespace, name) =>
			list(resource).find(({metadata}) => metadata.name === name && (metadata.namespace ?? '') === namespace),
	};
}

export const defaultServiceAccount = {metadata: {name: 'default', namespace: 'default'}};
