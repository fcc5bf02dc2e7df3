/** The annotation that `kubectl apply` compares with (kubectl pkg/util/apply.go). */
import {goJson} from '../apimachinery/json.ts';
import type {KubernetesObject} from '../apimachinery/object.ts';

export const lastAppliedAnnotation = 'kubectl.kubernetes.io/last-applied-configuration';

function withAnnotations(object: KubernetesObject, annotations: Readonly<Record<string, string>>): KubernetesObject {
	return {...object, metadata: {...object.metadata, annotations}};
}

/** The object as it is kept in the annotation: without the annotation itself, as Go writes it. */
export function configurationOf(object: KubernetesObject): string {
	const {[lastAppliedAnnotation]: _old, ...annotations} = object.metadata.annotations ?? {};
	return `${goJson(withAnnotations(object, annotations))}\n`;
}

/** The object with itself in the annotation. */
export function withLastApplied(object: KubernetesObject): KubernetesObject {
	const annotations = {...object.metadata.annotations, [lastAppliedAnnotation]: configurationOf(object)};
	return withAnnotations(object, annotations);
}

/**
 * The same for an object that a command made itself, which Go writes in the order of its structs and without empty
 * annotations.
 */
export function withLastAppliedStruct(object: KubernetesObject): KubernetesObject {
	const text = `${goJson(object, {keys: 'as-given'})}\n`;
	return withAnnotations(object, {...object.metadata.annotations, [lastAppliedAnnotation]: text});
}

/** What was applied last, if anything. */
export function lastAppliedOf(object: KubernetesObject): string | undefined {
	return object.metadata.annotations?.[lastAppliedAnnotation];
}
