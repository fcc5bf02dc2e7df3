/** Where in a text each of its values stands, so that a complaint can say the line. */
import {EVENT_ID, type Event, getScalarValue, parseEvents} from 'js-yaml';

/** A value's place: the keys and indexes that lead to it, joined with `/`, such as `steps/2/run`. '' is the whole. */
export type ValuePath = string;

export function joinPath(path: ValuePath, key: string | number): ValuePath {
	return path === '' ? String(key) : `${path}/${key}`;
}

/** A mapping or list that is being read. */
interface Open {
	readonly path: ValuePath;
	readonly kind: 'document' | 'list' | 'mapping';
	/** The next index of a list. */
	index: number;
	/** The key whose value comes next, in a mapping. */
	key: string | undefined;
}

/** The line, from 1, of each value of a YAML or JSON text; of an entry in a mapping it is the key's. */
export function sourceLines(text: string): ReadonlyMap<ValuePath, number> {
	const lines = new Map<ValuePath, number>();
	const lineAt = lineCounter(text);
	const open: Open[] = [];
	for (const event of parseEvents(text, {})) {
		const parent = open.at(-1);
		if (event.type === EVENT_ID.POP) {
			open.pop();
			continue;
		}
		if (parent?.kind === 'mapping' && parent.key === undefined) {
			parent.key = event.type === EVENT_ID.SCALAR ? getScalarValue(text, event) : '?';
			lines.set(joinPath(parent.path, parent.key), lineAt(startOf(event)));
			continue;
		}
		const path = placeIn(parent);
		if (!lines.has(path) && event.type !== EVENT_ID.DOCUMENT) {
			lines.set(path, lineAt(startOf(event)));
		}
		if (event.type === EVENT_ID.DOCUMENT) {
			open.push({path: '', kind: 'document', index: 0, key: undefined});
		} else if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) {
			open.push({path, kind: event.type === EVENT_ID.MAPPING ? 'mapping' : 'list', index: 0, key: undefined});
		}
	}
	return lines;
}

/** The path of the value that comes next. */
function placeIn(parent: Open | undefined): ValuePath {
	if (parent?.kind === 'list') {
		return joinPath(parent.path, parent.index++);
	}
	if (parent?.kind === 'mapping') {
		const path = joinPath(parent.path, parent.key!);
		parent.key = undefined;
		return path;
	}
	return '';
}

function startOf(event: Event): number {
	if ('start' in event) {
		return event.start;
	}
	return 'valueStart' in event ? event.valueStart : 'anchorStart' in event ? event.anchorStart : 0;
}

/** Counts lines up to ever later places, going back only where it must. */
function lineCounter(text: string): (offset: number) => number {
	let [line, at] = [1, 0];
	return offset => {
		if (offset < at) {
			[line, at] = [1, 0];
		}
		for (; at < offset; at++) {
			if (text[at] === '\n') {
				line++;
			}
		}
		return line;
	};
}
