/** js-yaml's schema that comes out as Go's reader does. */
import {
	boolYaml11Tag,
	CORE_SCHEMA,
	defineMappingTag,
	defineScalarTag,
	defineSequenceTag,
	floatCoreTag,
	intCoreTag,
	mapTag,
	mergeTag,
	NOT_RESOLVED,
	nullCoreTag,
	type Schema,
	seqTag,
} from 'js-yaml';
import {isNullText, resolveBoolean, resolveFloat, resolveInteger} from './scalars.ts';

const orElse = <T>(value: T | undefined) => (value === undefined ? NOT_RESOLVED : value);

export const goSchema: Schema = CORE_SCHEMA.withTags(
	mergeTag,
	{...mapTag, addPair: addPair},
	// A tag of one's own says nothing to Go: texts stay texts, collections what they are.
	defineScalarTag('!', {matchByTagPrefix: true, resolve: text => text, identify: () => false}),
	defineSequenceTag('!', {
		matchByTagPrefix: true,
		create: seqTag.create,
		addItem: seqTag.addItem,
		identify: () => false,
	}),
	defineMappingTag('!', {...mapTag, matchByTagPrefix: true, addPair: addPair, identify: () => false}),
	defineScalarTag(nullCoreTag.tagName, {
		implicit: true,
		resolve: text => (isNullText(text) ? null : NOT_RESOLVED),
		identify: value => value === null,
	}),
	defineScalarTag(boolYaml11Tag.tagName, {
		implicit: true,
		resolve: text => orElse(resolveBoolean(text)),
		identify: value => typeof value === 'boolean',
	}),
	defineScalarTag(intCoreTag.tagName, {
		implicit: true,
		resolve: text => orElse(resolveInteger(text)),
		identify: value => Number.isInteger(value),
	}),
	defineScalarTag(floatCoreTag.tagName, {
		implicit: true,
		resolve: text => orElse(resolveFloat(text)),
		identify: value => typeof value === 'number',
	}),
);

function addPair(carrier: Record<string, unknown>, key: unknown, value: unknown): string {
	if (typeof key === 'object' && key !== null) return `invalid map key: ${goSyntax(key)}`;
	return mapTag.addPair(carrier, key, value);
}

/** A value as Go source text, as messages quote it. */
function goSyntax(value: unknown): string {
	if (value === null || value === undefined) return 'interface {}(nil)';
	if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
	if (typeof value === 'object') {
		const pairs = Object.entries(value).map(([key, item]) => {
			const isNumber = resolveInteger(key) !== undefined || resolveFloat(key) !== undefined;
			return `${isNumber ? key : JSON.stringify(key)}:${goSyntax(item)}`;
		});
		return `map[interface {}]interface {}{${pairs.join(', ')}}`;
	}
	return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
