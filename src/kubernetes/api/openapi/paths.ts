/** The paths of resources as OpenAPI describes them (apiserver pkg/endpoints/installer.go). */
import {Scale} from '../../../api/autoscaling-v1.ts';
import {Eviction} from '../../../api/policy-v1.ts';
import {patchTypes} from '../../../apimachinery/connection.ts';
import type {Message} from '../../../apimachinery/schema.ts';
import {apiVersionOf, type ResourceDefinition} from '../resource.ts';
import {type GroupVersionKind, patchBody, referenceTo, type Schema} from './schemas.ts';

export type Verb = 'get' | 'post' | 'put' | 'patch' | 'delete';
/** The operations on a path by their methods, and `parameters`, which all of them have. */
export type PathItem = Record<string, unknown>;

export interface Parameter {
	readonly name: string;
	readonly in: 'query' | 'path';
	readonly description: string;
	readonly required?: true;
	readonly schema: Schema;
}

function query(name: string, type: 'string' | 'boolean' | 'integer', description: string): Parameter {
	return {name, in: 'query', description, schema: {type, uniqueItems: true}};
}

function inPath(name: string, description: string): Parameter {
	return {name, in: 'path', description, required: true, schema: {type: 'string', uniqueItems: true}};
}

const writing = [
	query('dryRun', 'string', 'With All, everything is done but to store the result.'),
	query('fieldManager', 'string', 'Who writes, for managedFields.'),
	query('fieldValidation', 'string', 'What is done about unknown fields: Ignore, Warn (the default) or Strict.'),
];
const patching = [...writing, query('force', 'boolean', 'Has an apply take fields that others own.')];
const listing = [
	query('allowWatchBookmarks', 'boolean', 'Has a watch say from time to time how far it has come.'),
	query('continue', 'string', 'Where the page begins, as the page before said.'),
	query('fieldSelector', 'string', 'Only objects with these values in fields.'),
	query('labelSelector', 'string', 'Only objects with these labels.'),
	query('limit', 'integer', 'The most objects in a page.'),
	query('resourceVersion', 'string', 'The state to show or to watch from.'),
	query('resourceVersionMatch', 'string', 'How resourceVersion is meant: Exact or NotOlderThan.'),
	query('sendInitialEvents', 'boolean', 'Has a watch begin with what is there.'),
	query('timeoutSeconds', 'integer', 'When to end.'),
	query('watch', 'boolean', 'Has changes follow as they happen.'),
];
const deleting = [
	query('dryRun', 'string', 'With All, nothing is deleted.'),
	query('gracePeriodSeconds', 'integer', 'How long the object may take to end.'),
	query('orphanDependents', 'boolean', 'The older form of propagationPolicy.'),
	query('propagationPolicy', 'string', 'What becomes of dependents: Background, Foreground or Orphan.'),
];

/** The kind behind a subresource, where it is not the resource's own. */
const subresourceMessages: Readonly<Record<string, {readonly kind: GroupVersionKind; readonly message: Message}>> = {
	scale: {kind: {group: 'autoscaling', version: 'v1', kind: 'Scale'}, message: Scale},
	eviction: {kind: {group: 'policy', version: 'v1', kind: 'Eviction'}, message: Eviction},
};
/** The subresources that are read and written as objects, and how. */
const subresourceVerbs: Readonly<Record<string, readonly Verb[]>> = {
	status: ['get', 'put', 'patch'],
	ephemeralcontainers: ['get', 'put', 'patch'],
	resize: ['get', 'put', 'patch'],
	scale: ['get', 'put', 'patch'],
	eviction: ['post'],
	finalize: ['put'],
};

/** The kinds that the subresources of a resource are written in. */
export function subresourceKindsOf({subresources = []}: ResourceDefinition) {
	return subresources.flatMap(name => subresourceMessages[name] ?? []);
}

