/** Whether containers start again (pkg/api/v1/pod/util.go ContainerShouldRestart), and how long that waits. */
import type {Container} from '../../api/core-v1/container.ts';
import type {PodSpec} from '../../api/core-v1/pod.ts';
import type {ContainerRecord} from './state.ts';

/** The first wait after a crash, and the longest. After twice the longest without a crash it starts anew. */
const firstDelay = 10_000;
const longestDelay = 300_000;

export function isSidecar(container: Container): boolean {
	return container.restartPolicy === 'Always';
}

/** Whether it was added to a Pod that ran, to look into it. Such a container runs once. */
export function isEphemeral(container: Container, {ephemeralContainers}: PodSpec): boolean {
	return ephemeralContainers?.includes(container) ?? false;
}

/** @param init whether it stands among the init containers */
export function shouldRestart(container: Container, spec: PodSpec, init: boolean, exitCode: number): boolean {
	if (isEphemeral(container, spec)) {
		return false;
	}
	const rule = container.restartPolicyRules?.find(
		({exitCodes}) =>
			exitCodes !== undefined && (exitCodes.operator === 'In') === (exitCodes.values ?? []).includes(exitCode),
	);
	if (rule) {
		return rule.action === 'Restart';
	}
	const policy = container.restartPolicy ?? spec.restartPolicy;
	if (init && !isSidecar(container)) {
		return exitCode !== 0 && policy !== 'Never';
	}
	return policy === 'Always' || (policy === 'OnFailure' && exitCode !== 0);
}

/** How long a container that ended then must wait: nothing the first time, then 10 s, 20 s, … 5 min. */
export function crashDelay(record: ContainerRecord, endedAt: number): number {
	const {crashDelay: delay, crashUpdated: updated} = record;
	if (delay === undefined || updated === undefined || endedAt - updated > 2 * longestDelay) {
		return 0;
	}
	return delay;
}

/** Makes the next wait longer, when a container is started again. */
export function lengthenCrashDelay(record: ContainerRecord, endedAt: number, now: number): void {
	const {crashDelay: delay, crashUpdated: updated} = record;
	const expired = updated === undefined || endedAt - updated > 2 * longestDelay;
	record.crashDelay = delay === undefined || expired ? firstDelay : Math.min(delay * 2, longestDelay);
	record.crashUpdated = now;
}

/** The same doubling for pulls of images. */
export function nextPullDelay(delay: number | undefined): number {
	return delay === undefined ? firstDelay : Math.min(delay * 2, longestDelay);
}
