import {describe, expect, it} from 'vitest';
import {Event} from '../../src/api/core-v1/event.ts';
import {Pod} from '../../src/api/core-v1/pod.ts';
import {shiftTime, shiftTimes} from '../../src/apimachinery/shift-times.ts';

const hour = 3_600_000;

describe('a time of the API', () => {
	it.each([
		['2026-06-01T09:00:00Z', hour, '2026-06-01T10:00:00Z'],
		['2026-06-01T09:00:00Z', -10 * hour, '2026-05-31T23:00:00Z'],
		['2026-06-01T09:00:00.123456Z', hour, '2026-06-01T10:00:00.123456Z'],
		['2026-06-01T09:00:00+02:00', hour, '2026-06-01T08:00:00Z'],
		['yesterday', hour, 'yesterday'],
	])('%s moves by %d to %s', (text, by, moved) => {
		expect(shiftTime(text, by)).toBe(moved);
	});
});

describe('an object', () => {
	const pod = {
		apiVersion: 'v1',
		kind: 'Pod',
		metadata: {
			name: 'web',
			creationTimestamp: '2026-06-01T09:00:00Z',
			annotations: {'kubectl.kubernetes.io/restartedAt': '2026-06-01T09:00:00Z'},
		},
		spec: {containers: [{name: 'main', image: 'busybox:1.36', args: ['2026-06-01T09:00:00Z']}]},
		status: {
			conditions: [{type: 'Ready', status: 'True', lastTransitionTime: '2026-06-01T09:00:05Z', lastProbeTime: null}],
			containerStatuses: [{name: 'main', state: {running: {startedAt: '2026-06-01T09:00:04Z'}}}],
		},
	};

	it('moves in the times that its schema knows, and in nothing else', () => {
		const moved = shiftTimes(Pod, pod as never, hour) as unknown as typeof pod;
		expect(JSON.stringify(moved)).toBe(
			JSON.stringify({
				...pod,
				metadata: {...pod.metadata, creationTimestamp: '2026-06-01T10:00:00Z'},
				status: {
					conditions: [
						{type: 'Ready', status: 'True', lastTransitionTime: '2026-06-01T10:00:05Z', lastProbeTime: null},
					],
					containerStatuses: [{name: 'main', state: {running: {startedAt: '2026-06-01T10:00:04Z'}}}],
				},
			}),
		);
		expect(moved.spec).toBe(pod.spec);
	});

	it('keeps times that are not set, and the part of a second that others have', () => {
		const event = {
			metadata: {name: 'web.1'},
			involvedObject: {},
			eventTime: '2026-06-01T09:00:00.000250Z',
			firstTimestamp: null,
			lastTimestamp: null,
			series: {count: 2, lastObservedTime: '2026-06-01T09:30:00.999000Z'},
		};
		expect(shiftTimes(Event, event as never, hour)).toEqual({
			...event,
			eventTime: '2026-06-01T10:00:00.000250Z',
			series: {count: 2, lastObservedTime: '2026-06-01T10:30:00.999000Z'},
		});
	});
});
