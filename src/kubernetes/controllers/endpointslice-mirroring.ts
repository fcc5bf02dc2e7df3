/**
 * Copies Endpoints that somebody wrote by hand, for a Service without a selector, into EndpointSlices, which are what
 * traffic goes by (pkg/controller/endpointslicemirroring).
 */
import type {EndpointAddress, EndpointSubset, Endpoints} from '../../api/core-v1/endpoints.ts';
import type {Service} from '../../api/core-v1/service.ts';
import type {Endpoint, EndpointPort, EndpointSlice} from '../../api/discovery-v1.ts';
import {semanticEqual} from '../../apimachinery/equal.ts';
import type {Change} from '../api/store.ts';
import {type Controller, type ControllerContext, objectKey, splitKey} from '../controller.ts';
import {repackSubsets} from './endpoint/subsets.ts';
import {type AddressType, endpointIdentity} from './endpointslice/endpoints.ts';
import {slicesResource} from './endpointslice/index.ts';
import {portsKey} from './endpointslice/reconcile.ts';
import {controllerReference} from './owners.ts';
import {namespaceIsEnding} from './pod-control.ts';

const serviceNameLabel = 'kubernetes.io/service-name';
const managedByLabel = 'endpointslice.kubernetes.io/managed-by';
const manager = 'endpointslicemirroring-controller.k8s.io';
const skipLabel = 'endpointslice.kubernetes.io/skip-mirror';
const leaderAnnotation = 'control-plane.alpha.kubernetes.io/leader';
const notMirrored = [
	'endpoints.kubernetes.io/last-change-trigger-time',
	'kubectl.kubernetes.io/last-applied-configuration',
];
/** Of each subset no more addresses than these are copied, and all of them into one slice. */
const maxEndpointsPerSubset = 1000;

export const endpointSliceMirroring: Controller = {
	name: 'endpointslice-mirroring-controller',
	manager: 'kube-controller-manager',
	maxRetries: 15,
	watches: {
		endpoints: ({object, previous}: Change<Endpoints>) =>
			mayMirror(object) || (previous && mayMirror(previous)) ? [objectKey(object)] : [],
		services: ({type, object, previous}: Change<Service>) => {
			const changed = !object.spec.selector !== !previous?.spec.selector;
			return type === 'MODIFIED'
				? changed
					? [objectKey(object)]
					: []
				: object.spec.selector
					? []
					: [objectKey(object)];
		},
		[slicesResource]: ({object, previous}: Change<EndpointSlice>) =>
			[object, previous].flatMap(slice => (slice && isMirror(slice) ? [serviceKey(slice)] : [])),
	},
	sync(key, context) {
		const {api} = context;
		const endpoints = api.get<Endpoints>('endpoints', ...splitKey(key));
		const service = api.get<Service>('services', ...splitKey(key));
		const mirrors = api.byIndex<EndpointSlice>(slicesResource, 'service', key).filter(isMirror);
		if (endpoints && mayMirror(endpoints) && service && !service.spec.selector) {
			mirror(endpoints, mirrors, context);
		} else {
			remove(mirrors, context);
		}
	},
};

function mayMirror({metadata: {labels, annotations}}: Endpoints): boolean {
	return labels?.[skipLabel] !== 'true' && annotations?.[leaderAnnotation] === undefined;
}

function isMirror({metadata: {labels}}: EndpointSlice): boolean {
	return labels?.[managedByLabel] === manager && labels[serviceNameLabel] !== undefined;
}

function serviceKey({metadata: {namespace, labels}}: EndpointSlice): string {
	return `${namespace}/${labels?.[serviceNameLabel]}`;
}

function remove(slices: readonly EndpointSlice[], {api}: ControllerContext): void {
	for (const {metadata} of slices) {
		api.delete(slicesResource, metadata.namespace!, metadata.name);
	}
}