/** All paths of a resource. */
export function pathsOf(definition: ResourceDefinition): [path: string, item: PathItem][] {
	const {group, plural, namespaced, kind, subresources = []} = definition;
	const root = `${group === '' ? '/api' : '/apis'}/${apiVersionOf(definition)}`;
	const namespace = inPath('namespace', 'The namespace of the objects.');
	const collection = namespaced ? `${root}/namespaces/{namespace}/${plural}` : `${root}/${plural}`;
	const around = namespaced ? [namespace] : [];
	const one = [...around, inPath('name', `The name of the ${kind}.`)];
	const paths: [string, PathItem][] = [];
	if (namespaced) {
		paths.push([`${root}/${plural}`, itemOf(definition, around.slice(1), {verbs: ['get'], many: true, all: true})]);
	}
	paths.push(
		[collection, itemOf(definition, around, {verbs: ['get', 'post', 'delete'], many: true})],
		[`${collection}/{name}`, itemOf(definition, one, {verbs: ['get', 'put', 'patch', 'delete']})],
	);
	for (const subresource of subresources) {
		const verbs = subresourceVerbs[subresource];
		if (verbs) {
			paths.push([`${collection}/{name}/${subresource}`, itemOf(definition, one, {verbs, subresource})]);
		}
	}
	return paths;
}

interface Place {
	readonly verbs: readonly Verb[];
	/** Whether the path is a collection's. */
	readonly many?: boolean;
	/** Whether it spans all namespaces. */
	readonly all?: boolean;
	readonly subresource?: string;
}

function itemOf(definition: ResourceDefinition, parameters: readonly Parameter[], place: Place): PathItem {
	const allowed = place.verbs.filter(verb => definition.verbs?.includes(actionOf(verb, place)) ?? true);
	return {
		...Object.fromEntries(allowed.map(verb => [verb, operation(definition, verb, place)])),
		...(parameters.length > 0 && {parameters}),
	};
}

/** The verb as the API server calls it. */
function actionOf(verb: Verb, {many}: Place): string {
	switch (verb) {
		case 'get':
			return many ? 'list' : 'get';
		case 'post':
			return 'create';
		case 'put':
			return 'update';
		case 'delete':
			return many ? 'deletecollection' : 'delete';
		default:
			return verb;
	}
}

/** As upstream names operations: `readAppsV1NamespacedDeployment`, `deleteAppsV1CollectionNamespacedDeployment`. */
function operationId(definition: ResourceDefinition, verb: Verb, {many, all, subresource = ''}: Place): string {
	const {group, version, kind, namespaced} = definition;
	const words = {get: many ? 'list' : 'read', post: 'create', put: 'replace', patch: 'patch', delete: 'delete'};
	const [first = ''] = group === '' ? ['core'] : group.split('.');
	return [
		words[verb],
		capital(first),
		capital(version),
		many && verb === 'delete' ? 'Collection' : '',
		namespaced && !all ? 'Namespaced' : '',
		kind,
		capital(subresource),
		all ? 'ForAllNamespaces' : '',
	].join('');
}

function capital(text: string): string {
	return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function operation(definition: ResourceDefinition, verb: Verb, place: Place): unknown {
	const {group, version, kind, schema} = definition;
	const own = subresourceMessages[place.subresource ?? ''];
	const body = referenceTo(own?.message.definition ?? schema.definition);
	const answer = place.many && verb === 'get' ? referenceTo(`${schema.definition}List`) : body;
	const parameters = parametersOf(verb, place);
	const action = actionOf(verb, place);
	const [code, text] = verb === 'post' ? ['201', 'Created'] : ['200', 'OK'];
	return {
		description: `${action} ${kind}${place.subresource ? ` ${place.subresource}` : ''}`,
		operationId: operationId(definition, verb, place),
		...(parameters.length > 0 && {parameters}),
		...((verb === 'post' || verb === 'put') && {requestBody: {content: {'*/*': {schema: body}}, required: true}}),
		...(verb === 'patch' && {
			requestBody: {
				content: Object.fromEntries(Object.values(patchTypes).map(type => [type, {schema: referenceTo(patchBody)}])),
				required: true,
			},
		}),
		responses: {[code]: {description: text, content: {'application/json': {schema: answer}}}},
		'x-kubernetes-action': action === 'list' || action === 'deletecollection' ? action : verb,
		'x-kubernetes-group-version-kind': own?.kind ?? {group, version, kind},
	};
}

function parametersOf(verb: Verb, {many}: Place): readonly Parameter[] {
	switch (verb) {
		case 'get':
			return many ? listing : [];
		case 'delete':
			return many ? [...deleting, ...listing] : deleting;
		case 'patch':
			return patching;
		default:
			return writing;
	}
}
