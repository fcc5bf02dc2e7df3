/** Reads the bodies of requests: JSON, YAML and protobuf, up to a size. */
import type {IncomingMessage} from 'node:http';
import {bodySchema} from '../api/kinds.ts';
import {type ApiRequest, patchTypes} from '../apimachinery/connection.ts';
import {duplicateFields} from '../apimachinery/duplicate-fields.ts';
import {decodeProtobuf, ProtobufError, protobufType} from '../apimachinery/protobuf/decode.ts';
import {badRequest} from '../apimachinery/status.ts';
import {YamlError} from '../apimachinery/yaml/error.ts';
import {readYaml} from '../apimachinery/yaml/read.ts';
import {whyNotJson} from '../apimachinery/yaml/why-not-json.ts';
import {bodyTooLarge} from './refusals.ts';

/** A text that is not what its content type says. */
export class MalformedBody extends Error {
	override readonly name = 'MalformedBody';
	/** The beginning of the body, as errors show it. */
	readonly summary: string;
	/** @param message in Go's words */
	constructor(message: string, bytes: Buffer) {
		super(message);
		this.summary = summaryOf(bytes);
	}
}

/**
 * Takes all of a body in. One that is too large is read to its end all the same, within reason, and thrown away: a client
 * that is still sending does not hear an answer.
 * @throws StatusError where there is more of it than `limit` bytes
 */
export async function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let length = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		length += chunk.length;
		if (length <= limit) {
			chunks.push(chunk);
		} else if (length > limit * patience) {
			break;
		}
	}
	if (length > limit) {
		throw bodyTooLarge(limit);
	}
	return Buffer.concat(chunks);
}

/** How many times the limit is read before a client is cut off. */
const patience = 8;

const yamlTypes: readonly string[] = ['application/yaml', patchTypes.apply];

type DecodedBody = Pick<ApiRequest, 'body' | 'duplicateFields'>;

/**
 * The JSON value in a body; none where its type is none that can be read, which the API refuses itself.
 * @throws MalformedBody where it is not of its type
 * @throws StatusError where it is protobuf that cannot be read
 */
export function decodeBody(bytes: Buffer, contentType: string | undefined): DecodedBody {
	const type = contentType?.replace(/;.*/s, '').trim().toLowerCase() || 'application/json';
	if (type === protobufType) {
		return {body: readProtobuf(bytes)};
	}
	const text = bytes.toString('utf8');
	if (yamlTypes.includes(type)) {
		return {body: readYamlText(text, bytes)};
	}
	if (type === 'application/json' || type === '*/*' || /^application\/[\w.-]+\+json$/.test(type)) {
		return {body: readJsonText(text, bytes), duplicateFields: duplicateFields(text)};
	}
	return {};
}

function readProtobuf(bytes: Buffer): unknown {
	try {
		return decodeProtobuf(bytes, bodySchema);
	} catch (error) {
		throw error instanceof ProtobufError ? badRequest(error.message) : error;
	}
}

function readJsonText(text: string, bytes: Buffer): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw new MalformedBody(whyNotJson(text), bytes);
	}
}

function readYamlText(text: string, bytes: Buffer): unknown {
	try {
		const value = readYaml(text);
		if (text.includes('*') && isLargerThan(value, mostValues)) {
			throw new MalformedBody('yaml: document contains excessive aliasing', bytes);
		}
		return value;
	} catch (error) {
		throw error instanceof YamlError ? new MalformedBody(error.message, bytes) : error;
	}
}

/** Aliases make much of little; more values than this are no object that anybody means. */
const mostValues = 1_000_000;

/** Whether there are more values in a value than that, each counted as often as it appears. */
function isLargerThan(value: unknown, most: number): boolean {
	const waiting = [value];
	for (let seen = 0; waiting.length > 0; seen++) {
		if (seen > most) {
			return true;
		}
		const next = waiting.pop();
		if (typeof next === 'object' && next !== null) {
			waiting.push(...Object.values(next));
		}
	}
	return false;
}

const summaryLength = 30;

/** As apiserver pkg/endpoints/handlers/rest.go summarizeData. */
function summaryOf(bytes: Buffer): string {
	if (bytes.length === 0) {
		return '<empty>';
	}
	const start = bytes.subarray(0, summaryLength);
	return start.toString(bytes[0] === 0x7b ? 'utf8' : 'hex') + (bytes.length > summaryLength ? ' ...' : '');
}
