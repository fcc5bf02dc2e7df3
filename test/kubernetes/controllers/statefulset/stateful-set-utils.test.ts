import {describe, expect, test} from 'vitest';
import type {StatefulSet} from '../../../../src/api/apps-v1.ts';
import type {PersistentVolumeClaim} from '../../../../src/api/core-v1/claims.ts';
import type {OwnerReference} from '../../../../src/apimachinery/object.ts';
import {
	isClaimOwnerUpToDate,
	withWantedOwner,
} from '../../../../src/kubernetes/controllers/statefulset/claim-owners.ts';
import {nextAvailabilityCheck} from '../../../../src/kubernetes/controllers/statefulset/stateful-set-status.ts';
import {
	inOrdinalRange,
	isCurrentRevisionsTurn,
	newStatefulSetPod,
	parentAndOrdinal,
} from '../../../../src/kubernetes/controllers/statefulset/stateful-set-utils.ts';
import {aPod} from '../../objects.ts';
import {aSet} from './lab-sets.ts';

function setWith(spec: object, status: object = {}): StatefulSet {
	const set = aSet(spec);
	return {...set, metadata: {...set.metadata, uid: 'uid-of-db'}, status} as StatefulSet;
}

test.each([
	['db-0', ['db', 0]],
	['my-db-12', ['my-db', 12]],
	['db', ['', -1]],
	['db-x', ['', -1]],
	['db-99999999999', ['db', -1]],
])('the name %s belongs to %j', (name, expected) => {
	expect(parentAndOrdinal(name)).toEqual(expected);
});

test.each([
	['db-0', {replicas: 3}, true],
	['db-3', {replicas: 3}, false],
	['db-4', {replicas: 3, ordinals: {start: 5}}, false],
	['db-7', {replicas: 3, ordinals: {start: 5}}, true],
	['db-8', {replicas: 3, ordinals: {start: 5}}, false],
])('whether %s is among %j: %s', (name, spec, expected) => {
	expect(inOrdinalRange(aPod(name), setWith(spec))).toBe(expected);
});

test.each([
	[{type: 'RollingUpdate', rollingUpdate: {partition: 2}}, {}, [0, 1]],
	[{type: 'RollingUpdate', rollingUpdate: {partition: 0}}, {currentReplicas: 3}, []],
	[{type: 'RollingUpdate'}, {currentReplicas: 3}, [0, 1, 2]],
	[{type: 'OnDelete'}, {currentReplicas: 3}, []],
])('with %j new Pods of the current revision are %j', (updateStrategy, status, expected) => {
	const set = setWith({replicas: 4, updateStrategy}, status);
	expect([0, 1, 2, 3].filter(ordinal => isCurrentRevisionsTurn(set, ordinal))).toEqual(expected);
});

test('a Pod knows its number, its name in the DNS and its claim', () => {
	const pod = newStatefulSetPod(setWith({}), 3, 'db-abc');
	expect(pod.metadata.name).toBe('db-3');
	expect(pod.metadata.labels).toEqual({
		app: 'db',
		'statefulset.kubernetes.io/pod-name': 'db-3',
		'apps.kubernetes.io/pod-index': '3',
		'controller-revision-hash': 'db-abc',
	});
	expect(pod.spec).toMatchObject({
		hostname: 'db-3',
		subdomain: 'db',
		volumes: [{name: 'data', persistentVolumeClaim: {claimName: 'data-db-3'}}],
	});
});

describe('who owns a claim', () => {
	const [within, beyond] = ['db-1', 'db-5'].map(name => aPod(name));
	const claim = (...ownerReferences: Partial<OwnerReference>[]) =>
		({
			apiVersion: 'v1',
			kind: 'PersistentVolumeClaim',
			metadata: {name: 'data-db-1', ...(ownerReferences.length > 0 && {ownerReferences})},
		}) as PersistentVolumeClaim;
	const policy = (whenScaled: string, whenDeleted: string) =>
		setWith({replicas: 3, persistentVolumeClaimRetentionPolicy: {whenScaled, whenDeleted}});

	test.each([
		['Retain', 'Retain', undefined, undefined],
		['Retain', 'Delete', 'StatefulSet', 'StatefulSet'],
		['Delete', 'Retain', undefined, 'Pod'],
		['Delete', 'Delete', 'StatefulSet', 'Pod'],
	])('whenScaled %s, whenDeleted %s: %s, and %s once it is scaled away', (scaled, deleted, kept, gone) => {
		const set = policy(scaled, deleted);
		for (const [pod, owner] of [
			[within!, kept],
			[beyond!, gone],
		] as const) {
			const next = withWantedOwner(claim(), set, pod);
			expect(next.metadata.ownerReferences?.map(({kind}) => kind)).toEqual(owner && [owner]);
			expect(isClaimOwnerUpToDate(next, set, pod)).toBe(true);
			expect(isClaimOwnerUpToDate(claim(), set, pod)).toBe(owner === undefined);
		}
	});

	test('what another controller has is left to it', () => {
		const other = {apiVersion: 'v1', kind: 'Thing', name: 'x', uid: 'uid-of-x', controller: true};
		expect(isClaimOwnerUpToDate(claim(other), policy('Delete', 'Delete'), within!)).toBe(true);
		const both = claim(other, {apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db', uid: 'uid-of-db'});
		expect(withWantedOwner(both, policy('Delete', 'Delete'), within!)).toEqual(claim(other));
	});

	test('what an earlier set of that name had is not touched', () => {
		const earlier = {apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db', uid: 'uid-of-another'};
		expect(isClaimOwnerUpToDate(claim(earlier), policy('Retain', 'Delete'), within!)).toBe(true);
	});
});

test('the next Pod that will have been ready for long enough sets the time of the next look', () => {
	const ready = (at: number) =>
		aPod(
			'db-0',
			{},
			{},
			{conditions: [{type: 'Ready', status: 'True', lastTransitionTime: new Date(at).toISOString()}]},
		);
	expect(nextAvailabilityCheck([ready(1000), ready(4000), aPod('db-1')], 10, 6000)).toBe(5000);
	expect(nextAvailabilityCheck([ready(1000)], 10, 20_000)).toBeUndefined();
});
