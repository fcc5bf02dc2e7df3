import {expect, test} from 'vitest';
import {failure} from '../../../src/apimachinery/status.ts';
import type {Change} from '../../../src/kubernetes/api/store.ts';
import type {Controller} from '../../../src/kubernetes/controller.ts';
import {busyUntil, type PacedContext, paced, writeTime} from '../../../src/kubernetes/controllers/pace.ts';
import {controlPlane, startOfTests} from './fixture.ts';

/** When the keys of Services were looked at, in milliseconds from the first time, by a controller that does `work`. */
function looks(work: (context: PacedContext, time: number) => void): number[] {
	const times: number[] = [];
	const controller: Controller = {
		name: 'slow',
		latency: 1,
		watches: {services: ({object}: Change) => [object.metadata.name]},
		busyUntil,
		sync(key, context) {
			times.push(context.now - startOfTests);
			paced(key, context, pacedContext => work(pacedContext, times.length));
		},
	};
	const c = controlPlane([controller]);
	c.make('services', {apiVersion: 'v1', kind: 'Service', metadata: {name: 'web', namespace: 'default'}, spec: {}});
	c.pass(5);
	return times.map(time => time - times[0]!);
}

function touch({api}: PacedContext, value: string): void {
	const service = api.get('services', 'default', 'web')!;
	api.update('services', {...service, metadata: {...service.metadata, labels: {value}}});
}

test('a sync takes the time of its writes, and the next one waits for it', () => {
	const times = looks((context, time) => {
		if (time === 1) {
			touch(context, 'first');
			touch(context, 'second');
		}
	});
	expect(times).toEqual([0, 2 * writeTime]);
});

test('a write that changes nothing takes none', () => {
	expect(looks(context => touch(context, 'same'))).toEqual([0, writeTime]);
});

test('requests that are made together count as one', () => {
	const times = looks((context, time) => {
		if (time === 1) {
			touch(context, 'first');
			touch(context, 'second');
			context.pace.writes = 1;
		}
	});
	expect(times).toEqual([0, writeTime]);
});

test('a sync that fails is tried again more and more slowly', () => {
	const times = looks((_context, time) => {
		if (time < 6) {
			throw failure(500, 'InternalError', 'not now');
		}
	});
	expect(times).toEqual([0, 5, 15, 35, 75, 155]);
});
