/** What each verb does with a resource: from a request to the object, the list or the Status that answers it. */
import type {ApiRequest} from '../../apimachinery/connection.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {goValue} from '../../apimachinery/patch-error.ts';
import {badRequest, type Status} from '../../apimachinery/status.ts';
import {applyTransform, checkApplyOptions, readConfiguration} from './apply.ts';
import {checkContentType, type ExpectedKind, type KnowsKind, readBody, readPatched} from './body.ts';
import {groupResource} from './errors.ts';
import {withManagedFields} from './field-manager/record.ts';
import {listObjects} from './list.ts';
import {negotiate} from './negotiation.ts';
import {inNamespace} from './object-meta.ts';
import {deletionOptions, listQuery, type WriteQuery, writeQuery} from './options.ts';
import {type PatchType, patched, patchTypeOf} from './patch.ts';
import type {Registry, WriteOptions} from './registry.ts';
import {representList, representObject} from './represent.ts';
import {type ResourceDefinition, resourceName} from './resource.ts';
import type {ResourcePath} from './routes.ts';
import {selectionOf} from './selection.ts';
import type {Transform} from './update.ts';

export interface Call {
	readonly registry: Registry;
	readonly request: ApiRequest;
	/** The resource that is stored, which may be shown in another form. */
	readonly path: ResourcePath;
	/** The resource that was asked for: whose form clients send and are answered in. */
	readonly shown: ResourceDefinition;
	readonly warn: (message: string) => void;
	readonly knows: KnowsKind;
}

export interface Answer {
	readonly status: number;
	readonly body: unknown;
}

/** An object that is read and written in another form than it is stored in: as its scale. */
export interface View {
	readonly expected: ExpectedKind;
	show(object: KubernetesObject): KubernetesObject;
	/** The stored object with what the client changed in the view. */
	put(stored: KubernetesObject, view: KubernetesObject): KubernetesObject;
	/** What a table of it shows. */
	readonly columns?: ResourceDefinition['columns'];
	/** What applying a configuration of the view means for the stored object; without it views are not applied. */
	configuration?(view: KubernetesObject): KubernetesObject;
}

/** The form in which the asked resource shows the stored one, where that is another. */
function formOf({shown}: Call): View | undefined {
	const {view} = shown;
	return view && {expected: shown, show: view.fromStored, put: (_stored, object) => view.toStored(object)};
}

export function representation(call: Call, object: KubernetesObject): unknown {
	const {accept, query = {}} = call.request;
	return representObject(call.shown, object, {
		representation: negotiate(accept),
		query,
		now: call.registry.clock.now,
	});
}

export function getOne(call: Call, view?: View): Answer {
	const {definition, namespace, name} = call.path;
	const object = call.registry.get(definition, namespace, name!);
	return {status: 200, body: view ? viewed(call, view, object) : representation(call, object)};
}

/** What a view shows of an object, as a table where the client asked for that. */
function viewed(call: Call, view: View, stored: KubernetesObject): unknown {
	const {accept, query = {}} = call.request;
	const object = view.show(stored);
	if (!view.columns || negotiate(accept) !== 'Table') {
		return object;
	}
	return representObject({...call.path.definition, columns: view.columns}, object, {
		representation: 'Table',
		query,
		now: call.registry.clock.now,
	});
}

export function getList(call: Call): Answer {
	const {definition, namespace, name} = call.path;
	const {accept, query = {}} = call.request;
	const options = listQuery(query);
	const list = listObjects(call.registry, definition, namespace, selectionOf(call.shown, options, name), options);
	const form = {representation: negotiate(accept), query, now: call.registry.clock.now};
	return {status: 200, body: representList(call.shown, list, form)};
}

export function createOne(call: Call): Answer {
	const {definition, namespace} = call.path;
	const {query = {}, contentType} = call.request;
	checkContentType(contentType);
	const options = writeQuery(query, 'CreateOptions');
	const read = readBody(call.shown, call, options.fieldValidation);
	if (definition.answer) {
		negotiate(call.request.accept, false);
		return {status: 201, body: definition.answer(read, call.registry.context, namespace)};
	}
	const object = call.shown.view?.toStored(read) ?? read;
	const stored = call.registry.create(definition, namespace, object, writeOptions(call, options));
	return {status: 201, body: representation(call, stored)};
}

export function updateOne(call: Call, view?: View): Answer {
	const {definition, namespace, name, subresource} = call.path;
	const {query = {}, contentType} = call.request;
	checkContentType(contentType);
	const options = writeQuery(query, 'UpdateOptions');
	const form = view ?? formOf(call);
	const wanted = readBody(form?.expected ?? definition, call, options.fieldValidation);
	const {uid} = wanted.metadata;
	const located = checkPlace(call, wanted);
	const result = call.registry.update(definition, namespace, name!, old => (form ? form.put(old!, located) : located), {
		...writeOptions(call, options),
		subresource: subresource ?? '',
		...(uid && !view && {uid}),
	});
	return respond(call, result, view);
}

