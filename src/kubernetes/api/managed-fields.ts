/**
 * Who set which field (`metadata.managedFields`), and server-side apply, which merges by it: the seam between the
 * registry, which calls this at every write, and the field manager. The owners are kept beside the object (see
 * field-manager/record.ts); stored objects have no managedFields in them.
 */
import type {KubernetesObject, ManagedFieldsEntry} from '../../apimachinery/object.ts';
import type {FieldRecord} from './field-manager/record.ts';
import type {ResourceDefinition} from './resource.ts';

/** What a write says of itself. */
export interface FieldsWrite {
	readonly definition: ResourceDefinition;
	readonly manager: string;
	/** Such as `status`; '' for the object itself. */
	readonly subresource: string;
	/** Milliseconds since 1970. */
	readonly now: number;
}

export interface FieldManager {
	/**
	 * The owners after a create, an update or a patch.
	 * @param live the stored object; undefined at a create
	 * @param object what the client wants, with its defaults, before the resource's strategy and admission
	 * @param given the managed fields that the client sent, where it sent any
	 */
	update(
		write: FieldsWrite,
		live: KubernetesObject | undefined,
		object: KubernetesObject,
		given: readonly ManagedFieldsEntry[] | undefined,
	): FieldRecord;
	/**
	 * The object that results from applying a configuration. Throws a Conflict that names the other managers' fields.
	 * @param live the stored object; undefined where the apply creates it
	 */
	apply(
		write: FieldsWrite & {readonly force: boolean},
		live: KubernetesObject | undefined,
		configuration: KubernetesObject,
	): {readonly object: KubernetesObject; readonly record: FieldRecord};
	/** Whether two records say the same, but for the time. */
	sameOwners(a: FieldRecord, b: FieldRecord): boolean;
}

/** The object without managed fields, and those. */
export function takeManagedFields<T extends KubernetesObject>(
	object: T,
): {readonly object: T; readonly given: readonly ManagedFieldsEntry[] | undefined} {
	const {managedFields} = object.metadata;
	if (managedFields === undefined) {
		return {object, given: undefined};
	}
	const {managedFields: _, ...metadata} = object.metadata;
	return {object: {...object, metadata}, given: managedFields ?? undefined};
}
