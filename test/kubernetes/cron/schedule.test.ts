import {describe, expect, test} from 'vitest';
import {parseSchedule, ScheduleError} from '../../../src/kubernetes/cron/parser.ts';
import {findZone} from '../../../src/kubernetes/cron/zone.ts';

function nextOf(schedule: string, from: string, count = 3): string[] {
	const parsed = parseSchedule(schedule);
	const found: string[] = [];
	let at = Date.parse(from);
	for (let i = 0; i < count; i++) {
		const next = parsed.next(at);
		if (next === undefined) {
			break;
		}
		found.push(new Date(next).toISOString().replace(/:00\.000Z$/, ''));
		at = next;
	}
	return found;
}

function refusalOf(schedule: string): string {
	try {
		parseSchedule(schedule);
	} catch (error) {
		if (error instanceof ScheduleError) {
			return error.message;
		}
		throw error;
	}
	return 'not refused';
}

// The 1st of June 2026 is a Monday.
const monday = '2026-06-01T09:00:00Z';

describe('a schedule falls due', () => {
	test.each([
		['*/1 * * * ?', ['2026-06-01T09:01', '2026-06-01T09:02', '2026-06-01T09:03']],
		['*/20 * * * *', ['2026-06-01T09:20', '2026-06-01T09:40', '2026-06-01T10:00']],
		['5/20 * * * *', ['2026-06-01T09:05', '2026-06-01T09:25', '2026-06-01T09:45']],
		['0 9 * * *', ['2026-06-02T09:00', '2026-06-03T09:00', '2026-06-04T09:00']],
		['30 6-16/4 * * 1-5', ['2026-06-01T10:30', '2026-06-01T14:30', '2026-06-02T06:30']],
		['0 0 * * SAT,sun', ['2026-06-06T00:00', '2026-06-07T00:00', '2026-06-13T00:00']],
		['0 12 1 jan-mar *', ['2027-01-01T12:00', '2027-02-01T12:00', '2027-03-01T12:00']],
		['0 0 29 2 *', ['2028-02-29T00:00', '2032-02-29T00:00', '2036-02-29T00:00']],
		['@hourly', ['2026-06-01T10:00', '2026-06-01T11:00', '2026-06-01T12:00']],
		['@daily', ['2026-06-02T00:00', '2026-06-03T00:00', '2026-06-04T00:00']],
		['@weekly', ['2026-06-07T00:00', '2026-06-14T00:00', '2026-06-21T00:00']],
		['@monthly', ['2026-07-01T00:00', '2026-08-01T00:00', '2026-09-01T00:00']],
		['@yearly', ['2027-01-01T00:00', '2028-01-01T00:00', '2029-01-01T00:00']],
		['@every 1h30m', ['2026-06-01T10:30', '2026-06-01T12:00', '2026-06-01T13:30']],
		['0 0 31 2 *', []],
	])('%s', (schedule, expected) => {
		expect(nextOf(schedule, monday)).toEqual(expected);
	});

	test('on days that fit either field, where both name some', () => {
		expect(nextOf('0 0 13 * fri', monday)).toEqual(['2026-06-05T00:00', '2026-06-12T00:00', '2026-06-13T00:00']);
	});

	test('by the clocks of its time zone, through their changes', () => {
		const zone = 'TZ=Europe/Berlin';
		expect(nextOf(`${zone} 0 9 * * *`, '2026-03-27T12:00:00Z')).toEqual([
			'2026-03-28T08:00',
			'2026-03-29T07:00',
			'2026-03-30T07:00',
		]);
		// Clocks go from 2:00 to 3:00 on the 29th of March: that day has no 2:30.
		expect(nextOf(`${zone} 30 2 * * *`, '2026-03-27T12:00:00Z')).toEqual([
			'2026-03-28T01:30',
			'2026-03-30T00:30',
			'2026-03-31T00:30',
		]);
		expect(nextOf('CRON_TZ=America/New_York 0 0 * * *', monday, 1)).toEqual(['2026-06-02T04:00']);
		// In São Paulo clocks once left midnight out.
		expect(nextOf('TZ=America/Sao_Paulo 30 1 * * *', '2018-11-03T12:00:00Z', 1)).toEqual(['2018-11-04T03:30']);
	});
});

describe('a schedule is refused', () => {
	test.each([
		['', 'empty spec string'],
		['* * * *', 'expected exactly 5 fields, found 4: [* * * *]'],
		['60 * * * *', 'end of range (60) above maximum (59): 60'],
		['* * 0 * *', 'beginning of range (0) below minimum (1): 0'],
		['* * * * 7', 'end of range (7) above maximum (6): 7'],
		['5-1 * * * *', 'beginning of range (5) beyond end of range (1): 5-1'],
		['1-2-3 * * * *', 'too many hyphens: 1-2-3'],
		['*/2/3 * * * *', 'too many slashes: */2/3'],
		['*/0 * * * *', 'step of range should be a positive number: */0'],
		['x * * * *', 'failed to parse int from x: strconv.Atoi: parsing "x": invalid syntax'],
		['*/-5 * * * *', 'negative number (-5) not allowed: -5'],
		['@fortnightly', 'unrecognized descriptor: @fortnightly'],
		['@every soon', 'failed to parse duration @every soon: time: invalid duration "soon"'],
		['TZ=Nowhere * * * * *', 'provided bad location Nowhere: unknown time zone Nowhere'],
		['TZ=UTC', 'invalid schedule format: runtime error: slice bounds out of range [:-1]'],
	])('%j', (schedule, message) => {
		expect(refusalOf(schedule)).toBe(message);
	});
});

test.each([
	['UTC', true],
	['', true],
	['Asia/Kolkata', true],
	['Etc/GMT+5', true],
	['europe/berlin', false],
	['+01:00', false],
	['bad-time-zone', false],
])('the zone %j is known: %s', (name, known) => {
	expect(findZone(name) !== undefined).toBe(known);
});
