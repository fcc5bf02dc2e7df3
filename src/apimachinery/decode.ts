/**
 * Turns JSON that a client sent into an object of a kind, as Go's JSON decoder does it for upstream
 * (sigs.k8s.io/json): refuses values of the wrong type, finds unknown fields, leaves out what counts as nothing and
 * writes amounts and times in their canonical form.
 *
 * Keys are read in alphabetical order, which is the order in which kubectl sends them: where several things are wrong,
 * the first one named is the same.
 */
import {parseGoDuration} from './duration.ts';
import {conversionError} from './go-conversion.ts';
import {embeddedStruct, goFieldType, goItemType, goType, keepsEmpty} from './go-types.ts';
import {isEmpty, zeroValue} from './go-values.ts';
import {formatQuantity, parseQuantity} from './quantity.ts';
import type {Message, Type} from './schema.ts';
import {formatMicroTime, formatTime, parseMicroTime, parseTime} from './time.ts';
import {checkTimeFormat} from './time-format.ts';

/** What a client wants to happen with fields that the kind does not have (the query parameter `fieldValidation`). */
export type FieldValidation = 'Strict' | 'Warn' | 'Ignore';

/** A body that is no object of its kind. The message is what upstream says after `cannot be handled as a …: `. */
export class DecodeError extends Error {
	override readonly name = 'DecodeError';
}

export interface Decoded<T> {
	readonly value: T;
	/** What the server says in `Warning` headers; empty unless the mode is Warn. */
	readonly warnings: readonly string[];
}

/** Upstream counts no further. */
const mostUnknownFields = 100;

/** Where the value comes from: from a text, or from the maps that a strategic merge patch is worked out in. */
export type ValueSource = 'json' | 'unstructured';

/**
 * Decodes a JSON value; throws a DecodeError. In the mode Strict unknown fields are an error too.
 * @param source decides the words for a value of the wrong type
 * @param duplicates the paths of fields that stood twice in the text
 */
export function decode<T>(
	message: Message<T>,
	json: unknown,
	mode: FieldValidation = 'Strict',
	source: ValueSource = 'json',
	duplicates: readonly string[] = [],
): Decoded<T> {
	const decoder = new Decoder(source);
	const value = decoder.decode(message as Message, json) as T;
	const unknown = decoder.unknownFields;
	const problems = [
		...unknown.map(path => `unknown field ${JSON.stringify(path)}`),
		...duplicates.filter(path => !isWithin(path, unknown)).map(path => `duplicate field ${JSON.stringify(path)}`),
	];
	if (mode === 'Strict' && problems.length > 0) {
		throw new DecodeError(`strict decoding error: ${problems.join(', ')}`);
	}
	return {value, warnings: mode === 'Warn' ? problems : []};
}

