/** Moves every time that an object holds, told by its schema: text that merely looks like a time is left alone. */
import type {Message, Type} from './schema.ts';

type Move = (value: unknown, by: number) => unknown;

/**
 * A time of the API, so much later. What stands after its seconds stays as it was written.
 * @param by milliseconds, in whole seconds
 */
export function shiftTime(text: string, by: number): string {
	const parts = /^(\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d)(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/.exec(text);
	const instant = parts ? Date.parse(parts[1]! + parts[3]!) : Number.NaN;
	return Number.isNaN(instant) ? text : `${new Date(instant + by).toISOString().slice(0, 19)}${parts![2] ?? ''}Z`;
}

/**
 * The object with every time in it so much later, or earlier. What holds no time is shared with the object.
 * @param by milliseconds, in whole seconds: times of the API have no smaller part that could carry over
 */
export function shiftTimes<T>(message: Message<T>, object: T, by: number): T {
	return (moveOf(message)?.(object, by) ?? object) as T;
}

/** What moves a message; undefined where it cannot hold a time. Messages that contain themselves are looked up late. */
const moves = new WeakMap<Message, Move | undefined | 'open'>();

function moveOf(message: Message): Move | undefined {
	const known = moves.get(message);
	if (known === 'open') {
		return (value, by) => moveOf(message)?.(value, by) ?? value;
	}
	if (known !== undefined || moves.has(message)) {
		return known;
	}
	moves.set(message, 'open');
	const fields = Object.entries(message.fields).flatMap(([name, {type}]) => {
		const move = moveOfType(type);
		return move ? [[name, move] as const] : [];
	});
	const move = fields.length > 0 ? moveFields(fields) : undefined;
	moves.set(message, move);
	return move;
}

function moveOfType(type: Type): Move | undefined {
	switch (type.kind) {
		case 'time':
		case 'microTime':
			return (value, by) => (typeof value === 'string' ? shiftTime(value, by) : value);
		case 'message':
			return moveOf(type.message());
		case 'list': {
			const move = moveOfType(type.items);
			return move && ((value, by) => (Array.isArray(value) ? moveItems(value, move, by) : value));
		}
		case 'map': {
			const move = moveOfType(type.values);
			return move && ((value, by) => (isRecord(value) ? moveEach(value, Object.keys(value), () => move, by) : value));
		}
		default:
			return undefined;
	}
}

function moveFields(fields: readonly (readonly [string, Move])[]): Move {
	const byName = new Map(fields);
	const names = [...byName.keys()];
	return (value, by) => (isRecord(value) ? moveEach(value, names, name => byName.get(name)!, by) : value);
}

function moveItems(items: readonly unknown[], move: Move, by: number): readonly unknown[] {
	const moved = items.map(item => move(item, by));
	return moved.some((item, i) => item !== items[i]) ? moved : items;
}

function moveEach(
	value: Readonly<Record<string, unknown>>,
	names: readonly string[],
	moveFor: (name: string) => Move,
	by: number,
): Readonly<Record<string, unknown>> {
	let moved: Record<string, unknown> | undefined;
	for (const name of names) {
		const before = value[name];
		const after = before === undefined || before === null ? before : moveFor(name)(before, by);
		if (after !== before) {
			moved ??= {...value};
			moved[name] = after;
		}
	}
	return moved ?? value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
