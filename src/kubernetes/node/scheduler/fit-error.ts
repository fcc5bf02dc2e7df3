/** Why a Pod fits no node, in words (pkg/scheduler/framework/types.go FitError). */
import type {Rejection} from './framework.ts';

/** What was found out about the nodes in an attempt that failed. */
export interface Diagnosis {
	readonly nodeCount: number;
	/** Why the Pod can go nowhere at all, whatever the node. */
	readonly preFilterMessage?: string;
	readonly rejections: ReadonlyMap<string, Rejection>;
	/** What is said of nodes that were not looked at. */
	readonly absent?: string;
	/** The plugins that said no. */
	readonly plugins: ReadonlySet<string>;
}

/**
 * Such as `0/4 nodes are available: 1 node(s) had untolerated taint(s), 3 Insufficient cpu.`: reasons with their number
 * of nodes, sorted as text.
 */
export function fitErrorMessage(diagnosis: Diagnosis, postFilterMessage = ''): string {
	let message = `0/${diagnosis.nodeCount} nodes are available:`;
	if (diagnosis.preFilterMessage) {
		message += ` ${diagnosis.preFilterMessage}.`;
	} else {
		const histogram = reasonHistogram(diagnosis);
		if (histogram.length > 0) {
			message += ` ${histogram.join(', ')}.`;
		}
	}
	return postFilterMessage ? `${message} ${postFilterMessage}` : message;
}

function reasonHistogram({nodeCount, rejections, absent}: Diagnosis): string[] {
	const counts = new Map<string, number>();
	for (const {reasons} of rejections.values()) {
		for (const reason of reasons) {
			counts.set(reason, (counts.get(reason) ?? 0) + 1);
		}
	}
	const missing = nodeCount - rejections.size;
	if (absent && missing > 0) {
		counts.set(absent, (counts.get(absent) ?? 0) + missing);
	}
	return [...counts].map(([reason, count]) => `${count} ${reason}`).sort((a, b) => (a < b ? -1 : 1));
}

const noteLimit = 1024;

/** Cuts what is too long for an Event (pkg/scheduler/schedule_one.go truncateMessage). */
export function truncateNote(message: string): string {
	const suffix = ' ...';
	return message.length <= noteLimit ? message : message.slice(0, noteLimit - suffix.length) + suffix;
}
