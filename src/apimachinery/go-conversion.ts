/**
 * What upstream says of a value that does not fit its field when it does not come from JSON but from the maps that a
 * strategic merge patch is worked out in (apimachinery pkg/runtime/converter.go).
 */
import type {Type} from './schema.ts';

/** @param goType the field's type as Go prints it */
export function conversionError(value: unknown, type: Type, goType: string): string {
	const from = kindOf(value);
	switch (type.kind) {
		case 'message':
			return `cannot restore struct from: ${from}`;
		case 'map':
			return `cannot restore map from ${from}`;
		case 'list':
		case 'bytes':
			return `cannot restore slice from ${from}`;
		case 'string':
			return from === 'int64' ? `cannot convert int64 to ${goType}` : 'unrecognized type: string';
		case 'int32':
		case 'int64':
			return from === 'float64' ? `cannot convert float64 to ${goType}` : `unrecognized type: ${type.kind}`;
		default:
			return `unrecognized type: ${type.kind === 'double' ? 'float64' : type.kind}`;
	}
}

/** The kind of a value in those maps, as Go's reflection names it. */
function kindOf(value: unknown): string {
	if (Array.isArray(value)) {
		return 'slice';
	}
	switch (typeof value) {
		case 'number':
			return Number.isInteger(value) ? 'int64' : 'float64';
		case 'boolean':
			return 'bool';
		case 'object':
			return 'map';
		default:
			return 'string';
	}
}
