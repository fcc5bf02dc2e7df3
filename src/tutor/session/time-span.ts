/** Times as people type them. */
import {formatGoDuration} from '../../apimachinery/duration.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** What one of a unit is, in milliseconds, under every name that it goes by; an s at its end is taken off first. */
const units: Readonly<Record<string, number>> = {
	ms: 1,
	s: second,
	sec: second,
	second,
	m: minute,
	min: minute,
	minute,
	h: hour,
	hr: hour,
	hour,
	d: 24 * hour,
	day: 24 * hour,
};

/** Milliseconds as people write them: `6m`, not `6m0s`. */
export function timeSpanText(milliseconds: number): string {
	return formatGoDuration(milliseconds)
		.replace(/([hm])0s$/, '$1')
		.replace(/h0m$/, 'h');
}

/** `5m`, `30s`, `1h30m`, `1 minute` or `90` (seconds), in milliseconds; undefined for anything else. */
export function parseTimeSpan(text: string): number | undefined {
	const typed = text.trim().toLowerCase();
	if (/^\d+(\.\d+)?$/.test(typed)) {
		return Number(typed) * second;
	}
	const parts = [...typed.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)\s*/gy)];
	if (parts.length === 0 || parts.map(([whole]) => whole).join('') !== typed) {
		return undefined;
	}
	const spans = parts.map(([, amount, unit = '']) => {
		const one = units[unit] ?? units[unit.replace(/s$/, '')];
		return one === undefined ? Number.NaN : Number(amount) * one;
	});
	const sum = spans.reduce((total, span) => total + span, 0);
	return Number.isNaN(sum) ? undefined : sum;
}
