/** Go's empty values: what a field without a pointer holds where nothing was given. */
import type {Type} from './schema.ts';

/** Whether Go leaves the value out where the field has `omitempty`. Messages behind pointers are never empty. */
export function isEmpty(value: unknown, type: Type): boolean {
	switch (type.kind) {
		case 'string':
		case 'bytes':
			return value === '';
		case 'bool':
			return value === false;
		case 'int32':
		case 'int64':
		case 'double':
			return value === 0;
		case 'list':
			return (value as readonly unknown[]).length === 0;
		case 'map':
			return Object.keys(value as object).length === 0;
		default:
			return false;
	}
}

/** What Go has in a list or map where JSON has null. */
export function zeroValue(type: Type): unknown {
	switch (type.kind) {
		case 'message':
			return {};
		case 'bool':
			return false;
		case 'int32':
		case 'int64':
		case 'double':
		case 'intOrString':
			return 0;
		case 'quantity':
			return '0';
		case 'string':
			return '';
		default:
			return null;
	}
}
