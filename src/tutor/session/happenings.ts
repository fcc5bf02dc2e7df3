/** What befalls the cluster when a step begins. */

import {memoryFiles} from '../../shell/folder.ts';
import {runShell} from '../../shell/run.ts';
import type {ClusterView} from '../checks/cluster-view.ts';
import {find} from '../checks/evaluate.ts';
import {readField} from '../checks/field-path.ts';
import {isInState} from '../checks/object-state.ts';
import type {Happening, Mission} from '../missions/mission.ts';
import {newShellSession} from './shell-session.ts';
import type {LabCluster} from './simulator.ts';
import {parseTimeSpan} from './time-span.ts';

/**
 * Brings a happening about, as far as it can be now. It is called again whenever the cluster has changed, until the
 * step has passed: a Pod that is deleted and made again on another node meets the same fate there, so nobody is stuck.
 * @returns whether it has been brought about
 */
export async function bringAbout(
	happening: Happening,
	cluster: LabCluster,
	view: ClusterView,
	mission: Mission,
): Promise<boolean> {
	if ('stopNodeOf' in happening) {
		const [kind = '', name = ''] = happening.stopNodeOf.split('/');
		const [object] =
			kind === 'Pod'
				? find({kind, name}, view)
				: find({kind: 'Pod', owner: happening.stopNodeOf, state: 'Ready'}, view);
		const node = object && readField(object, 'spec.nodeName');
		if (
			object &&
			typeof node === 'string' &&
			isInState(object, 'Ready') &&
			find({kind: 'Node', name: node, state: 'Ready'}, view).length > 0
		) {
			cluster.stopNode(node);
			return true;
		}
		return false;
	}
	if ('startNodes' in happening) {
		for (const node of view.list('Node')) {
			cluster.startNode(node.metadata.name);
		}
		return true;
	}
	if ('addNode' in happening) {
		if (!view.list('Node').some(node => node.metadata.name === happening.addNode.name)) {
			cluster.addNode(happening.addNode.name, happening.addNode.address);
		}
		return true;
	}
	if ('run' in happening) {
		await runAsSomebodyElse(happening.run, cluster, mission);
		return true;
	}
	cluster.advance(parseTimeSpan(happening.wait) ?? 0);
	return true;
}

/** Whether a happening befalls what takes the object's place, too. What owns Pods would lose every node that way. */
export function repeats(happening: Happening): boolean {
	return 'stopNodeOf' in happening && happening.stopNodeOf.startsWith('Pod/');
}

/** What others do in the cluster is no look of the learner's, and costs no time. */
async function runAsSomebodyElse(lines: readonly string[], cluster: LabCluster, mission: Mission): Promise<void> {
	const session = newShellSession(cluster.connect({latency: 0}), memoryFiles({...mission.files, ...mission.hidden}));
	let errors = '';
	const err = (text: string) => {
		errors += text;
	};
	for (const line of lines) {
		const exit = await runShell(line, session, {out() {}, err, signal: new AbortController().signal});
		if (exit !== 0) {
			throw new Error(`what the mission ${mission.id} sets up failed at \`${line}\`: ${errors}`);
		}
	}
}
