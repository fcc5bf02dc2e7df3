/** Whatever is asked of a Deployment, and whatever happens to its Pods: what must never be seen, looked for at every event. */
import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {Deployment, ReplicaSet} from '../../../src/api/apps-v1.ts';
import type {Change} from '../../../src/kubernetes/api/store.ts';
import {maxSurge, maxUnavailable} from '../../../src/kubernetes/controllers/deployment/limits.ts';
import {isPodActive} from '../../../src/kubernetes/controllers/replicaset/pods.ts';
import {
	aDeployment,
	annotation,
	change,
	deploymentsResource,
	getDeployment,
	imageOf,
	isReady,
	podsOf,
	replicaSetsOf,
	replicaSetsResource,
	scale,
	setImage,
	startLab,
} from './deployment-fixture.ts';
import type {TestCluster} from './fixture.ts';

type Limit = number | string;
type Strategy = {readonly surge: Limit; readonly unavailable: Limit} | 'Recreate';

const goodImages = ['nginx:1.26', 'nginx:1.27', 'nginx:1.28'];
const limit = fc.oneof(fc.nat(4), fc.constantFrom('0%', '10%', '25%', '50%', '100%'));
const strategy: fc.Arbitrary<Strategy> = fc.oneof(
	{weight: 5, arbitrary: fc.record({surge: limit, unavailable: limit}).filter(isPossible)},
	{weight: 1, arbitrary: fc.constant('Recreate' as const)},
);

