/** The EndpointSlice controller: the addresses behind each Service (pkg/controller/endpointslice). */
import type {Node} from '../../../api/core-v1/node.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import type {Service} from '../../../api/core-v1/service.ts';
import type {Endpoint, EndpointPort, EndpointSlice} from '../../../api/discovery-v1.ts';
import {selectorFromLabels} from '../../../apimachinery/labels.ts';
import {failure, StatusError} from '../../../apimachinery/status.ts';
import type {ApiClient} from '../../api/client.ts';
import type {Change} from '../../api/store.ts';
import {type Controller, type ControllerContext, objectKey, splitKey} from '../../controller.ts';
import {fields, timeText, values} from '../../instants.ts';
import {controllerReference} from '../owners.ts';
import {namespaceIsEnding} from '../pod-control.ts';
import {type AddressType, endpointChanged, endpointOf, endpointPorts, isEndpoint} from './endpoints.ts';
import {fillSlices, type PortGroup, portsKey, reuseSlices, type SliceChanges} from './reconcile.ts';
import {type TriggerState, triggerState, triggerTime, withTriggerTime} from './trigger-time.ts';

export const slicesResource = 'endpointslices.discovery.k8s.io';
const serviceNameLabel = 'kubernetes.io/service-name';
const managedByLabel = 'endpointslice.kubernetes.io/managed-by';
const manager = 'endpointslice-controller.k8s.io';
const headlessLabel = 'service.kubernetes.io/headless';

export const endpointSlices: Controller = {
	name: 'endpointslice-controller',
	eventSource: 'endpoint-slice-controller',
	manager: 'kube-controller-manager',
	maxRetries: 15,
	retry: {first: 1000, longest: 1_000_000},
	instants: {values: {triggers: fields<TriggerState>({pods: values(timeText)})}},
	watches: {
		services: ({object}: Change<Service>) => [objectKey(object)],
		pods: (change: Change<Pod>, context) => podWritten(change, context),
		[slicesResource]: ({object}: Change<EndpointSlice>) => {
			const {namespace, labels = {}} = object.metadata;
			return isManaged(object.metadata) ? [`${namespace}/${labels[serviceNameLabel]}`] : [];
		},
	},
	sync(key, context) {
		const service = context.api.get<Service>('services', ...splitKey(key));
		if (!service) {
			context.table<TriggerState>('triggers').delete(key);
		} else if (service.spec.type !== 'ExternalName' && service.spec.selector) {
			syncService(service, context);
		}
	},
};

/** Whether a slice with these labels is this controller's. */
export function isManaged({labels}: EndpointSlice['metadata']): boolean {
	return labels?.[managedByLabel] === manager;
}

function podWritten({type, object, previous}: Change<Pod>, {api}: ControllerContext): string[] {
	if (type === 'MODIFIED' && previous && !endpointChanged(object, previous)) {
		return [];
	}
	return api
		.list<Service>('services', object.metadata.namespace)
		.filter(({spec: {selector}}) => {
			const test = selector && selectorFromLabels(selector);
			return test?.matches(object.metadata.labels) || (previous && test?.matches(previous.metadata.labels));
		})
		.map(objectKey);
}

function syncService(service: Service, context: ControllerContext): void {
	const {api, events} = context;
	const key = objectKey(service);
	const pods = podsOf(service, context.api);
	const triggers = context.table<TriggerState>('triggers');
	const state = triggerState(pods);
	const time = triggerTime(service, state, triggers.get(key));
	triggers.set(key, state);
	try {
		reconcile(service, pods, time, context);
	} catch (error) {
		if (error instanceof StatusError && api.get('services', ...splitKey(key))) {
			const {namespace, name: serviceName} = service.metadata;
			const message = `Error updating Endpoint Slices for Service ${namespace}/${serviceName}: ${error.message}`;
			events.event(service, 'Warning', 'FailedToUpdateEndpointSlices', message);
		}
		throw error;
	}
}

/** The Pods that a Service selects. Asks the index for one of the labels, and looks at the others on what it gives. */
export function podsOf({metadata: {namespace}, spec: {selector = {}}}: Service, api: ApiClient): Pod[] {
	const [first] = Object.entries(selector);
	if (!first) {
		return api.list<Pod>('pods', namespace);
	}
	const found = api.byIndex<Pod>('pods', 'label', `${namespace}/${first[0]}=${first[1]}`);
	const test = selectorFromLabels(selector);
	return found.filter(pod => test.matches(pod.metadata.labels));
}

