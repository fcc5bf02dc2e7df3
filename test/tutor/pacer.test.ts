import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {Pacer} from '../../src/tutor/session/pacer.ts';

/** A paused pacer over a clock that only counts. */
function paced() {
	const clock = {
		now: 0,
		next: undefined,
		advance(milliseconds: number) {
			clock.now += milliseconds;
		},
	};
	const pacer = new Pacer(clock, {paused: true, speed: 1}, {changed() {}, failed() {}}, () => Date.now());
	pacer.start();
	return {clock, pacer};
}

describe('time that is hurried on', () => {
	beforeEach(() => {
		vi.useFakeTimers();
	});
	afterEach(() => {
		vi.useRealTimers();
	});

	it('comes to the very moment', async () => {
		const {clock, pacer} = paced();
		const there = pacer.hurry(61_234);
		await vi.advanceTimersByTimeAsync(3000);
		await there;
		expect(clock.now).toBe(61_234);
		pacer.stop();
	});

	it.each([1000, 4000, 40_000, 300_000])('stops soon after what is waited for, which comes after %i ms', async due => {
		const {clock, pacer} = paced();
		const there = pacer.hurry(600_000, () => clock.now >= due);
		await vi.advanceTimersByTimeAsync(3000);
		await there;
		expect(clock.now).toBeGreaterThanOrEqual(due);
		expect(clock.now).toBeLessThanOrEqual(Math.max(due + 250, due * 1.25));
		pacer.stop();
	});
});
