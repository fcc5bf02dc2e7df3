/** Who owns what, as controllers need it (pkg/controller/controller_ref_manager.go). */
import {controllerOf, type KubernetesObject, type OwnerReference} from '../../apimachinery/object.ts';
import type {ApiClient} from '../api/client.ts';
import type {Change, ResourceName} from '../api/store.ts';
import {type ControllerContext, objectKey, splitKey} from '../controller.ts';
import type {LabelTest} from '../label-selector.ts';
import {withAddedFinalizer, withoutFinalizer} from './finalizers.ts';

/** The reference by which an object names the one that controls it. */
export function controllerReference({apiVersion, kind, metadata}: KubernetesObject): OwnerReference {
	return {
		apiVersion,
		kind,
		name: metadata.name,
		uid: metadata.uid!,
		controller: true,
		blockOwnerDeletion: true,
	};
}

/** The object without its references to these owners. */
export function withoutOwners<T extends KubernetesObject>(object: T, uids: readonly string[]): T {
	const {ownerReferences, ...metadata} = object.metadata;
	const left = ownerReferences?.filter(({uid}) => !uids.includes(uid)) ?? [];
	return {...object, metadata: left.length > 0 ? {...metadata, ownerReferences: left} : metadata};
}

/** Objects that nobody controls, remembered so that they are found without looking through all. */
export interface Unclaimed {
	/** To be told of every change of the resource. */
	note(change: Change): void;
	/** Those of a namespace. */
	list<T extends KubernetesObject>(namespace: string): T[];
}

export function unclaimed(resource: ResourceName, context: ControllerContext): Unclaimed {
	const keys = context.table<true>(`unclaimed/${resource}`);
	return {
		note({type, object, previous}) {
			const free = type !== 'DELETED' && controllerOf(object) === undefined;
			const wasFree = previous !== undefined && controllerOf(previous) === undefined;
			if (free && !wasFree) {
				keys.set(objectKey(object), true);
			} else if (wasFree && !free) {
				keys.delete(objectKey(object));
			}
		},
		list<T extends KubernetesObject>(namespace: string) {
			const found = keys.entries(`${namespace}/`).map(([key]) => context.api.get<T>(resource, ...splitKey(key)));
			return found.filter(object => object !== undefined);
		},
	};
}

/**
 * The objects that belong to a controller: those it owns and that match, and those free ones that match, which it
 * takes. What it owns and does not match any more it lets go.
 * @param owned what names it as an owner, where not all of that counts
 * @param finalizer what is put on an object that it takes, and off one that it lets go
 */
export function claim<T extends KubernetesObject>(
	resource: ResourceName,
	owner: KubernetesObject,
	matches: LabelTest,
	free: readonly T[],
	api: ApiClient,
	owned: readonly T[] = api.byIndex<T>(resource, 'owner', owner.metadata.uid!),
	finalizer?: string,
): T[] {
	const uid = owner.metadata.uid!;
	const ending = owner.metadata.deletionTimestamp !== undefined;
	const claimed: T[] = [];
	for (const object of owned) {
		if (controllerOf(object)?.uid !== uid) {
			continue;
		}
		if (matches(object.metadata.labels)) {
			claimed.push(object);
		} else if (!ending) {
			const free = withoutOwners(object, [uid]);
			api.update(resource, finalizer === undefined ? free : withoutFinalizer(free, finalizer));
		}
	}
	for (const object of free) {
		if (!ending && !object.metadata.deletionTimestamp && matches(object.metadata.labels)) {
			const ownerReferences = [...(object.metadata.ownerReferences ?? []), controllerReference(owner)];
			const taken: T = {...object, metadata: {...object.metadata, ownerReferences}};
			const held = finalizer === undefined || taken.metadata.finalizers?.includes(finalizer);
			claimed.push(api.update(resource, held ? taken : withAddedFinalizer(taken, finalizer)));
		}
	}
	return claimed;
}