function mirror(endpoints: Endpoints, existing: readonly EndpointSlice[], context: ControllerContext): void {
	const {api, events} = context;
	const subsets = repackSubsets(endpoints.subsets ?? []);
	const skipped = subsets.reduce((sum, subset) => sum + Math.max(0, sizeOf(subset) - maxEndpointsPerSubset), 0);
	if (skipped > 0) {
		const message =
			`A max of ${maxEndpointsPerSubset} addresses can be mirrored to EndpointSlices per Endpoints subset. ` +
			`${skipped} addresses were skipped`;
		events.event(endpoints, 'Warning', 'TooManyAddressesToMirror', message);
	}
	const wanted = subsets.flatMap(subset => slicesOf(endpoints, subset));
	const fitting = new Map(wanted.map(slice => [slice, existing.find(each => sliceKey(each) === sliceKey(slice))]));
	const spare = existing.filter(slice => ![...fitting.values()].includes(slice));
	for (const slice of wanted) {
		// A slice that is no longer needed is used again rather than deleted.
		const reusable = spare.findIndex(({addressType}) => addressType === slice.addressType);
		const place = fitting.get(slice) ?? (reusable < 0 ? undefined : spare.splice(reusable, 1)[0]);
		if (place) {
			if (!isUpToDate(place, slice)) {
				const {generateName: _, ...metadata} = slice.metadata;
				const {annotations: __, ...kept} = place.metadata;
				api.update(slicesResource, {...slice, metadata: {...kept, ...metadata, name: kept.name}});
			}
		} else if (!endpoints.metadata.deletionTimestamp) {
			try {
				api.create(slicesResource, slice);
			} catch (error) {
				if (namespaceIsEnding(error)) {
					return;
				}
				throw error;
			}
		}
	}
	remove(spare, context);
}

function sizeOf({addresses, notReadyAddresses}: EndpointSubset): number {
	return (addresses?.length ?? 0) + (notReadyAddresses?.length ?? 0);
}

/** Slices of the same type and ports take each other's place. */
function sliceKey({addressType, ports}: EndpointSlice): string {
	return `${addressType} ${portsKey(ports)}`;
}

/** A subset as slices: one for each family that it has addresses of. */
function slicesOf(endpoints: Endpoints, {addresses = [], notReadyAddresses = [], ports = []}: EndpointSubset) {
	const all = [
		...addresses.map(address => endpointOf(address, true)),
		...notReadyAddresses.map(address => endpointOf(address, false)),
	].slice(0, maxEndpointsPerSubset);
	const slicePorts = ports.map(({name = '', protocol, port, appProtocol}) => ({
		name,
		protocol,
		port,
		...(appProtocol !== undefined && {appProtocol}),
	}));
	return (['IPv4', 'IPv6'] as const).flatMap(type => {
		const own = all.filter(endpoint => endpoint.addresses[0]!.includes(':') === (type === 'IPv6'));
		return own.length > 0 ? [newSlice(endpoints, own, slicePorts, type)] : [];
	});
}

function endpointOf({ip, hostname, nodeName, targetRef}: EndpointAddress, ready: boolean): Endpoint {
	return {
		addresses: [ip],
		conditions: {ready},
		...(hostname && {hostname}),
		...(targetRef && {targetRef}),
		...(nodeName && {nodeName}),
	};
}

function newSlice(
	endpoints: Endpoints,
	own: readonly Endpoint[],
	ports: readonly EndpointPort[],
	addressType: AddressType,
): EndpointSlice {
	const {name, namespace, labels, annotations = {}} = endpoints.metadata;
	const copied = Object.entries(annotations).filter(([annotation]) => !notMirrored.includes(annotation));
	return {
		apiVersion: 'discovery.k8s.io/v1',
		kind: 'EndpointSlice',
		metadata: {
			name: '',
			generateName: `${name}-`,
			namespace: namespace!,
			labels: {...labels, [serviceNameLabel]: name, [managedByLabel]: manager},
			...(copied.length > 0 && {annotations: Object.fromEntries(copied)}),
			ownerReferences: [controllerReference(endpoints)],
		},
		addressType,
		endpoints: own,
		ports,
	};
}

function isUpToDate(present: EndpointSlice, wanted: EndpointSlice): boolean {
	const content = ({metadata, endpoints, ports}: EndpointSlice) => [
		metadata.labels ?? {},
		metadata.annotations ?? {},
		metadata.ownerReferences?.map(({uid}) => uid),
		portsKey(ports),
		[...(endpoints ?? [])].sort((a, b) => (endpointIdentity(a) < endpointIdentity(b) ? -1 : 1)),
	];
	return semanticEqual(content(present), content(wanted));
}
