import {describe, expect, it} from 'vitest';
import {findKind, kinds} from '../../src/api/kinds.ts';
import type {Field, Message, Type} from '../../src/apimachinery/schema.ts';

/** Every message that some kind contains, once. */
function allMessages(): Message[] {
	const seen = new Set<Message>();
	const visit = (message: Message) => {
		if (seen.has(message)) {
			return;
		}
		seen.add(message);
		for (const field of Object.values(message.fields)) {
			const inner = messageOf(field.type);
			if (inner) {
				visit(inner);
			}
		}
	};
	for (const {message} of kinds) {
		visit(message);
	}
	return [...seen];
}

function messageOf(type: Type): Message | undefined {
	switch (type.kind) {
		case 'message':
			return type.message();
		case 'list':
			return messageOf(type.items);
		case 'map':
			return messageOf(type.values);
		default:
			return undefined;
	}
}

const messages = allMessages();
const fields: [string, Field, Message][] = messages.flatMap(message =>
	Object.entries(message.fields).map(([name, field]): [string, Field, Message] => [
		`${message.definition}.${name}`,
		field,
		message,
	]),
);

const hasType: Record<string, (value: unknown) => boolean> = {
	string: value => typeof value === 'string',
	quantity: value => typeof value === 'string',
	bytes: value => typeof value === 'string',
	duration: value => typeof value === 'string',
	time: value => value === null,
	microTime: value => value === null,
	bool: value => typeof value === 'boolean',
	int32: Number.isInteger,
	int64: Number.isInteger,
	double: value => typeof value === 'number',
	intOrString: value => typeof value === 'string' || Number.isInteger(value),
	// Some lists are always written, as null where they are empty.
	list: value => value === null || Array.isArray(value),
	map: value => typeof value === 'object' && value !== null,
	message: value => typeof value === 'object' && value !== null,
	any: () => true,
};

describe('the kinds', () => {
	it('are found by apiVersion and kind', () => {
		expect(findKind('v1', 'Pod')?.message.definition).toBe('io.k8s.api.core.v1.Pod');
		expect(findKind('apps/v1', 'Deployment')?.group).toBe('apps');
		expect(findKind('v1', 'Deployment')).toBeUndefined();
		expect(findKind('apps/v1beta1', 'Deployment')).toBeUndefined();
	});

	it('have apiVersion, kind and metadata', () => {
		for (const {message} of kinds) {
			expect(Object.keys(message.fields), message.name).toEqual(expect.arrayContaining(['apiVersion', 'kind']));
			expect(message.fields.metadata ?? message.fields.preconditions, message.name).toBeDefined();
		}
	});

	it('give every number once in a protobuf message', () => {
		for (const message of messages) {
			const numbers = Object.values(message.fields)
				.filter(field => field.number > 0)
				.map(field => `${field.embeddedIn ?? 0}.${field.number}`);
			expect(new Set(numbers).size, message.definition).toBe(numbers.length);
			const embedding = new Set(Object.values(message.fields).flatMap(field => field.embeddedIn ?? []));
			for (const field of Object.values(message.fields)) {
				expect(field.embeddedIn === undefined && embedding.has(field.number), message.definition).toBe(false);
			}
		}
	});

	it('describe each definition once', () => {
		const definitions = messages.map(message => message.definition);
		expect(new Set(definitions).size).toBe(definitions.length);
	});

	it('merge lists by keys that their items have', () => {
		for (const [name, {type, mergeKey, listMapKeys}] of fields) {
			const item = messageOf(type);
			for (const key of [...(listMapKeys ?? []), ...(mergeKey ? [mergeKey] : [])]) {
				expect(item?.fields[key], `${name} by ${key}`).toBeDefined();
			}
		}
	});

	it('have defaults of the right type', () => {
		for (const [name, field] of fields) {
			if (field.default !== undefined) {
				expect(hasType[field.type.kind]!(field.default), name).toBe(true);
				expect(field.present, name).toBe(true);
			}
			if (field.enum && typeof field.default === 'string') {
				expect(field.enum, name).toContain(field.default);
			}
		}
	});

	it('describe everything in sentences', () => {
		for (const message of messages) {
			expect(message.description, message.definition).toMatch(/^[A-Z].*\.$/);
		}
		for (const [name, {description}] of fields) {
			expect(description, name).toMatch(/^[A-Za-z$].*\.$/);
		}
	});

	it('keep the fields of embedded structs beside the others', () => {
		const volume = findKind('v1', 'Pod')!.message.fields.spec!;
		const spec = messageOf(volume.type)!;
		const configMap = messageOf(spec.fields.volumes!.type)!.fields.configMap!;
		expect([configMap.embeddedIn, configMap.number]).toEqual([2, 19]);
	});
});
