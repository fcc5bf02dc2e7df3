import {describe, expect, it} from 'vitest';
import {persistentVolumeClaims} from '../../../../src/kubernetes/api/resources/persistent-volume-claims.ts';
import {persistentVolumes} from '../../../../src/kubernetes/api/resources/persistent-volumes.ts';
import {storageClasses} from '../../../../src/kubernetes/api/resources/storage-classes.ts';
import {refusal, registryWith} from './fixture.ts';

const spec = {accessModes: ['ReadWriteOnce'], resources: {requests: {storage: '1Gi'}}};
const all = () => registryWith(persistentVolumeClaims, persistentVolumes, storageClasses);
const nfs = {
	capacity: {storage: '1Gi'},
	accessModes: ['ReadWriteMany', 'ReadWriteOnce'],
	nfs: {server: '10.100.100.12', path: '/data'},
};

describe('claims', () => {
	it('wait as Pending, held while they are in use, with the default class', () => {
		const {create, row} = all();
		create(storageClasses, {
			metadata: {name: 'nfs-client', annotations: {'storageclass.kubernetes.io/is-default-class': 'true'}},
			provisioner: 'example.com/nfs',
		});
		const claim = create(persistentVolumeClaims, {spec});
		expect(claim.metadata.finalizers).toEqual(['kubernetes.io/pvc-protection']);
		expect(claim.spec).toMatchObject({storageClassName: 'nfs-client', volumeMode: 'Filesystem'});
		expect(claim.status).toEqual({phase: 'Pending'});
		expect(row(persistentVolumeClaims, claim)).toMatchObject({
			Status: 'Pending',
			Volume: '',
			Capacity: '',
			'Access Modes': '',
			StorageClass: 'nfs-client',
			VolumeAttributesClass: '<unset>',
		});
	});

	it('ask for no class where there is no default one', () => {
		expect(all().create(persistentVolumeClaims, {spec}).spec.storageClassName).toBeUndefined();
	});

	it('show what they are bound to', () => {
		const {create, update, row} = all();
		create(persistentVolumeClaims, {spec});
		update(persistentVolumeClaims, 'it', old => ({...old, spec: {...old.spec, volumeName: 'pvc-1'}}));
		const status = {phase: 'Bound', capacity: {storage: '1Gi'}, accessModes: ['ReadWriteOnce']};
		const bound = update(persistentVolumeClaims, 'it', old => ({...old, status}), 'status');
		expect(row(persistentVolumeClaims, bound)).toMatchObject({
			Status: 'Bound',
			Volume: 'pvc-1',
			Capacity: '1Gi',
			'Access Modes': 'RWO',
		});
	});

	it.each([
		[{...spec, accessModes: []}, 'spec.accessModes: Required value: at least 1 access mode is required'],
		[
			{...spec, accessModes: ['RWO']},
			'spec.accessModes: Unsupported value: "RWO": supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"',
		],
		[{accessModes: ['ReadWriteOnce']}, 'spec.resources[storage]: Required value'],
		[
			{...spec, resources: {requests: {storage: '0'}}},
			'spec.resources[storage]: Invalid value: "0": must be greater than zero',
		],
	])('refuse %j', (wrong, message) => {
		const {create} = all();
		expect(refusal(() => create(persistentVolumeClaims, {spec: wrong}))).toContain(message);
	});

	it('do not change once made, and the server shows what would have', () => {
		const {create, update} = all();
		create(persistentVolumeClaims, {spec});
		const change = () =>
			update(persistentVolumeClaims, 'it', old => ({...old, spec: {...old.spec, accessModes: ['ReadWriteMany']}}));
		expect(refusal(change)).toBe(
			[
				'PersistentVolumeClaim "it" is invalid: spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims',
				'@@ -1,6 +1,6 @@',
				' {',
				'  "AccessModes": [',
				'-  "ReadWriteOnce"',
				'+  "ReadWriteMany"',
				'  ],',
				'  "Selector": null,',
				'  "Resources": {',
				'',
			].join('\n'),
		);
	});
});

describe('volumes', () => {
	it('are listed with the short names of their modes', () => {
		const {create, row} = all();
		const volume = create(persistentVolumes, {spec: nfs});
		expect(volume.metadata.finalizers).toEqual(['kubernetes.io/pv-protection']);
		expect(row(persistentVolumes, volume)).toMatchObject({
			Capacity: '1Gi',
			'Access Modes': 'RWO,RWX',
			'Reclaim Policy': 'Retain',
			Status: 'Pending',
			Claim: '',
			VolumeMode: 'Filesystem',
		});
	});

	it('note when their phase changed', () => {
		const {clock, create, update} = all();
		create(persistentVolumes, {spec: nfs});
		clock.advanceTo(clock.now + 5000);
		const phase = {phase: 'Available'};
		const next = update(persistentVolumes, 'it', old => ({...old, status: {...old.status, ...phase}}), 'status');
		expect(next.status).toEqual({phase: 'Available', lastPhaseTransitionTime: '2026-01-01T00:00:05Z'});
	});

	it.each([
		[{...nfs, capacity: undefined}, 'spec.capacity: Required value'],
		[{...nfs, nfs: undefined}, 'spec: Required value: must specify a volume type'],
		[{...nfs, hostPath: {path: '/x'}}, 'Forbidden: may not specify more than 1 volume type'],
		[{...nfs, nfs: {server: 's', path: 'x'}}, 'spec.nfs.path: Invalid value: "x": must be an absolute path'],
	])('refuse %j', (wrong, message) => {
		const {create} = all();
		expect(refusal(() => create(persistentVolumes, {spec: JSON.parse(JSON.stringify(wrong))}))).toContain(message);
	});
});

describe('storage classes', () => {
	it('say which of them is the default', () => {
		const {create, row} = all();
		const annotations = {'storageclass.kubernetes.io/is-default-class': 'true'};
		const fast = create(storageClasses, {metadata: {name: 'fast', annotations}, provisioner: 'example.com/fast'});
		expect(row(storageClasses, fast)).toMatchObject({
			Name: 'fast (default)',
			ReclaimPolicy: 'Delete',
			VolumeBindingMode: 'Immediate',
			AllowVolumeExpansion: false,
		});
	});

	it('do not change their provisioner', () => {
		const {create, update} = all();
		create(storageClasses, {provisioner: 'example.com/a'});
		const change = () => update(storageClasses, 'it', old => ({...old, provisioner: 'example.com/b'}));
		expect(refusal(change)).toContain('provisioner: Invalid value: "example.com/b": field is immutable');
	});
});
