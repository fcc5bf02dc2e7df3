import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {JsonMap} from '../../src/apimachinery/patch-error.ts';
import {int32, list, map, messagesOf, optional, ref, string} from '../../src/apimachinery/schema.ts';
import {createThreeWayMergePatch, createTwoWayMergePatch} from '../../src/apimachinery/strategic-merge-diff.ts';
import {applyStrategicMergePatch, mergeStrategically} from '../../src/apimachinery/strategic-merge-patch.ts';

const message = messagesOf('test');
const Port = message('Port', 'A port.', {
	port: optional(1, int32, 'The number.'),
	name: optional(2, string, 'The name.'),
});
const Item = message('Item', 'An item.', {
	name: optional(1, string, 'The name.'),
	value: optional(2, string, 'The value.'),
	ports: optional(3, list(ref(Port)), 'Ports.', {mergeKey: 'port', patchStrategy: 'merge'}),
	args: optional(4, list(string), 'Replaced whole.'),
});
const Strategy = message('Strategy', 'A strategy.', {
	type: optional(1, string, 'The type.'),
	rolling: optional(2, ref(Item), 'For one of the types.'),
});
const Thing = message('Thing', 'A thing.', {
	labels: optional(1, map(string), 'Labels.'),
	items: optional(2, list(ref(Item)), 'Merged by name.', {mergeKey: 'name', patchStrategy: 'merge'}),
	finalizers: optional(3, list(string), 'A merged set.', {patchStrategy: 'merge'}),
	args: optional(4, list(string), 'Replaced whole.'),
	strategy: optional(5, ref(Strategy), 'One of.', {patchStrategy: 'retainKeys'}),
	volumes: optional(6, list(ref(Item)), 'Merged, keys retained.', {
		mergeKey: 'name',
		patchStrategy: 'merge,retainKeys',
	}),
	count: optional(7, int32, 'A number.'),
});

describe('applying a strategic merge patch', () => {
	const original = {
		labels: {app: 'web', tier: 'front'},
		items: [
			{name: 'a', value: '1', ports: [{port: 80}]},
			{name: 'b', value: '2'},
		],
		finalizers: ['x', 'y'],
		args: ['one', 'two'],
		strategy: {type: 'Rolling', rolling: {value: '1'}},
		count: 3,
	};
	it.each<[string, JsonMap, JsonMap]>([
		['null takes a field away', {count: null, labels: {tier: null}}, {count: undefined, labels: {app: 'web'}}],
		[
			'items are merged by their key',
			{items: [{name: 'b', value: '3'}]},
			{
				items: [
					{name: 'a', value: '1', ports: [{port: 80}]},
					{name: 'b', value: '3'},
				],
			},
		],
		[
			'a new item goes before those that only the server has',
			{items: [{name: 'c', value: '9'}]},
			{items: [{name: 'c', value: '9'}, original.items[0], original.items[1]]},
		],
		['$patch: delete takes an item away', {items: [{name: 'a', $patch: 'delete'}]}, {items: [original.items[1]]}],
		['$patch: replace replaces a list', {items: [{name: 'z'}, {$patch: 'replace'}]}, {items: [{name: 'z'}]}],
		['$patch: replace replaces an object', {labels: {$patch: 'replace', new: 'x'}}, {labels: {new: 'x'}}],
		['$patch: delete empties an object', {labels: {$patch: 'delete'}}, {labels: {}}],
		[
			'$setElementOrder orders',
			{items: [{name: 'b', value: '3'}], '$setElementOrder/items': [{name: 'b'}, {name: 'a'}]},
			{items: [{name: 'b', value: '3'}, original.items[0]]},
		],
		[
			'what only the server has keeps its place',
			{items: [{name: 'c'}], '$setElementOrder/items': [{name: 'b'}, {name: 'c'}]},
			{items: [original.items[0], original.items[1], {name: 'c'}]},
		],
		['lists of plain values are united', {finalizers: ['z', 'x']}, {finalizers: ['z', 'x', 'y']}],
		['$deleteFromPrimitiveList takes values away', {'$deleteFromPrimitiveList/finalizers': ['x']}, {finalizers: ['y']}],
		['lists without a strategy are replaced', {args: ['three']}, {args: ['three']}],
		[
			'$retainKeys clears the other keys',
			{strategy: {$retainKeys: ['type'], type: 'Recreate'}},
			{strategy: {type: 'Recreate'}},
		],
	])('%s', (_what, patch, changes) => {
		const expected = {...original, ...changes};
		expect(applyStrategicMergePatch(original, patch, Thing)).toEqual(expected);
	});

	it.each<[string, JsonMap, string]>([
		['an item without its key', {items: [{value: '1'}]}, 'map: map[value:1] does not contain declared merge key: name'],
		['an unknown directive', {labels: {$patch: 'mangle'}}, 'unknown patch type: mangle in map: map[$patch:mangle]'],
		['a list item that is none', {items: ['x']}, 'list element types are not identical'],
		[
			'keys that $retainKeys leaves out',
			{strategy: {$retainKeys: ['type'], rolling: {}}},
			'invalid patch format of retainKeys',
		],
	])('refuses %s', (_what, patch, error) => {
		expect(() => applyStrategicMergePatch(original, patch, Thing)).toThrow(error);
	});
});

