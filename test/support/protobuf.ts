/** Writes objects as protobuf, as a Go client would: what the decoder's tests read back. */
import {parseGoDuration} from '../../src/apimachinery/duration.ts';
import type {Field, Message, Type} from '../../src/apimachinery/schema.ts';
import {parseMicroTime} from '../../src/apimachinery/time.ts';

type Values = Readonly<Record<string, unknown>>;

/** The body of a request. */
export function encodeProtobuf(message: Message, object: Values): Uint8Array {
	const {apiVersion, kind, ...rest} = object;
	const typeMeta = [...text(1, String(apiVersion)), ...text(2, String(kind))];
	return Uint8Array.from([
		...Buffer.from('k8s\0'),
		...block(1, typeMeta),
		...block(2, encodeMessage(message, rest)),
		...block(3, []),
		...block(4, []),
	]);
}

/** A field with a length. */
export function block(number: number, bytes: Iterable<number>): number[] {
	const content = [...bytes];
	return [...varint(BigInt(number * 8 + 2)), ...varint(BigInt(content.length)), ...content];
}

export function varint(value: bigint): number[] {
	const bytes: number[] = [];
	let rest = BigInt.asUintN(64, value);
	while (rest > 127n) {
		bytes.push(Number(rest & 127n) | 128);
		rest >>= 7n;
	}
	return [...bytes, Number(rest)];
}

function encodeMessage(message: Message, values: Values): number[] {
	const plain: number[] = [];
	const embedded = new Map<number, number[]>();
	for (const [name, value] of Object.entries(values)) {
		const field = message.fields[name] as Field;
		const bytes = encodeField(field.number, field.type, value);
		if (field.embeddedIn === undefined) {
			plain.push(...bytes);
		} else {
			embedded.set(field.embeddedIn, [...(embedded.get(field.embeddedIn) ?? []), ...bytes]);
		}
	}
	return [...plain, ...[...embedded].flatMap(([number, bytes]) => block(number, bytes))];
}

function encodeField(number: number, type: Type, value: unknown): number[] {
	switch (type.kind) {
		case 'list':
			return (value as unknown[]).flatMap(item => encodeField(number, type.items, item));
		case 'map':
			return Object.entries(value as Values).flatMap(([key, item]) =>
				block(number, [...text(1, key), ...encodeEntryValue(type.values, item)]),
			);
		case 'message':
			return block(number, encodeMessage(type.message(), value as Values));
		case 'string':
			return text(number, value as string);
		case 'bytes':
			return block(number, Buffer.from(value as string, 'base64'));
		case 'bool':
			return numeric(number, value ? 1n : 0n);
		case 'int32':
		case 'int64':
			return numeric(number, BigInt(value as number));
		case 'double':
			return [...varint(BigInt(number * 8 + 1)), ...new Uint8Array(Float64Array.of(value as number).buffer)];
		case 'quantity':
			return block(number, text(1, value as string));
		case 'intOrString':
			return block(
				number,
				typeof value === 'string'
					? [...numeric(1, 1n), ...numeric(2, 0n), ...text(3, value)]
					: [...numeric(1, 0n), ...numeric(2, BigInt(value as number)), ...text(3, '')],
			);
		case 'time':
		case 'microTime':
			return block(number, timestamp(value as string));
		case 'duration':
			return block(number, numeric(1, BigInt(parseGoDuration(value as string)) * 1_000_000n));
		case 'any':
			return block(number, text(1, JSON.stringify(value)));
	}
}

function encodeEntryValue(type: Type, value: unknown): number[] {
	return type.kind === 'list' ? block(2, encodeField(1, type, value)) : encodeField(2, type, value);
}

function timestamp(value: string): number[] {
	const instant = parseMicroTime(value)!;
	const seconds = Math.floor(instant / 1000);
	const micros = Math.round((instant - seconds * 1000) * 1000);
	return [...numeric(1, BigInt(seconds)), ...numeric(2, BigInt(micros) * 1000n)];
}

function numeric(number: number, value: bigint): number[] {
	return [...varint(BigInt(number * 8)), ...varint(value)];
}

function text(number: number, value: string): number[] {
	return block(number, Buffer.from(value));
}
