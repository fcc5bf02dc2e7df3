/** Reads the protobuf bodies that Go clients send, into the JSON that Go would have written for the same object. */
import type {Message} from '../schema.ts';
import {type Envelope, openEnvelope} from './envelope.ts';
import {decodeMessage} from './message.ts';
import {ProtobufError} from './reader.ts';

export {ProtobufError} from './reader.ts';

/** The media type of these bodies. */
export const protobufType = 'application/vnd.kubernetes.protobuf';

/**
 * The object in the body of a request.
 *
 * Protobuf cannot tell an empty value from none where Go has no pointer; such values are left out, as Go's JSON leaves
 * them out. An `int64` beyond 2^53 becomes the nearest number, as it does when JSON is read.
 *
 * @param schemaOf what an object of that apiVersion and kind is made of. Where it knows nothing of one, the answer has
 * these two alone, for the server to say what it thinks of them
 * @throws ProtobufError, whose message suits a 400
 */
export function decodeProtobuf(
	body: Uint8Array,
	schemaOf: (apiVersion: string, kind: string) => Message | undefined,
): Readonly<Record<string, unknown>> {
	const envelope = withWords(
		() => openEnvelope(body),
		why => `the object provided is unrecognized: ${why} (${summary(body)})`,
	);
	const {apiVersion, kind, raw} = envelope;
	const schema = schemaOf(apiVersion, kind);
	if (!schema) {
		return {apiVersion, kind};
	}
	const object = withWords(
		() => decodeMessage(schema, raw),
		why => `${kind} in version "${versionOf(envelope)}" cannot be handled as a ${kind}: ${why}`,
	);
	return {apiVersion, kind, ...object};
}

/** Says of a mistake in the bytes what they were to be (apiserver pkg/endpoints/handlers/rest.go). */
function withWords<T>(read: () => T, words: (why: string) => string): T {
	try {
		return read();
	} catch (error) {
		throw error instanceof ProtobufError ? new ProtobufError(words(error.message)) : error;
	}
}

function versionOf({apiVersion}: Envelope): string {
	return apiVersion.slice(apiVersion.indexOf('/') + 1);
}

const summaryLength = 30;

function summary(body: Uint8Array): string {
	if (body.length === 0) {
		return '<empty>';
	}
	const hex = Array.from(body.subarray(0, summaryLength), byte => byte.toString(16).padStart(2, '0')).join('');
	return body.length > summaryLength ? `${hex} ...` : hex;
}
