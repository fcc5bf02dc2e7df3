/**
 * Who set which field (`metadata.managedFields`), and server-side apply, which merges by it. The registry calls this at
 * every write that names a manager.
 */
import type {KubernetesObject} from '../../apimachinery/object.ts';
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
	 * The object with its managed fields brought up to date, after a create, an update or a patch.
	 * @param live the stored object; undefined at a create
	 */
	update(write: FieldsWrite, live: KubernetesObject | undefined, object: KubernetesObject): KubernetesObject;
	/**
	 * The object that results from applying a configuration. Throws a Conflict that names the other managers' fields.
	 * @param live the stored object; undefined where the apply creates it
	 */
	apply(
		write: FieldsWrite & {readonly force: boolean},
		live: KubernetesObject | undefined,
		configuration: KubernetesObject,
	): KubernetesObject;
}
