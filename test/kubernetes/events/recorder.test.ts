import {describe, expect, test} from 'vitest';
import type {Event} from '../../../src/api/core-v1/event.ts';
import {VirtualClock} from '../../../src/kubernetes/clock.ts';
import type {Controller} from '../../../src/kubernetes/controller.ts';
import {eventExpiry} from '../../../src/kubernetes/events/expiry.ts';
import {eventName} from '../../../src/kubernetes/events/names.ts';
import {createEventRecorder} from '../../../src/kubernetes/events/recorder.ts';
import {maintainSeries, recordSeriesEvent} from '../../../src/kubernetes/events/series-recorder.ts';
import {controlPlane, startOfTests, type TestCluster} from '../controllers/fixture.ts';
import {aPod} from '../objects.ts';

const pod = aPod('web', {}, {resourceVersion: '7'});

function events(c: TestCluster): Event[] {
	return c.client.list<Event>('events', 'default');
}

describe('an Event of a kubelet', () => {
	const setUp = () => {
		const c = controlPlane([eventExpiry]);
		const clock = new VirtualClock({start: startOfTests, seed: 1});
		const recorder = createEventRecorder(clock, c.client, {component: 'kubelet', host: 'worker-1'});
		return {c, clock, recorder};
	};

	test('names its object, its source and the part of the object', () => {
		const {c, recorder} = setUp();
		recorder.event(pod, 'Normal', 'Started', 'Container started', 'spec.containers{main}');
		const [event] = events(c);
		expect(event!.metadata.name).toMatch(/^web\.[0-9a-f]{16}$/);
		expect(event).toMatchObject({
			involvedObject: {
				apiVersion: 'v1',
				kind: 'Pod',
				namespace: 'default',
				name: 'web',
				uid: 'uid-of-web',
				resourceVersion: '7',
				fieldPath: 'spec.containers{main}',
			},
			source: {component: 'kubelet', host: 'worker-1'},
			reportingComponent: 'kubelet',
			reportingInstance: 'worker-1',
			firstTimestamp: '2026-06-01T09:00:00Z',
			lastTimestamp: '2026-06-01T09:00:00Z',
			count: 1,
			type: 'Normal',
		});
	});

	test('is counted when it comes again, also after it was deleted', () => {
		const {c, clock, recorder} = setUp();
		for (let i = 0; i < 3; i++) {
			recorder.event(pod, 'Warning', 'BackOff', 'Back-off');
			clock.advanceTo(clock.now + 10_000);
		}
		expect(events(c)).toMatchObject([
			{count: 3, firstTimestamp: '2026-06-01T09:00:00Z', lastTimestamp: '2026-06-01T09:00:20Z'},
		]);
		c.client.delete('events', 'default', events(c)[0]!.metadata.name);
		recorder.event(pod, 'Warning', 'BackOff', 'Back-off');
		expect(events(c)).toMatchObject([{count: 4, firstTimestamp: '2026-06-01T09:00:00Z'}]);
	});

	test('goes an hour after it was written last', () => {
		const {c, clock, recorder} = setUp();
		recorder.event(pod, 'Normal', 'Pulled', 'once');
		recorder.event(pod, 'Normal', 'Created', 'twice');
		c.pass(1800);
		clock.advanceTo(c.now);
		recorder.event(pod, 'Normal', 'Created', 'twice');
		c.pass(1700);
		expect(events(c)).toHaveLength(2);
		c.pass(200);
		expect(events(c).map(({message}) => message)).toEqual(['twice']);
		c.pass(1800);
		expect(events(c)).toEqual([]);
	});
});

test('later Events have greater names, also within a millisecond', () => {
	const clock = new VirtualClock({start: startOfTests, seed: 1});
	const names: string[] = [];
	for (let i = 0; i < 100; i++) {
		names.push(eventName(clock, 'web'));
		clock.advanceTo(clock.now + (i % 3));
	}
	expect(names).toEqual([...names].sort());
	expect(new Set(names).size).toBe(100);
	expect(eventName(clock, 'Not_A_Name')).toMatch(/^[0-9a-f-]{36}$/);
});

test('what the scheduler says again becomes a series, whose count is written at the second and at the last', () => {
	const quiet: Controller = {name: 'nobody', watches: {}, sync() {}};
	const c = controlPlane([quiet]);
	const clock = new VirtualClock({start: startOfTests, seed: 1});
	const say = () =>
		recordSeriesEvent(clock, c.client, 'default-scheduler', 'default-scheduler-control-plane', {
			about: pod,
			type: 'Warning',
			reason: 'FailedScheduling',
			action: 'Scheduling',
			note: '0/4 nodes are available',
		});
	say();
	expect(events(c)[0]).toMatchObject({eventTime: '2026-06-01T09:00:00.000000Z', lastTimestamp: null, source: {}});
	expect(events(c)[0]!.series).toBeUndefined();
	say();
	say();
	expect(events(c)).toMatchObject([{series: {count: 2}}]);
	clock.advanceTo(clock.now + 400_000);
	expect(maintainSeries(clock, c.client)).toBe(false);
	expect(events(c)).toMatchObject([{series: {count: 3}}]);
	say();
	expect(events(c)).toHaveLength(2);
});
