/** The machines of a cluster, as the cluster sees them: their power, and what their kubelets answer. */
import type {NodeApi} from './api/node-api.ts';
import type {ControllerContext} from './controller.ts';

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
	/** Takes the power away: nobody hears of it any more. Whether there is such a machine. */
	stop(name: string): boolean;
	/** Gives the power back. Whether there is such a machine. */
	start(name: string): boolean;
}

/** What machines are made with. */
export interface MachinesHost {
	/** The context in which a controller of that name runs. */
	contextOf(controller: string): ControllerContext;
	/** Calls back once at an instant of virtual time, outside of snapshots; returns what takes that back. */
	alarm(instant: number, ring: () => void): () => void;
}

export type MachinesFactory = (host: MachinesHost) => Machines;
