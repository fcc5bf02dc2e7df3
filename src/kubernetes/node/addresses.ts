/** Gives Pods their addresses, from their node's part of the Pods' network, in turn (CNI host-local). */
import type {Node} from '../../api/core-v1/node.ts';
import type {NodeState} from './state.ts';

/** `.0` is the network, `.1` the gateway, `.255` the broadcast address. */
const firstNumber = 2;
const lastNumber = 254;

/** The next free address of a node; undefined where the node has no part of the network yet, or none is free. */
export function allocateAddress(node: Node, uid: string, state: NodeState): string | undefined {
	const {name} = node.metadata;
	const prefix = /^(\d+\.\d+\.\d+)\.0\/24$/.exec(node.spec.podCIDR ?? '')?.[1];
	if (prefix === undefined) {
		return undefined;
	}
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

export function releaseAddress(nodeName: string, ip: string | undefined, uid: string, state: NodeState): void {
	const key = `${nodeName} ${ip?.split('.').pop()}`;
	if (ip !== undefined && state.addresses.get(key) === uid) {
		state.addresses.delete(key);
	}
}
