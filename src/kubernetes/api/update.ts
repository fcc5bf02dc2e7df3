/**
 * How an object changes (apiserver pkg/registry/generic/registry/store.go Update, pkg/registry/rest/update.go). An
 * update that changes nothing is not written.
 */
import {jsonEqual} from '../../apimachinery/equal.ts';
import type {FieldError} from '../../apimachinery/field-error.ts';
import {fieldErrors, invalid} from '../../apimachinery/field-error.ts';
import {
	type KubernetesObject,
	type ManagedFieldsEntry,
	type ObjectMeta,
	withMetadata,
} from '../../apimachinery/object.ts';
import {notFound, qualified} from '../../apimachinery/status.ts';
import {storeNew} from './create.ts';
import {fillIn} from './defaulting.ts';
import {groupResource, outdated, preconditionFailed} from './errors.ts';
import {emptyRecord, type FieldRecord, keepRecord, recordOf} from './field-manager/record.ts';
import {takeManagedFields} from './managed-fields.ts';
import {inNamespace, uniqueOwners, validateMetaUpdate} from './object-meta.ts';
import {checkQuota} from './quota/admission.ts';
import type {Registry, WriteOptions} from './registry.ts';
import {type ResourceDefinition, resourceName, type StrategyContext} from './resource.ts';

/** Makes the wanted object; `old` is undefined where there is none. Throws a StatusError to refuse. */
export type Transform = (old: KubernetesObject | undefined) => KubernetesObject;

export interface UpdateOptions extends WriteOptions {
	/** Which part is written; '' for the object itself. `status` and the strategy's parts have rules of their own. */
	readonly subresource?: string;
	/** Creates what is not there, as an apply does. */
	readonly createMissing?: boolean;
	/** The uid that the request's own object names: another one is a conflict, not a mistake in a field. */
	readonly uid?: string;
	/** The transform has worked out the owners of the fields itself, and keeps them with its object. */
	readonly fieldsManaged?: boolean;
}

export function updateObject(
	registry: Registry,
	definition: ResourceDefinition,
	namespace: string,
	name: string,
	transform: Transform,
	options: UpdateOptions,
): {readonly object: KubernetesObject; readonly created: boolean} {
	const {strategy} = definition;
	const resource = resourceName(definition);
	const old = registry.store.get(resource, namespace, name);
	const subresource = options.subresource ?? '';
	if (!old) {
		if (subresource !== '' || !(strategy.createOnUpdate || options.createMissing)) {
			throw notFound(groupResource(definition), name);
		}
		return {object: createByUpdate(registry, definition, namespace, transform(undefined), options), created: true};
	}
	if (options.uid && options.uid !== old.metadata.uid) {
		throw preconditionFailed(definition, old, 'UID', options.uid);
	}
	const transformed = transform(old);
	const {object: wanted, given} = registry.fieldManager
		? takeManagedFields(transformed)
		: {object: transformed, given: undefined};
	const filled = complete(definition, withVersion(definition, wanted, old), old);
	const context = options.dryRun ? registry.dryRunContext : registry.context;
	const next = prepare(context, definition, filled, old, subresource);
	const errors = validate(definition, next, old, subresource);
	if (errors.length > 0) {
		throw invalid(definition, name, errors);
	}
	if (options.warn && subresource === '') {
		strategy.warnings?.(next, old).forEach(options.warn);
	}
	(subresource === '' ? strategy : strategy.parts?.[subresource])?.checkUpdate?.(next, old, registry.context);
	const charge = subresource === 'status' ? undefined : checkQuota(registry, definition, next, {old, subresource});
	if (isFinished(definition, next, old)) {
		if (!options.dryRun) {
			registry.store.remove(resource, old);
		}
		return {object: next, created: false};
	}
	const owned = () =>
		options.fieldsManaged ? recordOf(transformed) : noted(registry, definition, old, filled, given, options);
	const mayMoveOwners = given !== undefined || options.fieldsManaged;
	if (jsonEqual(next, old) && !(mayMoveOwners && !sameOwners(registry, owned(), old))) {
		return {object: old, created: false};
	}
	const record = owned();
	if (options.dryRun) {
		return {object: keepRecord(next, record), created: false};
	}
	charge?.();
	return {object: registry.store.put(resource, next, record), created: false};
}

function createByUpdate(
	registry: Registry,
	definition: ResourceDefinition,
	namespace: string,
	wanted: KubernetesObject,
	options: UpdateOptions,
): KubernetesObject {
	if (!options.fieldsManaged) {
		return registry.create(definition, namespace, wanted, options);
	}
	const metadata = inNamespace(wanted.metadata, definition.namespaced ? namespace : '');
	return storeNew(registry, definition, fillIn(definition, {...wanted, metadata}), options, recordOf(wanted));
}

