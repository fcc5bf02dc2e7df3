/** The shortcut for who writes its own fields again must give what the long way gives. */
import {describe, expect, test} from 'vitest';
import type {KubernetesObject} from '../../../../src/apimachinery/object.ts';
import {type Managed, nobody, writeEntries} from '../../../../src/kubernetes/api/field-manager/managers.ts';
import {afterRenewal, afterWrite} from '../../../../src/kubernetes/api/field-manager/ordinary-write.ts';
import {leases} from '../../../../src/kubernetes/api/resources/leases.ts';

const created = Date.UTC(2026, 5, 1);
const write = (manager: string, seconds: number) => ({
	definition: leases,
	manager,
	subresource: '',
	now: created + seconds * 1000,
});

const metadata = {name: 'worker-1', namespace: 'kube-node-lease'};

function lease(spec: object, more: object = {}): KubernetesObject {
	return {apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata, spec, ...more} as KubernetesObject;
}

const values = {holderIdentity: 'worker-1', leaseDurationSeconds: 40, renewTime: '2026-06-01T00:00:00.000000Z'};
const first = lease(values);
const owned: Managed = afterWrite(nobody, write('kubelet', 0), undefined, first);

describe('a lease that its only owner writes', () => {
	const renewed = lease({...values, renewTime: '2026-06-01T00:00:10.000000Z'});

	test('keeps its owner, at a later time, when other values come into its fields', () => {
		const shortcut = afterRenewal(owned, write('kubelet', 10), first, renewed)!;
		expect(writeEntries(shortcut)).toEqual(writeEntries(afterWrite(owned, write('kubelet', 10), first, renewed)));
		expect(writeEntries(shortcut)).toMatchObject([{manager: 'kubelet', time: '2026-06-01T00:00:10Z'}]);
	});

	test.each([
		['another writer', 'kubectl-edit', renewed],
		['a field that is new', 'kubelet', lease({...values, leaseTransitions: 1})],
		['a field that is gone', 'kubelet', lease({holderIdentity: 'worker-1', leaseDurationSeconds: 40})],
		['labels', 'kubelet', lease(values, {metadata: {...metadata, labels: {a: 'b'}}})],
		['nothing new', 'kubelet', lease({...values})],
	])('takes the long way for %s', (_, manager, object) => {
		expect(afterRenewal(owned, write(manager, 10), first, object)).toBeUndefined();
	});
});
