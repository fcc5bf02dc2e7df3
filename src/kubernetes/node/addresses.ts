/** Gives Pods their addresses, from their node's part of the Pods' network, in turn. */
import type {Node} from '../../api/core-v1/node.ts';
import type {NodeState} from './state.ts';

/** `.0` is the network, `.1` the gateway, `.255` the broadcast address. */
const firstNumber = 2;
const lastNumber = 254;

/**
 * The next free address of a node; undefined where none is free. The network plugin keeps the parts of the network
 * itself, as Calico does, so nodes show no podCIDR.
 */
export function allocateAddress({metadata: {name}}: Node, uid: string, state: NodeState): string | undefined {
	const prefix = networkPart(name, state);
	let number = state.addressTurns.get(name) ?? firstNumber - 1;
	for (let tries = firstNumber; tries <= lastNumber; tries++) {
		number = number >= lastNumber ? firstNumber : number + 1;
		if (state.addresses.get(`${name} ${number}`) === undefined) {
			state.addresses.set(`${name} ${number}`, uid);
			state.addressTurns.set(name, number);
			return `${prefix}.${number}`;
		}
	}
	return undefined;
}

/** A node's part of the Pods' network, 10.244.N.0/24 of 10.244.0.0/16, taken when it is first needed. */
function networkPart(node: string, state: NodeState): string {
	let part = state.networkParts.get(node);
	if (part === undefined) {
		part = state.networkParts.entries().length;
		state.networkParts.set(node, part);
	}
	return `10.${244 + (part >> 8)}.${part & 255}`;
}

export function releaseAddress(nodeName: string, ip: string | undefined, uid: string, state: NodeState): void {
	const key = `${nodeName} ${ip?.split('.').pop()}`;
	if (ip !== undefined && state.addresses.get(key) === uid) {
		state.addresses.delete(key);
	}
}
