/** Objects of any kind, made up from its schema. */
import fc from 'fast-check';
import type {Message, Type} from '../../src/apimachinery/schema.ts';
import {formatMicroTime, formatTime} from '../../src/apimachinery/time.ts';

/** Years that every form of a time can hold. */
const instants = fc.integer({min: 0, max: 253_402_300_799}).map(second => second * 1000);
const names = fc.string({minLength: 1, maxLength: 6});

/** An object with some of its fields; the deeper, the fewer. Its lists and maps are not empty: protobuf has no such thing. */
export function arbitraryObject(message: Message, depth = 0): fc.Arbitrary<Record<string, unknown>> {
	const fields = Object.entries(message.fields)
		.filter(([, field]) => field.number > 0)
		.map(([name, field]) => [name, arbitraryValue(field.type, depth)] as const);
	const arbitraries = new Map(fields);
	return fc
		.subarray([...arbitraries.keys()], {maxLength: depth > 4 ? 0 : Math.min(fields.length, 6 - depth)})
		.chain(chosen => fc.record(Object.fromEntries(chosen.map(name => [name, arbitraries.get(name)!()]))));
}

/** Made when it is wanted: schemas are deep, and some contain themselves. */
function arbitraryValue(type: Type, depth: number): () => fc.Arbitrary<unknown> {
	switch (type.kind) {
		case 'message':
			return () => arbitraryObject(type.message(), depth + 1);
		case 'list':
			return () => fc.array(arbitraryValue(type.items, depth)(), {minLength: 1, maxLength: 3});
		case 'map':
			return () => fc.dictionary(names, arbitraryValue(type.values, depth)(), {minKeys: 1, maxKeys: 3});
		case 'string':
			return () => fc.string({unit: 'grapheme', maxLength: 8});
		case 'bytes':
			return () => fc.uint8Array({maxLength: 8}).map(bytes => Buffer.from(bytes).toString('base64'));
		case 'bool':
			return () => fc.boolean();
		case 'int32':
			return () => fc.integer();
		case 'int64':
			return () => fc.maxSafeInteger();
		case 'double':
			return () => fc.double({noNaN: true, noDefaultInfinity: true});
		case 'quantity':
			return () => fc.constantFrom('0', '500m', '1Gi', '128Mi', '2', '1500m', '10G');
		case 'intOrString':
			return () => fc.oneof(fc.integer(), fc.constantFrom('25%', 'http', ''));
		case 'time':
			return () => instants.map(formatTime);
		case 'microTime':
			return () => fc.tuple(instants, fc.nat(999_999)).map(([at, micros]) => formatMicroTime(at + micros / 1000));
		case 'duration':
			return () => fc.constantFrom('0s', '30s', '1m30s', '1h0m0s', '250ms');
		case 'any':
			return () => fc.constantFrom({a: {b: [1, 'two', null]}}, {}, [true], 'text', 12);
	}
}
