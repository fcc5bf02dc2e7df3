/** Whatever is asked of a Job, and whatever happens to its Pods: what must never be seen, looked for at every event. */
import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {Job, JobSpec} from '../../../../src/api/batch-v1.ts';
import type {Pod} from '../../../../src/api/core-v1/pod.ts';
import {StatusError} from '../../../../src/apimachinery/status.ts';
import type {Change} from '../../../../src/kubernetes/api/store.ts';
import {finishedCondition, jobsResource, trackingFinalizer} from '../../../../src/kubernetes/batch.ts';
import {loadCluster} from '../../../../src/kubernetes/cluster.ts';
import {isPodActive} from '../../../../src/kubernetes/controllers/replicaset/pods.ts';
import type {Cluster} from '../../../../src/kubernetes/virtual-cluster.ts';
import {type Behavior, jobLab, onOneNode} from './job-fixture.ts';

const action = fc.oneof(
	fc.record({act: fc.constant('parallelism' as const), value: fc.nat(5)}),
	fc.record({act: fc.constant('suspend' as const), value: fc.boolean()}),
	fc.record({act: fc.constant('delete-pod' as const), value: fc.nat(9)}),
	fc.record({act: fc.constant('evict' as const), value: fc.nat(9)}),
	fc.record({act: fc.constant('release' as const), value: fc.nat(9)}),
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

/** What happens, and how long nothing else does after it, in milliseconds. */
const script = fc.array(fc.tuple(action, fc.constantFrom(0, 3, 150, 1100, 4000, 35_000)), {maxLength: 7});

const plan = fc.record({
	behavior: fc.constantFrom<Behavior>('succeed', 'fail', 'failOdd', 'failOnce', 'sleep'),
	indexed: fc.boolean(),
	completions: fc.integer({min: 1, max: 6}),
	parallelism: fc.integer({min: 1, max: 4}),
	backoffLimit: fc.nat(3),
	policy: fc.constantFrom('TerminatingOrFailed', 'Failed'),
	perIndex: fc.option(fc.nat(1), {nil: undefined}),
});

function perform(cluster: Cluster, {act, value}: Action): void {
	const job = cluster.client.get<Job>(jobsResource, 'default', 'it')!;
	const change = (fields: Partial<JobSpec>) =>
		cluster.client.update(jobsResource, {...job, spec: {...job.spec, ...fields}});
	const pods = cluster.client.list<Pod>('pods', 'default');
	const pod = pods[Number(value) % Math.max(1, pods.length)];
	if (act === 'parallelism') {
		change({parallelism: value});
	} else if (act === 'suspend') {
		change({suspend: value});
	} else if (pod && act === 'delete-pod') {
		cluster.client.delete('pods', 'default', pod.metadata.name);
	} else if (pod && act === 'evict') {
		cluster.client.evict('default', pod.metadata.name);
	} else if (pod) {
		cluster.client.update('pods', {...pod, metadata: {...pod.metadata, labels: {}}});
	}
}

/** Some requests are refused, as they would be anywhere. */
function tryTo(act: () => void): void {
	try {
		act();
	} catch (error) {
		if (!(error instanceof StatusError)) {
			throw error;
		}
	}
}

/** Notes what must not be seen of the Job, at each change. */
function watch(cluster: Cluster): string[] {
	const seen: string[] = [];
	/** The Pods that ended well, by uid, and which of them the Job may have counted. */
	const succeeded = new Set<string>();
	let ended: string | undefined;
	cluster.onChange(change => {
		if (change?.resource === 'pods') {
			const {object} = change as Change<Pod>;
			if (object.status.phase === 'Succeeded') {
				succeeded.add(object.metadata.uid!);
			}
			const job = cluster.client.get<Job>(jobsResource, 'default', 'it')!;
			const active = cluster.client
				.byIndex<Pod>('pods', 'owner', job.metadata.uid!)
				.filter(pod => isPodActive(pod) && pod.metadata.finalizers?.includes(trackingFinalizer));
			if (change.type === 'ADDED' && active.length > (job.spec.parallelism ?? 1)) {
				seen.push(`${active.length} Pods at once of ${job.spec.parallelism}`);
			}
			if (change.type === 'ADDED' && (job.spec.suspend || finishedCondition(job))) {
				seen.push('a new Pod of a Job that is suspended or has ended');
			}
		} else if (change?.resource === jobsResource) {
			const {status, spec} = (change as Change<Job>).object;
			const finished = finishedCondition((change as Change<Job>).object)?.type;
			if (ended !== undefined && finished !== ended) {
				seen.push(`${ended} became ${finished}`);
			}
			ended = finished;
			if ((status.succeeded ?? 0) > succeeded.size) {
				seen.push(`${status.succeeded} successes of ${succeeded.size} Pods`);
			}
			if ((status.ready ?? 0) > (status.active ?? 0)) {
				seen.push('more ready than active');
			}
			if (finished === 'Complete' && (status.succeeded ?? 0) < spec.completions!) {
				seen.push('complete without enough successes');
			}
		}
	});
	return seen;
}

test('a Job never has too many Pods, counts each once, and stays as it ended; snapshots go on alike', () => {
	fc.assert(
		fc.property(plan, script, (asked, steps) => {
			const {behavior, indexed, completions, parallelism, backoffLimit, policy, perIndex} = asked;
			const lab = jobLab();
			const seen = watch(lab.cluster);
			const perIndexLimit = indexed && perIndex !== undefined ? {backoffLimitPerIndex: perIndex} : {backoffLimit};
			const mode = indexed ? {completionMode: 'Indexed', ...perIndexLimit} : {backoffLimit};
			lab.create({...mode, completions, parallelism, podReplacementPolicy: policy}, behavior, onOneNode);
			let other: Cluster | undefined;
			for (const [at, [what, wait]] of steps.entries()) {
				tryTo(() => perform(lab.cluster, what));
				if (other) {
					tryTo(() => perform(other!, what));
				}
				lab.cluster.advance(wait);
				other?.advance(wait);
				if (at === 1) {
					other = loadCluster(lab.cluster.save());
				}
			}
			lab.pass(5);
			other?.advance(5000);
			expect(seen).toEqual([]);
			if (other) {
				expect(other.client.get(jobsResource, 'default', 'it')).toEqual(lab.job());
				expect(other.client.list('pods', 'default')).toEqual(lab.pods());
			}
		}),
		{seed: 11, numRuns: 15},
	);
});
