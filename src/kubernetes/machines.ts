/** The machines of a cluster, as the cluster sees them: their power, and what their kubelets answer. */
import type {ApiClient} from './api/client.ts';
import type {NodeApi} from './api/node-api.ts';
import type {VirtualClock} from './clock.ts';

/** A machine whose kubelet joins the cluster. */
export interface NewMachine {
	readonly name: string;
	/** Its InternalIP. */
	readonly ip: string;
	readonly labels?: Readonly<Record<string, string>>;
	/** The taints that it registers with. */
	readonly taints?: readonly {readonly key: string; readonly value?: string; readonly effect: string}[];
}

/** All working state is in tables of the clock, so that it is part of every snapshot. */
export interface Machines extends NodeApi {
	/** Switches a new machine on; its kubelet registers the node. */
	add(machine: NewMachine): void;
	/** Takes the power away: nothing on it runs or reports any more. */
	stop(name: string): void;
	/** Gives the power back; what ran on it begins anew. */
	start(name: string): void;
}

export type MachinesFactory = (cluster: {readonly clock: VirtualClock; readonly api: ApiClient}) => Machines;
