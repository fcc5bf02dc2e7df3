/** The endpoints controller: the addresses behind each Service in one object (pkg/controller/endpoint). */
import type {EndpointAddress, EndpointSubset, Endpoints} from '../../../api/core-v1/endpoints.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import type {Service} from '../../../api/core-v1/service.ts';
import type {EndpointSlice} from '../../../api/discovery-v1.ts';
import {semanticEqual} from '../../../apimachinery/equal.ts';
import {StatusError} from '../../../apimachinery/status.ts';
import type {Change} from '../../api/store.ts';
import {isPodReady} from '../../conditions.ts';
import {type Controller, type ControllerContext, objectKey, splitKey} from '../../controller.ts';
import {fields, timeText, values} from '../../instants.ts';
import {addressesOf, findPort, isEndpoint} from '../endpointslice/endpoints.ts';
import {isManaged, podsOf, slicesResource} from '../endpointslice/index.ts';
import {type TriggerState, triggerState, triggerTime, withTriggerTime} from '../endpointslice/trigger-time.ts';
import {namespaceIsEnding} from '../pod-control.ts';
import {repackSubsets} from './subsets.ts';
import {countAddresses, maxAddresses, truncateSubsets} from './truncate.ts';

const resource = 'endpoints';
const managedByLabel = 'endpoints.kubernetes.io/managed-by';
const manager = 'endpoint-controller';
const headlessLabel = 'service.kubernetes.io/headless';
const overCapacityAnnotation = 'endpoints.kubernetes.io/over-capacity';

export const endpointsController: Controller = {
	name: 'endpoint-controller',
	manager: 'kube-controller-manager',
	// While many Pods of a Service come and go its object is written as often as the client may ask: 20 times a second.
	latency: 50,
	maxRetries: 15,
	retry: {first: 1000, longest: 1_000_000},
	instants: {values: {triggers: fields<TriggerState>({pods: values(timeText)})}},
	watches: {
		services: ({object}: Change<Service>) => [objectKey(object)],
		// Upstream watches Pods. Whatever changes a Service's Endpoints changes its slices too, so they tell of it, and no
		// Pod is compared with the Services a second time.
		[slicesResource]: ({object: {metadata}}: Change<EndpointSlice>) => {
			const service = isManaged(metadata) && metadata.labels?.['kubernetes.io/service-name'];
			return service ? [`${metadata.namespace}/${service}`] : [];
		},
		[resource]: ({type, object}: Change<Endpoints>) => (type === 'DELETED' ? [objectKey(object)] : []),
	},
	sync(key, context) {
		const [namespace, name] = splitKey(key);
		const service = context.api.get<Service>('services', namespace, name);
		if (!service) {
			context.table<TriggerState>('triggers').delete(key);
			if (context.api.get(resource, namespace, name)) {
				context.api.delete(resource, namespace, name);
			}
		} else if (service.spec.type !== 'ExternalName' && service.spec.selector) {
			syncService(service, context);
		}
	},
};

function syncService(service: Service, context: ControllerContext): void {
	const {api} = context;
	const key = objectKey(service);
	const pods = podsOf(service, api);
	const triggers = context.table<TriggerState>('triggers');
	const state = triggerState(pods);
	const time = triggerTime(service, state, triggers.get(key));
	triggers.set(key, state);
	const subsets = repackSubsets(pods.flatMap(pod => subsetsOf(service, pod)));
	const current = api.get<Endpoints>(resource, ...splitKey(key));
	if (current && isUpToDate(current, subsets, service)) {
		return;
	}
	write(withContent(current ?? newEndpoints(service), subsets, service, time), current, service, context);
}

