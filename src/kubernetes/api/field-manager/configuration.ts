/**
 * Whether an applied configuration fits its kind (structured-merge-diff typed/validate.go). It is checked as what it is,
 * a part of an object, before anything is merged.
 */
import {formatPath} from '../../../apimachinery/field-set.ts';
import {
	keyDefault,
	type Part,
	partsOf,
	type Structure,
	structureOfMessage,
} from '../../../apimachinery/merge-structure.ts';
import type {KubernetesObject} from '../../../apimachinery/object.ts';
import type {Field, Message, Type} from '../../../apimachinery/schema.ts';

type Values = Readonly<Record<string, unknown>>;

/** What is wrong, in upstream's words; undefined where nothing is. */
export function configurationError(message: Message, configuration: KubernetesObject): string | undefined {
	const errors = new Checker();
	errors.checkMessage(message, configuration as never, '');
	const {found} = errors;
	return found.length > 1 ? ['errors:', ...found.map(error => `  ${error}`)].join('\n') : found[0];
}

class Checker {
	readonly found: string[] = [];

	checkMessage(message: Message, value: unknown, path: string): void {
		if (value === null || value === undefined) {
			return;
		}
		if (!isMap(value)) {
			this.#say(path, `expected map, got &{${goPrint(value)}}`);
			return;
		}
		const structure = structureOfMessage(message);
		for (const key of Object.keys(value).sort()) {
			const field = Object.hasOwn(message.fields, key) ? message.fields[key] : undefined;
			const at = `${path}.${key}`;
			if (!field) {
				this.#say(at, 'field not declared in schema');
				// Upstream stops at the first field of a struct that it does not know.
				return;
			}
			const part = structure.kind === 'struct' ? partsOf(structure, {[key]: value[key]})?.[0] : undefined;
			this.#checkField(field, value[key], at, part?.structure);
		}
	}

	#checkField({type}: Field, value: unknown, path: string, structure: Structure | undefined): void {
		if (type.kind === 'list' && structure?.kind === 'list') {
			this.#checkKeyedList(type.items, structure, value, path);
		} else {
			this.#checkType(type, value, path);
		}
	}

	#checkType(type: Type, value: unknown, path: string): void {
		if (value === null || value === undefined) {
			return;
		}
		switch (type.kind) {
			case 'message':
				this.checkMessage(type.message(), value, path);
				return;
			case 'map':
				if (!isMap(value)) {
					this.#say(path, `expected map, got &{${goPrint(value)}}`);
					return;
				}
				for (const key of Object.keys(value).sort()) {
					this.#checkType(type.values, value[key], `${path}.${key}`);
				}
				return;
			case 'list':
				if (!Array.isArray(value)) {
					this.#say(path, `expected list, got &{${goPrint(value)}}`);
					return;
				}
				for (const [index, item] of value.entries()) {
					this.#checkType(type.items, item, `${path}[${index}]`);
				}
				return;
			default:
				this.#checkScalar(type.kind, value, path);
		}
	}

	#checkKeyedList(items: Type, structure: Structure & {readonly kind: 'list'}, value: unknown, path: string): void {
		if (value === null || value === undefined) {
			return;
		}
		if (!Array.isArray(value)) {
			this.#say(path, `expected list, got &{${goPrint(value)}}`);
			return;
		}
		const seen = new Set<string>();
		for (const [index, item] of value.entries()) {
			const wrong = keyError(structure.keys, items, item);
			if (wrong !== undefined) {
				this.#say(path, `element ${index}: ${wrong}`);
				return;
			}
			const [part] = partsOf(structure, [item]) as readonly [Part];
			const element = formatPath([part.element]);
			if (seen.has(element)) {
				this.#say(path, `duplicate entries for key ${element}`);
			}
			seen.add(element);
			this.#checkType(items, item, path + element);
		}
	}

	#checkScalar(kind: Type['kind'], value: unknown, path: string): void {
		switch (kind) {
			case 'int32':
			case 'int64':
			case 'double':
				if (typeof value !== 'number') {
					this.#say(path, `expected numeric (int or float), got ${goTypeOf(value)}`);
				}
				return;
			case 'bool':
				if (typeof value !== 'boolean') {
					this.#say(path, `expected boolean, got &{${goPrint(value)}}`);
				}
				return;
			case 'any':
				return;
			case 'quantity':
			case 'intOrString':
				if (typeof value === 'object') {
					this.#say(path, `expected any scalar, got &{${goPrint(value)}}`);
				}
				return;
			default:
				if (typeof value !== 'string') {
					this.#say(path, `expected string, got &value.valueUnstructured{Value:${goSyntax(value)}}`);
				}
		}
	}

	#say(path: string, what: string): void {
		this.found.push(path === '' ? what : `${path}: ${what}`);
	}
}

function keyError(keys: readonly string[], items: Type, item: unknown): string | undefined {
	if (keys.length === 0) {
		if (item === null) {
			return "associative list without keys has an element that's an explicit null";
		}
		return isMap(item) ? "associative list without keys has an element that's a map type" : undefined;
	}
	if (item === null) {
		return 'associative list with keys may not have a null element';
	}
	if (!isMap(item)) {
		return 'associative list with keys may not have non-map elements';
	}
	const fields = items.kind === 'message' ? items.message().fields : {};
	if (keys.some(key => item[key] !== undefined || keyDefault(fields[key]) !== undefined)) {
		return undefined;
	}
	const quoted = keys.map(key => JSON.stringify(key)).join(' ');
	return `associative list with keys has an element that omits all key fields [${quoted}] (and doesn't have default values for any key fields)`;
}

function isMap(value: unknown): value is Values {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as Go's `%v` prints it. */
function goPrint(value: unknown): string {
	if (Array.isArray(value)) {
		return `[${value.map(goPrint).join(' ')}]`;
	}
	if (isMap(value)) {
		return `map[${Object.keys(value)
			.sort()
			.map(key => `${key}:${goPrint(value[key])}`)
			.join(' ')}]`;
	}
	return value === null ? '<nil>' : String(value);
}

/** As `%#v` prints it. */
function goSyntax(value: unknown): string {
	if (Array.isArray(value)) {
		return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
	}
	if (isMap(value)) {
		return `map[string]interface {}{${Object.keys(value)
			.sort()
			.map(key => `${JSON.stringify(key)}:${goSyntax(value[key])}`)
			.join(', ')}}`;
	}
	return typeof value === 'string' ? JSON.stringify(value) : value === null ? 'interface {}(nil)' : String(value);
}

/** As `%T` prints its type. */
function goTypeOf(value: unknown): string {
	if (Array.isArray(value)) {
		return '[]interface {}';
	}
	switch (typeof value) {
		case 'string':
			return 'string';
		case 'boolean':
			return 'bool';
		case 'number':
			return Number.isInteger(value) ? 'int64' : 'float64';
		default:
			return 'map[string]interface {}';
	}
}
