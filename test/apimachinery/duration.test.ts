import {describe, expect, it} from 'vitest';
import {
	ageOf,
	eventAge,
	formatGoDuration,
	humanDuration,
	parseGoDuration,
	shortHumanDuration,
} from '../../src/apimachinery/duration.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

describe('ages', () => {
	it.each([
		[-3 * second, '<invalid>'],
		[-1 * second, '0s'],
		[-1, '0s'],
		[0, '0s'],
		[999, '0s'],
		[119 * second, '119s'],
		[2 * minute, '2m'],
		[2 * minute + second, '2m1s'],
		[10 * minute - second, '9m59s'],
		[10 * minute + 30 * second, '10m'],
		[179 * minute, '179m'],
		[3 * hour, '3h'],
		[3 * hour + minute, '3h1m'],
		[8 * hour + 5 * minute, '8h'],
		[47 * hour, '47h'],
		[2 * day, '2d'],
		[2 * day + hour, '2d1h'],
		[8 * day + hour, '8d'],
		[729 * day, '729d'],
		[730 * day, '2y'],
		[731 * day, '2y1d'],
		[8 * 365 * day + day, '8y'],
	])('%d ms is %s', (milliseconds, text) => {
		expect(humanDuration(milliseconds)).toBe(text);
	});

	it.each([
		[-2 * second, '<invalid>'],
		[59 * second, '59s'],
		[119 * second, '1m'],
		[119 * minute, '1h'],
		[47 * hour, '1d'],
		[366 * day, '1y'],
	])('in short, %d ms is %s', (milliseconds, text) => {
		expect(shortHumanDuration(milliseconds)).toBe(text);
	});

	it('count from a timestamp', () => {
		const now = Date.UTC(2026, 0, 1, 12, 0, 0);
		expect(ageOf('2026-01-01T11:59:15Z', now)).toBe('45s');
		expect(ageOf(undefined, now)).toBe('<unknown>');
		const event = {first: '2026-01-01T11:50:00Z', last: '2026-01-01T11:59:50Z'};
		expect(eventAge({...event, count: 3}, now)).toBe('10s (x3 over 10m)');
		expect(eventAge({...event, count: 1}, now)).toBe('10m');
	});
});

describe('durations as Go writes them', () => {
	it.each([
		[0, '0s'],
		[300, '300ms'],
		[1500, '1.5s'],
		[90 * second, '1m30s'],
		[hour, '1h0m0s'],
		[26 * hour + 3 * second, '26h0m3s'],
		[-5 * second, '-5s'],
		[0.0015, '1.5µs'],
	])('%d ms is %s, and back', (milliseconds, text) => {
		expect(formatGoDuration(milliseconds)).toBe(text);
		expect(parseGoDuration(text)).toBeCloseTo(milliseconds, 9);
	});

	it.each([
		['', 'time: invalid duration ""'],
		['abc', 'time: invalid duration "abc"'],
		['5', 'time: missing unit in duration "5"'],
		['5d', 'time: unknown unit "d" in duration "5d"'],
		['1m5', 'time: missing unit in duration "1m5"'],
	])('%j: %s', (text, message) => {
		expect(() => parseGoDuration(text)).toThrow(message);
	});
});
