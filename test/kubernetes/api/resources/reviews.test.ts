import {describe, expect, it} from 'vitest';
import type {Status} from '../../../../src/apimachinery/status.ts';
import {ControlPlane} from '../managed-fields-fixture.ts';

const cluster = new ControlPlane();
const authorization = '/apis/authorization.k8s.io/v1';
const ask = (path: string, body: object) => cluster.handle('POST', path, body);
const resourceAttributes = {verb: 'delete', resource: 'pods', namespace: 'default'};

describe('a review', () => {
	it('tells a client who it is', () => {
		const {status, body} = ask('/apis/authentication.k8s.io/v1/selfsubjectreviews', {});
		expect([status, body]).toEqual([
			201,
			expect.objectContaining({
				kind: 'SelfSubjectReview',
				status: {userInfo: {username: 'kubernetes-admin', groups: ['system:masters', 'system:authenticated']}},
			}),
		]);
	});

	it('allows the one user everything', () => {
		const {body} = ask(`${authorization}/selfsubjectaccessreviews`, {spec: {resourceAttributes}});
		expect(body).toMatchObject({status: {allowed: true}});
		const rules = ask(`${authorization}/selfsubjectrulesreviews`, {spec: {namespace: 'default'}});
		expect(rules.body).toMatchObject({status: {resourceRules: [{verbs: ['*']}], incomplete: false}});
	});

	it('is no table, and says so to who can read nothing else', () => {
		const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io';
		const path = `${authorization}/selfsubjectaccessreviews`;
		const post = (more: string) => cluster.handle('POST', path, {spec: {resourceAttributes}}, {accept: accept + more});
		expect(post('').status).toBe(406);
		expect(post(',application/json').body).toMatchObject({status: {allowed: true}});
	});

	it.each([
		['jane', [], false],
		['root', ['system:masters'], true],
	])('about %s in %j', (user, groups, allowed) => {
		const spec = {resourceAttributes, user, groups};
		expect(ask(`${authorization}/subjectaccessreviews`, {spec}).body).toMatchObject({status: {allowed}});
		const local = `${authorization}/namespaces/default/localsubjectaccessreviews`;
		expect(ask(local, {spec}).body).toMatchObject({status: {allowed}});
	});

	it.each<[string, object, string]>([
		['selfsubjectaccessreviews', {}, 'spec.resourceAttributes: Invalid value: null: exactly one of'],
		['subjectaccessreviews', {resourceAttributes}, 'spec.user: Invalid value: "": at least one of user or group'],
		['namespaces/kube-system/localsubjectaccessreviews', {resourceAttributes, user: 'jane'}, 'must match metadata'],
	])('without sense is refused: %s of %j', (path, spec, why) => {
		const {status, body} = ask(`${authorization}/${path}`, {spec});
		expect([status, (body as Status).message]).toEqual([422, expect.stringContaining(why)]);
	});

	it('is not kept', () => {
		expect(cluster.handle('GET', `${authorization}/subjectaccessreviews`).status).toBe(405);
	});
});
