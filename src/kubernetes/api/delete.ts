/**
 * How an object goes (apiserver pkg/registry/rest/delete.go, pkg/registry/generic/registry/store.go Delete): at once, or
 * marked with a deletionTimestamp until its grace period and its finalizers are done with.
 */
import {jsonEqual} from '../../apimachinery/equal.ts';
import {extended, type KubernetesObject, type ObjectMeta} from '../../apimachinery/object.ts';
import {conflict} from '../../apimachinery/status.ts';
import {formatTime, parseTime} from '../../apimachinery/time.ts';
import {checkDeletion} from './admission.ts';
import type {DeleteOptions} from './client.ts';
import type {Registry} from './registry.ts';
import {type ResourceDefinition, resourceName} from './resource.ts';

export interface DeletionOptions extends DeleteOptions {
	readonly dryRun?: boolean;
	/** The older form of propagationPolicy: true orphans, false is background. */
	readonly orphanDependents?: boolean;
}

export interface DeletedObject {
	/** The object in its last state, or as it now waits for its end. */
	readonly object: KubernetesObject;
	/** Whether it is gone. */
	readonly gone: boolean;
}

export const orphanFinalizer = 'orphan';
export const foregroundFinalizer = 'foregroundDeletion';

export function deleteObject(
	registry: Registry,
	definition: ResourceDefinition,
	namespace: string,
	name: string,
	options: DeletionOptions,
): DeletedObject {
	const existing = registry.get(definition, namespace, name);
	checkDeletion(definition, name);
	checkPreconditions(definition, existing, options);
	const {strategy} = definition;
	const {now} = registry.clock;
	if (strategy.isHeld?.(existing)) {
		return hold(registry, definition, existing, options, now);
	}
	const grace = gracefully(definition, existing, options, now);
	if (grace.pending) {
		return {object: existing, gone: false};
	}
	const finalizers = finalizersFor(definition, grace.object.metadata, options);
	const metadata = withFinalizers(grace.object.metadata, finalizers);
	let object: KubernetesObject = metadata === grace.object.metadata ? grace.object : {...grace.object, metadata};
	if (!grace.graceful && finalizers.length > 0) {
		object = markedNow(definition, object, now);
	}
	const resource = resourceName(definition);
	const wait = finalizers.length > 0 || (grace.graceful && grace.seconds > 0);
	if (options.dryRun) {
		return {object, gone: !wait};
	}
	if (!jsonEqual(object, existing)) {
		object = registry.store.put(resource, object);
	}
	if (wait) {
		return {object, gone: false};
	}
	return {object: registry.store.remove(resource, object), gone: true};
}

function checkPreconditions(definition: ResourceDefinition, object: KubernetesObject, options: DeletionOptions): void {
	const {uid, resourceVersion} = options.preconditions ?? {};
	const of = {group: definition.group, resource: definition.kind};
	const {metadata} = object;
	if (uid !== undefined && uid !== metadata.uid) {
		throw conflict(
			of,
			metadata.name,
			`the UID in the precondition (${uid}) does not match the UID in record (${metadata.uid}). The object might have been deleted and then recreated`,
		);
	}
	if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion) {
		throw conflict(
			of,
			metadata.name,
			`the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${metadata.resourceVersion}). The object might have been modified`,
		);
	}
}

interface Grace {
	readonly object: KubernetesObject;
	/** Whether someone else finishes the deletion within `seconds`. */
	readonly graceful: boolean;
	readonly seconds: number;
	/** Whether it is ending already, and no sooner for being asked again. */
	readonly pending?: boolean;
}

