import {describe, expect, it} from 'vitest';
import {parseFieldSelector} from '../../src/apimachinery/fields.ts';
import {
	everything,
	formatLabelSelector,
	formatLabels,
	nothing,
	parseSelector,
	parseToLabelSelector,
	selectorFromLabelSelector,
} from '../../src/apimachinery/labels.ts';

const labels = {app: 'web', tier: 'front', weight: '7', empty: ''};

describe('a label selector', () => {
	it.each([
		['', true],
		['app=web', true],
		['app==web', true],
		['app = web , tier=front', true],
		['app=db', false],
		['app!=web', false],
		['missing!=x', true],
		['app', true],
		['missing', false],
		['!missing', true],
		['!app', false],
		['app in (web, db)', true],
		['app in (in,notin)', false],
		['app notin (web)', false],
		['missing notin (a)', true],
		['empty=', true],
		['empty in ()', true],
		['empty in (a,)', true],
		['weight>6', true],
		['weight<6', false],
		['app>6', false],
		['app=web,!canary,tier in (front,back),weight>6', true],
	])('%j matches: %s', (text, matches) => {
		expect(parseSelector(text).matches(labels)).toBe(matches);
	});

	it.each([
		['b=1,a=2', 'a=2,b=1'],
		['x in (c,a,,b)', 'x in (,a,b,c)'],
		['!x,y notin (a)', '!x,y notin (a)'],
		['x==1', 'x==1'],
		['x != 1', 'x!=1'],
		['x > 1', 'x>1'],
	])('%j is written %j', (text, written) => {
		expect(parseSelector(text).toString()).toBe(written);
	});

	const key =
		"name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
	const value =
		"a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
	it.each([
		['=web', "found '=', expected: !, identifier, or 'end of string'"],
		[',a=b', "found ',', expected: !, identifier, or 'end of string'"],
		['a=b,', "found '', expected: identifier after ','"],
		['a=b c', "found 'c', expected: ',' or 'end of string'"],
		['a b', "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
		['a in b', "unable to parse requirement: found 'b' expected: '('"],
		['a in (b', "unable to parse requirement: found '', expected: ',' or ')'"],
		['a in (b c)', "unable to parse requirement: found 'c', expected: ',' or ')'"],
		['!', "unable to parse requirement: found '', expected: identifier"],
		['a=(b)', "unable to parse requirement: found '(', expected: identifier"],
		[
			'a>b',
			`unable to parse requirement: values[0]: Invalid value: "b": for 'Gt', 'Lt' operators, the value must be an integer`,
		],
		['-a=b', `unable to parse requirement: <nil>: Invalid value: "-a": ${key}`],
		['a=b-', `unable to parse requirement: values[0][a]: Invalid value: "b-": ${value}`],
		['!a=b', "found '=', expected: ',' or 'end of string'"],
	])('%j: %s', (text, message) => {
		expect(() => parseSelector(text)).toThrow(message);
	});

	it('can be an object', () => {
		const selector = {matchLabels: {app: 'web'}, matchExpressions: [{key: 'tier', operator: 'In', values: ['front']}]};
		expect(selectorFromLabelSelector(selector).matches(labels)).toBe(true);
		expect(selectorFromLabelSelector({})).toMatchObject({empty: everything.empty});
		expect(selectorFromLabelSelector(undefined).matches(labels)).toBe(nothing.matches(labels));
		expect(formatLabelSelector(selector)).toBe('app=web,tier in (front)');
		expect(formatLabelSelector(undefined)).toBe('<none>');
		expect(formatLabelSelector({matchExpressions: [{key: 'a', operator: 'Like'}]})).toBe('<error>');
		expect(parseToLabelSelector('app=web,tier in (front)')).toEqual(selector);
		expect(formatLabels({b: '2', a: '1'})).toBe('a=1,b=2');
	});
});

describe('a field selector', () => {
	const values: Record<string, string> = {'status.phase': 'Running', 'spec.nodeName': 'worker-1'};
	const read = (field: string) => values[field] ?? '';
	it.each([
		['', true],
		['status.phase=Running', true],
		['status.phase==Running,spec.nodeName!=worker-2', true],
		['status.phase!=Running', false],
		['spec.other=', true],
	])('%j matches: %s', (text, matches) => {
		expect(parseFieldSelector(text).matches(read)).toBe(matches);
	});

	it.each([
		['status.phase', "invalid selector: 'status.phase'; can't understand 'status.phase'"],
		['a=b=c', 'invalid field selector: unescaped character in value: 61'],
		['a=b\\x', 'invalid field selector: invalid escape sequence: \\x'],
	])('%j: %s', (text, message) => {
		expect(() => parseFieldSelector(text)).toThrow(message);
	});

	it('knows the value it wants', () => {
		expect(parseFieldSelector('metadata.name=web').exactMatch('metadata.name')).toBe('web');
		expect(parseFieldSelector('a=b\\,c').toString()).toBe('a=b\\,c');
	});
});