/** One for each port of the Service that the Pod has. */
function subsetsOf(service: Service, pod: Pod): EndpointSubset[] {
	const {publishNotReadyAddresses = false, ports = [], clusterIP} = service.spec;
	const address =
		isEndpoint(pod) && (publishNotReadyAddresses || !pod.metadata.deletionTimestamp)
			? addressOf(service, pod)
			: undefined;
	if (!address) {
		return [];
	}
	const list = publishNotReadyAddresses || isPodReady(pod) ? 'addresses' : 'notReadyAddresses';
	if (ports.length === 0) {
		return clusterIP === 'None' ? [{[list]: [address]}] : [];
	}
	return ports.flatMap(servicePort => {
		const port = findPort(pod, servicePort);
		const {name, protocol, appProtocol} = servicePort;
		const found = {...(name && {name}), port: port ?? 0, protocol, ...(appProtocol !== undefined && {appProtocol})};
		return port === undefined ? [] : [{[list]: [address], ports: [found]}];
	});
}

function addressOf({metadata: {name, namespace}, spec}: Service, pod: Pod): EndpointAddress | undefined {
	const wantsIpv6 = spec.ipFamilies?.[0] === 'IPv6';
	const ip = addressesOf(pod).find(address => address.includes(':') === wantsIpv6);
	const {hostname, subdomain, nodeName} = pod.spec;
	return ip === undefined
		? undefined
		: {
				ip,
				...(hostname && subdomain === name && {hostname}),
				...(nodeName && {nodeName}),
				targetRef: {kind: 'Pod', namespace: namespace!, name: pod.metadata.name, uid: pod.metadata.uid!},
			};
}

function isUpToDate({metadata, subsets = []}: Endpoints, wanted: readonly EndpointSubset[], service: Service): boolean {
	const {[managedByLabel]: managedBy, [headlessLabel]: _, ...labels} = metadata.labels ?? {};
	return (
		managedBy === manager &&
		semanticEqual(labels, service.metadata.labels ?? {}) &&
		countAddresses(subsets) <= maxAddresses &&
		metadata.annotations?.[overCapacityAnnotation] === undefined &&
		(semanticEqual(subsets, wanted) || semanticEqual(repackSubsets(subsets), wanted))
	);
}

function newEndpoints({metadata: {name, namespace}}: Service): Endpoints {
	return {apiVersion: 'v1', kind: 'Endpoints', metadata: {name, namespace: namespace!}};
}

function withContent(
	{subsets: _, ...endpoints}: Endpoints,
	wanted: readonly EndpointSubset[],
	{metadata: {labels}, spec: {clusterIP}}: Service,
	time: string | undefined,
): Endpoints {
	const {[overCapacityAnnotation]: __, ...annotations} = endpoints.metadata.annotations ?? {};
	const {[headlessLabel]: ___, ...own} = labels ?? {};
	const subsets = truncateSubsets(wanted);
	const metadata = {
		...endpoints.metadata,
		labels: {...own, ...((!clusterIP || clusterIP === 'None') && {[headlessLabel]: ''}), [managedByLabel]: manager},
		annotations: {...annotations, ...(subsets !== wanted && {[overCapacityAnnotation]: 'truncated'})},
	};
	return withTriggerTime({...endpoints, metadata, ...(subsets.length > 0 && {subsets})}, time);
}

function write(
	endpoints: Endpoints,
	current: Endpoints | undefined,
	{metadata: {namespace, name}}: Service,
	{api, events}: ControllerContext,
): void {
	try {
		if (current) {
			api.update(resource, endpoints);
		} else {
			api.create(resource, endpoints);
		}
	} catch (error) {
		if (!current && namespaceIsEnding(error)) {
			return;
		}
		if (error instanceof StatusError) {
			const [reason, message] = current
				? ['FailedToUpdateEndpoint', `Failed to update endpoint ${namespace}/${name}: ${error.message}`]
				: ['FailedToCreateEndpoint', `Failed to create endpoint for service ${namespace}/${name}: ${error.message}`];
			events.event(endpoints, 'Warning', reason, message);
		}
		throw error;
	}
}
