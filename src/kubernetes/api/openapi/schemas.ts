/**
 * Kinds as OpenAPI describes them, with upstream's extensions: what `explain` prints, and what clients merge and validate
 * by (kube-openapi pkg/builder3, pkg/generators).
 */
import {ListMeta} from '../../../api/meta-v1.ts';
import {isAtomicMap, isAtomicStruct} from '../../../apimachinery/merge-structure.ts';
import type {Field, Message, Type} from '../../../apimachinery/schema.ts';
import {isInner} from '../field-manager/go-form.ts';
import type {ResourceDefinition} from '../resource.ts';

/** A JSON Schema, as far as OpenAPI 3.0 has it. */
export type Schema = Readonly<Record<string, unknown>>;
export type Schemas = Record<string, Schema>;

export interface GroupVersionKind {
	readonly group: string;
	readonly version: string;
	readonly kind: string;
}

const meta = 'io.k8s.apimachinery.pkg.apis.meta.v1';
/** The scalars that have definitions of their own. */
const scalars = {
	quantity: {
		name: 'io.k8s.apimachinery.pkg.api.resource.Quantity',
		schema: {
			description: 'An amount, such as 500m or 2Gi: a number, and perhaps a suffix that multiplies it.',
			oneOf: [{type: 'string'}, {type: 'number'}],
		},
	},
	intOrString: {
		name: 'io.k8s.apimachinery.pkg.util.intstr.IntOrString',
		schema: {
			description: 'A whole number, or text such as a name or a percentage.',
			format: 'int-or-string',
			oneOf: [{type: 'integer'}, {type: 'string'}],
		},
	},
	time: {
		name: `${meta}.Time`,
		schema: {description: 'An instant to the second, in the form of RFC 3339.', format: 'date-time', type: 'string'},
	},
	microTime: {
		name: `${meta}.MicroTime`,
		schema: {
			description: 'An instant to the microsecond, in the form of RFC 3339.',
			format: 'date-time',
			type: 'string',
		},
	},
	duration: {
		name: `${meta}.Duration`,
		schema: {description: 'A span of time as Go writes it, such as 1m30s.', type: 'string'},
	},
	any: {
		name: 'io.k8s.apimachinery.pkg.runtime.RawExtension',
		schema: {description: 'Any JSON.', type: 'object'},
	},
} as const;

/** The body of a patch: any JSON. */
export const patchBody = `${meta}.Patch`;

/** Gathers schemas, each with all that it refers to. */
export class SchemaCollection {
	readonly all: Schemas = {[patchBody]: {description: 'A patch of any type.', type: 'object'}};
	/** The fields that tell the items of lists apart: their defaults belong to the schema, as keys may be left out. */
	readonly #keys = new Set<string>();

	/** Adds a resource's kind, and its list. */
	addResource({schema, group, version, kind}: ResourceDefinition): void {
		this.addKind(schema, {group, version, kind});
		const list = {group, version, kind: `${kind}List`};
		this.#add(ListMeta as Message);
		this.all[`${schema.definition}List`] = {
			description: `A list of ${kind} objects.`,
			type: 'object',
			required: ['items'],
			properties: {
				apiVersion: {description: 'The version of the API that the list is written in.', type: 'string'},
				items: {description: 'The objects.', type: 'array', items: referenceTo(schema.definition)},
				kind: {description: 'The kind of the list.', type: 'string'},
				metadata: {
					allOf: [referenceTo(ListMeta.definition)],
					default: {},
					description: 'What the list says of itself.',
				},
			},
			'x-kubernetes-group-version-kind': [list],
		};
	}

	/** Adds a kind under its name. A message that is a kind in several groups has them all. */
	addKind(message: Message, kind: GroupVersionKind): void {
		this.#add(message);
		const schema = this.all[message.definition]!;
		const others = (schema['x-kubernetes-group-version-kind'] ?? []) as readonly GroupVersionKind[];
		this.all[message.definition] = {...schema, 'x-kubernetes-group-version-kind': [...others, kind]};
	}

	#add(message: Message): void {
		if (this.all[message.definition]) {
			return;
		}
		// Messages that contain themselves find this in place.
		this.all[message.definition] = {};
		const fields = Object.entries(message.fields).sort(([a], [b]) => (a < b ? -1 : 1));
		const required = fields.filter(([, field]) => field.required).sort(([, a], [, b]) => a.number - b.number);
		this.all[message.definition] = {
			description: message.description,
			...(required.length > 0 && {required: required.map(([name]) => name)}),
			type: 'object',
			...(fields.length > 0 && {
				properties: Object.fromEntries(fields.map(([name, field]) => [name, this.#property(message, name, field)])),
			}),
			...(isAtomicStruct(message) && {'x-kubernetes-map-type': 'atomic'}),
		};
	}

	#property(message: Message, name: string, field: Field): Schema {
		const {type, description} = field;
		if (type.kind === 'list' && type.items.kind === 'message') {
			for (const key of field.listMapKeys ?? []) {
				this.#keys.add(`${type.items.message().name}.${key}`);
			}
		}
		const schema = this.#type(type);
		const inner = isInner(message, name, field);
		const key = this.#keys.has(`${message.name}.${name}`) && field.default !== undefined;
		return {
			...('$ref' in schema ? {allOf: [schema]} : schema),
			...((inner || key) && {default: field.default}),
			description,
			...(field.enum && {enum: field.enum}),
			...(field.listMapKeys && {'x-kubernetes-list-map-keys': field.listMapKeys}),
			...(field.listType && {'x-kubernetes-list-type': field.listType}),
			...(type.kind === 'map' && isAtomicMap(message, name) && {'x-kubernetes-map-type': 'atomic'}),
			...(field.mergeKey && {'x-kubernetes-patch-merge-key': field.mergeKey}),
			...(field.patchStrategy && {'x-kubernetes-patch-strategy': field.patchStrategy}),
		};
	}

	#type(type: Type): Schema {
		switch (type.kind) {
			case 'string':
				return {type: 'string'};
			case 'bool':
				return {type: 'boolean'};
			case 'int32':
			case 'int64':
				return {type: 'integer', format: type.kind};
			case 'double':
				return {type: 'number', format: 'double'};
			case 'bytes':
				return {type: 'string', format: 'byte'};
			case 'list':
				return {type: 'array', items: this.#type(type.items)};
			case 'map':
				return {type: 'object', additionalProperties: this.#type(type.values)};
			case 'message': {
				const message = type.message();
				this.#add(message);
				return referenceTo(message.definition);
			}
			default: {
				const {name, schema} = scalars[type.kind];
				this.all[name] = schema;
				return referenceTo(name);
			}
		}
	}
}

export function referenceTo(name: string): Schema {
	return {$ref: `#/components/schemas/${name}`};
}
