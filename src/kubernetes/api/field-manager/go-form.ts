/**
 * Objects as Go has them, whose structs hold their inner structs always, where JSON may leave an empty one out. Who adds
 * the first field of `status` has not added `status`: it was there.
 */
import type {KubernetesObject} from '../../../apimachinery/object.ts';
import type {Field, Message} from '../../../apimachinery/schema.ts';

type Values = Readonly<Record<string, unknown>>;

/** Structs that upstream has behind a pointer and fills in by default: they are not there before somebody says so. */
const pointers = new Set(['PodSpec.securityContext', 'StatefulSetSpec.persistentVolumeClaimRetentionPolicy']);

function isEmptyMap(value: unknown): boolean {
	return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
}

/** Whether the struct of a field stands in the one around it by value. */
export function isInner(message: Message, name: string, {type, present, default: fallback}: Field): boolean {
	return type.kind === 'message' && present && isEmptyMap(fallback) && !pointers.has(`${message.name}.${name}`);
}

const innerNames = new Map<Message, readonly string[]>();
const listNames = new Map<Message, readonly string[]>();

function namesOf(
	known: Map<Message, readonly string[]>,
	message: Message,
	is: (name: string, field: Field) => boolean,
) {
	let names = known.get(message);
	if (!names) {
		names = Object.entries(message.fields).flatMap(([name, field]) => (is(name, field) ? [name] : []));
		known.set(message, names);
	}
	return names;
}

/** The object with its inner structs, from the top down. */
export function inGoForm(message: Message, object: Values): Values {
	let complete: Record<string, unknown> | undefined;
	for (const name of namesOf(innerNames, message, (one, field) => isInner(message, one, field))) {
		const before = object[name] as Values | undefined;
		const {type} = message.fields[name]!;
		const after = type.kind === 'message' ? inGoForm(type.message(), before ?? {}) : before;
		if (after !== before) {
			complete ??= {...object};
			complete[name] = after;
		}
	}
	return complete ?? object;
}

const emptyObjects = new Map<Message, KubernetesObject>();

/** An object of that kind of which nothing is said: what a create starts from. */
export function emptyObject(message: Message): KubernetesObject {
	let empty = emptyObjects.get(message);
	if (!empty) {
		empty = emptyStruct(message) as unknown as KubernetesObject;
		emptyObjects.set(message, empty);
	}
	return empty;
}

function emptyStruct(message: Message): Values {
	const lists = namesOf(listNames, message, (_name, {type, present}) => type.kind === 'list' && present);
	const inner = namesOf(innerNames, message, (name, field) => isInner(message, name, field));
	return {
		...Object.fromEntries(lists.map(name => [name, null])),
		...Object.fromEntries(
			inner.map(name => {
				const {type} = message.fields[name]!;
				return [name, type.kind === 'message' ? emptyStruct(type.message()) : {}];
			}),
		),
	};
}
