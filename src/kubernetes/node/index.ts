/** The nodes of a cluster: their kubelets, and what the rest of the cluster may ask of them. */
import type {Controller} from '../controller.ts';
import {kubelet} from './kubelet.ts';

export {kubelet} from './kubelet.ts';
export {readLogOptions} from './log-query.ts';
export {readLog} from './logs.ts';
export {kubeletMachines} from './machines.ts';
export {registerNode} from './node-agent.ts';
export {createNodeApi} from './node-api.ts';
export type {NodeRegistration} from './node-object.ts';
export {isNodeUp, setNodePower} from './power.ts';

/** The control loops of the node side. Whatever asks something of nodes does so with the context of `kubelet`. */
export const nodeControllers: readonly Controller[] = [kubelet];
