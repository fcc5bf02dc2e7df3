/**
 * Types that are one value in JSON and a message of their own in protobuf: amounts, ports that are numbers or names,
 * times, JSON within JSON (apimachinery pkg/api/resource, pkg/util/intstr, pkg/apis/meta/v1: generated.proto).
 */
import {formatGoDuration} from '../duration.ts';
import {bytes, int32, int64, type Message, messagesOf, optional, string, type Type} from '../schema.ts';
import {formatMicroTime, formatTime} from '../time.ts';
import {ProtobufError} from './reader.ts';

type Values = Readonly<Record<string, unknown>>;

/** How such a type is read: the message that holds it, and the JSON value that it is. */
export interface WellKnownType {
	readonly message: Message;
	/** Undefined where that is no value. @param values the fields that stood in the message, the empty ones too */
	toJson(values: Values): unknown;
}

const message = messagesOf('');
const part = 'A part of the value.';

const timestamp = message('Timestamp', 'An instant.', {
	seconds: optional(1, int64, 'Seconds since 1970.'),
	nanos: optional(2, int32, 'Billionths of a second after that.'),
});

const wellKnown: Readonly<Record<string, WellKnownType>> = {
	quantity: {
		message: message('Quantity', 'An amount.', {string: optional(1, string, part)}),
		toJson: ({string}) => string || '0',
	},
	intOrString: {
		message: message('IntOrString', 'A number or a text.', {
			type: optional(1, int64, '0 for a number, 1 for a text.'),
			intVal: optional(2, int32, part),
			strVal: optional(3, string, part),
		}),
		toJson: ({type = 0, intVal = 0, strVal = ''}) => (type === 0 ? intVal : strVal),
	},
	time: {message: timestamp, toJson: values => instant(values, ({seconds}) => formatTime(seconds * 1000))},
	microTime: {
		message: timestamp,
		toJson: values => instant(values, ({seconds, nanos}) => formatMicroTime(seconds * 1000 + nanos / 1e6)),
	},
	duration: {
		message: message('Duration', 'A length of time.', {duration: optional(1, int64, 'Billionths of a second.')}),
		toJson: ({duration = 0}) => formatGoDuration((duration as number) / 1e6),
	},
	any: {
		message: message('RawExtension', 'Any JSON.', {raw: optional(1, bytes, 'The JSON, as text.')}),
		toJson: ({raw}) => (raw ? parseJson(raw as string) : undefined),
	},
};

/** Undefined for types that stand in the bytes by themselves. */
export function wellKnownType(type: Type): WellKnownType | undefined {
	return wellKnown[type.kind];
}

/** A message without a field is the instant that Go calls zero, which is no instant in JSON. */
function instant(values: Values, format: (time: {seconds: number; nanos: number}) => string): string | undefined {
	if (Object.keys(values).length === 0) {
		return undefined;
	}
	const {seconds = 0, nanos = 0} = values as {seconds?: number; nanos?: number};
	try {
		return format({seconds, nanos});
	} catch {
		throw new ProtobufError(`${seconds} seconds since 1970 are beyond the years that can be written`);
	}
}

/** @param base64 the bytes of a JSON text, as a field of bytes stands in JSON */
function parseJson(base64: string): unknown {
	const text = new TextDecoder().decode(Uint8Array.from(atob(base64), character => character.charCodeAt(0)));
	try {
		return JSON.parse(text);
	} catch (error) {
		throw new ProtobufError(`JSON inside the message cannot be read: ${(error as Error).message}`);
	}
}
