/**
 * The annotation of client-side apply, which an apply by kubectl on the server keeps up to date, and whose fields it may
 * take over (apimachinery pkg/util/managedfields/internal/lastappliedmanager.go, lastappliedupdater.go).
 */
import {differenceOf, formatPath, pathsOf, unionOf} from '../../../apimachinery/field-set.ts';
import {goJson} from '../../../apimachinery/json.ts';
import {compare, fieldSetOf} from '../../../apimachinery/managed-fields.ts';
import type {KubernetesObject} from '../../../apimachinery/object.ts';
import type {Message} from '../../../apimachinery/schema.ts';
import {apiVersionOf, type ResourceDefinition} from '../resource.ts';

const annotation = 'kubectl.kubernetes.io/last-applied-configuration';

export function hasLastApplied(object: KubernetesObject): boolean {
	return Boolean(object.metadata.annotations?.[annotation]);
}

/** The object with what has just been applied in the annotation. */
export function withLastApplied(object: KubernetesObject, configuration: KubernetesObject): KubernetesObject {
	const {annotations: given, ...rest} = configuration.metadata;
	const {[annotation]: _old, ...others} = given ?? {};
	const metadata = {...rest, ...(given && {annotations: others})};
	const annotations = {...object.metadata.annotations, [annotation]: `${goJson({...configuration, metadata})}\n`};
	return {...object, metadata: {...object.metadata, annotations}};
}

/** The fields that were applied last on the client's side and are still so; undefined where none were. */
export function stillAsApplied(
	live: KubernetesObject,
	definition: ResourceDefinition,
): ReadonlySet<string> | undefined {
	const last = readLastApplied(live);
	if (!last || last.apiVersion !== apiVersionOf(definition)) {
		return undefined;
	}
	const message = definition.schema as Message;
	const {added, modified, removed} = compare(last, live, message);
	const same = differenceOf(fieldSetOf(last, message), unionOf(unionOf(added, modified), removed));
	return new Set(pathsOf(same).map(formatPath));
}

function readLastApplied(live: KubernetesObject): KubernetesObject | undefined {
	try {
		return JSON.parse(live.metadata.annotations?.[annotation] ?? 'null') ?? undefined;
	} catch {
		return undefined;
	}
}
