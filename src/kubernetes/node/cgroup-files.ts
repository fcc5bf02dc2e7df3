/** What the kernel tells a container of its limits, as files (pkg/kubelet/cm/helpers_linux.go, pkg/kubelet/qos/policy.go). */
import type {ResourceRequirements} from '../../api/core-v1/container.ts';
import type {Pod} from '../../api/core-v1/pod.ts';
import {amountsOf} from '../pod-resources.ts';

/** Microseconds over which the use of cpu is measured, and the least that is allowed in them. */
const period = 100_000;
const leastQuota = 1000;
const leastShares = 2;

/** The memory of a node, in bytes, against which a container's request is weighed. */
const memoryOfNode = 8_039_044 * 1024;

/** @param resources what the container runs with */
export function cgroupFiles(pod: Pod, resources: ResourceRequirements): Readonly<Record<string, string>> {
	const limits = amountsOf(resources.limits);
	const whole = amountsOf(pod.spec.resources?.limits);
	const requests = amountsOf(resources.requests);
	const cpu = limits.cpu || whole.cpu || 0;
	const memory = limits.memory || whole.memory || 0;
	const quota = cpu > 0 ? Math.max(Math.floor((cpu * period) / 1000), leastQuota) : 'max';
	return {
		'/proc/1/oom_score_adj': `${oomScore(pod, requests.memory ?? 0)}\n`,
		'/sys/fs/cgroup/cpu.max': `${quota} ${period}\n`,
		'/sys/fs/cgroup/cpu.weight': `${weightOf(requests.cpu || cpu)}\n`,
		'/sys/fs/cgroup/memory.max': `${memory || 'max'}\n`,
	};
}

/** Shares of the first version of cgroups, in the scale of the second: 1 cpu is 1024 shares, which weigh 39. */
function weightOf(milliCpu: number): number {
	const shares = Math.max(Math.floor((milliCpu * 1024) / 1000), leastShares);
	return 1 + Math.floor(((shares - 2) * 9999) / 262_142);
}

/** Who asks for more memory is killed later when there is none left. */
function oomScore({status}: Pod, memory: number): number {
	switch (status.qosClass) {
		case 'Guaranteed':
			return -997;
		case 'Burstable': {
			const score = 1000 - Math.floor((1000 * memory) / memoryOfNode);
			return Math.min(Math.max(score, 3), 999);
		}
		default:
			return 1000;
	}
}
