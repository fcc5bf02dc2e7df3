/** Fills in what the schema says of absent fields. Nothing is copied where nothing is missing. */
import type {Field, Message, Type} from './schema.ts';

type Values = Readonly<Record<string, unknown>>;

/** The value with every plain default in it, at every depth. Absent messages stay absent unless they have a default. */
export function applyDefaults<T>(message: Message<T>, value: T): T {
	return fillMessage(message as Message, value as Values) as T;
}

function fillMessage(message: Message, value: Values): Values {
	let filled: Record<string, unknown> | undefined;
	for (const {name, field} of fieldsToFill(message)) {
		const before = value[name];
		const start = before === undefined ? field.default : before;
		if (start === undefined) {
			continue;
		}
		const after = fill(field.type, start);
		if (after !== before) {
			filled ??= Object.assign({}, value);
			filled[name] = after;
		}
	}
	return filled ?? value;
}

interface NamedField {
	readonly name: string;
	readonly field: Field;
}

const toFill = new Map<Message, readonly NamedField[]>();

/** The fields of a message that have a default, or hold a message that has one. Most parts of most objects have none. */
function fieldsToFill(message: Message): readonly NamedField[] {
	let fields = toFill.get(message);
	if (!fields) {
		fields = Object.entries(message.fields)
			.map(([name, field]) => ({name, field}))
			.filter(({field}) => field.default !== undefined || hasDefaults(field.type));
		toFill.set(message, fields);
	}
	return fields;
}

function hasDefaults(type: Type, seen = new Set<Message>()): boolean {
	switch (type.kind) {
		case 'message': {
			const message = type.message();
			if (seen.has(message)) {
				return false;
			}
			seen.add(message);
			return Object.values(message.fields).some(field => 'default' in field || hasDefaults(field.type, seen));
		}
		case 'list':
			return hasDefaults(type.items, seen);
		case 'map':
			return hasDefaults(type.values, seen);
		default:
			return false;
	}
}

function fill(type: Type, value: unknown): unknown {
	if (value === null || typeof value !== 'object') {
		return value;
	}
	switch (type.kind) {
		case 'message':
			return fillMessage(type.message(), value as Values);
		case 'list':
			return holdsMessages(type.items) ? fillList(type.items, value as readonly unknown[]) : value;
		case 'map':
			return holdsMessages(type.values) ? fillMap(type.values, value as Values) : value;
		default:
			return value;
	}
}

function holdsMessages(type: Type): boolean {
	return type.kind === 'message' || type.kind === 'list' || type.kind === 'map';
}

function fillList(items: Type, list: readonly unknown[]): readonly unknown[] {
	const filled = list.map(item => fill(items, item));
	return filled.some((item, index) => item !== list[index]) ? filled : list;
}

function fillMap(values: Type, map: Values): Values {
	const filled = Object.entries(map).map(([key, value]) => [key, fill(values, value)] as const);
	return filled.some(([key, value]) => value !== map[key]) ? Object.fromEntries(filled) : map;
}
