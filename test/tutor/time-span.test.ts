import {expect, it} from 'vitest';
import {parseTimeSpan, timeSpanText} from '../../src/tutor/session/time-span.ts';

it.each([
	['30s', 30_000],
	['5m', 300_000],
	['1h30m', 5_400_000],
	['90', 90_000],
	['1.5s', 1500],
	['300ms', 300],
	['1 minute', 60_000],
	['2 min 5 secs', 125_000],
	['2 hours', 7_200_000],
	['soon', undefined],
	['5x', undefined],
	['1 month', undefined],
	['a minute', undefined],
	['', undefined],
])('%j is a time of %s ms', (text, milliseconds) => {
	expect(parseTimeSpan(text)).toBe(milliseconds);
});

it.each([
	[360_000, '6m'],
	[90_000, '1m30s'],
	[3_600_000, '1h'],
	[3_605_000, '1h0m5s'],
	[5_400_000, '1h30m'],
	[20_000, '20s'],
	[0, '0s'],
])('%d ms are written %s', (milliseconds, text) => {
	expect(timeSpanText(milliseconds)).toBe(text);
});
