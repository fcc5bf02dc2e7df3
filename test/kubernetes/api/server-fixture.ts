/** An API server with a resource of its own, so that these tests say how the server works and not how Pods do. */
import {ObjectMeta} from '../../../src/api/meta-v1.ts';
import type {ApiRequest, ApiResponse} from '../../../src/apimachinery/connection.ts';
import type {KubernetesObject} from '../../../src/apimachinery/object.ts';
import {defaulted, int32, map, messagesOf, optional, ref, string} from '../../../src/apimachinery/schema.ts';
import type {Status} from '../../../src/apimachinery/status.ts';
import {nameIsDnsSubdomain} from '../../../src/apimachinery/validation.ts';
import {Registry} from '../../../src/kubernetes/api/registry.ts';
import type {ResourceDefinition} from '../../../src/kubernetes/api/resource.ts';
import {namespaces} from '../../../src/kubernetes/api/resources/namespaces.ts';
import {ApiServer} from '../../../src/kubernetes/api/server.ts';
import {Store} from '../../../src/kubernetes/api/store.ts';
import {VirtualClock} from '../../../src/kubernetes/clock.ts';

const message = messagesOf('test.widgets.v1');
const WidgetSpec = message('WidgetSpec', 'What a widget should be.', {
	size: defaulted(1, int32, 1, 'How large.'),
	colour: optional(2, string, 'Its colour.'),
	options: optional(3, map(string), 'More about it.'),
});
const WidgetStatus = message('WidgetStatus', 'What a widget is.', {phase: optional(1, string, 'How it does.')});
const WidgetSchema = message('Widget', 'A thing to test with.', {
	apiVersion: optional(0, string, 'Its version.'),
	kind: optional(0, string, 'Its kind.'),
	metadata: optional(1, ref(ObjectMeta), 'Its metadata.'),
	spec: optional(2, ref(WidgetSpec), 'What it should be.'),
	status: optional(3, ref(WidgetStatus), 'What it is.'),
});

export interface Widget extends KubernetesObject {
	readonly spec: {readonly size?: number; readonly colour?: string};
	readonly status?: {readonly phase?: string};
}

/** Ends gracefully, within 30 seconds where nobody says otherwise. */
export const widgets: ResourceDefinition<Widget> = {
	group: 'test.example',
	version: 'v1',
	kind: 'Widget',
	plural: 'widgets',
	singular: 'widget',
	namespaced: true,
	subresources: ['status'],
	schema: WidgetSchema as unknown as ResourceDefinition<Widget>['schema'],
	validateName: nameIsDnsSubdomain,
	fields: {'spec.colour': widget => widget.spec.colour ?? ''},
	columns: [
		{name: 'Name', type: 'string', format: 'name', description: 'The name.', cell: widget => widget.metadata.name},
		{name: 'Size', type: 'integer', description: 'The size.', cell: widget => widget.spec.size ?? 0},
	],
	strategy: {
		prepareForCreate: ({status: _, ...widget}) => ({...widget, metadata: {...widget.metadata, generation: 1}}),
		prepareForUpdate: ({status: _, ...next}, old) => ({
			...next,
			...(old.status && {status: old.status}),
			metadata: {
				...next.metadata,
				generation: (old.metadata.generation ?? 0) + (JSON.stringify(next.spec) === JSON.stringify(old.spec) ? 0 : 1),
			},
		}),
		validate: widget =>
			(widget.spec.size ?? 0) < 0
				? [{type: 'FieldValueInvalid', field: 'spec.size', value: widget.spec.size, detail: 'must not be negative'}]
				: [],
		gracePeriod: (_widget, requested) => requested ?? 30,
	},
};

/** Goes at once. */
export const gadgets: ResourceDefinition<Widget> = {
	...widgets,
	kind: 'Gadget',
	plural: 'gadgets',
	singular: 'gadget',
	strategy: {validate: widgets.strategy.validate!},
};

export const startOfTests = Date.UTC(2026, 5, 1, 9);

export class TestServer {
	readonly store = new Store();
	readonly clock = new VirtualClock({start: startOfTests, seed: 7});
	readonly registry = new Registry({
		store: this.store,
		clock: this.clock,
		definitions: [namespaces, widgets, gadgets],
	});
	readonly server = new ApiServer(this.registry);

	constructor() {
		this.handle('POST', '/api/v1/namespaces', {metadata: {name: 'default'}});
	}

	handle(method: ApiRequest['method'], path: string, body?: unknown, more: Partial<ApiRequest> = {}): ApiResponse {
		return this.server.handle({method, path, ...(body !== undefined && {body}), ...more});
	}

	/** Creates a widget (or a gadget) in `default`. */
	make(name: string, spec: Widget['spec'] = {}, metadata: Partial<Widget['metadata']> = {}, plural = 'widgets') {
		return this.handle('POST', collection(plural), {metadata: {name, ...metadata}, spec}).body as Widget;
	}
}

export function collection(plural = 'widgets'): string {
	return `/apis/test.example/v1/namespaces/default/${plural}`;
}

export function one(name: string, plural = 'widgets'): string {
	return `${collection(plural)}/${name}`;
}

/** The message of a refusal. */
export function refusal(response: ApiResponse): string {
	return `${response.status} ${(response.body as Status).message}`;
}
