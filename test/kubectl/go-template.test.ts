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
	])('%s', (template, text) => {
		expect(goTemplatePrinter(template, true)(data)).toBe(text);
	});

	it.each([
		['{{.kind', 'unclosed action'],
		['{{range .items}}', 'unexpected EOF'],
		['{{end}}', 'unexpected {{end}}'],
		['{{template "x"}}', '{{template}} is not available here'],
		['{{nope}}', 'function "nope" not defined'],
		['{{.kind | nope}}', 'function "nope" not defined'],
		['{{$x}}', 'undefined variable "$x"'],
		['{{$x = 1}}', 'undefined variable "$x"'],
		['{{range $i, $e := .items}}{{$i}}{{end}}{{$e}}', 'undefined variable "$e"'],
		['{{if .kind}}{{$x := 1}}{{else}}{{$x}}{{end}}', 'undefined variable "$x"'],
	])('%s cannot be read', (template, why) => {
		expect(() => goTemplatePrinter(template, true)).toThrow(`template: output:1: ${why}`);
	});

	it.each([['{{.kind.x}}', "can't evaluate field x"]])('%s cannot be applied', (template, why) => {
		expect(() => goTemplatePrinter(template, true)(data)).toThrow(why);
	});
});
