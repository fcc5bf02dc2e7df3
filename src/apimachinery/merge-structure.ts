/** How server-side apply takes an object apart: what is one value to it, and what has parts of its own. */
import {fieldElement, keyElement, valueElement} from './field-set.ts';
import type {Field, Message, Type} from './schema.ts';

/** Structs whose fields belong together, so that one manager sets them all (`+structType=atomic` in upstream's types). */
const atomicStructs = new Set([
	'ConfigMapKeySelector',
	'CrossVersionObjectReference',
	'EndpointPort',
	'FileKeySelector',
	'LabelSelector',
	'LocalObjectReference',
	'NodeSelector',
	'NodeSelectorTerm',
	'ObjectFieldSelector',
	'ObjectReference',
	'OwnerReference',
	'ResourceFieldSelector',
	'ScopeSelector',
	'SecretKeySelector',
	'SecretReference',
	'TopologySelectorTerm',
	'TypedLocalObjectReference',
]);
/** Fields whose parts have managers of their own, although their type is such a struct (`+structType=granular`). */
const granularFields = new Set(['PersistentVolumeSpec.claimRef']);
/** The same of maps (`+mapType=atomic`). */
const atomicMaps = new Set(['PodSpec.nodeSelector', 'ReplicationControllerSpec.selector', 'ServiceSpec.selector']);

/** Whether the fields of a struct are set by one manager, all together. */
export function isAtomicStruct({name}: Message): boolean {
	return atomicStructs.has(name);
}

/** Whether the entries of a map field are set by one manager, all together. */
export function isAtomicMap({name}: Message, field: string): boolean {
	return atomicMaps.has(`${name}.${field}`);
}

export type Structure =
	/** One value, whatever is in it. */
	| {readonly kind: 'leaf'}
	| {readonly kind: 'struct'; readonly message: Message}
	| {readonly kind: 'map'; readonly values: Structure}
	/** A list whose items are known by `keys`, or by their value where there are none. */
	| {readonly kind: 'list'; readonly items: Structure; readonly keys: readonly string[]};

const leaf: Structure = {kind: 'leaf'};

export function structureOfMessage(message: Message): Structure {
	return isAtomicStruct(message) ? leaf : {kind: 'struct', message};
}

function structureOfType(type: Type): Structure {
	if (type.kind === 'message') {
		return structureOfMessage(type.message());
	}
	return type.kind === 'map' ? {kind: 'map', values: structureOfType(type.values)} : leaf;
}

function structureOfField(message: Message, name: string, field: Field): Structure {
	const {type, listType} = field;
	if (type.kind === 'map' && isAtomicMap(message, name)) {
		return leaf;
	}
	if (type.kind === 'message' && granularFields.has(`${message.name}.${name}`)) {
		return {kind: 'struct', message: type.message()};
	}
	if (type.kind !== 'list') {
		return structureOfType(type);
	}
	if (listType === 'set') {
		return {kind: 'list', items: leaf, keys: []};
	}
	return listType === 'map' ? {kind: 'list', items: structureOfType(type.items), keys: field.listMapKeys ?? []} : leaf;
}

const structures = new Map<Message, ReadonlyMap<string, Structure>>();

/** The structures of a message's fields, which are worked out once. */
function structuresIn(message: Message): ReadonlyMap<string, Structure> {
	let known = structures.get(message);
	if (!known) {
		const entries = Object.entries(message.fields);
		known = new Map(entries.map(([name, field]) => [name, structureOfField(message, name, field)]));
		structures.set(message, known);
	}
	return known;
}

/** One part of a value: a field, an entry of a map, an item of a list. */
export interface Part {
	/** How it is called in a set of fields. */
	readonly element: string;
	/** The field's or entry's name; undefined for items. */
	readonly key: string | undefined;
	readonly value: unknown;
	readonly structure: Structure;
	/** Whether the schema knows it by name. */
	readonly named: boolean;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What stands in a struct or a map under a name. */
export function structureUnder(structure: Structure & {readonly kind: 'struct' | 'map'}, name: string): Structure {
	return structure.kind === 'map' ? structure.values : (structuresIn(structure.message).get(name) ?? leaf);
}

/** Whether a value has any parts. */
export function hasParts(structure: Structure, value: unknown): boolean {
	if (structure.kind === 'leaf') {
		return false;
	}
	if (structure.kind === 'list') {
		return Array.isArray(value) && value.length > 0;
	}
	return isObject(value) && Object.values(value).some(inner => inner !== undefined);
}

/** The parts of a value; undefined where it is one value to server-side apply. */
export function partsOf(structure: Structure, value: unknown): readonly Part[] | undefined {
	switch (structure.kind) {
		case 'leaf':
			return undefined;
		case 'list':
			return Array.isArray(value) ? itemsOf(structure.items, structure.keys, value) : undefined;
		case 'map':
			return isObject(value)
				? entriesOf(value).map(([key, inner]) => ({
						element: fieldElement(key),
						key,
						value: inner,
						structure: structure.values,
						named: false,
					}))
				: undefined;
		case 'struct':
			return isObject(value)
				? entriesOf(value).map(([key, inner]) => {
						const inside = structuresIn(structure.message).get(key);
						return {
							element: fieldElement(key),
							key,
							value: inner,
							structure: inside ?? leaf,
							named: inside !== undefined,
						};
					})
				: undefined;
	}
}

function entriesOf(value: Readonly<Record<string, unknown>>): [key: string, value: unknown][] {
	return Object.entries(value).filter(([, inner]) => inner !== undefined);
}

function itemsOf(items: Structure, keys: readonly string[], list: readonly unknown[]): Part[] {
	return list.map(value => {
		const element = keys.length === 0 ? valueElement(value) : keyElement(keysOf(items, keys, value));
		return {element, key: undefined, value, structure: items, named: false};
	});
}

/**
 * What a key counts as where an item does not give it: its default, or the empty value of a field that upstream always
 * writes. Undefined where such an item has no key.
 */
export function keyDefault(field: Field | undefined): unknown {
	if (!field?.required || field.default !== undefined) {
		return field?.default;
	}
	return field.type.kind === 'string' ? '' : field.type.kind === 'int32' ? 0 : undefined;
}

/** The keys of an item; one that is not given counts as its default. */
function keysOf(items: Structure, keys: readonly string[], value: unknown): Record<string, unknown> {
	const given = isObject(value) ? value : {};
	const fields = items.kind === 'struct' ? items.message.fields : {};
	const found = keys.map(key => [key, given[key] ?? keyDefault(fields[key])] as const);
	return Object.fromEntries(found.filter(([, inner]) => inner !== undefined));
}
