import {describe, expect, it} from 'vitest';
import {type Cluster, createCluster} from '../../src/kubernetes/cluster.ts';
import {type TimedCluster, WallClock, type WallClockOptions} from '../../src/server/wall-clock.ts';

const began = Date.UTC(2026, 10, 22);

/** A world whose time is a number, and whose timers ring when it is told to go on. */
class World {
	now = began;
	wakes = 0;
	readonly #timers = new Set<{readonly at: number; readonly run: () => void}>();
	readonly effects = {
		now: () => this.now,
		after: (milliseconds: number, run: () => void) => {
			const timer = {at: this.now + milliseconds, run};
			this.#timers.add(timer);
			return () => this.#timers.delete(timer);
		},
	};

	get sleeping(): number {
		return this.#timers.size;
	}

	/** Lets time go by. */
	run(milliseconds: number): void {
		const end = this.now + milliseconds;
		for (;;) {
			const next = [...this.#timers].sort((a, b) => a.at - b.at)[0];
			if (!next || next.at > end) {
				break;
			}
			this.#timers.delete(next);
			this.now = Math.max(this.now, next.at);
			this.wakes++;
			next.run();
		}
		this.now = end;
	}

	/** The lid is closed: nothing rings until it is opened again. */
	sleep(milliseconds: number): void {
		this.now += milliseconds;
	}
}

function running(cluster: TimedCluster, options: Partial<WallClockOptions> = {}) {
	const world = new World();
	const failures: unknown[] = [];
	const clock = new WallClock(cluster, world.effects, {failed: error => failures.push(error), ...options});
	clock.start();
	return {world, clock, failures};
}

const original = createCluster({seed: 3, start: began - 5 * 86_400_000});

function lab(): Cluster {
	return original.fork();
}

/** A cluster in which something is due every so often, and each time takes a while to be worked out. */
function busyCluster(world: () => World, every: number, cost: number) {
	const cluster = {
		now: began,
		next: began + every,
		fired: 0,
		longest: 0,
		advanceTo(instant: number) {
			const from = world().now;
			for (; cluster.next <= instant; cluster.next += every) {
				cluster.fired++;
				world().now += cost;
			}
			cluster.now = Math.max(cluster.now, instant);
			cluster.longest = Math.max(cluster.longest, world().now - from);
		},
		moveTo(instant: number) {
			cluster.next += instant - cluster.now;
			cluster.now = instant;
		},
	};
	return cluster;
}

describe('the wall clock', () => {
	it('makes it now in a cluster of another time, and keeps it there', () => {
		const cluster = lab();
		const {world, clock} = running(cluster);
		expect(cluster.now).toBe(began);
		world.run(90_000);
		clock.catchUp();
		expect(cluster.now).toBe(began + 90_000);
	});

	it('runs a cluster so many times as fast from the start', () => {
		const cluster = lab();
		const {world, clock} = running(cluster, {speed: 20});
		world.run(30_000);
		clock.catchUp();
		expect(cluster.now).toBe(began + 600_000);
	});

	it('brings what is under way to its end without anybody asking, as soon as it is due', () => {
		const cluster = lab();
		const {world, clock} = running(cluster);
		cluster.client.create('pods', {
			apiVersion: 'v1',
			kind: 'Pod',
			metadata: {name: 'web', namespace: 'default'},
			spec: {containers: [{name: 'nginx', image: 'nginx:1.27'}]},
		} as never);
		clock.wake();
		world.run(10_000);
		expect(cluster.client.get('pods', 'default', 'web')).toMatchObject({status: {phase: 'Running'}});
	});

	it('wakes an idle cluster of four nodes a few times a second at most', () => {
		const {world} = running(lab());
		world.run(600_000);
		expect(world.wakes).toBeLessThan(600);
	});

	it('tells each second of the cluster once', () => {
		const cluster = lab();
		const seconds: number[] = [];
		const {world} = running(cluster, {ticked: () => seconds.push(Math.floor(cluster.now / 1000))});
		world.run(20_000);
		expect(seconds.length).toBeGreaterThan(15);
		expect(new Set(seconds).size).toBe(seconds.length);
	});

	it('looks at the time now and then where nothing is ever due', () => {
		const empty = {now: began, next: undefined, advanceTo() {}, moveTo() {}};
		const {world} = running(empty);
		world.run(600_000);
		expect(world.wakes).toBeGreaterThan(60);
		expect(world.wakes).toBeLessThan(600);
	});

	it('moves the clock instead of living through the time in which the machine slept', () => {
		const slept: number[] = [];
		const cluster = lab();
		const {world, clock} = running(cluster, {slept: milliseconds => slept.push(milliseconds)});
		world.run(20_000);
		const before = cluster.client.list('nodes');
		world.sleep(3 * 86_400_000);
		const seen = cluster.now;
		clock.catchUp();
		expect(cluster.now).toBe(world.now);
		expect(slept).toEqual([world.now - seen]);
		world.run(120_000);
		expect(cluster.client.list('nodes').map(ready)).toEqual(before.map(() => 'True'));
	});

	it('goes back with the machine when its clock is set', () => {
		const cluster = lab();
		const {world, clock} = running(cluster);
		world.run(5000);
		world.sleep(-3_600_000);
		clock.catchUp();
		expect(cluster.now).toBe(world.now);
	});

	it('lives through a stall that is short, a stretch at a time', () => {
		let world!: World;
		const cluster = busyCluster(() => world, 10, 1);
		const started = running(cluster);
		world = started.world;
		world.sleep(30_000);
		started.clock.catchUp();
		expect(cluster.fired).toBeLessThan(50);
		expect(cluster.longest).toBeLessThanOrEqual(20);
		world.run(30_000);
		started.clock.catchUp();
		expect(cluster.now).toBe(world.now);
		expect(cluster.fired).toBeGreaterThan(3000);
	});

	it('makes it now again when a cluster was put back to an earlier state', () => {
		const cluster = lab();
		const before = cluster.snapshot();
		const {world, clock} = running(cluster);
		world.run(5000);
		cluster.rewind(before);
		clock.moveToNow();
		expect(cluster.now).toBe(world.now);
		world.run(5000);
		clock.catchUp();
		expect(cluster.now).toBe(world.now);
	});

	it('makes it now again when somebody has moved time on', () => {
		const cluster = lab();
		const {world, clock} = running(cluster);
		cluster.advance(600_000);
		world.run(3000);
		clock.catchUp();
		expect(cluster.now).toBe(world.now);
	});

	it('tells when the cluster failed, and stops', () => {
		const cluster = busyCluster(() => new World(), 1000, 0);
		const {world, failures} = running({
			...cluster,
			advanceTo() {
				throw new Error('out of order');
			},
		});
		world.run(60_000);
		expect(failures).toHaveLength(1);
		expect(world.sleeping).toBe(0);
	});
});

function ready(node: object): string | undefined {
	const {status} = node as {readonly status: {readonly conditions: readonly {type: string; status: string}[]}};
	return status.conditions.find(({type}) => type === 'Ready')?.status;
}
