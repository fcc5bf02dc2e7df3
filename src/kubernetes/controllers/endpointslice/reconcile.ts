/**
 * Which slices hold which endpoints (endpointslice/reconciler.go). Slices are changed as little as possible: endpoints
 * stay where they are, and new ones fill slices that are written anyway.
 */
import type {Endpoint, EndpointPort, EndpointSlice} from '../../../api/discovery-v1.ts';
import {jsonEqual} from '../../../apimachinery/equal.ts';
import {endpointIdentity} from './endpoints.ts';

/** No slice holds more endpoints than this. */
export const maxEndpointsPerSlice = 100;

/** Endpoints that have the same ports. */
export interface PortGroup {
	readonly ports: readonly EndpointPort[];
	readonly endpoints: readonly Endpoint[];
}

export interface SliceChanges {
	/** Slices without a name yet. */
	readonly create: readonly EndpointSlice[];
	readonly update: readonly EndpointSlice[];
	readonly remove: readonly EndpointSlice[];
}

/** Slices and endpoints go together when this is the same. */
export function portsKey(ports: readonly EndpointPort[] | null | undefined): string {
	const texts = (ports ?? []).map(({name, protocol, port, appProtocol}) =>
		JSON.stringify([name, protocol, port, appProtocol]),
	);
	return texts.sort().join();
}

/**
 * Example: 3 slices of 100, 100 and 40 endpoints of which one in the first is gone, and 5 new ones: the first takes one
 * of them and the third the other four; the second is not touched.
 * @param existing the slices of this group
 * @param empty a slice with these ports and nothing in it, without a name
 */
export function fillSlices(
	existing: readonly EndpointSlice[],
	endpoints: readonly Endpoint[],
	empty: EndpointSlice,
): SliceChanges {
	const wanted = new Map(endpoints.map(endpoint => [endpointIdentity(endpoint), endpoint]));
	const changed: EndpointSlice[] = [];
	const unchanged: EndpointSlice[] = [];
	const remove: EndpointSlice[] = [];
	for (const slice of existing) {
		const kept = keepWanted(slice, wanted);
		const sameLabels = jsonEqual(slice.metadata.labels, empty.metadata.labels);
		if (kept === slice.endpoints || (kept.length === 0 && !slice.endpoints?.length)) {
			(sameLabels ? unchanged : changed).push(sameLabels ? slice : withLabels(slice, empty));
		} else if (kept.length === 0) {
			remove.push(slice);
		} else {
			changed.push(withLabels({...slice, endpoints: kept}, empty));
		}
	}
	let left = [...wanted.values()];
	const update = [...changed]
		.sort((a, b) => sizeOf(b) - sizeOf(a))
		.map(slice => {
			const room = maxEndpointsPerSlice - sizeOf(slice);
			const added = left.slice(0, room);
			left = left.slice(room);
			return added.length > 0 ? withMore(slice, added) : slice;
		});
	const create: EndpointSlice[] = [];
	while (left.length > 0) {
		const index = sliceToFill(unchanged.map(sizeOf), left.length);
		if (index !== undefined) {
			update.push(withMore(unchanged[index]!, left));
			break;
		}
		create.push(withMore(empty, left.slice(0, maxEndpointsPerSlice)));
		left = left.slice(maxEndpointsPerSlice);
	}
	return {create, update, remove};
}

/** The slice's endpoints that are still wanted, as they are now; takes them out of `wanted`. */
function keepWanted(slice: EndpointSlice, wanted: Map<string, Endpoint>): readonly Endpoint[] {
	const before = slice.endpoints ?? [];
	let same = true;
	const kept = before.flatMap(endpoint => {
		const identity = endpointIdentity(endpoint);
		const now = wanted.get(identity);
		wanted.delete(identity);
		same &&= now !== undefined && jsonEqual(now, endpoint);
		return now ? [now] : [];
	});
	return same && slice.endpoints ? slice.endpoints : kept;
}

function sizeOf({endpoints}: EndpointSlice): number {
	return endpoints?.length ?? 0;
}

function withMore(slice: EndpointSlice, more: readonly Endpoint[]): EndpointSlice {
	return {...slice, endpoints: [...(slice.endpoints ?? []), ...more]};
}

function withLabels(slice: EndpointSlice, {metadata: {labels}}: EndpointSlice): EndpointSlice {
	return {...slice, metadata: {...slice.metadata, ...(labels && {labels})}};
}

/**
 * The slice that so many endpoints fill best; undefined where they fit into none. Example: of slices with 20, 90 and 95
 * endpoints, 8 more go to the second.
 */
export function sliceToFill(sizes: readonly number[], count: number): number | undefined {
	let best: number | undefined;
	let smallestRest = maxEndpointsPerSlice;
	sizes.forEach((size, index) => {
		const rest = maxEndpointsPerSlice - size - count;
		if (rest >= 0 && rest < smallestRest) {
			best = index;
			smallestRest = rest;
		}
	});
	return best;
}

/** Turns a creation and a deletion into one update. */
export function reuseSlices({create, update, remove}: SliceChanges): SliceChanges {
	const reused = Math.min(create.length, remove.length);
	const renamed = remove.slice(0, reused).map(({metadata}, index) => {
		const {labels, ownerReferences} = create[create.length - 1 - index]!.metadata;
		const next = {...metadata, ...(labels && {labels}), ...(ownerReferences && {ownerReferences})};
		return {...create[create.length - 1 - index]!, metadata: next};
	});
	return {
		create: create.slice(0, create.length - reused),
		update: [...update, ...renamed],
		remove: remove.slice(reused),
	};
}