describe('making a strategic merge patch', () => {
	it('says what differs, item by item, and the order of the list', () => {
		const original = {items: [{name: 'a', value: '1'}, {name: 'b'}], count: 1, labels: {x: '1'}};
		const modified = {items: [{name: 'c'}, {name: 'a', value: '2'}], labels: {x: '1'}};
		expect(createTwoWayMergePatch(original, modified, Thing)).toEqual({
			'$setElementOrder/items': [{name: 'c'}, {name: 'a'}],
			items: [{name: 'c'}, {name: 'a', value: '2'}, {name: 'b', $patch: 'delete'}],
			count: null,
		});
	});

	it('keeps what others added when applying', () => {
		const applied = {items: [{name: 'a', value: '1'}], labels: {gone: '1', app: 'web'}};
		const live = {items: [{name: 'a', value: '1'}, {name: 'side'}], labels: {gone: '1', app: 'web', other: 'x'}};
		const modified = {items: [{name: 'a', value: '2'}], labels: {app: 'web'}};
		const patch = createThreeWayMergePatch(applied, modified, live, Thing);
		expect(patch).toEqual({
			'$setElementOrder/items': [{name: 'a'}],
			items: [{name: 'a', value: '2'}],
			labels: {gone: null},
		});
		expect(applyStrategicMergePatch(live, patch, Thing)).toEqual({
			items: [{name: 'a', value: '2'}, {name: 'side'}],
			labels: {app: 'web', other: 'x'},
		});
	});

	it('names the keys to retain', () => {
		const applied = {strategy: {type: 'Rolling'}};
		const live = {strategy: {type: 'Rolling', rolling: {value: '25%'}}};
		const patch = createThreeWayMergePatch(applied, {strategy: {type: 'Recreate'}}, live, Thing);
		expect(patch).toEqual({strategy: {$retainKeys: ['type'], type: 'Recreate'}});
		expect(applyStrategicMergePatch(live, patch, Thing)).toEqual({strategy: {type: 'Recreate'}});
	});

	it('is empty for equal objects', () => {
		const thing = {items: [{name: 'a', ports: [{port: 1}]}], labels: {a: 'b'}, args: ['x'], strategy: {type: 'T'}};
		expect(createThreeWayMergePatch(thing, thing, thing, Thing)).toEqual({});
	});
});

