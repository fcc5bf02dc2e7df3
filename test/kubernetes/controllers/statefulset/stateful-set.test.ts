import {describe, expect, test} from 'vitest';
import type {ControllerRevision} from '../../../../src/api/apps-v1.ts';
import type {Pod} from '../../../../src/api/core-v1/pod.ts';
import {
	changeSet,
	claimNames,
	claims,
	comingsAndGoings,
	freshLab,
	images,
	isWhole,
	makeSet,
	podNames,
	pods,
	said,
	setImage,
	theSet,
} from './lab-sets.ts';

describe('a StatefulSet', () => {
	test('makes its Pods one after the other, each when the one before is ready, and takes them away backwards', () => {
		const c = freshLab();
		makeSet(c, {replicas: 3});
		expect(comingsAndGoings(c, 30)).toEqual(['+db-0', '+db-1', '+db-2']);
		expect(claimNames(c)).toEqual(['data-db-0', 'data-db-1', 'data-db-2']);
		changeSet(c, () => ({replicas: 1}));
		expect(comingsAndGoings(c, 30)).toEqual(['-db-2', '-db-1']);
		expect(claimNames(c)).toEqual(['data-db-0', 'data-db-1', 'data-db-2']);
		expect(said(c, 'statefulset-controller')).toEqual([
			'SuccessfulCreate: Create Claim data-db-0 Pod db-0 in StatefulSet db success',
			'SuccessfulCreate: Create Pod db-0 in StatefulSet db successful',
			'SuccessfulCreate: Create Claim data-db-1 Pod db-1 in StatefulSet db success',
			'SuccessfulCreate: Create Pod db-1 in StatefulSet db successful',
			'SuccessfulCreate: Create Claim data-db-2 Pod db-2 in StatefulSet db success',
			'SuccessfulCreate: Create Pod db-2 in StatefulSet db successful',
			'SuccessfulDelete: Delete Pod db-2 in StatefulSet db successful',
			'SuccessfulDelete: Delete Pod db-1 in StatefulSet db successful',
		]);
	});

	test('makes all of them at once when it is Parallel', () => {
		const c = freshLab();
		makeSet(c, {replicas: 3, podManagementPolicy: 'Parallel'});
		c.advance(200);
		expect(podNames(c)).toEqual(['db-0', 'db-1', 'db-2']);
	});

	test('starts where it is told to', () => {
		const c = freshLab();
		makeSet(c, {replicas: 2, ordinals: {start: 5}});
		c.advance(20_000);
		expect(podNames(c)).toEqual(['db-5', 'db-6']);
		changeSet(c, () => ({ordinals: {start: 4}}));
		expect(comingsAndGoings(c, 30)).toEqual(['+db-4', '-db-6']);
	});

	test('goes no further while a Pod does not get ready, and starts again when it is mended and deleted', () => {
		const c = freshLab();
		makeSet(c, {replicas: 3});
		c.advance(30_000);
		setImage(c, 'redis:nosuch');
		expect(comingsAndGoings(c, 60)).toEqual(['-db-2', '+db-2']);
		expect(images(c)).toEqual(['redis:7', 'redis:7', 'redis:nosuch']);
		setImage(c, 'redis:7');
		expect(comingsAndGoings(c, 60)).toEqual([]);
		c.client.delete('pods', 'default', 'db-2');
		expect(comingsAndGoings(c, 30)).toEqual(['+db-2']);
		expect(images(c)).toEqual(['redis:7', 'redis:7', 'redis:7']);
		expect(theSet(c).status).toMatchObject({readyReplicas: 3, updatedReplicas: 3, currentReplicas: 3});
	});

	test('updates from the top down to the partition', () => {
		const c = freshLab();
		makeSet(c, {replicas: 3, updateStrategy: {type: 'RollingUpdate', rollingUpdate: {partition: 1}}});
		c.advance(30_000);
		setImage(c, 'redis:7.4');
		expect(comingsAndGoings(c, 60)).toEqual(['-db-2', '+db-2', '-db-1', '+db-1']);
		expect(images(c)).toEqual(['redis:7', 'redis:7.4', 'redis:7.4']);
		const {status} = theSet(c);
		expect(status).toMatchObject({currentReplicas: 1, updatedReplicas: 2});
		expect(status.currentRevision).not.toBe(status.updateRevision);
		c.client.delete('pods', 'default', 'db-0');
		c.advance(20_000);
		expect(images(c)[0]).toBe('redis:7');
		changeSet(c, () => ({updateStrategy: {type: 'RollingUpdate', rollingUpdate: {partition: 0}}}));
		c.advance(20_000);
		expect(theSet(c).status.currentRevision).toBe(theSet(c).status.updateRevision);
	});

	test('waits for deletions with OnDelete', () => {
		const c = freshLab();
		makeSet(c, {replicas: 2, updateStrategy: {type: 'OnDelete'}});
		c.advance(20_000);
		setImage(c, 'redis:7.4');
		expect(comingsAndGoings(c, 30)).toEqual([]);
		c.client.delete('pods', 'default', 'db-0');
		c.advance(20_000);
		expect(images(c)).toEqual(['redis:7.4', 'redis:7']);
	});

	test('counts Pods as available after minReadySeconds, and waits for that', () => {
		const c = freshLab();
		makeSet(c, {replicas: 2, minReadySeconds: 10});
		c.advance(8000);
		expect(podNames(c)).toEqual(['db-0']);
		expect(theSet(c).status).toMatchObject({readyReplicas: 1, availableReplicas: 0});
		c.advance(20_000);
		expect(theSet(c).status).toMatchObject({readyReplicas: 2, availableReplicas: 2});
	});

	test('replaces a Pod that has failed', () => {
		const c = freshLab();
		makeSet(c, {replicas: 2});
		c.advance(20_000);
		const pod = c.client.get<Pod>('pods', 'default', 'db-0')!;
		c.client.updateStatus('pods', {...pod, status: {...pod.status, phase: 'Failed'}});
		expect(comingsAndGoings(c, 20)).toEqual(['-db-0', '+db-0']);
		expect(pods(c).every(isWhole)).toBe(true);
	});

	test('takes Pods back that were left behind, by their names, and lets go what no longer matches', () => {
		const c = freshLab();
		makeSet(c, {replicas: 2});
		c.advance(20_000);
		const before = pods(c).map(({metadata}) => metadata.uid);
		c.client.delete('statefulsets.apps', 'default', 'db', {propagationPolicy: 'Orphan'});
		c.advance(5000);
		expect(pods(c).flatMap(({metadata}) => metadata.ownerReferences ?? [])).toEqual([]);
		makeSet(c, {replicas: 2});
		c.advance(5000);
		expect(pods(c).map(({metadata}) => metadata.uid)).toEqual(before);
		const uid = theSet(c).metadata.uid;
		expect(pods(c).map(({metadata}) => metadata.ownerReferences?.[0]?.uid)).toEqual([uid, uid]);
		const released = pods(c)[1]!;
		c.client.update('pods', {...released, metadata: {...released.metadata, labels: {app: 'other'}}});
		c.advance(3000);
		expect(pods(c)[1]!.metadata.ownerReferences).toBeUndefined();
		expect(said(c, 'statefulset-controller').filter(text => text.startsWith('Failed'))).toEqual([]);
	});

	test('keeps as many old revisions as it is told to', () => {
		const c = freshLab();
		makeSet(c, {replicas: 1, revisionHistoryLimit: 1});
		for (const image of ['redis:7.4', 'nginx:1.27', 'nginx:1.28']) {
			c.advance(20_000);
			setImage(c, image);
		}
		c.advance(20_000);
		const revisions = c.client.list<ControllerRevision>('controllerrevisions.apps', 'default');
		expect(revisions.map(({revision}) => revision).sort()).toEqual([3, 4]);
	});

	test('says why a Pod cannot be made while its claim is being deleted', () => {
		const c = freshLab();
		makeSet(c, {replicas: 1});
		c.advance(20_000);
		c.client.delete('persistentvolumeclaims', 'default', 'data-db-0');
		c.advance(1000);
		expect(claims(c)[0]!.metadata.deletionTimestamp).toBeDefined();
		c.client.delete('pods', 'default', 'db-0');
		c.advance(20_000);
		expect(podNames(c)).toEqual(['db-0']);
		expect(claims(c)[0]!.metadata.deletionTimestamp).toBeUndefined();
		expect(isWhole(pods(c)[0]!)).toBe(true);
	});
});

describe('claims', () => {
	test.each([
		['Retain', 'Retain', ['data-db-0', 'data-db-1'], ['data-db-0', 'data-db-1']],
		['Delete', 'Retain', ['data-db-0'], ['data-db-0']],
		['Retain', 'Delete', ['data-db-0', 'data-db-1'], []],
		['Delete', 'Delete', ['data-db-0'], []],
	])('whenScaled %s, whenDeleted %s', (whenScaled, whenDeleted, afterScaling, afterDeletion) => {
		const c = freshLab();
		makeSet(c, {replicas: 2, persistentVolumeClaimRetentionPolicy: {whenScaled, whenDeleted}});
		c.advance(20_000);
		changeSet(c, () => ({replicas: 1}));
		c.advance(20_000);
		expect(claimNames(c)).toEqual(afterScaling);
		c.client.delete('statefulsets.apps', 'default', 'db', {propagationPolicy: 'Background'});
		c.advance(20_000);
		expect(podNames(c)).toEqual([]);
		expect(claimNames(c)).toEqual(afterDeletion);
	});
});
