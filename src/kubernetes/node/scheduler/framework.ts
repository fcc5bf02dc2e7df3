/** What a scheduling plugin is (kube-scheduler framework/interface.go), with the state of a cycle held in closures. */
import type {Pod} from '../../../api/core-v1/pod.ts';
import type {Amounts} from '../../pod-resources.ts';
import type {NodeInfo, Snapshot} from './snapshot.ts';

/** Why a node is out of the question. */
export interface Rejection {
	/** Such as `Insufficient cpu`; FailedScheduling messages count nodes by reason. */
	readonly reasons: readonly string[];
	/** Whether taking other Pods away from the node cannot help. */
	readonly unresolvable: boolean;
	readonly plugin: string;
}

/** One attempt to schedule one Pod. */
export interface Cycle {
	readonly pod: Pod;
	readonly requests: Amounts;
	readonly snapshot: Snapshot;
}

/** What a plugin found out before it looks at single nodes. */
export type Prepared =
	| {
			/** The Pod can go nowhere. */
			readonly reject: string;
	  }
	| {
			readonly filter?: (node: NodeInfo) => Rejection | undefined;
			/** The only nodes that come into question. */
			readonly nodeNames?: ReadonlySet<string>;
	  };

export interface Score {
	/** A node's raw score; higher is better unless `normalize` says otherwise. */
	score(node: NodeInfo): number;
	/** Brings the raw scores of all nodes to 0 … 100, in place. */
	normalize?(scores: number[]): void;
}

export interface Plugin {
	/** Such as `NodeResourcesFit`. */
	readonly name: string;
	/** How much its score counts. */
	readonly weight?: number;
	/** Nothing is returned where the plugin has nothing to do with the Pod. */
	prepareFilter?(cycle: Cycle): Prepared | undefined;
	prepareScore?(cycle: Cycle, feasible: readonly NodeInfo[]): Score | undefined;
}

export const maxNodeScore = 100;

/** Scales to 0 … 100 by the highest; `reverse` turns it around (plugins/helper/normalize_score.go). */
export function defaultNormalize(scores: number[], reverse: boolean): void {
	const most = Math.max(0, ...scores);
	for (let i = 0; i < scores.length; i++) {
		const scaled = most === 0 ? 0 : Math.floor((maxNodeScore * scores[i]!) / most);
		scores[i] = reverse ? maxNodeScore - scaled : scaled;
	}
}