const word = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const port = fc.record({port: fc.integer({min: 1, max: 4}), name: word}, {requiredKeys: ['port']});
const item = fc.record(
	{
		name: word,
		value: word,
		ports: fc.uniqueArray(port, {selector: p => p.port, minLength: 1}),
		args: fc.array(word, {minLength: 1}),
	},
	{requiredKeys: ['name']},
);
const items = fc.uniqueArray(item, {selector: i => i.name, minLength: 1});
const thing = fc.record(
	{
		labels: fc.dictionary(word, word, {minKeys: 1}),
		items,
		volumes: items,
		finalizers: fc.uniqueArray(word, {minLength: 1}),
		args: fc.array(word, {minLength: 1}),
		strategy: fc.record({type: word, rolling: item}, {requiredKeys: ['type']}),
		count: fc.nat(5),
	},
	{requiredKeys: []},
);

/** Upstream does not notice when plain values only change their order, if they are sorted afterwards. */
function inAnyOrder(value: unknown): unknown {
	const {finalizers, ...rest} = value as {finalizers?: readonly string[]};
	return {...rest, ...(finalizers && {finalizers: [...finalizers].sort()})};
}

/** An empty list or object is what is left when the last entry goes; Go does not write it. */
function withoutEmpty(value: unknown): unknown {
	if (Array.isArray(value)) {
		return value.map(withoutEmpty);
	}
	if (typeof value !== 'object' || value === null) {
		return value;
	}
	const entries = Object.entries(value).map(([key, inner]) => [key, withoutEmpty(inner)] as const);
	return Object.fromEntries(
		entries.filter(([, inner]) => typeof inner !== 'object' || Object.keys(inner as object).length > 0),
	);
}

describe('whatever the objects', () => {
	it('the patch from one to the other makes the other', () => {
		fc.assert(
			fc.property(thing, thing, (a, b) => {
				const patch = createTwoWayMergePatch(a as JsonMap, b as JsonMap, Thing);
				const made = withoutEmpty(applyStrategicMergePatch(a as JsonMap, patch, Thing));
				expect(inAnyOrder(made)).toEqual(inAnyOrder(b));
			}),
			{numRuns: 300},
		);
	});

	it('applying what is live already changes nothing', () => {
		fc.assert(
			fc.property(thing, thing, (a, b) => {
				const first = createThreeWayMergePatch(a as JsonMap, b as JsonMap, a as JsonMap, Thing);
				const live = applyStrategicMergePatch(a as JsonMap, first, Thing);
				const again = createThreeWayMergePatch(b as JsonMap, b as JsonMap, live, Thing);
				expect(applyStrategicMergePatch(live, again, Thing)).toEqual(live);
			}),
			{numRuns: 300},
		);
	});

	it('the objects given are left as they were', () => {
		fc.assert(
			fc.property(thing, thing, (a, b) => {
				const [copyA, copyB] = [structuredClone(a), structuredClone(b)];
				const patch = createTwoWayMergePatch(a as JsonMap, b as JsonMap, Thing);
				applyStrategicMergePatch(a as JsonMap, patch, Thing);
				expect([a, b]).toEqual([copyA, copyB]);
			}),
		);
	});
});

it.each<[string, object, object]>([
	['keeps what is merged field by field', {labels: {a: '2'}, count: 3}, {labels: {a: '2'}, count: 3}],
	[
		'loses the lists that a $setElementOrder brought into order',
		{'$setElementOrder/items': [{name: 'a'}], items: [{name: 'a', value: '2'}], count: 3},
		{count: 3},
	],
	['keeps a list without one', {items: [{name: 'a', value: '2'}]}, {items: [{name: 'a', value: '2'}]}],
	['loses $retainKeys', {strategy: {$retainKeys: ['type'], type: 'x'}}, {strategy: {type: 'x'}}],
])('a patch that was carried out %s', (_what, patch, leftOver) => {
	const original = {labels: {a: '1'}, items: [{name: 'a', value: '1'}], strategy: {type: 'y'}};
	expect(mergeStrategically(original, patch, Thing).leftOver).toEqual(leftOver);
});
