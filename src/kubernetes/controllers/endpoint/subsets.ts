/** The layout of an Endpoints object: which addresses share which ports (pkg/api/v1/endpoints/util.go). */
import type {EndpointAddress, EndpointPort, EndpointSubset} from '../../../api/core-v1/endpoints.ts';
import {fnv128a} from '../../hash.ts';

interface Offered {
	readonly port: EndpointPort | undefined;
	/** By address: whether it is ready there. */
	readonly ready: Map<EndpointAddress, boolean>;
}

/**
 * Puts addresses that have the same ports into one subset, each once, in upstream's order. An address that is not ready
 * in one of two equal places is not ready.
 *
 * Example: 10.0.0.1 with port 80 and 10.0.0.2 with port 80 become one subset of two addresses; where the second also has
 * port 443, there are two subsets: both addresses with port 80, and the second with port 443.
 */
export function repackSubsets(subsets: readonly EndpointSubset[]): EndpointSubset[] {
	const known = new Map<string, EndpointAddress>();
	const byPort = new Map<string, Offered>();
	for (const {addresses = [], notReadyAddresses = [], ports = []} of subsets) {
		for (const port of ports.length > 0 ? ports : [undefined]) {
			const key = port ? JSON.stringify([port.name ?? '', port.port, port.protocol, port.appProtocol]) : '';
			const offered = byPort.get(key) ?? {port, ready: new Map()};
			byPort.set(key, offered);
			for (const [list, isReady] of [[addresses, true] as const, [notReadyAddresses, false] as const]) {
				for (const address of list) {
					const identity = `${address.ip} ${address.targetRef?.uid ?? ''}`;
					const same = known.get(identity) ?? address;
					known.set(identity, same);
					offered.ready.set(same, isReady && (offered.ready.get(same) ?? true));
				}
			}
		}
	}
	const groups = new Map<string, {readonly ready: [EndpointAddress, boolean][]; readonly ports: EndpointPort[]}>();
	for (const {port, ready} of byPort.values()) {
		const sorted = [...ready].sort(([a], [b]) => compareAddresses(a, b));
		const key = sorted.map(([{ip, targetRef}, isReady]) => `${ip} ${targetRef?.uid ?? ''} ${isReady}`).join();
		const group = groups.get(key) ?? {ready: sorted, ports: []};
		groups.set(key, group);
		if (port) {
			group.ports.push(port);
		}
	}
	return byHash(
		[...groups.values()].map(({ready, ports}) => ({
			...some('addresses', pick(ready, true)),
			...some('notReadyAddresses', pick(ready, false)),
			...some('ports', byHash(ports, portDump)),
		})),
		subsetDump,
	);
}

/** By address as text, then by the uid of what has it. */
function compareAddresses(a: EndpointAddress, b: EndpointAddress): number {
	return compare(a.ip, b.ip) || compare(a.targetRef?.uid ?? '', b.targetRef?.uid ?? '');
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

function pick(ready: readonly (readonly [EndpointAddress, boolean])[], wanted: boolean): EndpointAddress[] {
	return ready.filter(([, isReady]) => isReady === wanted).map(([address]) => address);
}

function some<K extends string, T>(field: K, items: readonly T[]): {readonly [F in K]?: readonly T[]} {
	return (items.length > 0 ? {[field]: items} : {}) as {readonly [F in K]?: readonly T[]};
}

/** Upstream sorts by the hash of Go's dump of each item; of one item alone no hash is made. */
function byHash<T>(items: T[], dump: (item: T) => string): T[] {
	if (items.length < 2) {
		return items;
	}
	const hashed = items.map(item => [fnv128a(dump(item)), item] as const);
	return hashed.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, item]) => item);
}

/** As Go's spew writes it with `%#v` (apimachinery pkg/util/dump). */
function portDump(port: EndpointPort): string {
	return `(v1.EndpointPort)${portFields(port)}`;
}

function portFields({name = '', port, protocol, appProtocol}: EndpointPort): string {
	return `{Name:(string)${name} Port:(int32)${port} Protocol:(v1.Protocol)${protocol} AppProtocol:${pointer(appProtocol)}}`;
}

function subsetDump({addresses, notReadyAddresses, ports}: EndpointSubset): string {
	const of = (type: string, items: readonly string[] | undefined) =>
		`([]v1.${type})${items ? `[${items.join(' ')}]` : '<nil>'}`;
	return (
		`(v1.EndpointSubset){Addresses:${of('EndpointAddress', addresses?.map(addressFields))}` +
		` NotReadyAddresses:${of('EndpointAddress', notReadyAddresses?.map(addressFields))}` +
		` Ports:${of('EndpointPort', ports?.map(portFields))}}`
	);
}

function addressFields({ip, hostname = '', nodeName, targetRef}: EndpointAddress): string {
	const {
		kind = '',
		namespace = '',
		name = '',
		uid = '',
		apiVersion = '',
		resourceVersion = '',
		fieldPath = '',
	} = targetRef ?? {};
	const fields =
		`{Kind:(string)${kind} Namespace:(string)${namespace} Name:(string)${name} UID:(types.UID)${uid}` +
		` APIVersion:(string)${apiVersion} ResourceVersion:(string)${resourceVersion} FieldPath:(string)${fieldPath}}`;
	const target = `(*v1.ObjectReference)${targetRef ? fields : '<nil>'}`;
	return `{IP:(string)${ip} Hostname:(string)${hostname} NodeName:${pointer(nodeName)} TargetRef:${target}}`;
}

function pointer(text: string | undefined): string {
	return `(*string)${text ?? '<nil>'}`;
}
