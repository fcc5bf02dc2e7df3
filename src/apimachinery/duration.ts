/** Lengths of time, as Go writes them and as kubectl shows them. All of them are in milliseconds here. */

import {parseTime} from './time.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/**
 * An age with two or three significant figures, such as `5m30s` and `3d4h` (apimachinery pkg/util/duration,
 * HumanDuration).
 */
export function humanDuration(milliseconds: number): string {
	const seconds = Math.trunc(milliseconds / second);
	if (seconds < -1) {
		return '<invalid>';
	}
	if (seconds < 0) {
		return '0s';
	}
	if (seconds < 120) {
		return `${seconds}s`;
	}
	const minutes = Math.trunc(milliseconds / minute);
	if (minutes < 10) {
		return withRest(minutes, 'm', seconds % 60, 's');
	}
	if (minutes < 180) {
		return `${minutes}m`;
	}
	const hours = Math.trunc(milliseconds / hour);
	if (hours < 8) {
		return withRest(hours, 'h', minutes % 60, 'm');
	}
	if (hours < 48) {
		return `${hours}h`;
	}
	const days = Math.trunc(hours / 24);
	if (hours < 24 * 8) {
		return withRest(days, 'd', hours % 24, 'h');
	}
	if (hours < 24 * 365 * 2) {
		return `${days}d`;
	}
	const years = Math.trunc(days / 365);
	return hours < 24 * 365 * 8 ? withRest(years, 'y', days % 365, 'd') : `${years}y`;
}

function withRest(large: number, largeUnit: string, small: number, smallUnit: string): string {
	return small === 0 ? `${large}${largeUnit}` : `${large}${largeUnit}${small}${smallUnit}`;
}

/** An age with one unit, such as `5m` (ShortHumanDuration). */
export function shortHumanDuration(milliseconds: number): string {
	const seconds = Math.trunc(milliseconds / second);
	if (seconds < -1) {
		return '<invalid>';
	}
	if (seconds < 0) {
		return '0s';
	}
	if (seconds < 60) {
		return `${seconds}s`;
	}
	const minutes = Math.trunc(milliseconds / minute);
	if (minutes < 60) {
		return `${minutes}m`;
	}
	const hours = Math.trunc(milliseconds / hour);
	if (hours < 24) {
		return `${hours}h`;
	}
	return hours < 24 * 365 ? `${Math.trunc(hours / 24)}d` : `${Math.trunc(hours / 24 / 365)}y`;
}

/** The age of a timestamp, `<unknown>` where there is none (pkg/printers, translateTimestampSince). */
export function ageOf(timestamp: string | undefined, now: number): string {
	const instant = parseTime(timestamp);
	return instant === undefined ? '<unknown>' : humanDuration(now - instant);
}

/** How an event's times are shown: `12s`, or `5s (x3 over 2m)` when it happened more than once. */
export function eventAge(
	event: {readonly first?: string; readonly last?: string; readonly count: number},
	now: number,
): string {
	if (event.count <= 1) {
		return ageOf(event.first ?? event.last, now);
	}
	return `${ageOf(event.last, now)} (x${event.count} over ${ageOf(event.first, now)})`;
}

/** A text that Go does not take for a duration. */
export class DurationError extends Error {
	override readonly name = 'DurationError';
}

const unitsInMilliseconds: Readonly<Record<string, number>> = {
	ns: 1e-6,
	us: 1e-3,
	µs: 1e-3,
	μs: 1e-3,
	ms: 1,
	s: second,
	m: minute,
	h: hour,
};

/** Reads a duration as Go's time.ParseDuration does, such as `1m30s`, into milliseconds; throws a DurationError. */
export function parseGoDuration(text: string): number {
	const quoted = JSON.stringify(text);
	const negative = text.startsWith('-');
	let rest = text.replace(/^[-+]/, '');
	if (rest === '0') {
		return 0;
	}
	if (rest === '') {
		throw new DurationError(`time: invalid duration ${quoted}`);
	}
	let sum = 0;
	while (rest !== '') {
		const [number = ''] = /^\d*(\.\d*)?/.exec(rest)!;
		if (number === '' || number === '.') {
			throw new DurationError(`time: invalid duration ${quoted}`);
		}
		rest = rest.slice(number.length);
		const [unit = ''] = /^[^\d.]*/.exec(rest)!;
		if (unit === '') {
			throw new DurationError(`time: missing unit in duration ${quoted}`);
		}
		if (!Object.hasOwn(unitsInMilliseconds, unit)) {
			throw new DurationError(`time: unknown unit ${JSON.stringify(unit)} in duration ${quoted}`);
		}
		sum += Number(number) * unitsInMilliseconds[unit]!;
		rest = rest.slice(unit.length);
	}
	return negative ? -sum : sum;
}

/** Writes a duration as Go's Duration.String does: `1m30s`, `1.5s`, `300ms`, `1h0m0s`. */
export function formatGoDuration(milliseconds: number): string {
	if (milliseconds === 0) {
		return '0s';
	}
	const sign = milliseconds < 0 ? '-' : '';
	const size = Math.abs(milliseconds);
	if (size < second) {
		const [value, unit] = size < 1e-3 ? [size * 1e6, 'ns'] : size < 1 ? [size * 1e3, 'µs'] : [size, 'ms'];
		return `${sign}${trimmed(value as number)}${unit}`;
	}
	const hours = Math.floor(size / hour);
	const minutes = Math.floor((size % hour) / minute);
	const seconds = `${trimmed((size % minute) / second)}s`;
	return `${sign}${hours > 0 ? `${hours}h` : ''}${size >= minute ? `${minutes}m` : ''}${seconds}`;
}

/** At most nine decimals, none of them in vain. */
function trimmed(value: number): string {
	return String(Number(value.toFixed(9)));
}
