/** JSON Patch (RFC 6902), with the answers and complaints of the library that upstream uses (evanphx/json-patch v4). */
import {jsonEqual} from './equal.ts';
import {isMap, PatchError} from './patch-error.ts';

/** Most operations that one patch may have (apiserver pkg/endpoints/handlers/patch.go). */
export const maxJsonPatchOperations = 10_000;

type Operation = Readonly<Record<string, unknown>>;
type Container = unknown[] | Record<string, unknown>;

const missing = 'missing value';

/** Applies the operations in order to a JSON document; throws a PatchError at the first that does not fit. */
export function applyJsonPatch(document: unknown, operations: unknown): unknown {
	if (!Array.isArray(operations) || operations.some(operation => !isMap(operation))) {
		const wrong = Array.isArray(operations) ? operations.find(operation => !isMap(operation)) : operations;
		const into = Array.isArray(operations) ? 'handlers.jsonPatchOp' : '[]handlers.jsonPatchOp';
		throw new PatchError(`json: cannot unmarshal ${jsonTypeName(wrong)} into Go value of type ${into}`);
	}
	let root = structuredClone(document) as Container;
	for (const operation of operations as readonly Operation[]) {
		root = step(root, operation);
	}
	return root;
}

/** What Go calls the type of a JSON value. */
export function jsonTypeName(value: unknown): string {
	if (Array.isArray(value)) {
		return 'array';
	}
	return typeof value === 'boolean' ? 'bool' : typeof value;
}

function step(root: Container, operation: Operation): Container {
	const kind = typeof operation.op === 'string' ? operation.op : 'unknown';
	switch (kind) {
		case 'add': {
			const path = pathOf(operation, kind, missing);
			const at = find(root, path) ?? fail(`add operation does not apply: doc is missing path: "${path}": ${missing}`);
			within(`error in add for path: '${path}'`, () => add(at, valueIn(operation)));
			return root;
		}
		case 'remove': {
			const path = pathOf(operation, kind, missing);
			const at =
				find(root, path) ?? fail(`remove operation does not apply: doc is missing path: "${path}": ${missing}`);
			within(`error in remove for path: '${path}'`, () => remove(at));
			return root;
		}
		case 'replace':
			return replace(root, operation);
		case 'move': {
			const from = fromOf(operation, kind);
			const source =
				find(root, from) ?? fail(`move operation does not apply: doc is missing from path: ${from}: ${missing}`);
			const value = within(`error in move for path: '${source.key}'`, () => {
				const found = get(source);
				remove(source);
				return found;
			});
			const path = pathOf(operation, kind);
			const at =
				find(root, path) ?? fail(`move operation does not apply: doc is missing destination path: ${path}: ${missing}`);
			within(`error in move for path: '${path}'`, () => add(at, value));
			return root;
		}
		case 'copy': {
			const from = fromOf(operation, kind);
			const source =
				find(root, from) ?? fail(`copy operation does not apply: doc is missing from path: ${from}: ${missing}`);
			const value = within(`error in copy for from: '${from}'`, () => get(source));
			const path = pathOf(operation, kind, missing);
			const at =
				find(root, path) ?? fail(`copy operation does not apply: doc is missing destination path: ${path}: ${missing}`);
			within('error while adding value during copy', () => add(at, structuredClone(value ?? null)));
			return root;
		}
		case 'test':
			test(root, operation);
			return root;
		default:
			return fail(`Unexpected kind: ${kind}`);
	}
}

function replace(root: Container, operation: Operation): Container {
	const path = pathOf(operation, 'replace');
	const value = valueIn(operation);
	if (path === '') {
		return typeof value === 'object' && value !== null
			? (value as Container)
			: fail('replace operation value must be object or array: %!w(<nil>)');
	}
	const at = find(root, path) ?? fail(`replace operation does not apply: doc is missing path: ${path}: ${missing}`);
	try {
		get(at);
	} catch {
		fail(`replace operation does not apply: doc is missing key: ${path}: ${missing}`);
	}
	if (Array.isArray(at.container)) {
		at.container[indexIn(at.container, at.key)] = value;
	} else {
		at.container[at.key] = value;
	}
	return root;
}

function test(root: Container, operation: Operation): void {
	const path = pathOf(operation, 'test');
	const wanted = 'value' in operation ? operation.value : undefined;
	let found: unknown = root;
	if (path !== '') {
		const at = find(root, path) ?? fail(`test operation does not apply: is missing path: ${path}: ${missing}`);
		found = within(`error in test for path: '${path}'`, () => get(at));
	}
	if (!jsonEqual(found ?? null, wanted ?? null)) {
		fail(`testing value ${path} failed: test failed`);
	}
}

function fail(message: string): never {
	throw new PatchError(message);
}

/** Says where something went wrong, before what it was. */
function within<T>(where: string, action: () => T): T {
	try {
		return action();
	} catch (error) {
		return fail(`${where}: ${(error as Error).message}`);
	}
}

function pathOf(operation: Operation, kind: string, why = `operation missing path field: ${missing}`): string {
	return typeof operation.path === 'string' ? operation.path : fail(`${kind} operation failed to decode path: ${why}`);
}

function fromOf(operation: Operation, kind: string): string {
	return typeof operation.from === 'string'
		? operation.from
		: fail(`${kind} operation failed to decode from: operation, missing from field: ${missing}`);
}

function valueIn(operation: Operation): unknown {
	return 'value' in operation ? structuredClone(operation.value) : null;
}

/** A place in the document: what holds it, and under which key. */
interface Place {
	readonly container: Container;
	readonly key: string;
}

/** Follows a JSON pointer up to its last part; undefined where there is nothing to follow. */
function find(root: Container, pointer: string): Place | undefined {
	const parts = pointer.split('/').map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'));
	if (parts.length < 2) {
		return undefined;
	}
	let container = root;
	for (const part of parts.slice(1, -1)) {
		let next: unknown;
		try {
			next = get({container, key: part});
		} catch {
			return undefined;
		}
		if (typeof next !== 'object' || next === null) {
			return undefined;
		}
		container = next as Container;
	}
	return {container, key: parts.at(-1)!};
}

function parseIndex(key: string): number {
	return /^[+-]?\d+$/.test(key) ? Number(key) : fail(`strconv.Atoi: parsing ${JSON.stringify(key)}: invalid syntax`);
}

/** The place of an item that exists; negative numbers count from the end. */
function indexIn(list: readonly unknown[], key: string): number {
	const index = parseIndex(key);
	if (index >= list.length || index < -list.length) {
		fail(`Unable to access invalid index: ${index}: invalid index referenced`);
	}
	return index < 0 ? index + list.length : index;
}

function get({container, key}: Place): unknown {
	if (Array.isArray(container)) {
		return container[indexIn(container, key)];
	}
	return Object.hasOwn(container, key) ? container[key] : undefined;
}

function add({container, key}: Place, value: unknown): void {
	if (!Array.isArray(container)) {
		container[key] = value;
		return;
	}
	if (key === '-') {
		container.push(value);
		return;
	}
	const index = within(`value was not a proper array index: '${key}'`, () => parseIndex(key));
	const size = container.length + 1;
	if (index >= size || index < -size) {
		fail(`Unable to access invalid index: ${index}: invalid index referenced`);
	}
	container.splice(index < 0 ? index + size : index, 0, value);
}

function remove({container, key}: Place): void {
	if (Array.isArray(container)) {
		container.splice(indexIn(container, key), 1);
	} else if (Object.hasOwn(container, key)) {
		delete container[key];
	} else {
		fail(`Unable to remove nonexistent key: ${key}: ${missing}`);
	}
}