function reconcile(service: Service, pods: readonly Pod[], time: string | undefined, context: ControllerContext): void {
	const {api} = context;
	const existing = api
		.byIndex<EndpointSlice>(slicesResource, 'service', objectKey(service))
		.filter(({metadata}) => isManaged(metadata) && !metadata.deletionTimestamp);
	const families = (service.spec.ipFamilies ?? ['IPv4']) as readonly AddressType[];
	const lost: string[] = [];
	for (const type of families) {
		const slices = existing.filter(({addressType}) => addressType === type);
		const groups = groupByPorts(service, pods, type, lost, context);
		write(service, changesFor(service, slices, groups, type), time, context);
	}
	for (const slice of existing.filter(({addressType}) => !families.includes(addressType as AddressType))) {
		api.delete(slicesResource, slice.metadata.namespace!, slice.metadata.name);
	}
	if (lost.length > 0) {
		throw failure(500, '', lost.length === 1 ? lost[0]! : `[${lost.join(', ')}]`);
	}
}

/** @param lost is told of Pods whose node does not exist */
function groupByPorts(
	service: Service,
	pods: readonly Pod[],
	type: AddressType,
	lost: string[],
	{api}: ControllerContext,
): Map<string, PortGroup> {
	const groups = new Map<string, {readonly ports: readonly EndpointPort[]; readonly endpoints: Endpoint[]}>();
	for (const pod of pods.filter(isEndpoint)) {
		const ports = endpointPorts(service, pod);
		const key = portsKey(ports);
		const group = groups.get(key) ?? {ports, endpoints: []};
		const {nodeName = ''} = pod.spec;
		const node = api.get<Node>('nodes', '', nodeName);
		groups.set(key, group);
		if (!node && !service.spec.publishNotReadyAddresses) {
			const {namespace, name: serviceName} = service.metadata;
			lost.push(
				`skipping Pod ${pod.metadata.name} for Service ${namespace}/${serviceName}: Node ${nodeName} Not Found`,
			);
			continue;
		}
		const endpoint = endpointOf(pod, node, service, type);
		if (endpoint) {
			group.endpoints.push(endpoint);
		}
	}
	return groups;
}

function changesFor(
	service: Service,
	existing: readonly EndpointSlice[],
	groups: ReadonlyMap<string, PortGroup>,
	type: AddressType,
): SliceChanges {
	const create: EndpointSlice[] = [];
	const update: EndpointSlice[] = [];
	const remove = existing.filter(slice => !isOwnedBy(slice, service) || !groups.has(portsKey(slice.ports)));
	for (const [key, {ports, endpoints}] of groups) {
		const slices = existing.filter(slice => isOwnedBy(slice, service) && portsKey(slice.ports) === key);
		const changes = fillSlices(slices, endpoints, emptySlice(service, ports, type));
		create.push(...changes.create);
		update.push(...changes.update);
		remove.push(...changes.remove);
	}
	if (existing.length !== remove.length || create.length > 0) {
		return reuseSlices({create, update, remove});
	}
	// A Service always has a slice, if only an empty one.
	const placeholder = emptySlice(service, [], type);
	const kept = remove.length === 1 && isPlaceholder(remove[0]!, placeholder);
	return kept ? {create, update, remove: []} : reuseSlices({create: [placeholder], update, remove});
}

function isOwnedBy({metadata}: EndpointSlice, service: Service): boolean {
	return metadata.ownerReferences?.some(({uid, kind}) => uid === service.metadata.uid && kind === 'Service') ?? false;
}

function isPlaceholder(slice: EndpointSlice, placeholder: EndpointSlice): boolean {
	const [has, wants] = [slice.metadata.labels ?? {}, placeholder.metadata.labels ?? {}];
	return (
		!slice.endpoints?.length &&
		!slice.ports?.length &&
		Object.keys({...has, ...wants}).every(label => has[label] === wants[label])
	);
}

/** A slice with the Service's labels and with those that say what it is. */
function emptySlice(service: Service, ports: readonly EndpointPort[], addressType: AddressType): EndpointSlice {
	const {name: serviceName, namespace, labels} = service.metadata;
	const {[headlessLabel]: _, ...own} = labels ?? {};
	const {clusterIP} = service.spec;
	const headless = !clusterIP || clusterIP === 'None';
	return {
		apiVersion: 'discovery.k8s.io/v1',
		kind: 'EndpointSlice',
		metadata: {
			name: '',
			generateName: `${serviceName}-`,
			namespace: namespace!,
			labels: {
				...own,
				...(headless && {[headlessLabel]: ''}),
				[serviceNameLabel]: serviceName,
				[managedByLabel]: manager,
			},
			ownerReferences: [controllerReference(service)],
		},
		addressType,
		endpoints: [],
		ports: [...ports],
	};
}

function write(
	service: Service,
	{create, update, remove}: SliceChanges,
	time: string | undefined,
	{api}: ControllerContext,
): void {
	for (const slice of service.metadata.deletionTimestamp ? [] : create) {
		try {
			api.create(slicesResource, withTriggerTime(slice, time));
		} catch (error) {
			if (namespaceIsEnding(error)) {
				return;
			}
			throw error;
		}
	}
	for (const slice of update) {
		api.update(slicesResource, withTriggerTime(slice, time));
	}
	for (const {metadata} of remove) {
		api.delete(slicesResource, metadata.namespace!, metadata.name);
	}
}
