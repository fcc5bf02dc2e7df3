/** Complains of a text that is no time in the words of Go's time.Parse (time/format.go). */

/** The pieces of the layout, each with what it takes and the largest number it may be. */
const pieces: readonly {
	readonly layout: string;
	readonly pattern: RegExp;
	readonly range?: readonly [string, number, number];
}[] = [
	{layout: '2006', pattern: /^\d{4}/},
	{layout: '-', pattern: /^-/},
	{layout: '01', pattern: /^\d\d/, range: ['month', 1, 12]},
	{layout: '-', pattern: /^-/},
	{layout: '02', pattern: /^\d\d/, range: ['day', 1, 31]},
	{layout: 'T', pattern: /^T/},
	{layout: '15', pattern: /^\d\d/, range: ['hour', 0, 23]},
	{layout: ':', pattern: /^:/},
	{layout: '04', pattern: /^\d\d/, range: ['minute', 0, 59]},
	{layout: ':', pattern: /^:/},
	{layout: '05', pattern: /^\d\d/, range: ['second', 0, 59]},
];
const zone = /^(?:Z|[+-]\d\d:\d\d)/;

/** Throws an Error where the text is not in the form of a Time or a MicroTime. */
export function checkTimeFormat(text: string, kind: 'time' | 'microTime'): void {
	const layout = kind === 'time' ? '2006-01-02T15:04:05Z07:00' : '2006-01-02T15:04:05.000000Z07:00';
	const fail = (rest: string, piece: string): never => {
		const quoted = JSON.stringify(text);
		throw new Error(
			`parsing time ${quoted} as ${JSON.stringify(layout)}: cannot parse ${JSON.stringify(rest)} as "${piece}"`,
		);
	};
	let rest = text;
	for (const {layout: piece, pattern, range} of pieces) {
		const [found] = pattern.exec(rest) ?? fail(rest, piece);
		if (range && (Number(found) < range[1] || Number(found) > range[2])) {
			throw new Error(`parsing time ${JSON.stringify(text)}: ${range[0]} out of range`);
		}
		rest = rest.slice(found.length);
	}
	if (kind === 'microTime') {
		const [fraction] = /^\.\d{6}/.exec(rest) ?? fail(rest, '.000000');
		rest = rest.slice(fraction.length);
	} else {
		rest = rest.replace(/^[.,]\d+/, '');
	}
	const [offset] = zone.exec(rest) ?? fail(rest, 'Z07:00');
	if (offset.length < rest.length) {
		throw new Error(`parsing time ${JSON.stringify(text)}: extra text: ${JSON.stringify(rest.slice(offset.length))}`);
	}
	const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number);
	const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
	const days = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
	if (day > days) {
		throw new Error(`parsing time ${JSON.stringify(text)}: day out of range`);
	}
}
