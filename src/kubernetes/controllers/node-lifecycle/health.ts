/** Whether a node still gives signs of life (nodelifecycle/node_lifecycle_controller.go tryUpdateNodeHealth). */
import type {Lease} from '../../../api/coordination-v1.ts';
import type {Node, NodeCondition} from '../../../api/core-v1/node.ts';
import {formatTime, parseTime} from '../../../apimachinery/time.ts';
import {findCondition} from '../../conditions.ts';

/** How often the nodes are looked at: `--node-monitor-period`. */
export const monitorPeriod = 5_000;
/** How long a node may be silent: `--node-monitor-grace-period` and, for one that never spoke, the startup grace. */
const monitorGracePeriod = 50_000;
const startupGracePeriod = 60_000;

/** What the kubelet reports; NetworkUnavailable is not its own. */
const kubeletConditions = ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure'];

export function readyCondition(node: Node): NodeCondition | undefined {
	return findCondition(node.status.conditions, 'Ready');
}

/**
 * When this controller noticed the last sign of life: at its first look after the lease was renewed or the status
 * posted. Example: looks at :00, :05, :10; a lease renewed at :07 was noticed at :10.
 */
export function lastProbe(node: Node, lease: Lease | undefined, now: number): number {
	const last = Math.max(
		parseTime(node.metadata.creationTimestamp) ?? 0,
		parseTime(readyCondition(node)?.lastHeartbeatTime) ?? 0,
		parseTime(lease?.spec.renewTime) ?? 0,
	);
	return now - Math.floor((now - last) / monitorPeriod) * monitorPeriod;
}

export function isSilent(node: Node, probe: number, now: number): boolean {
	return now > probe + (readyCondition(node) ? monitorGracePeriod : startupGracePeriod);
}

/** The node with everything that its kubelet should report unknown; the same node where it is so already. */
export function withUnknownConditions(node: Node, now: number): Node {
	const nowText = formatTime(now);
	let conditions = node.status.conditions ?? [];
	for (const type of kubeletConditions) {
		const current = findCondition(conditions, type);
		if (!current) {
			conditions = [
				...conditions,
				{
					type,
					status: 'Unknown',
					reason: 'NodeStatusNeverUpdated',
					message: 'Kubelet never posted node status.',
					lastHeartbeatTime: node.metadata.creationTimestamp ?? null,
					lastTransitionTime: nowText,
				},
			];
		} else if (current.status !== 'Unknown') {
			const unknown = {
				...current,
				status: 'Unknown',
				reason: 'NodeStatusUnknown',
				message: 'Kubelet stopped posting node status.',
				lastTransitionTime: nowText,
			};
			conditions = conditions.map(condition => (condition === current ? unknown : condition));
		}
	}
	return conditions === node.status.conditions ? node : {...node, status: {...node.status, conditions}};
}
