/** Which Pods of a node may be taken away, and what stands against it (kubectl pkg/drain/filters.go). */
import type {Pod} from '../../api/core-v1/pod.ts';
import {controllerOf} from '../../apimachinery/object.ts';
import {hasReason} from '../../apimachinery/status.ts';
import type {Client} from '../client.ts';

export interface DrainRules {
	readonly force: boolean;
	readonly ignoreDaemonSets: boolean;
	readonly deleteEmptyDirData: boolean;
	/** Pods that have been going for longer than this are not waited for; 0 waits for all. */
	readonly skipDeletedAfterSeconds: number;
}

interface Verdict {
	readonly goes: boolean;
	readonly warning?: string;
	readonly error?: string;
}

export interface Verdicts {
	readonly pods: readonly Pod[];
	/** All warnings in one line; '' where there are none. */
	readonly warning: string;
	readonly errors: readonly string[];
}

const mirror = 'kubernetes.io/config.mirror';

export async function judge(client: Client, pods: readonly Pod[], rules: DrainRules): Promise<Verdicts> {
	const going: Pod[] = [];
	const warnings = new Map<string, string[]>();
	const errors = new Map<string, string[]>();
	const note = (to: Map<string, string[]>, message: string, {metadata}: Pod) =>
		to.set(message, [...(to.get(message) ?? []), `${metadata.namespace}/${metadata.name}`]);
	for (const pod of pods) {
		const verdict = await verdictOn(client, pod, rules);
		if (verdict.goes) {
			going.push(pod);
		}
		if (verdict.warning !== undefined) {
			note(warnings, verdict.warning, pod);
		}
		if (verdict.error !== undefined) {
			note(errors, verdict.error, pod);
		}
	}
	const lines = (of: Map<string, string[]>, before: string) =>
		[...of].map(([message, names]) => `${before}${message}: ${names.join(', ')}`);
	return {pods: going, warning: lines(warnings, '').join('; '), errors: lines(errors, 'cannot delete ')};
}

/** Asks one question after the other; of several warnings the last one counts. */
async function verdictOn(client: Client, pod: Pod, rules: DrainRules): Promise<Verdict> {
	const finished = pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';
	if (isLongGone(pod, rules.skipDeletedAfterSeconds, client.io.connection.clock.now())) {
		return {goes: false};
	}
	let verdict: Verdict = {goes: true};
	const owner = controllerOf(pod);
	if (owner?.kind === 'DaemonSet' && owner.apiVersion === 'apps/v1' && !finished) {
		verdict = await ofDaemonSet(client, pod, owner.name, rules);
		if (!verdict.goes) {
			return verdict;
		}
	}
	if (pod.metadata.annotations?.[mirror] !== undefined) {
		return {goes: false};
	}
	// Each later question forgets what an earlier one warned of, as upstream does.
	verdict = {goes: true};
	if (pod.spec.volumes?.some(volume => volume.emptyDir) && !finished && !rules.deleteEmptyDirData) {
		return {goes: false, error: 'Pods with local storage (use --delete-emptydir-data to override)'};
	}
	if (finished || owner) {
		return verdict;
	}
	return rules.force
		? {goes: true, warning: 'deleting Pods that declare no controller'}
		: {goes: false, error: 'Pods that declare no controller (use --force to override)'};
}

async function ofDaemonSet(client: Client, pod: Pod, name: string, rules: DrainRules): Promise<Verdict> {
	try {
		await client.get(`/apis/apps/v1/namespaces/${pod.metadata.namespace}/daemonsets/${name}`);
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		const orphan = hasReason(error, 'NotFound') && rules.force;
		return orphan ? {goes: true, warning: message} : {goes: false, error: message};
	}
	return rules.ignoreDaemonSets
		? {goes: false, warning: 'ignoring DaemonSet-managed Pods'}
		: {goes: false, error: 'DaemonSet-managed Pods (use --ignore-daemonsets to ignore)'};
}

/** @param now milliseconds since 1970 */
export function isLongGone({metadata}: Pod, afterSeconds: number, now: number): boolean {
	const since = metadata.deletionTimestamp;
	return afterSeconds > 0 && since !== undefined && Math.trunc((now - Date.parse(since)) / 1000) > afterSeconds;
}
