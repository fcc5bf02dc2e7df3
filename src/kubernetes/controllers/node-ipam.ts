/** Gives each node a /24 of the Pods' network (pkg/controller/nodeipam/ipam/range_allocator.go). */
import type {Node} from '../../api/core-v1/node.ts';
import type {Change} from '../api/store.ts';
import type {Controller, ControllerContext} from '../controller.ts';

/** The Pods' network is 10.244.0.0/16 and each node's part has 256 addresses. */
const network = '10.244';
const blocks = 256;

export const nodeIpam: Controller = {
	name: 'node-ipam-controller',
	manager: 'kube-controller-manager',
	eventSource: 'cidrAllocator',
	watches: {
		nodes: ({type, object}: Change<Node>, context) => {
			const blockOwners = context.table<string>('blocks');
			const {name} = object.metadata;
			const block = blockOf(object);
			if (type === 'DELETED') {
				if (block !== undefined && blockOwners.get(block) === name) {
					blockOwners.delete(block);
				}
				return [];
			}
			if (block !== undefined) {
				blockOwners.set(block, name);
				return [];
			}
			return [name];
		},
	},
	sync(name, context) {
		const node = context.api.get<Node>('nodes', '', name);
		if (!node || node.spec.podCIDR) {
			return;
		}
		const block = freeBlock(context);
		if (block === undefined) {
			const message = `Node ${name} status is now: CIDRNotAvailable`;
			context.events.event(node, 'Normal', 'CIDRNotAvailable', message);
			return;
		}
		const podCIDR = `${network}.${block}.0/24`;
		context.api.update('nodes', {...node, spec: {...node.spec, podCIDR, podCIDRs: [podCIDR]}});
	},
};

function blockOf(node: Node): string | undefined {
	const [, block] = /^10\.244\.(\d+)\.0\/24$/.exec(node.spec.podCIDR ?? '') ?? [];
	return block;
}

function freeBlock({table}: ControllerContext): number | undefined {
	const taken = new Set(
		table<string>('blocks')
			.entries()
			.map(([block]) => Number(block)),
	);
	for (let block = 0; block < blocks; block++) {
		if (!taken.has(block)) {
			return block;
		}
	}
	return undefined;
}
