import {describe, expect, test} from 'vitest';
import type {PersistentVolumeClaim} from '../../../../src/api/core-v1/claims.ts';
import type {PodSpec} from '../../../../src/api/core-v1/pod.ts';
import type {Change} from '../../../../src/kubernetes/api/store.ts';
import {claimHint, podGone} from '../../../../src/kubernetes/node/scheduler/queueing-hints.ts';
import {aPod} from '../../objects.ts';

function using(...claims: readonly string[]): Partial<PodSpec> {
	return {volumes: claims.map(name => ({name, persistentVolumeClaim: {claimName: name}}))};
}

function claimChange(type: Change['type'], name: string, namespace = 'default') {
	const object = {apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: {name, namespace}};
	return {resource: 'persistentvolumeclaims', type, object} as unknown as Change<PersistentVolumeClaim>;
}

describe('a Pod that could not be scheduled tries again', () => {
	const waiting = aPod('waiting', using('data'));

	test.each<[what: string, change: Change<PersistentVolumeClaim>, plugin: string, again: boolean]>([
		['when the claim that it missed is there', claimChange('ADDED', 'data'), 'VolumeRestrictions', true],
		['not for another claim', claimChange('ADDED', 'other'), 'VolumeRestrictions', false],
		['not for a claim of another namespace', claimChange('ADDED', 'data', 'team'), 'VolumeRestrictions', false],
		['when its claim has changed', claimChange('MODIFIED', 'data'), 'VolumeBinding', true],
		['not when its claim is gone', claimChange('DELETED', 'data'), 'VolumeBinding', false],
		['not for a claim where it is cpu that it lacks', claimChange('ADDED', 'data'), 'NodeResourcesFit', false],
	])('%s', (_what, change, plugin, again) => {
		expect(claimHint(change)(plugin, waiting)).toBe(again);
	});

	test('when a Pod leaves that took up room, or its own volume', () => {
		const [plain, sharing] = [aPod('plain'), aPod('sharing', using('data'))];
		expect(podGone(plain)('NodeResourcesFit', waiting)).toBe(true);
		expect(podGone(plain)('VolumeRestrictions', waiting)).toBe(false);
		expect(podGone(sharing)('VolumeRestrictions', waiting)).toBe(true);
		expect(podGone(sharing)('VolumeBinding', waiting)).toBe(false);
	});
});
