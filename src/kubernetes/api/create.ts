/**
 * How an object comes to be (apiserver pkg/endpoints/handlers/create.go, pkg/registry/rest/create.go): defaults,
 * admission, the system's own fields, validation, and then the store.
 */
import type {FieldError} from '../../apimachinery/field-error.ts';
import {invalid} from '../../apimachinery/field-error.ts';
import {extended, type KubernetesObject, type ObjectMeta, withMetadata} from '../../apimachinery/object.ts';
import {alreadyExists, failure, StatusError} from '../../apimachinery/status.ts';
import {formatTime} from '../../apimachinery/time.ts';
import {checkNamespace} from './admission.ts';
import {fillIn} from './defaulting.ts';
import {groupResource, nameNotGenerated} from './errors.ts';
import {type FieldRecord, keepRecord} from './field-manager/record.ts';
import {takeManagedFields} from './managed-fields.ts';
import {generateName, inNamespace, uniqueOwners, validateMeta} from './object-meta.ts';
import {checkQuota} from './quota/admission.ts';
import type {Registry, WriteOptions} from './registry.ts';
import {type ResourceDefinition, resourceName} from './resource.ts';

/** How many random names are tried before the server gives up (store.go maxNameGenerationCreateAttempts). */
const nameAttempts = 8;

export function createObject(
	registry: Registry,
	definition: ResourceDefinition,
	namespace: string,
	given: KubernetesObject,
	options: WriteOptions,
): KubernetesObject {
	if (given.metadata.resourceVersion) {
		throw failure(500, '', 'resourceVersion should not be set on objects to be created');
	}
	const meta = inNamespace(withoutSystemFields(given.metadata), definition.namespaced ? namespace : '');
	const object = fillIn(definition, withMetadata(given, uniqueOwners(meta, options.warn)));
	if (!registry.fieldManager) {
		return storeNew(registry, definition, object, options);
	}
	const {object: bare, given: fields} = takeManagedFields(object);
	const {manager} = options;
	const write = {definition, manager: manager ?? '', subresource: '', now: registry.clock.now};
	const record = manager === undefined ? undefined : registry.fieldManager.update(write, undefined, bare, fields);
	return storeNew(registry, definition, bare, options, record);
}

/** The metadata without what only the server sets. */
function withoutSystemFields(meta: ObjectMeta): ObjectMeta {
	if (meta.uid === undefined && meta.deletionTimestamp === undefined && meta.deletionGracePeriodSeconds === undefined) {
		return meta;
	}
	const {uid: _uid, deletionTimestamp: _ended, deletionGracePeriodSeconds: _grace, ...rest} = meta;
	return rest;
}

/**
 * The second half of a create, which an apply that creates shares: admission, validation, store.
 * @param record who set its fields
 */
export function storeNew(
	registry: Registry,
	definition: ResourceDefinition,
	filledIn: KubernetesObject,
	options: WriteOptions,
	record?: FieldRecord,
): KubernetesObject {
	const {strategy} = definition;
	checkNamespace(registry, definition, filledIn);
	const admitted: KubernetesObject = strategy.admit?.(filledIn, registry.context) ?? filledIn;
	const generated = !admitted.metadata.name && admitted.metadata.generateName;
	for (let attempt = 1; ; attempt++) {
		try {
			return storeOnce(registry, definition, admitted, options, record);
		} catch (error) {
			const taken = error instanceof StatusError && error.reason === 'AlreadyExists';
			if (!taken || !generated || attempt === nameAttempts) {
				throw error;
			}
		}
	}
}

function storeOnce(
	registry: Registry,
	definition: ResourceDefinition,
	admitted: KubernetesObject,
	options: WriteOptions,
	record: FieldRecord | undefined,
): KubernetesObject {
	const {strategy} = definition;
	const {clock, store} = registry;
	const {metadata} = admitted;
	const named =
		metadata.name || !metadata.generateName ? metadata.name : generateName(metadata.generateName, clock.random);
	let object: KubernetesObject = {
		...admitted,
		metadata: extended(metadata, {
			name: named ?? '',
			uid: clock.random.uuid(),
			creationTimestamp: formatTime(clock.now),
		}),
	};
	object = strategy.prepareForCreate?.(object, options.dryRun ? registry.dryRunContext : registry.context) ?? object;
	const {name} = object.metadata;
	const errors: FieldError[] = [...validateMeta(object, definition), ...(strategy.validate?.(object) ?? [])];
	if (errors.length > 0) {
		throw invalid(definition, name, errors);
	}
	if (options.warn) {
		strategy.warnings?.(object).forEach(options.warn);
	}
	strategy.checkNew?.(object, registry.context);
	const charge = checkQuota(registry, definition, object);
	const resource = resourceName(definition);
	const existing = store.get(resource, object.metadata.namespace ?? '', name);
	if (existing) {
		if (metadata.generateName && !metadata.name) {
			throw nameNotGenerated(groupResource(definition), name);
		}
		const taken = alreadyExists(groupResource(definition), name);
		if (existing.metadata.deletionTimestamp) {
			throw new StatusError({...taken.status, message: `object is being deleted: ${taken.message}`});
		}
		throw taken;
	}
	if (options.dryRun) {
		return keepRecord(object, record);
	}
	charge();
	return store.put(resource, object, record);
}
