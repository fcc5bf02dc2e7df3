/**
 * Keeps the Service `kubernetes`, through which Pods reach the API server, and the addresses behind it. The API server
 * itself does this (pkg/controlplane/controller/kubernetesservice, pkg/controlplane/reconcilers).
 */
import type {Endpoints} from '../../api/core-v1/endpoints.ts';
import type {Service} from '../../api/core-v1/service.ts';
import type {EndpointSlice} from '../../api/discovery-v1.ts';
import {semanticEqual} from '../../apimachinery/equal.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import type {Change, ResourceName} from '../api/store.ts';
import type {Controller} from '../controller.ts';

const name = 'kubernetes';
const namespace = 'default';
const key = `${namespace}/${name}`;
const slicesResource = 'endpointslices.discovery.k8s.io';
/** How often it looks, in milliseconds. */
const interval = 10_000;

const clusterIP = '10.96.0.1';
const port = {name: 'https', protocol: 'TCP', port: 443, targetPort: 6443};
/** Where the API server of the lab listens. */
const endpoints = [{addresses: ['10.100.100.7'], conditions: {ready: true}}];
const endpointPorts = [{name: 'https', port: 6443, protocol: 'TCP'}];

const service = {
	apiVersion: 'v1',
	kind: 'Service',
	metadata: {name, namespace, labels: {component: 'apiserver', provider: 'kubernetes'}},
	spec: {clusterIP, clusterIPs: [clusterIP], type: 'ClusterIP', ports: [port]},
} as unknown as Service;

const slice: EndpointSlice = {
	apiVersion: 'discovery.k8s.io/v1',
	kind: 'EndpointSlice',
	metadata: {name, namespace, labels: {'kubernetes.io/service-name': name}},
	addressType: 'IPv4',
	endpoints,
	ports: endpointPorts,
};

/** The same in the older form, which is not to be copied into a slice: there is one already. */
const oldForm: Endpoints = {
	apiVersion: 'v1',
	kind: 'Endpoints',
	metadata: {name, namespace, labels: {'endpointslice.kubernetes.io/skip-mirror': 'true'}},
	subsets: [{addresses: [{ip: '10.100.100.7'}], ports: endpointPorts}],
};

/** All of them, with their resources: a new lab has them from its start. */
export const kubernetesServiceObjects: readonly (readonly [ResourceName, KubernetesObject])[] = [
	['services', service],
	['endpoints', oldForm],
	[slicesResource, slice],
];

export const kubernetesService: Controller = {
	name: 'kubernetes-service-controller',
	manager: 'kube-apiserver',
	watches: {
		services: ({object}: Change<Service>) => (isIts(object.metadata) ? [key] : []),
		endpoints: ({object}: Change<Endpoints>) => (isIts(object.metadata) ? [key] : []),
		[slicesResource]: ({object}: Change<EndpointSlice>) => (isIts(object.metadata) ? [key] : []),
	},
	latency: interval,
	sync(_, {api}) {
		if (!api.get('namespaces', '', namespace)) {
			return;
		}
		const present = api.get<Service>('services', namespace, name);
		if (!present) {
			api.create('services', service);
		} else if (!semanticEqual(present.spec.ports, [port])) {
			api.update('services', {...present, spec: {...present.spec, ports: [port]}});
		}
		const old = api.get<Endpoints>('endpoints', namespace, name);
		if (!old) {
			api.create('endpoints', oldForm);
		} else if (!semanticEqual([old.subsets, old.metadata.labels], [oldForm.subsets, oldForm.metadata.labels])) {
			const metadata = {...old.metadata, labels: {...old.metadata.labels, ...oldForm.metadata.labels}};
			api.update('endpoints', {...old, metadata, subsets: oldForm.subsets!});
		}
		const addresses = api.get<EndpointSlice>(slicesResource, namespace, name);
		if (!addresses) {
			api.create(slicesResource, slice);
		} else if (!semanticEqual([addresses.endpoints, addresses.ports], [endpoints, endpointPorts])) {
			api.update(slicesResource, {...addresses, endpoints, ports: endpointPorts});
		}
	},
};

function isIts(metadata: Service['metadata']): boolean {
	return metadata.name === name && metadata.namespace === namespace;
}
