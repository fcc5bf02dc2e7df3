import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {Deployment} from '../../src/api/apps-v1.ts';
import {Pod} from '../../src/api/core-v1/pod.ts';
import {
	differenceOf,
	type FieldSet,
	formatPath,
	intersectionOf,
	pathsOf,
	recursiveDifferenceOf,
	unionOf,
	withPath,
} from '../../src/apimachinery/field-set.ts';
import {
	compare,
	conflictsOf,
	fieldSetOf,
	type Managers,
	updateManagers,
	withoutUnmanaged,
} from '../../src/apimachinery/managed-fields.ts';
import {mergeConfiguration, prune} from '../../src/apimachinery/server-side-merge.ts';

const web = {
	apiVersion: 'apps/v1',
	kind: 'Deployment',
	metadata: {name: 'web', labels: {app: 'web'}},
	spec: {
		replicas: 2,
		selector: {matchLabels: {app: 'web'}},
		template: {
			metadata: {labels: {app: 'web'}},
			spec: {containers: [{name: 'nginx', image: 'nginx:1.27', ports: [{containerPort: 80}]}]},
		},
	},
};

describe('the fields of a configuration', () => {
	it('are its values and the items of its lists', () => {
		expect(withoutUnmanaged(fieldSetOf(web, Deployment))).toEqual({
			'f:metadata': {'f:labels': {'f:app': {}}},
			'f:spec': {
				'f:replicas': {},
				'f:selector': {},
				'f:template': {
					'f:metadata': {'f:labels': {'f:app': {}}},
					'f:spec': {
						'f:containers': {
							'k:{"name":"nginx"}': {
								'.': {},
								'f:name': {},
								'f:image': {},
								'f:ports': {'k:{"containerPort":80,"protocol":"TCP"}': {'.': {}, 'f:containerPort': {}}},
							},
						},
					},
				},
			},
		});
	});

	it('have a set by value, and atomic lists whole', () => {
		const pod = {metadata: {finalizers: ['a/b']}, spec: {tolerations: [{key: 'x'}], nodeSelector: {disk: 'ssd'}}};
		expect(fieldSetOf(pod, Pod)).toEqual({
			'f:metadata': {'f:finalizers': {'v:"a/b"': {}}},
			'f:spec': {'f:tolerations': {}, 'f:nodeSelector': {}},
		});
	});
});

describe('what a write owns', () => {
	it('is what it added, lists and maps included', () => {
		const {added} = compare({}, {metadata: {labels: {a: '1'}}, spec: {replicas: 1}}, Deployment);
		expect(withoutUnmanaged(added)).toEqual({
			'f:metadata': {'f:labels': {'.': {}, 'f:a': {}}},
			'f:spec': {'.': {}, 'f:replicas': {}},
		});
	});

	it('is taken from those who owned it', () => {
		const mine = withoutUnmanaged(fieldSetOf(web, Deployment));
		const managers: Managers = new Map([['apply', {set: mine, applied: true}]]);
		const scaled = {...web, spec: {...web.spec, replicas: 4}};
		const change = compare(web, scaled, Deployment);
		expect(conflictsOf(managers, 'scale', change)).toEqual([{manager: 'apply', field: '.spec.replicas'}]);
		const after = updateManagers(managers, 'scale', change);
		expect(after.get('scale')!.set).toEqual({'f:spec': {'f:replicas': {}}});
		expect(intersectionOf(after.get('apply')!.set, after.get('scale')!.set)).toEqual({});
		expect(conflictsOf(after, 'apply', compare(scaled, web, Deployment))).toEqual([
			{manager: 'scale', field: '.spec.replicas'},
		]);
	});
});

describe('applying a configuration', () => {
	const container = (name: string, image = 'x') => ({name, image});
	const pod = (...containers: object[]) => ({spec: {containers}});

	it('merges lists by their keys, in the order of the configuration', () => {
		const live = pod(container('a'), container('b'), container('c'));
		const merged = mergeConfiguration(live, pod(container('c', 'y'), container('a')), Pod);
		expect(merged).toEqual(pod(container('b'), container('c', 'y'), container('a')));
	});

	it('takes out what it applied before and nobody else owns', () => {
		const before = pod(container('a'), container('b'));
		const applied = pod(container('a'));
		const merged = mergeConfiguration(before, applied, Pod);
		const last = fieldSetOf(before, Pod);
		const own = {set: fieldSetOf(applied, Pod), applied: true};
		expect(prune(merged, last, new Map([['me', own]]), Pod)).toEqual(applied);
		const other = {set: fieldSetOf(pod({name: 'b'}), Pod), applied: true};
		const kept = prune(
			merged,
			last,
			new Map([
				['me', own],
				['other', other],
			]),
			Pod,
		);
		expect(kept).toEqual(pod(container('a'), {name: 'b'}));
	});
});

describe('sets of fields', () => {
	const element = fc.constantFrom('f:a', 'f:b', 'k:{"name":"x"}', 'v:1');
	const path = fc.array(element, {minLength: 1, maxLength: 3});
	const set = fc.array(path, {maxLength: 8}).map(paths => paths.reduce(withPath, {} as FieldSet));
	const keys = (given: FieldSet) => new Set(pathsOf(given).map(formatPath));

	it('unite, intersect and differ as the sets of their paths do', () => {
		fc.assert(
			fc.property(set, set, (a, b) => {
				const [x, y] = [keys(a), keys(b)];
				expect(keys(unionOf(a, b))).toEqual(new Set([...x, ...y]));
				expect(keys(intersectionOf(a, b))).toEqual(new Set([...x].filter(key => y.has(key))));
				expect(keys(differenceOf(a, b))).toEqual(new Set([...x].filter(key => !y.has(key))));
			}),
		);
	});

	it('lose with a path what is below it, where they are told to', () => {
		const a = [['f:a', 'f:b'], ['f:a'], ['f:c']].reduce(withPath, {} as FieldSet);
		expect(recursiveDifferenceOf(a, {'f:a': {}})).toEqual({'f:c': {}});
		expect(differenceOf(a, {'f:a': {}})).toEqual({'f:a': {'f:b': {}}, 'f:c': {}});
	});

	it('name their paths', () => {
		expect(formatPath(['f:spec', 'k:{"name":"web"}', 'f:image'])).toBe('.spec[name="web"].image');
		expect(formatPath(['f:finalizers', 'v:"x"'])).toBe('.finalizers[="x"]');
	});
});
