import {describe, expect, test} from 'vitest';
import {type Correlated, type CorrelatorRow, correlate} from '../../../src/kubernetes/events/correlator.ts';

/** One source that says things about one object. */
function source() {
	let row: CorrelatorRow | undefined;
	let n = 0;
	return (message: string, now: number, reason = 'Created'): Correlated['event'] => {
		const facts = {reason, message, fieldPath: '', timestamp: `t${now}`, name: `web.${n++}`};
		const result = correlate(row, facts, now);
		row = result.row;
		return result.event;
	};
}

describe('Events about one object', () => {
	test('are counted when they are equal', () => {
		const say = source();
		expect(say('Pulled image', 0)).toMatchObject({name: 'web.0', count: 1, firstTimestamp: 't0'});
		expect(say('Pulled image', 5000)).toMatchObject({name: 'web.0', count: 2, firstTimestamp: 't0'});
		expect(say('Pulling image', 6000)).toMatchObject({name: 'web.2', count: 1});
	});

	test('become one from the tenth different message on', () => {
		const say = source();
		for (let i = 1; i < 10; i++) {
			expect(say(`Created pod: web-${i}`, i)).toMatchObject({combined: false, count: 1});
		}
		const first = say('Created pod: web-10', 10);
		expect(first).toMatchObject({
			combined: true,
			count: 1,
			message: '(combined from similar events): Created pod: web-10',
		});
		expect(say('Created pod: web-11', 11)).toMatchObject({combined: true, count: 2, name: first!.name});
		expect(say('Deleted pod: web-1', 12, 'Deleted')).toMatchObject({combined: false, count: 1});
	});

	test('stand alone again after ten quiet minutes', () => {
		const say = source();
		for (let i = 1; i <= 10; i++) {
			say(`Created pod: web-${i}`, i);
		}
		expect(say('Created pod: web-11', 600_011)).toMatchObject({combined: false});
	});

	test('are dropped after 25, but for one every five minutes', () => {
		const say = source();
		const told = Array.from({length: 40}, () => say('Back-off restarting failed container', 0));
		expect(told.filter(event => event !== undefined)).toHaveLength(25);
		expect(say('Back-off restarting failed container', 299_000)).toBeUndefined();
		expect(say('Back-off restarting failed container', 300_000)).toMatchObject({count: 42});
		expect(say('Back-off restarting failed container', 300_001)).toBeUndefined();
	});
});
