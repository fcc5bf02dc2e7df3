/** Reads schedules such as `0 9 * * mon-fri` and `@hourly` (robfig/cron v3 parser.go; pkg/util/parsers). */
import {DurationError, parseGoDuration} from '../../apimachinery/duration.ts';
import {type Bounds, every, type Field, parseField, ScheduleError} from './field.ts';
import {everyInterval, type Schedule, type ScheduleFields, scheduleOf} from './schedule.ts';
import {findZone} from './zone.ts';

export {ScheduleError} from './field.ts';
export type {Schedule} from './schedule.ts';

function namesFrom(first: number, names: string): Readonly<Record<string, number>> {
	return Object.fromEntries(names.split(' ').map((name, index) => [name, first + index]));
}

const minutes: Bounds = {min: 0, max: 59};
const hours: Bounds = {min: 0, max: 23};
const daysOfMonth: Bounds = {min: 1, max: 31};
const months: Bounds = {min: 1, max: 12, names: namesFrom(1, 'jan feb mar apr may jun jul aug sep oct nov dec')};
const daysOfWeek: Bounds = {min: 0, max: 6, names: namesFrom(0, 'sun mon tue wed thu fri sat')};
const fieldCount = 5;

/**
 * @param text five fields, or a descriptor; `TZ=Europe/Berlin ` or `CRON_TZ=` before them names a time zone, without
 *   which it is UTC
 * @throws ScheduleError
 */
export function parseSchedule(text: string): Schedule {
	if (text === '') {
		throw new ScheduleError('empty spec string');
	}
	const {zoneName, rest} = splitZone(text);
	const zone = findZone(zoneName);
	if (!zone) {
		throw new ScheduleError(`provided bad location ${zoneName}: unknown time zone ${zoneName}`);
	}
	if (rest.startsWith('@every ')) {
		return everyInterval(parseInterval(rest));
	}
	return scheduleOf(rest.startsWith('@') ? parseDescriptor(rest) : parseFields(rest), zone);
}

function splitZone(text: string): {readonly zoneName: string; readonly rest: string} {
	if (!/^(?:CRON_)?TZ=/.test(text)) {
		return {zoneName: '', rest: text};
	}
	const space = text.indexOf(' ');
	if (space < 0) {
		throw new ScheduleError('invalid schedule format: runtime error: slice bounds out of range [:-1]');
	}
	return {zoneName: text.slice(text.indexOf('=') + 1, space), rest: text.slice(space).trim()};
}

function parseFields(text: string): ScheduleFields {
	const parts = text.split(/\s+/).filter(part => part !== '');
	if (parts.length !== fieldCount) {
		throw new ScheduleError(`expected exactly ${fieldCount} fields, found ${parts.length}: [${parts.join(' ')}]`);
	}
	const [minute, hour, dayOfMonth, month, dayOfWeek] = parts as [string, string, string, string, string];
	return {
		minute: parseField(minute, minutes),
		hour: parseField(hour, hours),
		dayOfMonth: parseField(dayOfMonth, daysOfMonth),
		month: parseField(month, months),
		dayOfWeek: parseField(dayOfWeek, daysOfWeek),
	};
}

function only(value: number): Field {
	return {values: new Set([value]), free: false};
}

const daily: ScheduleFields = {
	minute: only(0),
	hour: only(0),
	dayOfMonth: every(daysOfMonth),
	month: every(months),
	dayOfWeek: every(daysOfWeek),
};
const monthly: ScheduleFields = {...daily, dayOfMonth: only(1)};
const yearly: ScheduleFields = {...monthly, month: only(1)};
const descriptors: Readonly<Record<string, ScheduleFields>> = {
	'@yearly': yearly,
	'@annually': yearly,
	'@monthly': monthly,
	'@weekly': {...daily, dayOfWeek: only(0)},
	'@daily': daily,
	'@midnight': daily,
	'@hourly': {...daily, hour: every(hours)},
};

function parseDescriptor(text: string): ScheduleFields {
	if (!Object.hasOwn(descriptors, text)) {
		throw new ScheduleError(`unrecognized descriptor: ${text}`);
	}
	return descriptors[text]!;
}

/** The milliseconds of `@every 1h30m`. */
function parseInterval(text: string): number {
	try {
		return parseGoDuration(text.slice('@every '.length));
	} catch (error) {
		if (error instanceof DurationError) {
			throw new ScheduleError(`failed to parse duration ${text}: ${error.message}`);
		}
		throw error;
	}
}
