/** Whatever is asked of an ordered StatefulSet, in whatever order: what it promises holds at every change. */
import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {Pod} from '../../../../src/api/core-v1/pod.ts';
import type {Change} from '../../../../src/kubernetes/api/store.ts';
import type {Cluster} from '../../../../src/kubernetes/cluster.ts';
import {isPodReady} from '../../../../src/kubernetes/conditions.ts';
import {inOrdinalRange, ordinalOf} from '../../../../src/kubernetes/controllers/statefulset/stateful-set-utils.ts';
import {changeSet, claimNames, freshLab, isWhole, makeSet, pods, setImage, theSet} from './lab-sets.ts';

type Action =
	| {readonly scale: number}
	| {readonly image: string}
	| {readonly partition: number}
	| {readonly start: number}
	| {readonly kill: number};

const action: fc.Arbitrary<Action> = fc.oneof(
	fc.record({scale: fc.integer({min: 0, max: 4})}),
	fc.record({image: fc.constantFrom('redis:7', 'redis:7.4', 'redis:nosuch')}),
	fc.record({partition: fc.integer({min: 0, max: 4})}),
	fc.record({start: fc.integer({min: 0, max: 2})}),
	fc.record({kill: fc.integer({min: 0, max: 4})}),
);
const steps = fc.array(fc.record({action, seconds: fc.integer({min: 0, max: 12})}), {minLength: 2, maxLength: 6});
const check = {seed: 20_260_601, numRuns: 40};

function act(c: Cluster, action: Action): string | undefined {
	if ('scale' in action) {
		changeSet(c, () => ({replicas: action.scale}));
	} else if ('image' in action) {
		setImage(c, action.image);
	} else if ('partition' in action) {
		changeSet(c, () => ({
			updateStrategy: {type: 'RollingUpdate', rollingUpdate: {partition: action.partition}},
		}));
	} else if ('start' in action) {
		changeSet(c, () => ({ordinals: {start: action.start}}));
	} else {
		c.client.delete('pods', 'default', `db-${action.kill}`);
		return `db-${action.kill}`;
	}
	return undefined;
}

/** What is wrong with a change that the set's controller made, or nothing. */
function problem(c: Cluster, change: Change, killed: ReadonlySet<string>): string | undefined {
	const pod = change.object as Pod;
	const {name} = pod.metadata;
	const others = pods(c).filter(({metadata}) => metadata.name !== name);
	if (change.type === 'ADDED') {
		const lower = others.filter(other => inOrdinalRange(other, theSet(c)) && ordinalOf(other) < ordinalOf(pod));
		const expected = ordinalOf(pod) - (theSet(c).spec.ordinals?.start ?? 0);
		return lower.length === expected && lower.every(isWhole) ? undefined : `${name} came before its time`;
	}
	const ends = pod.metadata.deletionTimestamp && !(change.previous as Pod).metadata.deletionTimestamp;
	if (change.type !== 'MODIFIED' || !ends || killed.has(name)) {
		return undefined;
	}
	const condemned = others.filter(other => !inOrdinalRange(other, theSet(c)));
	if (!inOrdinalRange(pod, theSet(c)) && condemned.some(other => ordinalOf(other) > ordinalOf(pod))) {
		return `${name} went before a higher one`;
	}
	const unready = others.filter(other => inOrdinalRange(other, theSet(c)) && !isWhole(other));
	const byItself = unready.filter(({metadata}) => !killed.has(metadata.name));
	return isPodReady(change.previous as Pod) && byItself.length > 0
		? `${name} went while ${byItself[0]!.metadata.name} was not ready`
		: undefined;
}

test('no ordinal is skipped, at most one Pod is unready by its doing, the highest go first, claims stay', () => {
	fc.assert(
		fc.property(steps, sequence => {
			const c = freshLab();
			makeSet(c, {replicas: 2});
			const killed = new Set<string>();
			const wrong: string[] = [];
			let acting = false;
			const seen = new Set<string>();
			c.onChange(change => {
				if (change?.object.metadata.namespace !== 'default') {
					return;
				}
				if (change.resource === 'persistentvolumeclaims') {
					seen.add(change.object.metadata.name);
				} else if (change.resource === 'pods' && !acting) {
					wrong.push(...[problem(c, change, killed)].filter(text => text !== undefined));
				}
			});
			c.advance(5000);
			for (const {action, seconds} of sequence) {
				acting = true;
				const name = act(c, action);
				acting = false;
				if (name) {
					killed.add(name);
				}
				c.advance(seconds * 1000);
			}
			expect(wrong).toEqual([]);
			expect(claimNames(c)).toEqual([...seen].sort());
		}),
		check,
	);
});

test('it comes to what was asked for, and then nothing changes any more', () => {
	fc.assert(
		fc.property(steps, fc.constantFrom('OrderedReady', 'Parallel'), (sequence, podManagementPolicy) => {
			const c = freshLab();
			makeSet(c, {replicas: 2, podManagementPolicy});
			for (const {action, seconds} of sequence) {
				act(c, action);
				c.advance(seconds * 1000);
			}
			setImage(c, 'redis:7');
			changeSet(c, () => ({updateStrategy: {type: 'RollingUpdate', rollingUpdate: {partition: 0}}}));
			c.advance(10_000);
			// A Pod that cannot start is not replaced by itself.
			for (const pod of pods(c).filter(pod => !isPodReady(pod))) {
				c.client.delete('pods', 'default', pod.metadata.name);
			}
			c.advance(120_000);
			const {spec, status} = theSet(c);
			const ordinals = Array.from({length: spec.replicas}, (_, i) => i + (spec.ordinals?.start ?? 0));
			expect(pods(c).map(ordinalOf)).toEqual(ordinals);
			expect(pods(c).every(isWhole)).toBe(true);
			expect(status.currentRevision).toBe(status.updateRevision);
			expect(status.readyReplicas ?? 0).toBe(spec.replicas);
			const changes: string[] = [];
			c.onChange(change => {
				if (change?.object.metadata.namespace === 'default') {
					changes.push(`${change.type} ${change.resource} ${change.object.metadata.name}`);
				}
			});
			c.advance(30_000);
			expect(changes).toEqual([]);
		}),
		check,
	);
});
