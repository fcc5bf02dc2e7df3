/** An API server with the real resources and nobody else in it, so that only the test writes. */
import type {ApiRequest, ApiResponse} from '../../../src/apimachinery/connection.ts';
import type {KubernetesObject, ManagedFieldsEntry} from '../../../src/apimachinery/object.ts';
import {fieldManager} from '../../../src/kubernetes/api/field-manager/index.ts';
import {InProcessClient} from '../../../src/kubernetes/api/in-process-client.ts';
import {Registry} from '../../../src/kubernetes/api/registry.ts';
import {allResources} from '../../../src/kubernetes/api/resources/index.ts';
import {ApiServer} from '../../../src/kubernetes/api/server.ts';
import {Store} from '../../../src/kubernetes/api/store.ts';
import {VirtualClock} from '../../../src/kubernetes/clock.ts';

export const deployments = '/apis/apps/v1/namespaces/default/deployments';
export const configMaps = '/api/v1/namespaces/default/configmaps';

export interface Deployment extends KubernetesObject {
	readonly spec: {
		readonly replicas?: number;
		readonly minReadySeconds?: number;
		readonly template: {readonly spec: {readonly containers: readonly Readonly<Record<string, unknown>>[]}};
	};
}

export class ControlPlane {
	readonly store = new Store();
	readonly clock = new VirtualClock({start: Date.UTC(2026, 5, 1, 9), seed: 7});
	readonly registry = new Registry({store: this.store, clock: this.clock, definitions: allResources, fieldManager});
	readonly server = new ApiServer(this.registry);

	constructor() {
		this.client('kube-apiserver').create('namespaces', namespace('default'));
	}

	/** A part of the cluster that writes under this name. */
	client(manager: string): InProcessClient {
		return new InProcessClient(this.registry, manager);
	}

	handle(method: ApiRequest['method'], path: string, body?: unknown, more: Partial<ApiRequest> = {}): ApiResponse {
		return this.server.handle({method, path, ...(body !== undefined && {body}), userAgent: 'curl/8.5', ...more});
	}

	apply(path: string, body: unknown, query: Readonly<Record<string, string>> = {}): ApiResponse {
		return this.handle('PATCH', path, body, {
			contentType: 'application/apply-patch+yaml',
			query: {fieldManager: 'kubectl', ...query},
		});
	}

	read<T extends KubernetesObject>(path: string): T {
		return this.handle('GET', path).body as T;
	}

	/** Who owns what of an object: `Apply kubectl`, `Update kubelet status`. */
	owners(path: string): Record<string, unknown> {
		const entries = this.read(path).metadata.managedFields ?? [];
		return Object.fromEntries(entries.map(entry => [nameOf(entry), entry.fieldsV1]));
	}
}

function nameOf({operation, manager, subresource}: ManagedFieldsEntry): string {
	return [operation, manager, subresource].filter(Boolean).join(' ');
}

function namespace(name: string): KubernetesObject {
	return {apiVersion: 'v1', kind: 'Namespace', metadata: {name}};
}

export function deployment(spec: Readonly<Record<string, unknown>> = {}, metadata: object = {}) {
	return {
		apiVersion: 'apps/v1',
		kind: 'Deployment',
		metadata: {name: 'web', namespace: 'default', ...metadata},
		spec: {
			replicas: 2,
			selector: {matchLabels: {app: 'web'}},
			template: {
				metadata: {labels: {app: 'web'}},
				spec: {containers: [{name: 'nginx', image: 'nginx:1.27'}]},
			},
			...spec,
		},
	};
}

export function configMap(data: Readonly<Record<string, string>>, metadata: object = {}) {
	return {apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'settings', ...metadata}, data};
}