export function patchOne(call: Call, view?: View): Answer {
	const {definition, namespace, name, subresource = ''} = call.path;
	const {query = {}, contentType} = call.request;
	const type = patchTypeOf(contentType);
	const options = writeQuery(query, 'PatchOptions');
	const apply = type === 'apply';
	checkApplyOptions(options, apply, query.force !== undefined);
	const transform = apply
		? applyTransform(call.registry, definition, subresource, configurationOf(call, view), options)
		: patchTransform(call, type, view ?? formOf(call), options);
	const result = call.registry.update(definition, namespace, name!, transform, {
		...writeOptions(call, options),
		subresource,
		...(apply && {createMissing: true, fieldsManaged: true}),
	});
	return respond(call, result, view);
}

/** What a patch makes of the stored object, by way of the form that clients see. */
function patchTransform(
	call: Call,
	type: Exclude<PatchType, 'apply'>,
	form: View | undefined,
	{fieldValidation}: WriteQuery,
): Transform {
	const {body, duplicateFields} = call.request;
	const duplicates = type === 'json' ? [] : duplicateFields;
	const expected = form?.expected ?? call.path.definition;
	const patchOf = (stored: KubernetesObject) => patched(type, expected.schema, form ? form.show(stored) : stored, body);
	return old => {
		// Only JSON patches refer to what is there.
		const {value, leftOver} = patchOf(type === 'json' ? withManagedFields(old!) : old!);
		const source =
			type === 'strategic'
				? {source: 'unstructured' as const, describe: () => goValue(leftOver)}
				: {source: 'json' as const, describe: () => JSON.stringify(patchOf(withManagedFields(old!)).value)};
		const read = readPatched(expected, value, fieldValidation, {...source, duplicates}, call);
		const located = checkPlace(call, read);
		return form ? form.put(old!, located) : located;
	};
}

export function deleteOne(call: Call): Answer {
	const {definition, namespace, name} = call.path;
	const {query = {}, body} = call.request;
	const options = deletionOptions(query, body);
	const {object, gone} = call.registry.delete(definition, namespace, name!, options);
	const status = !gone && options.orphanDependents === false ? 202 : 200;
	if (gone && !definition.strategy.returnsDeleted) {
		return {status, body: deletionStatus(definition, object)};
	}
	return {status, body: representation(call, object)};
}

/** Deletes what a list would show; an object that is gone meanwhile is no error. */
export function deleteMany(call: Call): Answer {
	const {definition, namespace} = call.path;
	const {query = {}, body} = call.request;
	const list = listQuery(query);
	const options = deletionOptions(query, body);
	const found = listObjects(call.registry, definition, namespace, selectionOf(call.shown, list), list);
	for (const {metadata} of found.items) {
		call.registry.delete(definition, metadata.namespace ?? '', metadata.name, options);
	}
	const form = {representation: negotiate(call.request.accept), query, now: call.registry.clock.now};
	return {status: 200, body: representList(call.shown, found, form)};
}

export function success(code: number): Answer {
	const body: Status = {kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code};
	return {status: code, body};
}

function deletionStatus(definition: ResourceDefinition, {metadata}: KubernetesObject): Status {
	const {group, resource} = groupResource(definition);
	const details = {name: metadata.name, ...(group && {group}), kind: resource, uid: metadata.uid!};
	return {kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details};
}

/** The configuration that an apply sends, as it is: what kubectl keeps in its annotation. */
function configurationOf(call: Call, view?: View): KubernetesObject {
	const configuration = nameGiven(call, readConfiguration(call.request.body));
	checkPlace(call, configuration);
	return view?.configuration?.(configuration) ?? configuration;
}

/** A configuration for what is there already need not name it: it is the result whose name is looked at (patch.go applyPatch). */
function nameGiven(call: Call, configuration: KubernetesObject): KubernetesObject {
	const {definition, namespace, name = ''} = call.path;
	const {metadata} = configuration;
	return metadata.name || !call.registry.store.get(resourceName(definition), namespace, name)
		? configuration
		: {...configuration, metadata: {...metadata, name}};
}

/** Refuses an object that names another place than the path (handlers/rest.go checkName). */
function checkPlace(call: Call, object: KubernetesObject): KubernetesObject {
	const {definition, namespace, name} = call.path;
	const metadata = inNamespace(object.metadata ?? {}, definition.namespaced ? namespace : '');
	if (!metadata.name) {
		throw badRequest(`the name of the object (${name} based on URL) was undeterminable: name must be provided`);
	}
	if (metadata.name !== name) {
		throw badRequest(`the name of the object (${metadata.name}) does not match the name on the URL (${name})`);
	}
	return metadata === object.metadata ? object : {...object, metadata};
}

function respond(
	call: Call,
	result: {readonly object: KubernetesObject; readonly created: boolean},
	view?: View,
): Answer {
	const {object, created} = result;
	const status = created ? 201 : 200;
	return {status, body: view ? view.show(object) : representation(call, object)};
}

export function writeOptions(call: Call, options: WriteQuery): WriteOptions {
	const manager = options.fieldManager || managerOf(call.request.userAgent);
	return {dryRun: options.dryRun, warn: call.warn, manager};
}

const longestManager = 128;

/** The field manager of a client that names none: its User-Agent's first word (handlers/create.go). */
function managerOf(userAgent: string | undefined): string {
	const [word = ''] = (userAgent ?? '').split('/');
	return word.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '').slice(0, longestManager);
}