const action = fc.oneof(
	fc.record({act: fc.constant('image' as const), image: fc.constantFrom(...goodImages)}),
	fc.record({act: fc.constant('image' as const), image: fc.constantFrom(...goodImages, 'unready')}),
	fc.record({act: fc.constant('scale' as const), replicas: fc.nat(9)}),
	fc.record({act: fc.constant('strategy' as const), strategy}),
	fc.record({act: fc.constant('pause' as const), paused: fc.boolean()}),
	fc.record({act: fc.constant('lose' as const), pod: fc.nat(20)}),
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

/** What happens, and how long nothing else does after it, in milliseconds. */
const script = fc.array(fc.tuple(action, fc.constantFrom(0, 3, 40, 150, 400, 3000)), {minLength: 1, maxLength: 9});

function isPossible({surge, unavailable}: {readonly surge: Limit; readonly unavailable: Limit}): boolean {
	return Number.parseInt(String(surge), 10) > 0 || Number.parseInt(String(unavailable), 10) > 0;
}

function strategySpec(chosen: Strategy): object {
	if (chosen === 'Recreate') {
		return {type: 'Recreate'};
	}
	return {type: 'RollingUpdate', rollingUpdate: {maxSurge: chosen.surge, maxUnavailable: chosen.unavailable}};
}

function perform(c: TestCluster, what: Action): void {
	if (what.act === 'image') {
		setImage(c, what.image);
	} else if (what.act === 'scale') {
		scale(c, what.replicas);
	} else if (what.act === 'strategy') {
		change(c, spec => ({...spec, strategy: strategySpec(what.strategy)}));
	} else if (what.act === 'pause') {
		change(c, ({paused: _, ...spec}) => (what.paused ? {...spec, paused: true} : spec));
	} else {
		const pods = c.pods().filter(isPodActive);
		if (pods.length > 0) {
			c.client.delete('pods', 'default', pods[what.pod % pods.length]!.metadata.name);
		}
	}
}

function isNew(deployment: Deployment, replicaSet: ReplicaSet): boolean {
	return imageOf(replicaSet) === imageOf(deployment);
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

/** Holds a Deployment to its promises as time goes on. */
class Watchman {
	readonly #c: TestCluster;
	/** How many Pods there may be: what the spec allows, or what there was when a new spec came to allow fewer. */
	#ceiling = Number.POSITIVE_INFINITY;
	/** How many must be available; counts from when they were so, until something else than the rollout takes them away. */
	#floor = 0;

	constructor(c: TestCluster) {
		this.#c = c;
		c.onChange(seen => {
			if (seen?.type === 'MODIFIED') {
				this.#statusIsNotAhead(seen);
			}
		});
	}

	/** To be told after each action: what was true under the former spec need not be so under the new one. */
	forgive(): void {
		this.#ceiling = Number.POSITIVE_INFINITY;
		this.#floor = 0;
	}

	look(): void {
		const deployment = getDeployment(this.#c);
		const replicaSets = replicaSetsOf(this.#c, deployment);
		const pods = replicaSets.map(replicaSet => podsOf(this.#c, replicaSet).filter(isPodActive));
		const present = sum(pods.map(({length}) => length));
		const available = sum(pods.map(some => some.filter(isReady).length));
		expect(present, 'Pods').toBeLessThanOrEqual(this.#ceiling);
		expect(available, 'available Pods').toBeGreaterThanOrEqual(this.#floor);

		const {replicas} = deployment.spec;
		const allowed = replicas + maxSurge(deployment);
		const obeyed =
			deployment.status.observedGeneration === deployment.metadata.generation &&
			replicaSets.every(({spec}, i) => spec.replicas === pods[i]!.length) &&
			sum(replicaSets.map(({spec}) => spec.replicas)) <= allowed;
		if (obeyed) {
			this.#ceiling = allowed;
			const least = deployment.spec.strategy.type === 'Recreate' ? 0 : replicas - maxUnavailable(deployment);
			this.#floor = available >= least ? least : this.#floor;
		}
	}

	/** Who writes a status has seen what it tells of. */
	#statusIsNotAhead({resource, object, previous}: Change): void {
		const {metadata, status} = object as Deployment | ReplicaSet;
		if (resource !== replicaSetsResource && resource !== deploymentsResource) {
			return;
		}
		const before = (previous as Deployment).status;
		if (before.replicas === status.replicas && before.readyReplicas === status.readyReplicas) {
			return;
		}
		expect(status.observedGeneration ?? 0).toBeLessThanOrEqual(metadata.generation ?? 0);
		if (resource === replicaSetsResource) {
			// Pods that were deleted in the same sync still count, as they do upstream.
			const pods = podsOf(this.#c, object);
			const ready = pods.filter(({status: {conditions}}) =>
				conditions?.some(({type, status: is}) => type === 'Ready' && is === 'True'),
			);
			expect(status.replicas ?? 0).toBeLessThanOrEqual(pods.length);
			expect(status.readyReplicas ?? 0).toBeLessThanOrEqual(ready.length);
			expect(status.availableReplicas ?? 0).toBeLessThanOrEqual(status.readyReplicas ?? 0);
		} else {
			const replicaSets = replicaSetsOf(this.#c, object);
			expect(status.replicas ?? 0).toBeLessThanOrEqual(sum(replicaSets.map(one => one.status.replicas)));
			expect((status as Deployment['status']).updatedReplicas ?? 0).toBeLessThanOrEqual(status.replicas ?? 0);
		}
	}
}

/** Moves time on to each event in turn. */
function run(c: TestCluster, milliseconds: number, watchman: Watchman): void {
	const end = c.now + milliseconds;
	for (let next = c.next; next !== undefined && next <= end; next = c.next) {
		c.advanceTo(next);
		watchman.look();
	}
	c.advanceTo(end);
}

function standing(c: TestCluster): unknown {
	return [deploymentsResource, replicaSetsResource, 'pods'].flatMap(resource => c.client.list(resource, 'default'));
}

/**
 * Kubernetes stalls where a Deployment is scaled to just the size that its only ReplicaSet with Pods has at that moment
 * of a rollout: nothing is scaled, so the ReplicaSet goes on remembering the former number (sync.go scale).
 */
function isStalled({spec}: Deployment, replicaSets: readonly ReplicaSet[]): boolean {
	const [only, ...others] = replicaSets.filter(one => one.spec.replicas > 0);
	return (
		only?.spec.replicas === spec.replicas &&
		others.length === 0 &&
		annotation(only, 'desired-replicas') !== String(spec.replicas)
	);
}

function settledAsItShould(c: TestCluster): void {
	const deployment = getDeployment(c);
	const {replicas, paused} = deployment.spec;
	const replicaSets = replicaSetsOf(c, deployment);
	for (const replicaSet of replicaSets) {
		expect(podsOf(c, replicaSet)).toHaveLength(replicaSet.spec.replicas);
		expect(replicaSet.status.replicas).toBe(replicaSet.spec.replicas);
	}
	const total = sum(replicaSets.map(({spec}) => spec.replicas));
	expect(deployment.status.replicas ?? 0).toBe(total);
	if (!paused && imageOf(deployment) !== 'unready' && !isStalled(deployment, replicaSets)) {
		expect(total).toBe(replicas);
		expect(deployment.status.availableReplicas ?? 0).toBe(replicas);
		expect(replicaSets.filter(replicaSet => isNew(deployment, replicaSet)).map(({spec}) => spec.replicas)).toEqual([
			replicas,
		]);
	}
}

test('a Deployment keeps its promises', () => {
	fc.assert(
		fc.property(fc.integer({min: 1, max: 9}), strategy, script, (replicas, first, actions) => {
			const c = startLab();
			const spec = {replicas, strategy: strategySpec(first), progressDeadlineSeconds: 20};
			c.make(deploymentsResource, aDeployment(spec));
			const watchman = new Watchman(c);
			run(c, 1000, watchman);
			for (const [what, pause] of actions) {
				perform(c, what);
				watchman.forgive();
				run(c, pause, watchman);
			}
			run(c, 5000, watchman);
			settledAsItShould(c);
			// What is left to come is that a stuck rollout runs out of time.
			c.pass(30);
			const settled = standing(c);
			c.pass(3600);
			expect(standing(c)).toEqual(settled);
		}),
		{seed: 20, numRuns: 50},
	);
});
