/** The requests that change something (cli-runtime pkg/resource/helper.go). */
import {patchTypes} from '../apimachinery/connection.ts';
import type {KubernetesObject} from '../apimachinery/object.ts';
import type {Client} from './client.ts';
import type {DryRun} from './dry-run.ts';
import {collectionPath, type Mapping, objectPath} from './resources.ts';

/** Which object is written to. */
export interface Target {
	readonly mapping: Mapping;
	/** '' for cluster-wide resources. */
	readonly namespace: string;
	readonly name: string;
}

export interface WriteOptions {
	readonly dryRun?: DryRun;
	readonly fieldManager?: string;
	/** `Strict`, `Warn` or `Ignore`. */
	readonly fieldValidation?: string;
	readonly subresource?: string;
	/** For server-side apply: takes fields from other managers. */
	readonly force?: boolean;
}

function queryOf({dryRun, fieldManager, fieldValidation, force}: WriteOptions): Record<string, string> {
	return {
		...(dryRun === 'server' && {dryRun: 'All'}),
		...(fieldManager && {fieldManager}),
		...(fieldValidation && {fieldValidation}),
		...(force !== undefined && {force: String(force)}),
	};
}

export function createObject(
	client: Client,
	{mapping, namespace}: Pick<Target, 'mapping' | 'namespace'>,
	body: unknown,
	options: WriteOptions = {},
): Promise<KubernetesObject> {
	return client.request('POST', collectionPath(mapping, namespace), {query: queryOf(options), body});
}

export function replaceObject(
	client: Client,
	{mapping, namespace, name}: Target,
	body: unknown,
	options: WriteOptions = {},
): Promise<KubernetesObject> {
	const path = objectPath(mapping, namespace, name, options.subresource);
	return client.request('PUT', path, {query: queryOf(options), body});
}

export function patchObject(
	client: Client,
	{mapping, namespace, name}: Target,
	type: keyof typeof patchTypes,
	body: unknown,
	options: WriteOptions = {},
): Promise<KubernetesObject> {
	const path = objectPath(mapping, namespace, name, options.subresource);
	return client.request('PATCH', path, {query: queryOf(options), body, contentType: patchTypes[type]});
}

export interface DeleteOptions {
	readonly gracePeriodSeconds?: number;
	readonly propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
}

/** The answer is a Status, or the object where it goes only later. */
export function deleteObject(
	client: Client,
	{mapping, namespace, name}: Target,
	options: DeleteOptions,
	dryRun: DryRun = 'none',
): Promise<KubernetesObject> {
	return client.request('DELETE', objectPath(mapping, namespace, name), {
		query: {},
		body: {
			kind: 'DeleteOptions',
			apiVersion: 'v1',
			...options,
			...(dryRun === 'server' && {dryRun: ['All']}),
		},
	});
}