/** Sets the grace period, or shortens that of an object that is ending (rest.BeforeDelete). */
function gracefully(
	definition: ResourceDefinition,
	object: KubernetesObject,
	options: DeletionOptions,
	now: number,
): Grace {
	const {strategy} = definition;
	const {metadata} = object;
	const asked = options.gracePeriodSeconds;
	const requested = asked !== undefined && asked < 0 ? 1 : asked;
	if (!strategy.gracePeriod) {
		return {object, graceful: false, seconds: 0};
	}
	if (metadata.deletionTimestamp) {
		const left = metadata.deletionGracePeriodSeconds ?? 0;
		if (left === 0) {
			return {object, graceful: false, seconds: 0};
		}
		if (requested === undefined || requested >= left) {
			return {object, graceful: false, seconds: left, pending: true};
		}
		const begun = parseTime(metadata.deletionTimestamp)! - left * 1000;
		const overdue = begun + requested * 1000 < now;
		const seconds = overdue && requested !== 0 ? 1 : requested;
		const ends = overdue ? now : begun + requested * 1000;
		return {object: ending(object, ends, seconds, metadata.generation), graceful: true, seconds};
	}
	const seconds = strategy.gracePeriod(object, requested);
	const generation = metadata.generation && metadata.generation + 1;
	return {object: ending(object, now + seconds * 1000, seconds, generation), graceful: true, seconds};
}

function ending(object: KubernetesObject, at: number, seconds: number, generation?: number): KubernetesObject {
	return {
		...object,
		metadata: extended(object.metadata, {
			deletionTimestamp: formatTime(at),
			deletionGracePeriodSeconds: seconds,
			...(generation && {generation}),
		}),
	};
}

/** Marks an object that only its finalizers keep (store.go markAsDeleting). */
function markedNow(definition: ResourceDefinition, object: KubernetesObject, now: number): KubernetesObject {
	const {deletionTimestamp, generation} = object.metadata;
	const first = deletionTimestamp === undefined;
	const at = first ? now : Math.min(now, parseTime(deletionTimestamp)!);
	const marked = ending(object, at, 0, first && generation ? generation + 1 : generation);
	return definition.strategy.markDeleted?.(marked) ?? marked;
}

/** The finalizers that a deletion leaves: those of the garbage collector as asked, and all others. */
function finalizersFor(definition: ResourceDefinition, meta: ObjectMeta, options: DeletionOptions): readonly string[] {
	const present = meta.finalizers ?? [];
	const policy = propagation(definition, present, options);
	const wanted = policy === 'Orphan' ? orphanFinalizer : policy === 'Foreground' ? foregroundFinalizer : undefined;
	const others = present.filter(finalizer => finalizer !== orphanFinalizer && finalizer !== foregroundFinalizer);
	return wanted ? [...others, wanted] : others;
}

/** What becomes of the dependents: as asked, else as the finalizers say, else as usual for the resource. */
function propagation(definition: ResourceDefinition, finalizers: readonly string[], options: DeletionOptions) {
	if (options.orphanDependents !== undefined) {
		return options.orphanDependents ? 'Orphan' : 'Background';
	}
	if (options.propagationPolicy) {
		return options.propagationPolicy;
	}
	const said = finalizers.find(finalizer => finalizer === orphanFinalizer || finalizer === foregroundFinalizer);
	if (said) {
		return said === orphanFinalizer ? 'Orphan' : 'Foreground';
	}
	return definition.strategy.defaultPropagation ?? 'Background';
}

function withFinalizers(meta: ObjectMeta, finalizers: readonly string[]): ObjectMeta {
	const present = meta.finalizers ?? [];
	if (present.length === finalizers.length && present.every(finalizer => finalizers.includes(finalizer))) {
		return meta;
	}
	const {finalizers: _, ...rest} = meta;
	return finalizers.length > 0 ? {...rest, finalizers} : rest;
}

/** A deletion of what something besides finalizers keeps, such as a namespace (namespace/storage/storage.go Delete). */
function hold(
	registry: Registry,
	definition: ResourceDefinition,
	existing: KubernetesObject,
	options: DeletionOptions,
	now: number,
): DeletedObject {
	if (existing.metadata.deletionTimestamp) {
		return {object: existing, gone: false};
	}
	const metadata = {
		...withFinalizers(existing.metadata, finalizersFor(definition, existing.metadata, options)),
		deletionTimestamp: formatTime(now),
	};
	const marked: KubernetesObject = {...existing, metadata};
	const object = definition.strategy.markDeleted?.(marked) ?? marked;
	return {object: options.dryRun ? object : registry.store.put(resourceName(definition), object), gone: false};
}
