/** Makes and deletes Pods for controllers, and says so in Events (pkg/controller/controller_utils.go RealPodControl). */
import type {Pod, PodSpec} from '../../api/core-v1/pod.ts';
import type {KubernetesObject, ObjectMeta} from '../../apimachinery/object.ts';
import {StatusError} from '../../apimachinery/status.ts';
import type {ControllerContext} from '../controller.ts';
import {controllerReference} from './owners.ts';

/** What Pods are made from. */
export interface PodTemplate {
	readonly metadata?: Partial<ObjectMeta>;
	readonly spec: PodSpec;
}

/** The Pod that a template makes. @param generateName what its name begins with */
export function podFromTemplate(
	template: PodTemplate,
	owner: KubernetesObject,
	generateName = `${owner.metadata.name}-`,
): Pod {
	const {labels, annotations, finalizers} = template.metadata ?? {};
	return {
		apiVersion: 'v1',
		kind: 'Pod',
		metadata: {
			name: '',
			generateName,
			namespace: owner.metadata.namespace!,
			...(labels && {labels}),
			...(annotations && {annotations}),
			...(finalizers && {finalizers}),
			ownerReferences: [controllerReference(owner)],
		},
		spec: template.spec,
		status: {},
	} as Pod;
}

/** Whether something was refused because its namespace is ending; trying again is no use then. */
export function namespaceIsEnding(error: unknown): boolean {
	return (
		error instanceof StatusError &&
		(error.status.details?.causes?.some(({reason}) => reason === 'NamespaceTerminating') ?? false)
	);
}

/** Throws the StatusError of a creation that was refused. @param generateName what the name begins with */
export function createPod(
	template: PodTemplate,
	owner: KubernetesObject,
	{api, events}: ControllerContext,
	generateName?: string,
): Pod {
	try {
		const pod = api.create('pods', podFromTemplate(template, owner, generateName));
		events.event(owner, 'Normal', 'SuccessfulCreate', `Created pod: ${pod.metadata.name}`);
		return pod;
	} catch (error) {
		if (error instanceof StatusError && !namespaceIsEnding(error)) {
			events.event(owner, 'Warning', 'FailedCreate', `Error creating: ${error.message}`);
		}
		throw error;
	}
}

/** Throws the StatusError of a deletion that was refused; a Pod that is gone already is no error. */
export function deletePod(name: string, owner: KubernetesObject, {api, events}: ControllerContext): void {
	const namespace = owner.metadata.namespace!;
	if (!api.get('pods', namespace, name)) {
		return;
	}
	try {
		api.delete('pods', namespace, name);
	} catch (error) {
		if (error instanceof StatusError) {
			events.event(owner, 'Warning', 'FailedDelete', `Error deleting: ${error.message}`);
		}
		throw error;
	}
	events.event(owner, 'Normal', 'SuccessfulDelete', `Deleted pod: ${name}`);
}

/**
 * Does a number of things in batches of 1, 2, 4, …, and leaves the rest for later after a batch with a failure, so that
 * what is bound to fail is not tried a thousand times (controller_utils.go slowStartBatch).
 * @returns the first error
 */
export function slowStart(count: number, act: (index: number) => void): StatusError | undefined {
	let failed: StatusError | undefined;
	for (let at = 0, batch = 1; at < count && !failed; batch *= 2) {
		for (const end = Math.min(count, at + batch); at < end; at++) {
			try {
				act(at);
			} catch (error) {
				if (!(error instanceof StatusError)) {
					throw error;
				}
				failed ??= error;
			}
		}
	}
	return failed;
}
