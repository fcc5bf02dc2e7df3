import {describe, expect, it} from 'vitest';
import {jsonPathPrinter} from '../../src/kubectl/printers/jsonpath.ts';

const data = {
	kind: 'List',
	items: [
		{
			name: 'a',
			n: 1,
			labels: {'app.kubernetes.io/name': 'web', 'x-y': 1},
			on: true,
			cs: [{image: 'i1'}, {image: 'i2'}],
		},
		{name: 'b', n: 2, labels: {'app.kubernetes.io/name': 'db'}, on: false, cs: [{image: 'i3'}], only: 'b'},
		{name: 'c', n: 3, labels: {}, on: true, cs: [], nothing: null},
	],
};

function print(template: string, allowMissingKeys = true): string {
	return jsonPathPrinter(template, {allowMissingKeys, asJson: false})(data);
}

describe('jsonpath', () => {
	it.each([
		['{.items[0].name}', 'a'],
		['{$.items[0].name}', 'a'],
		['{@.kind}', 'List'],
		['{.items[*].name}', 'a b c'],
		['{.items[-1].name}', 'c'],
		['{.items[-2:].name}', 'b c'],
		['{.items[0:3:2].name}', 'a c'],
		['{.items[:2].name}', 'a b'],
		['{.items[0,2].name}', 'a c'],
		["{.items[0]['name','n']}", 'a 1'],
		["{.items[0].labels['app\\.kubernetes\\.io/name']}", 'web'],
		['{.items[0].labels.app\\.kubernetes\\.io/name}', 'web'],
		['{.items[0].labels.x-y}', '1'],
		['{..image}', 'i1 i2 i3'],
		['{.items[*].cs[*].image}', 'i1 i2 i3'],
		['{.items[?(@.n>1)].name}', 'b c'],
		['{.items[?(@.name=="b")].n}', '2'],
		["{.items[?(@.name!='b')].n}", '1 3'],
		['{.items[?(@.on==true)].name}', 'a c'],
		['{.items[?(@.only)].name}', 'b'],
		['{range .items[*]}{.name}={.n}{"\\n"}{end}', 'a=1\nb=2\nc=3\n'],
		['{range .items[*]}{.name}:{range .cs[*]}{.image},{end};{end}', 'a:i1,i2,;b:i3,;c:;'],
		['{range .none[*]}x{end}y', 'y'],
		['name: {.items[0].name}{"\\t"}!', 'name: a\t!'],
		['{.nope}', ''],
		['{.items[2].nothing}', 'null'],
		['{.items[0].labels}', '{"app.kubernetes.io/name":"web","x-y":1}'],
		['{.items[0].cs}', '[{"image":"i1"},{"image":"i2"}]'],
		['{.items[0].*.image}', ''],
		['plain', 'plain'],
	])('%s', (template, text) => {
		expect(print(template)).toBe(text);
	});

	it('prints each part as a JSON array where it is asked to', () => {
		const printer = jsonPathPrinter('{.items[*].n}', {allowMissingKeys: true, asJson: true});
		expect(printer(data)).toBe('[\n    1,\n    2,\n    3\n]\n');
	});

	it.each([
		['{.items', 'unclosed action'],
		['{.items[}', 'unterminated array'],
		['{.items[x]}', 'invalid array index x'],
		['{.items[?(@.n]}', 'unterminated filter'],
		['{.items[?(@.n)}', 'unclosed array expect ]'],
		['{"x}', 'unterminated quoted string'],
		['{%}', "unrecognized character in action: U+0025 '%'"],
		['{....}', 'invalid multiple recursive descent'],
	])('%s cannot be read', (template, why) => {
		expect(() => print(template)).toThrow(`error parsing jsonpath ${template}, ${why}`);
	});

	it.each([
		['{.items[5].name}', 'array index out of bounds: index 5, length 3'],
		['{.kind[0]}', 'string is not array or slice'],
		['{.kind[?(@.x)]}', 'List is not array or slice and cannot be filtered'],
		['{.items[?(@.n=="1")].name}', 'incompatible types for comparison'],
		['{foo}', 'unrecognized identifier foo'],
		['{end}', 'not in range, nothing to end'],
	])('%s cannot be applied', (template, why) => {
		expect(() => print(template)).toThrow(`Error executing template: ${why}. Printing more information`);
	});

	it('fails for a missing key where missing keys are not allowed', () => {
		expect(() => print('{.nope}', false)).toThrow('nope is not found');
	});
});
