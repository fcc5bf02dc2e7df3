/** The machines of a cluster, with kubelets on them. */
import type {MachinesFactory} from '../machines.ts';
import {kubelet} from './kubelet.ts';
import {registerNode} from './node-agent.ts';
import {createNodeApi} from './node-api.ts';
import {setNodePower} from './power.ts';

/** Needs `nodeControllers` among the cluster's controllers. */
export const kubeletMachines: MachinesFactory = host => {
	const context = host.contextOf(kubelet.name);
	return {
		add: machine => registerNode(context, machine),
		stop: name => setNodePower(context, name, false),
		start: name => setNodePower(context, name, true),
		...createNodeApi(context, host.alarm),
	};
};
