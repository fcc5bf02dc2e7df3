/** Renewing a Lease the short way must leave what an update of it leaves. */
import {expect, test} from 'vitest';
import type {Lease} from '../../../src/api/coordination-v1.ts';
import {formatMicroTime} from '../../../src/apimachinery/time.ts';
import {ControlPlane} from './managed-fields-fixture.ts';

const resource = 'leases.coordination.k8s.io';
const path = '/apis/coordination.k8s.io/v1/namespaces/default/leases/worker-1';

function planeWithLease(): ControlPlane {
	const plane = new ControlPlane();
	plane.client('kubelet').create<Lease>(resource, {
		apiVersion: 'coordination.k8s.io/v1',
		kind: 'Lease',
		metadata: {name: 'worker-1', namespace: 'default'},
		spec: {holderIdentity: 'worker-1', leaseDurationSeconds: 40, renewTime: formatMicroTime(plane.clock.now)},
	});
	return plane;
}

function renew(plane: ControlPlane): void {
	expect(plane.client('kubelet').renewLease('default', 'worker-1', formatMicroTime(plane.clock.now))).toBe(true);
}

function update(plane: ControlPlane): void {
	const client = plane.client('kubelet');
	const lease = client.get<Lease>(resource, 'default', 'worker-1')!;
	client.update<Lease>(resource, {...lease, spec: {...lease.spec, renewTime: formatMicroTime(plane.clock.now)}});
}

function merge(plane: ControlPlane, body: object): void {
	plane.handle('PATCH', path, body, {contentType: 'application/merge-patch+json'});
}

test.each<[string, (plane: ControlPlane) => void]>([
	['nobody else has touched', () => {}],
	['somebody has labelled', plane => merge(plane, {metadata: {labels: {a: 'b'}}})],
	['somebody else has renewed', plane => merge(plane, {spec: {renewTime: '2026-06-01T09:00:01.000000Z'}})],
	['has no managed fields any more', plane => merge(plane, {metadata: {managedFields: [{}]}})],
	['has lost its time of renewal', plane => merge(plane, {spec: {renewTime: null}})],
	[
		'is being deleted, and held',
		plane => {
			merge(plane, {metadata: {finalizers: ['example.com/hold']}});
			plane.client('kubectl').delete(resource, 'default', 'worker-1');
		},
	],
])('a Lease that %s is as after an update', (_, meanwhile) => {
	const [short, long] = [planeWithLease(), planeWithLease()];
	for (const plane of [short, long]) {
		for (let times = 0; times < 3; times++) {
			plane.clock.advanceTo(plane.clock.now + 10_000);
			(plane === short ? renew : update)(plane);
			if (times === 1) {
				meanwhile(plane);
			}
		}
	}
	expect(short.store.save()).toEqual(long.store.save());
	expect(short.read<Lease>(path).spec.renewTime).toBe('2026-06-01T09:00:30.000000Z');
});

test('is told to watches, with the state before', () => {
	const plane = planeWithLease();
	const before = plane.read(path).metadata.resourceVersion;
	plane.clock.advanceTo(plane.clock.now + 10_000);
	renew(plane);
	const changes = plane.store.changesAfter(Number(before));
	expect(changes).toMatchObject([{type: 'MODIFIED', previous: {metadata: {resourceVersion: before}}}]);
});

test('is not written where it says so already', () => {
	const plane = planeWithLease();
	const {revision} = plane.store;
	renew(plane);
	expect(plane.store.revision).toBe(revision);
});

test('there may be none to renew', () => {
	const client = new ControlPlane().client('kubelet');
	expect(client.renewLease('default', 'worker-1', formatMicroTime(0))).toBe(false);
});
