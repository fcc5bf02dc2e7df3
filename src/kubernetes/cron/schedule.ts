/** When a schedule falls due (robfig/cron v3, spec.go and constantdelay.go). */
import type {Field} from './field.ts';
import type {Zone} from './zone.ts';

export interface Schedule {
	/**
	 * The first instant of the schedule after that one, in milliseconds since 1970; undefined where it has none within
	 * five years, as the 31st of February has none.
	 */
	next(instant: number): number | undefined;
}

export interface ScheduleFields {
	readonly minute: Field;
	readonly hour: Field;
	readonly dayOfMonth: Field;
	readonly month: Field;
	readonly dayOfWeek: Field;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const yearsToSearch = 5;

/** The schedule whose fields fit what clocks in a zone show. */
export function scheduleOf(fields: ScheduleFields, zone: Zone): Schedule {
	return {
		next(instant) {
			const begin = (Math.floor(instant / second) + 1) * second;
			const lastYear = zone.wallTime(begin).year + yearsToSearch;
			// The first full minute: a schedule falls due at the beginning of minutes.
			let at = Math.ceil(begin / minute) * minute;
			for (;;) {
				const {year, month, day, hour: clockHour, minute: clockMinute, weekday} = zone.wallTime(at);
				if (year > lastYear) {
					return undefined;
				}
				if (!fields.month.values.has(month)) {
					at = zone.instant(year, month + 1, 1, 0);
				} else if (!dayFits(fields, day, weekday)) {
					at = midnightAfter(zone, year, month, day);
				} else if (!fields.hour.values.has(clockHour)) {
					at = at - clockMinute * minute + hour;
				} else if (!fields.minute.values.has(clockMinute)) {
					at += minute;
				} else {
					return at;
				}
			}
		},
	};
}

/** Where both fields for days name some, a day that fits one of them is enough. */
function dayFits({dayOfMonth, dayOfWeek}: ScheduleFields, day: number, weekday: number): boolean {
	const byMonth = dayOfMonth.values.has(day);
	const byWeek = dayOfWeek.values.has(weekday);
	return dayOfMonth.free || dayOfWeek.free ? byMonth && byWeek : byMonth || byWeek;
}

/** The beginning of the next day; where clocks leave midnight out, the first full hour that they show. */
function midnightAfter(zone: Zone, year: number, month: number, day: number): number {
	const at = zone.instant(year, month, day + 1, 0);
	return zone.wallTime(at).hour > 12 ? at + hour : at;
}

/** A schedule that falls due again and again after the same time. @param delay milliseconds; at least a second */
export function everyInterval(delay: number): Schedule {
	const step = Math.max(second, Math.trunc(delay / second) * second);
	return {next: instant => Math.floor(instant / second) * second + step};
}
