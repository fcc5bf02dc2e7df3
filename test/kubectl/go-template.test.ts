import {describe, expect, it} from 'vitest';
import type {KubernetesObject} from '../../src/apimachinery/object.ts';
import {goTemplatePrinter} from '../../src/kubectl/printers/go-template.ts';

const data = {
	kind: 'List',
	items: [
		{name: 'a', n: 1, labels: {app: 'web', tier: 'front'}},
		{name: 'b', n: 2, labels: {}},
	],
} as unknown as KubernetesObject;

const print = (template: string) => goTemplatePrinter(template, true, () => {})(data);

describe('go-template', () => {
	it.each([
		['{{.kind}}', 'List'],
		['{{.nope}} {{.nope.deeper}}', '<no value> <no value>'],
		['{{range .items}}{{.name}}{{"\\n"}}{{end}}', 'a\nb\n'],
		['{{range $i, $e := .items}}{{$i}}:{{$e.name}} {{end}}', '0:a 1:b '],
		['{{range $k, $v := (index .items 0).labels}}{{$k}}={{$v}};{{end}}', 'app=web;tier=front;'],
		['{{range .none}}x{{else}}nothing{{end}}', 'nothing'],
		['{{range .items}}{{if eq .n 1}}one{{else if gt .n 1}}more{{end}} {{end}}', 'one more '],
		['{{with .kind}}[{{.}}]{{end}}', '[List]'],
		['{{len .items}} {{.items | len | printf "%03d"}}', '2 002'],
		['{{printf "%-5s|%q" .kind "x"}}', 'List |"x"'],
		['{{$x := 1}}{{range .items}}{{$x = .n}}{{end}}{{$x}}', '2'],
		['a {{- /* gone */ -}} b', 'ab'],
		['{{and .kind .nope | not}} {{or .nope "else"}}', 'true else'],
		['{{"aGk=" | base64decode}}', 'hi'],
		['{{define "t"}}<{{.}}>{{end}}{{template "t" .kind}}{{block "b" .items}}{{len .}}{{end}}', '<List>2'],
		['{{html "<a>"}} {{urlquery "a b&c"}} {{js "it\'s"}} {{print 1 2 "x"}}', "&lt;a&gt; a+b%26c it\\'s 1 2x"],
		['{{slice .kind 1 3}} {{index .kind 0}}', 'is 76'],
	])('%s', (template, text) => {
		expect(print(template)).toBe(text);
	});

	it.each([
		['{{.kind', 'unclosed action'],
		['{{range .items}}', 'unexpected EOF'],
		['{{end}}', 'unexpected {{end}}'],
		['{{break}}', '{{break}} outside {{range}}'],
		['{{nope}}', 'function "nope" not defined'],
		['{{.kind | nope}}', 'function "nope" not defined'],
		['{{$x}}', 'undefined variable "$x"'],
		['{{$x = 1}}', 'undefined variable "$x"'],
		['{{range $i, $e := .items}}{{$i}}{{end}}{{$e}}', 'undefined variable "$e"'],
		['{{if .kind}}{{$x := 1}}{{else}}{{$x}}{{end}}', 'undefined variable "$x"'],
	])('%s cannot be read', (template, why) => {
		expect(() => print(template)).toThrow(`template: output:1: ${why}`);
	});

	it.each([
		['{{.kind.x}}', '1:7', '.kind.x', "can't evaluate field x in type interface {}"],
		['a\n{{index .items 5}}', '2:2', 'index .items 5', 'error calling index: index out of range: 5'],
		['{{len 3}}', '1:2', 'len 3', 'error calling len: len of type int'],
		['{{range .kind}}{{end}}', '1:8', '.kind', "range can't iterate over List"],
		['{{"!" | base64decode}}', '1:8', 'base64decode', 'error calling base64decode: base64 decode failed'],
		['{{template "x" .kind}}', '1:11', '{{template "x" .kind}}', 'template "x" not defined'],
	])('%s cannot be applied, and says where', (template, where, what, why) => {
		expect(() => print(template)).toThrow(`: template: output:${where}: executing "output" at <${what}>: ${why}`);
	});

	it('shows what it was given when it fails', () => {
		let shown = '';
		const failing = goTemplatePrinter('{{.kind}} {{.kind.x}}', true, text => {
			shown += text;
		});
		expect(() => failing({kind: 'Pod', metadata: {name: 'a'}} as KubernetesObject)).toThrow();
		expect(shown).toMatch(/^Pod Error executing template: template: output:1:17: .*debugging the template:\n/);
		expect(shown).toContain('\n\traw data was:\n\t\t{"kind":"Pod","metadata":{"name":"a"}}\n');
		expect(shown).toContain('\n\tobject given to template engine was:\n\t\tmap[kind:Pod metadata:map[name:a]]\n\n');
	});
});
