/** The fields of a schedule, such as the `1-5` and the `10,30` in `10,30 * * * 1-5` (robfig/cron v3, parser.go). */

/** A schedule that cannot be read. */
export class ScheduleError extends Error {
	override readonly name = 'ScheduleError';
}

/** What a field may hold. */
export interface Bounds {
	readonly min: number;
	readonly max: number;
	/** Names for its values, in small letters. */
	readonly names?: Readonly<Record<string, number>>;
}

/** The values at which a field fits. */
export interface Field {
	readonly values: ReadonlySet<number>;
	/** Whether it leaves the choice free, as `*` does: then the days are up to the other of the two fields for days. */
	readonly free: boolean;
}

/** Every value, as `*` has it. */
export function every({min, max}: Bounds): Field {
	return {values: steps(min, max, 1), free: true};
}

export function parseField(text: string, bounds: Bounds): Field {
	const ranges = text
		.split(',')
		.filter(range => range !== '')
		.map(range => parseRange(range, bounds));
	return {
		values: new Set(ranges.flatMap(({values}) => [...values])),
		free: ranges.some(({free}) => free),
	};
}

/** A number, a range `2-5`, either of them with a step `/2`; a number with a step goes on to the end. */
function parseRange(text: string, bounds: Bounds): Field {
	const [range = '', stepText, ...moreSteps] = text.split('/');
	const [low = '', high, ...moreHyphens] = range.split('-');
	const any = low === '*' || low === '?';
	let first = bounds.min;
	let last = bounds.max;
	if (!any) {
		first = parseValue(low, bounds);
		if (moreHyphens.length > 0) {
			throw new ScheduleError(`too many hyphens: ${text}`);
		}
		last = high === undefined ? first : parseValue(high, bounds);
	}
	if (moreSteps.length > 0) {
		throw new ScheduleError(`too many slashes: ${text}`);
	}
	const step = stepText === undefined ? 1 : parseNumber(stepText);
	if (stepText !== undefined && high === undefined) {
		last = bounds.max;
	}
	if (first < bounds.min) {
		throw new ScheduleError(`beginning of range (${first}) below minimum (${bounds.min}): ${text}`);
	}
	if (last > bounds.max) {
		throw new ScheduleError(`end of range (${last}) above maximum (${bounds.max}): ${text}`);
	}
	if (first > last) {
		throw new ScheduleError(`beginning of range (${first}) beyond end of range (${last}): ${text}`);
	}
	if (step === 0) {
		throw new ScheduleError(`step of range should be a positive number: ${text}`);
	}
	return {values: steps(first, last, step), free: any && step === 1};
}

function steps(first: number, last: number, step: number): Set<number> {
	const values = new Set<number>();
	for (let value = first; value <= last; value += step) {
		values.add(value);
	}
	return values;
}

function parseValue(text: string, {names = {}}: Bounds): number {
	const name = text.toLowerCase();
	return Object.hasOwn(names, name) ? names[name]! : parseNumber(text);
}

const largest = 2 ** 63;

function parseNumber(text: string): number {
	const refuse = (why: string) =>
		new ScheduleError(`failed to parse int from ${text}: strconv.Atoi: parsing ${JSON.stringify(text)}: ${why}`);
	if (!/^[+-]?\d+$/.test(text)) {
		throw refuse('invalid syntax');
	}
	const value = Number(text);
	if (Math.abs(value) >= largest) {
		throw refuse('value out of range');
	}
	if (value < 0) {
		throw new ScheduleError(`negative number (${value}) not allowed: ${text}`);
	}
	return value;
}