/** What is in an unknown field is not looked at. */
function isWithin(path: string, unknown: readonly string[]): boolean {
	return unknown.some(outer => path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`));
}

/** Where in the object the decoder is, in the words of Go's errors. */
interface Place {
	/** The struct whose field this is; '' at the top. */
	readonly struct: string;
	/** The names of the fields from the top, without indexes and keys of maps. */
	readonly fields: readonly string[];
	/** The path with indexes and keys, for unknown fields. */
	readonly path: string;
	/** The type of the value as Go prints it. */
	readonly goType: string;
}

type Values = Readonly<Record<string, unknown>>;

class Decoder {
	readonly #unknown = new Set<string>();
	/** A value of the wrong type does not stop Go's decoder; the first one is told when all is read. */
	#firstError: string | undefined;
	readonly #source: ValueSource;

	constructor(source: ValueSource) {
		this.#source = source;
	}

	get unknownFields(): readonly string[] {
		return [...this.#unknown];
	}

	decode(message: Message, json: unknown): unknown {
		const type: Type = {kind: 'message', message: () => message};
		const value = this.#value(type, json, {struct: '', fields: [], path: '', goType: goType(type)});
		if (this.#firstError !== undefined) {
			throw new DecodeError(this.#firstError);
		}
		return value;
	}

	/** @param words the value in Go's words */
	#mismatch(value: unknown, type: Type, place: Place, words = describe(value)): undefined {
		this.#firstError ??=
			this.#source === 'json'
				? mismatchMessage(words, place, place.goType)
				: conversionError(value, type, place.goType);
		return undefined;
	}

	/** The value to keep; undefined where there is none. */
	#value(type: Type, json: unknown, place: Place): unknown {
		if (json === undefined || json === null) {
			return type.kind === 'any' ? json : undefined;
		}
		switch (type.kind) {
			case 'message':
				return isObject(json) ? this.#message(type.message(), json, place) : this.#mismatch(json, type, place);
			case 'list':
				return Array.isArray(json) ? this.#list(type.items, json, place) : this.#mismatch(json, type, place);
			case 'map':
				return isObject(json) ? this.#map(type.values, json, place) : this.#mismatch(json, type, place);
			case 'string':
			case 'bool':
				return typeof json === (type.kind === 'bool' ? 'boolean' : 'string') ? json : this.#mismatch(json, type, place);
			case 'int32':
			case 'int64':
				return this.#integer(json, type, place);
			case 'double':
				return typeof json === 'number' ? json : this.#mismatch(json, type, place);
			case 'bytes':
				return this.#bytes(json, type, place);
			case 'any':
				return json;
			default:
				return this.#text(type.kind, json, place);
		}
	}

	#message(message: Message, json: Values, place: Place): Values {
		const decoded: Record<string, unknown> = {};
		for (const name of this.#order(message, json)) {
			const field = Object.hasOwn(message.fields, name) ? message.fields[name] : undefined;
			const path = place.path === '' ? name : `${place.path}.${name}`;
			if (!field) {
				if (this.#unknown.size < mostUnknownFields) {
					this.#unknown.add(path);
				}
				continue;
			}
			const inside = embeddedStruct(message, field);
			const value = this.#value(field.type, json[name], {
				struct: message.name,
				fields: inside === undefined ? [...place.fields, name] : [...place.fields, inside, name],
				path,
				goType: goFieldType(message, name, field.type),
			});
			if (value !== undefined && (!isEmpty(value, field.type) || keepsEmpty(message, name, field))) {
				decoded[name] = value;
			}
		}
		return inSchemaOrder(message, decoded);
	}

	/** The fields of maps are looked up in the order of the struct, and what they have beside them comes after. */
	#order(message: Message, json: Values): string[] {
		const sorted = Object.keys(json).sort();
		if (this.#source === 'json') {
			return sorted;
		}
		const known = Object.keys(message.fields).filter(name => Object.hasOwn(json, name));
		return [...known, ...sorted.filter(name => !Object.hasOwn(message.fields, name))];
	}

	#list(items: Type, json: readonly unknown[], place: Place): unknown[] {
		const itemType = goItemType(place.goType, items);
		return json.map((item, index) => {
			const at = {...place, path: `${place.path}[${index}]`, goType: itemType};
			return this.#value(items, item, at) ?? zeroValue(items);
		});
	}

	#map(values: Type, json: Values, place: Place): Values {
		const valueType = goItemType(place.goType, values);
		const entries = Object.keys(json)
			.sort()
			.map(key => {
				const at = {...place, path: `${place.path}.${key}`, goType: valueType};
				return [key, this.#value(values, json[key], at) ?? zeroValue(values)] as const;
			});
		return Object.fromEntries(entries);
	}

	#integer(json: unknown, type: Type, place: Place): number | undefined {
		if (typeof json !== 'number') {
			return this.#mismatch(json, type, place);
		}
		const limit = type.kind === 'int32' ? 2 ** 31 : 2 ** 63;
		if (!Number.isInteger(json) || json >= limit || json < -limit) {
			return this.#mismatch(json, type, place, `number ${json}`);
		}
		return json;
	}

	#bytes(json: unknown, type: Type, place: Place): string | undefined {
		if (typeof json !== 'string') {
			return this.#mismatch(json, type, place);
		}
		const text = json.replace(/[\r\n]/g, '');
		if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) {
			const position = /[^A-Za-z0-9+/]/.exec(text)?.index ?? text.length - (text.length % 4);
			this.#firstError ??= `illegal base64 data at input byte ${position}`;
			return undefined;
		}
		return text;
	}

	/** Types that read themselves from text. What they refuse ends the decoding at once. */
	#text(kind: 'quantity' | 'intOrString' | 'time' | 'microTime' | 'duration', json: unknown, place: Place): unknown {
		try {
			if (kind === 'quantity') {
				const text = typeof json === 'object' ? JSON.stringify(json) : String(json);
				return formatQuantity(parseQuantity(text.trim()));
			}
			if (kind === 'intOrString') {
				return typeof json === 'string' ? json : this.#intOrString(json, place);
			}
			if (typeof json !== 'string') {
				throw new DecodeError(mismatchMessage(describe(json), place, 'string'));
			}
			if (kind === 'duration') {
				parseGoDuration(json);
				return json;
			}
			checkTimeFormat(json, kind);
			return kind === 'time' ? formatTime(parseTime(json)!) : formatMicroTime(parseMicroTime(json)!);
		} catch (error) {
			throw error instanceof DecodeError ? error : new DecodeError((error as Error).message);
		}
	}

	#intOrString(json: unknown, place: Place): number {
		if (typeof json !== 'number') {
			throw new DecodeError(mismatchMessage(describe(json), place, 'int32'));
		}
		if (!Number.isInteger(json) || json >= 2 ** 31 || json < -(2 ** 31)) {
			throw new DecodeError(mismatchMessage(`number ${json}`, place, 'int32'));
		}
		return json;
	}
}

function mismatchMessage(value: string, place: Place, into: string): string {
	return place.fields.length === 0
		? `json: cannot unmarshal ${value} into Go value of type ${into}`
		: `json: cannot unmarshal ${value} into Go struct field ${place.struct}.${place.fields.join('.')} of type ${into}`;
}

/** A JSON value as Go's errors call it. */
function describe(json: unknown): string {
	if (Array.isArray(json)) {
		return 'array';
	}
	return typeof json === 'boolean' ? 'bool' : typeof json;
}

function isObject(json: unknown): json is Values {
	return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/** The fields in the order in which the schema has them, so that equal objects are written alike. */
export function inSchemaOrder(message: Message, values: Record<string, unknown>): Record<string, unknown> {
	const ordered: Record<string, unknown> = {};
	for (const name in message.fields) {
		if (name in values) {
			ordered[name] = values[name];
		}
	}
	return ordered;
}