/** The object with the resourceVersion that the update starts from; refuses one that is not the stored one. */
function withVersion(
	definition: ResourceDefinition,
	wanted: KubernetesObject,
	old: KubernetesObject,
): KubernetesObject {
	const of = groupResource(definition);
	const {name, resourceVersion} = old.metadata;
	const given = wanted.metadata.resourceVersion;
	if (given === resourceVersion) {
		return wanted;
	}
	if (given && given !== '0') {
		throw outdated(of, name);
	}
	if (definition.strategy.allowUnconditionalUpdate === false) {
		throw invalid({group: definition.group, kind: qualified({...of, group: ''})}, name, [
			fieldErrors.invalid('metadata.resourceVersion', 0, 'must be specified for an update'),
		]);
	}
	return {...wanted, metadata: {...wanted.metadata, resourceVersion}};
}

/** Who owns the fields after the write; undefined where that is not kept. */
function noted(
	registry: Registry,
	definition: ResourceDefinition,
	old: KubernetesObject,
	filled: KubernetesObject,
	given: readonly ManagedFieldsEntry[] | undefined,
	{manager, subresource = ''}: UpdateOptions,
): FieldRecord | undefined {
	if (!registry.fieldManager || manager === undefined) {
		return recordOf(old);
	}
	const write = {definition, manager, subresource, now: registry.clock.now};
	return registry.fieldManager.update(write, old, filled, given);
}

function sameOwners(registry: Registry, record: FieldRecord | undefined, old: KubernetesObject): boolean {
	const {fieldManager} = registry;
	return !fieldManager || fieldManager.sameOwners(record ?? emptyRecord, recordOf(old) ?? emptyRecord);
}

/** Fills in, in the place and generation of the stored object. */
function complete(definition: ResourceDefinition, wanted: KubernetesObject, old: KubernetesObject): KubernetesObject {
	const before = old.metadata;
	const meta: ObjectMeta =
		wanted.metadata === before
			? before
			: uniqueOwners(inNamespace(wanted.metadata, definition.namespaced ? (before.namespace ?? '') : ''));
	return fillIn(definition, withMetadata(wanted, withGeneration(meta, before.generation)), old);
}

/** Keeps what no update may change (rest.BeforeUpdate). */
function prepare(
	context: StrategyContext,
	definition: ResourceDefinition,
	filled: KubernetesObject,
	old: KubernetesObject,
	subresource: string,
): KubernetesObject {
	const {strategy} = definition;
	const part = strategy.parts?.[subresource];
	let next = filled;
	if (part) {
		next = part.prepareForUpdate(next, old);
	} else if (subresource === 'status') {
		next = strategy.prepareForStatusUpdate
			? strategy.prepareForStatusUpdate(next, old, context)
			: onlyStatus(next, old);
	} else {
		next = strategy.prepareForUpdate?.(next, old, context) ?? next;
	}
	return withMetadata(next, systemFields(next.metadata, old.metadata, subresource));
}

function withGeneration(meta: ObjectMeta, generation: number | undefined): ObjectMeta {
	if (meta.generation === generation) {
		return meta;
	}
	const {generation: _, ...rest} = meta;
	return generation === undefined ? rest : {...rest, generation};
}

function onlyStatus(next: KubernetesObject, old: KubernetesObject): KubernetesObject {
	const {status} = next as KubernetesObject & {readonly status?: unknown};
	const {resourceVersion} = next.metadata;
	const metadata = resourceVersion === old.metadata.resourceVersion ? old.metadata : {...old.metadata, resourceVersion};
	return {...old, metadata, status} as KubernetesObject;
}

/** The fields of the metadata that an update leaves as they are, whatever it says. */
function systemFields(meta: ObjectMeta, before: ObjectMeta, subresource: string): ObjectMeta {
	if (meta === before) {
		return before;
	}
	const {deletionTimestamp: asked, deletionGracePeriodSeconds, ...rest} = meta;
	const grace = deletionGracePeriodSeconds ?? before.deletionGracePeriodSeconds;
	// One that is asked for by an update of the object itself stays, to be refused.
	const deletionTimestamp = before.deletionTimestamp ?? (subresource === '' ? asked : undefined);
	return {
		...rest,
		uid: meta.uid || before.uid,
		creationTimestamp: before.creationTimestamp,
		...(deletionTimestamp && {deletionTimestamp}),
		...(grace !== undefined && {deletionGracePeriodSeconds: grace}),
	};
}

function validate(
	definition: ResourceDefinition,
	next: KubernetesObject,
	old: KubernetesObject,
	subresource: string,
): readonly FieldError[] {
	const {strategy} = definition;
	const part = strategy.parts?.[subresource];
	const own = subresource === 'status' ? strategy.validateStatusUpdate : strategy.validateUpdate;
	const errors = part ? part.validateUpdate(next, old) : own?.call(strategy, next, old);
	return [...validateMetaUpdate(next, old), ...(errors ?? [])];
}

/** Whether this update was the last thing that a deleted object waited for (store.go ShouldDeleteDuringUpdate). */
function isFinished(definition: ResourceDefinition, next: KubernetesObject, old: KubernetesObject): boolean {
	return (
		old.metadata.deletionTimestamp !== undefined &&
		!old.metadata.deletionGracePeriodSeconds &&
		!next.metadata.finalizers?.length &&
		!definition.strategy.isHeld?.(next)
	);
}
