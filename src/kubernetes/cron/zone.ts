/** Time zones by their names in the IANA database, as Go's time package knows them. */

/** A wall clock's reading. Months and days count from 1; the week begins with Sunday, 0. */
export interface WallTime {
	readonly year: number;
	readonly month: number;
	readonly day: number;
	readonly weekday: number;
	readonly hour: number;
	readonly minute: number;
}

export interface Zone {
	/** By how many milliseconds clocks there are ahead of UTC. @param instant milliseconds since 1970 */
	offset(instant: number): number;
	/** What clocks there show. @param instant milliseconds since 1970 */
	wallTime(instant: number): WallTime;
	/**
	 * The instant at which clocks there show a time, which may be out of range (day 32 is the 1st). A time that a change
	 * of the clocks leaves out is taken by the clock from before it; of a time that comes twice the first is meant.
	 */
	instant(year: number, month: number, day: number, hour: number): number;
}

/**
 * The zone of that name; '' is UTC. A zone that is not known is undefined.
 * @param name such as `Europe/Berlin`
 */
export function findZone(name: string): Zone | undefined {
	if (name === '' || name === 'UTC') {
		return utc;
	}
	const format = formatOf(name);
	return format && zoneOf(instant => offsetAt(name, format, instant));
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(name: string): Intl.DateTimeFormat | undefined {
	const known = formats.get(name);
	if (known) {
		return known;
	}
	// What Intl takes besides names, and names in other letters, no zone file has.
	if (/^[+-]/.test(name)) {
		return undefined;
	}
	try {
		const format = new Intl.DateTimeFormat('en-US', {timeZone: name, timeZoneName: 'longOffset'});
		const {timeZone} = format.resolvedOptions();
		if (timeZone !== name && timeZone.toLowerCase() === name.toLowerCase()) {
			return undefined;
		}
		formats.set(name, format);
		return format;
	} catch (error) {
		if (error instanceof RangeError) {
			return undefined;
		}
		throw error;
	}
}

/** Clocks change at full quarters of an hour. */
const quarter = 15 * 60_000;

/** By how much clocks in the zone are ahead of UTC, in milliseconds. Many questions in a row are about the same time. */
function offsetAt(name: string, format: Intl.DateTimeFormat, instant: number): number {
	const slot = Math.floor(instant / quarter);
	if (asked.name !== name || asked.slot !== slot) {
		const text = format.formatToParts(slot * quarter).find(({type}) => type === 'timeZoneName')?.value ?? '';
		const [, sign, hours, minutes, seconds = '0'] = /([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(text) ?? [];
		const offset = sign ? ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 : 0;
		asked = {name, slot, offset: sign === '-' ? -offset : offset};
	}
	return asked.offset;
}
let asked = {name: '', slot: Number.NaN, offset: 0};

const utc = zoneOf(() => 0);

function zoneOf(offset: (instant: number) => number): Zone {
	return {
		offset,
		wallTime(instant) {
			const date = new Date(instant + offset(instant));
			return {
				year: date.getUTCFullYear(),
				month: date.getUTCMonth() + 1,
				day: date.getUTCDate(),
				weekday: date.getUTCDay(),
				hour: date.getUTCHours(),
				minute: date.getUTCMinutes(),
			};
		},
		instant(year, month, day, hour) {
			const asUtc = Date.UTC(year, month - 1, day, hour);
			const before = asUtc - offset(asUtc - 86_400_000);
			const after = asUtc - offset(asUtc + 86_400_000);
			// Between the two lies a change of the clocks, if there is one that day.
			return before === after || before + offset(before) === asUtc
				? before
				: after + offset(after) === asUtc
					? after
					: before;
		},
	};
}
