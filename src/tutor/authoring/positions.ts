/** Where each value of a YAML text stands. */
import {EVENT_ID, type Event, getScalarValue, parseEvents} from 'js-yaml';

/** Counted from 1. */
export interface Position {
	readonly line: number;
	readonly column: number;
}

/** Gives the place of the value at a JSON pointer such as `/steps/0/goal`, or of the nearest one around it. */
export function positionsIn(text: string): (pointer: string) => Position {
	const places = new Map<string, number>();
	const events = parseEvents(text, {});
	let at = 0;

	/** Reads the value that begins at the next event, and what is in it. */
	const read = (pointer: string): void => {
		const event = events[at++];
		if (!event || event.type === EVENT_ID.POP) {
			return;
		}
		places.set(pointer, startOf(event));
		if (event.type === EVENT_ID.SEQUENCE) {
			for (let item = 0; isValue(events[at]); item++) {
				read(`${pointer}/${item}`);
			}
			at++;
		} else if (event.type === EVENT_ID.MAPPING) {
			while (isValue(events[at])) {
				const key = events[at++]!;
				const name = key.type === EVENT_ID.SCALAR ? String(getScalarValue(text, key)) : '?';
				const place = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
				read(place);
				// A field is where its name is.
				places.set(place, startOf(key));
			}
			at++;
		}
	};
	if (events[0]?.type === EVENT_ID.DOCUMENT) {
		at = 1;
		read('');
	}
	return pointer => {
		for (let nearest = pointer; ; nearest = nearest.slice(0, nearest.lastIndexOf('/'))) {
			const offset = places.get(nearest);
			if (offset !== undefined || nearest === '') {
				return positionAt(text, offset ?? 0);
			}
		}
	};
}

function isValue(event: Event | undefined): boolean {
	return event !== undefined && event.type !== EVENT_ID.POP;
}

function startOf(event: Event): number {
	if (event.type === EVENT_ID.SCALAR) {
		return Math.max(event.valueStart, 0);
	}
	return 'start' in event ? event.start : 0;
}

function positionAt(text: string, offset: number): Position {
	const before = text.slice(0, offset).split('\n');
	return {line: before.length, column: before.at(-1)!.length + 1};
}
