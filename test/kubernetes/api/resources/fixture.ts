/** A registry with some resources, and what people see of it: stored objects, tables, refusals and warnings. */
import type {KubernetesObject} from '../../../../src/apimachinery/object.ts';
import {StatusError} from '../../../../src/apimachinery/status.ts';
import {Registry} from '../../../../src/kubernetes/api/registry.ts';
import {type ResourceDefinition, resourceName} from '../../../../src/kubernetes/api/resource.ts';
import {namespaces} from '../../../../src/kubernetes/api/resources/namespaces.ts';
import {Store} from '../../../../src/kubernetes/api/store.ts';
import {VirtualClock} from '../../../../src/kubernetes/clock.ts';

export const start = Date.parse('2026-01-01T00:00:00Z');

type Given = {readonly metadata?: object} & Readonly<Record<string, unknown>>;

export function registryWith(...resources: ResourceDefinition[]) {
	const clock = new VirtualClock({start, seed: 1});
	const store = new Store();
	const definitions = resources.includes(namespaces) ? resources : [namespaces, ...resources];
	const registry = new Registry({store, clock, definitions});
	registry.create(namespaces, '', {apiVersion: 'v1', kind: 'Namespace', metadata: {name: 'default'}});

	const spaceOf = (definition: ResourceDefinition) => (definition.namespaced ? 'default' : '');
	return {
		clock,
		/** Creates an object in the namespace `default` and answers what is stored. */
		create<T extends KubernetesObject>(definition: ResourceDefinition<T>, given: Given): T {
			const {group, version, kind} = definition;
			const apiVersion = group === '' ? version : `${group}/${version}`;
			const object = {apiVersion, kind, ...given, metadata: {name: 'it', ...given.metadata}};
			return registry.create(definition, spaceOf(definition), object as unknown as KubernetesObject) as T;
		},
		/** Changes an object, or its status. */
		update<T extends KubernetesObject>(
			definition: ResourceDefinition<T>,
			name: string,
			change: (object: T) => T,
			subresource = '',
		): T {
			const transform = (old: KubernetesObject | undefined) => change(old as T);
			return registry.update(definition, spaceOf(definition), name, transform, {subresource}).object as T;
		},
		get<T extends KubernetesObject>(definition: ResourceDefinition<T>, name: string): T | undefined {
			return store.get(resourceName(definition), spaceOf(definition), name) as T | undefined;
		},
		/** The row of an object, by the names of the columns. */
		row<T extends KubernetesObject>(definition: ResourceDefinition<T>, object: T) {
			return Object.fromEntries(definition.columns.map(column => [column.name, column.cell(object, clock.now)]));
		},
	};
}

/** What the server says when it refuses. */
export function refusal(request: () => unknown): string {
	try {
		request();
	} catch (error) {
		if (error instanceof StatusError) {
			return error.message;
		}
		throw error;
	}
	return 'not refused';
}
