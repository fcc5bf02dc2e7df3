/** Reads a message whose fields the schema describes (the generated.pb.go of k8s.io/api and apimachinery). */
import {inSchemaOrder} from '../decode.ts';
import {embeddedStruct, keepsEmpty} from '../go-types.ts';
import {isEmpty, zeroValue} from '../go-values.ts';
import {type Field, list, type Message, type Type} from '../schema.ts';
import {ProtobufError, ProtobufReader, type Tag, wireTypes} from './reader.ts';
import {wellKnownType} from './well-known.ts';

type Values = Record<string, unknown>;

/** What stands under a number: a field, or the message that holds the fields of an embedded struct. */
type Slot =
	| {readonly name: string; readonly field: Field}
	| {readonly struct: string; readonly slots: ReadonlyMap<number, Slot>};

/** Deeper than any object, and shallow enough for the stack. */
const deepest = 200;

/** The JSON of a message; throws a ProtobufError. */
export function decodeMessage(message: Message, bytes: Uint8Array): Readonly<Values> {
	return new MessageReader().message(message, bytes, {});
}

class MessageReader {
	#depth = 0;

	/** @param before what an earlier part of the same message held; protobuf allows it to come in pieces */
	message(message: Message, bytes: Uint8Array, before: unknown): Values {
		const values = {...(before as Values | undefined)};
		this.#fields(message.name, slotsOf(message), bytes, values);
		return inSchemaOrder(message, withoutEmpty(message, values));
	}

	#fields(struct: string, slots: ReadonlyMap<number, Slot>, bytes: Uint8Array, values: Values): void {
		if (++this.#depth > deepest) {
			throw new ProtobufError('exceeded max depth');
		}
		const reader = new ProtobufReader(bytes);
		while (!reader.done) {
			const tag = reader.tag(struct);
			const slot = slots.get(tag.number);
			if (!slot) {
				reader.skip(tag);
			} else if ('slots' in slot) {
				expectWireType(tag, wireTypes.bytes, slot.struct);
				this.#fields(slot.struct, slot.slots, reader.bytes(), values);
			} else {
				const {name, field} = slot;
				values[name] = this.#value(field.type, reader, tag, name, values[name]);
			}
		}
		this.#depth--;
	}

	/** @param before what the field holds so far */
	#value(type: Type, reader: ProtobufReader, tag: Tag, name: string, before: unknown): unknown {
		if (type.kind === 'list') {
			return [...((before as readonly unknown[]) ?? []), ...this.#items(type.items, reader, tag, name)];
		}
		const wireType = wireTypeOf(type);
		expectWireType(tag, wireType, goName(name));
		switch (type.kind) {
			case 'string':
				return reader.text();
			case 'bytes':
				return base64(reader.bytes());
			case 'bool':
				return reader.varint() !== 0n;
			case 'int32':
				return Number(BigInt.asIntN(32, reader.varint()));
			case 'int64':
				return Number(BigInt.asIntN(64, reader.varint()));
			case 'double':
				return reader.double();
			case 'map':
				return {...(before as Values | undefined), ...this.#entry(type.values, reader.bytes())};
			case 'message':
				return this.message(type.message(), reader.bytes(), before);
			default:
				return this.#wellKnown(type, reader.bytes());
		}
	}

	/** One item, or several numbers that are packed into one field. */
	#items(type: Type, reader: ProtobufReader, tag: Tag, name: string): unknown[] {
		const wireType = wireTypeOf(type);
		if (tag.wireType !== wireTypes.bytes || wireType === wireTypes.bytes) {
			return [this.#value(type, reader, tag, name, undefined) ?? zeroValue(type)];
		}
		const packed = new ProtobufReader(reader.bytes());
		const items: unknown[] = [];
		while (!packed.done) {
			items.push(this.#value(type, packed, {number: tag.number, wireType}, name, undefined));
		}
		return items;
	}

	/** An entry of a map is a message of a key and a value. A value that is a list is a message of its `items`. */
	#entry(type: Type, bytes: Uint8Array): Values {
		let key = '';
		let value: unknown;
		const reader = new ProtobufReader(bytes);
		while (!reader.done) {
			const tag = reader.tag('Entry');
			if (tag.number === 1) {
				expectWireType(tag, wireTypes.bytes, 'Key');
				key = reader.text();
			} else if (tag.number === 2) {
				value =
					type.kind === 'list'
						? this.#listEntry(type.items, reader.bytes())
						: this.#value(type, reader, tag, 'value', undefined);
			} else {
				reader.skip(tag);
			}
		}
		return {[key]: value ?? zeroValue(type)};
	}

	#listEntry(items: Type, bytes: Uint8Array): unknown {
		const values: Values = {};
		const field = {number: 1, type: list(items), description: '', present: false};
		this.#fields('Items', new Map([[1, {name: 'items', field}]]), bytes, values);
		return values.items;
	}

	#wellKnown(type: Type, bytes: Uint8Array): unknown {
		const {message, toJson} = wellKnownType(type)!;
		const values: Values = {};
		this.#fields(message.name, slotsOf(message), bytes, values);
		return toJson(values);
	}
}

function withoutEmpty(message: Message, values: Values): Values {
	const kept = Object.entries(values).filter(([name, value]) => {
		const field = message.fields[name]!;
		return value !== undefined && (!isEmpty(value, field.type) || keepsEmpty(message, name, field));
	});
	return Object.fromEntries(kept);
}

const slotsOfMessages = new WeakMap<Message, ReadonlyMap<number, Slot>>();

function slotsOf(message: Message): ReadonlyMap<number, Slot> {
	const known = slotsOfMessages.get(message);
	if (known) {
		return known;
	}
	const slots = new Map<number, Slot>();
	const embedded = new Map<number, Map<number, Slot>>();
	for (const [name, field] of Object.entries(message.fields)) {
		// A number of 0 stands outside, in the envelope.
		if (field.number === 0) {
			continue;
		}
		if (field.embeddedIn === undefined) {
			slots.set(field.number, {name, field});
			continue;
		}
		const inside = embedded.get(field.embeddedIn) ?? new Map<number, Slot>();
		inside.set(field.number, {name, field});
		embedded.set(field.embeddedIn, inside);
		slots.set(field.embeddedIn, {struct: embeddedStruct(message, field) ?? message.name, slots: inside});
	}
	slotsOfMessages.set(message, slots);
	return slots;
}

function wireTypeOf(type: Type): number {
	switch (type.kind) {
		case 'bool':
		case 'int32':
		case 'int64':
			return wireTypes.varint;
		case 'double':
			return wireTypes.fixed64;
		default:
			return wireTypes.bytes;
	}
}

function expectWireType(tag: Tag, wanted: number, field: string): void {
	if (tag.wireType !== wanted) {
		throw new ProtobufError(`proto: wrong wireType = ${tag.wireType} for field ${field}`);
	}
}

/** A field's name in Go, such as `HostIPC` for `hostIPC`. */
function goName(name: string): string {
	return name.charAt(0).toUpperCase() + name.slice(1);
}

function base64(bytes: Uint8Array): string {
	let text = '';
	for (const byte of bytes) {
		text += String.fromCharCode(byte);
	}
	return btoa(text);
}
