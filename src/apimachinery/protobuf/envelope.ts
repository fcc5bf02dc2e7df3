/**
 * What stands around every object in protobuf: four bytes, then its kind and its own bytes
 * (apimachinery pkg/runtime/generated.proto Unknown, pkg/runtime/serializer/protobuf).
 */
import {ProtobufError, ProtobufReader, type Tag, wireTypes} from './reader.ts';

export interface Envelope {
	readonly apiVersion: string;
	readonly kind: string;
	/** The object, without these two. */
	readonly raw: Uint8Array;
}

/** `k8s` and a zero. */
const prefix = [0x6b, 0x38, 0x73, 0x00];

/** Opens a body; throws a ProtobufError. */
export function openEnvelope(body: Uint8Array): Envelope {
	if (body.length === 0) {
		throw new ProtobufError('empty data');
	}
	if (prefix.some((byte, index) => body[index] !== byte)) {
		throw new ProtobufError(
			`provided data does not appear to be a protobuf message, expected prefix [${prefix.join(' ')}]`,
		);
	}
	if (body.length === prefix.length) {
		throw new ProtobufError('empty body');
	}
	const envelope = {apiVersion: '', kind: '', raw: body.subarray(0, 0)};
	eachField('Unknown', body.subarray(prefix.length), (tag, value) => {
		if (tag.number === 1) {
			eachField('TypeMeta', value, (inner, text) => {
				if (inner.number === 1 || inner.number === 2) {
					envelope[inner.number === 1 ? 'apiVersion' : 'kind'] = new TextDecoder().decode(text);
				}
			});
		} else if (tag.number === 2) {
			envelope.raw = value;
		}
	});
	return envelope;
}

/** Every field of both messages has a length. */
function eachField(message: string, bytes: Uint8Array, visit: (tag: Tag, value: Uint8Array) => void): void {
	const reader = new ProtobufReader(bytes);
	while (!reader.done) {
		const tag = reader.tag(message);
		if (tag.wireType === wireTypes.bytes) {
			visit(tag, reader.bytes());
		} else {
			reader.skip(tag);
		}
	}
}
