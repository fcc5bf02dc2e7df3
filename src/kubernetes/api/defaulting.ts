/** What the server fills in where a client said nothing. */
import {applyDefaults} from '../../apimachinery/defaults.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import type {ResourceDefinition} from './resource.ts';

/**
 * The object with its defaults: the schema's, then those that depend on other fields. Parts that stand in `old` were
 * filled in when they were stored, so an update of the status alone costs nothing.
 */
export function fillIn<T extends KubernetesObject>(definition: ResourceDefinition<T>, object: T, old?: T): T {
	if (old && onlyStatusDiffers(object, old)) {
		return object;
	}
	const filled = applyDefaults(definition.schema, object) as T;
	return definition.strategy.applyDefaults?.(filled) ?? filled;
}

function onlyStatusDiffers(object: KubernetesObject, old: KubernetesObject): boolean {
	const before = old as unknown as Readonly<Record<string, unknown>>;
	const now = object as unknown as Readonly<Record<string, unknown>>;
	for (const key in now) {
		if (key !== 'status' && key !== 'metadata' && now[key] !== before[key]) {
			return false;
		}
	}
	for (const key in before) {
		if (!(key in object)) {
			return false;
		}
	}
	return true;
}
