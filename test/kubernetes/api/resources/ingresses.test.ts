import {expect, it} from 'vitest';
import {acceptTable} from '../../../../src/apimachinery/connection.ts';
import type {Status} from '../../../../src/apimachinery/status.ts';
import type {Table} from '../../../../src/kubernetes/api/table.ts';
import {ControlPlane} from '../managed-fields-fixture.ts';

const path = '/apis/networking.k8s.io/v1/namespaces/default/ingresses';
const backend = {service: {name: 'web', port: {number: 80}}};
const rule = (more: object, host?: string) => ({
	...(host && {host}),
	http: {paths: [{path: '/', pathType: 'Prefix', backend, ...more}]},
});
const ingress = (spec: object) => ({metadata: {name: 'front'}, spec});

it('an Ingress is shown with its hosts, and gets no address', () => {
	const cluster = new ControlPlane();
	const rules = ['a.example', 'b.example', 'c.example', 'd.example'].map(host => rule({}, host));
	cluster.handle('POST', path, ingress({rules, tls: [{hosts: ['a.example']}]}));
	const table = cluster.handle('GET', path, undefined, {accept: acceptTable}).body as Table;
	expect(table.rows[0]!.cells.slice(0, 5)).toEqual([
		'front',
		'<none>',
		'a.example,b.example,c.example + 1 more...',
		'',
		'80, 443',
	]);
});

it.each<[object, string]>([
	[{}, 'spec: Invalid value: null: either `defaultBackend` or `rules` must be specified'],
	[{rules: [rule({pathType: undefined})]}, 'spec.rules[0].http.paths[0].pathType: Required value'],
	[{rules: [rule({path: 'a'})]}, 'spec.rules[0].http.paths[0].path: Invalid value: "a": must be an absolute path'],
	[{rules: [rule({path: '/a//b'})]}, "must not contain '//'"],
	[{rules: [rule({}, '10.0.0.1')]}, 'spec.rules[0].host: Invalid value: "10.0.0.1": must be a DNS name'],
	[{rules: [rule({backend: {}})]}, 'backend: Invalid value: "": resource or service backend is required'],
	[{defaultBackend: {service: {name: 'web'}}}, 'spec.defaultBackend: Required value: port name or number is required'],
])('%j is refused', (spec, why) => {
	const {status, body} = new ControlPlane().handle('POST', path, ingress(spec));
	expect([status, (body as Status).message]).toEqual([422, expect.stringContaining(why)]);
});
