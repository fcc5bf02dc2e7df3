import {describe, expect, test} from 'vitest';
import type {ReplicaSet} from '../../../src/api/apps-v1.ts';
import {isPodActive} from '../../../src/kubernetes/controllers/replicaset/pods.ts';
import {templateHash} from '../../../src/kubernetes/hash.ts';
import {
	aDeployment,
	annotation,
	aReplicaSet,
	change,
	conditionOf,
	deploymentsResource,
	getDeployment,
	imageOf,
	isReady,
	podsOf,
	replicaSetsOf,
	replicaSetsResource,
	scale,
	setImage,
	startLab,
	template,
} from './deployment-fixture.ts';
import type {TestCluster} from './fixture.ts';

function start(spec: object = {}, metadata: object = {}): TestCluster {
	const c = startLab();
	c.make(deploymentsResource, aDeployment(spec, metadata));
	c.pass(3);
	return c;
}

/** `image: size`, the lowest revision first. */
function sizes(c: TestCluster): string[] {
	return replicaSetsOf(c).map(replicaSet => `${imageOf(replicaSet)}: ${replicaSet.spec.replicas}`);
}

/** What the Deployment's Events say of scaling, with `rs1`, `rs2`, … for the names in the order of their revisions. */
function scalings(c: TestCluster): string[] {
	const names = replicaSetsOf(c).map(({metadata}) => metadata.name);
	return c.said('Deployment').map(text => {
		const named = names.reduce((said, name, i) => said.replace(name, `rs${i + 1}`), text);
		return named.replace('ScalingReplicaSet: Scaled ', '').replace('replica set ', '');
	});
}

const rolling = (maxSurge: number | string, maxUnavailable: number | string) => ({
	strategy: {type: 'RollingUpdate', rollingUpdate: {maxSurge, maxUnavailable}},
});

describe('a new Deployment', () => {
	test('makes a ReplicaSet named after its template, and tells how it goes', () => {
		const c = start({}, {annotations: {'kubernetes.io/change-cause': 'first try'}});
		const deployment = getDeployment(c);
		const [replicaSet] = replicaSetsOf(c);
		const hash = templateHash(deployment.spec.template);
		expect(replicaSet!.metadata).toMatchObject({
			name: `web-${hash}`,
			labels: {app: 'web', 'pod-template-hash': hash},
			annotations: {
				'kubernetes.io/change-cause': 'first try',
				'deployment.kubernetes.io/revision': '1',
				'deployment.kubernetes.io/desired-replicas': '3',
				'deployment.kubernetes.io/max-replicas': '4',
			},
			ownerReferences: [{kind: 'Deployment', name: 'web', controller: true, blockOwnerDeletion: true}],
		});
		expect(replicaSet!.spec.selector).toEqual({matchLabels: {app: 'web', 'pod-template-hash': hash}});
		expect(annotation(deployment, 'revision')).toBe('1');
		expect(deployment.status).toMatchObject({
			observedGeneration: 1,
			replicas: 3,
			updatedReplicas: 3,
			readyReplicas: 3,
			availableReplicas: 3,
			terminatingReplicas: 0,
		});
		expect(deployment.status.unavailableReplicas).toBeUndefined();
		expect(deployment.status.conditions).toMatchObject([
			{type: 'Available', status: 'True', reason: 'MinimumReplicasAvailable'},
			{
				type: 'Progressing',
				status: 'True',
				reason: 'NewReplicaSetAvailable',
				message: `ReplicaSet "web-${hash}" has successfully progressed.`,
			},
		]);
		expect(scalings(c)).toEqual(['up rs1 from 0 to 3']);
	});

	test('finds a free name when another template has its hash', () => {
		const c = startLab();
		const lone = aDeployment({replicas: 0});
		c.make(deploymentsResource, lone);
		c.pass(1);
		const {name, labels} = replicaSetsOf(c)[0]!.metadata;
		c.client.delete(deploymentsResource, 'default', 'web', {propagationPolicy: 'Background'});
		c.pass(3);
		c.make(
			replicaSetsResource,
			aReplicaSet(
				{replicas: 0, selector: {matchLabels: {app: 'x'}}, template: template('nginx', {app: 'x'})},
				{name, labels: {app: 'x'}},
			),
		);
		c.make(deploymentsResource, lone);
		c.pass(3);
		expect(getDeployment(c).status.collisionCount).toBe(1);
		expect(replicaSetsOf(c).map(({metadata}) => metadata.name)).not.toContain(name);
		expect(labels).toMatchObject({app: 'web'});
	});

	test('adopts ReplicaSets that an earlier one has left', () => {
		const c = start();
		const [left] = replicaSetsOf(c);
		c.client.delete(deploymentsResource, 'default', 'web', {propagationPolicy: 'Orphan'});
		c.pass(3);
		expect(c.pods()).toHaveLength(3);
		c.make(deploymentsResource, aDeployment({replicas: 2}));
		c.pass(3);
		expect(replicaSetsOf(c).map(({metadata}) => metadata.uid)).toEqual([left!.metadata.uid]);
		expect(c.pods()).toHaveLength(2);
	});

	test('lets go a ReplicaSet whose labels no longer match', () => {
		const c = start();
		const [replicaSet] = replicaSetsOf(c);
		const metadata = {...replicaSet!.metadata, labels: {app: 'other'}};
		c.client.update(replicaSetsResource, {...replicaSet!, metadata});
		c.pass(3);
		const free = c.client.get<ReplicaSet>(replicaSetsResource, 'default', replicaSet!.metadata.name)!;
		expect(free.metadata.ownerReferences).toBeUndefined();
	});
});

describe('a rolling update', () => {
	test('replaces Pods one at a time, and the events tell each step', () => {
		const c = start();
		setImage(c, 'nginx:1.28');
		c.pass(10);
		expect(sizes(c)).toEqual(['nginx:1.27: 0', 'nginx:1.28: 3']);
		expect(scalings(c).slice(1)).toEqual([
			'up rs2 from 0 to 1',
			'down rs1 from 3 to 2',
			'up rs2 from 1 to 2',
			'down rs1 from 2 to 1',
			'up rs2 from 2 to 3',
			'down rs1 from 1 to 0',
		]);
		expect(annotation(getDeployment(c), 'revision')).toBe('2');
	});

	test('stops where new Pods do not become ready, and says so after the deadline', () => {
		const c = start({...rolling(1, 1), replicas: 4, progressDeadlineSeconds: 30});
		setImage(c, 'unready');
		c.pass(20);
		expect(sizes(c)).toEqual(['nginx:1.27: 3', 'unready: 2']);
		expect(conditionOf(getDeployment(c), 'Progressing')).toMatchObject({status: 'True', reason: 'ReplicaSetUpdated'});
		c.pass(20);
		const [, newRS] = replicaSetsOf(c);
		expect(conditionOf(getDeployment(c), 'Progressing')).toMatchObject({
			status: 'False',
			reason: 'ProgressDeadlineExceeded',
			message: `ReplicaSet "${newRS!.metadata.name}" has timed out progressing.`,
		});
		expect(conditionOf(getDeployment(c), 'Available')).toMatchObject({status: 'True'});
		setImage(c, 'nginx:1.27');
		c.pass(5);
		expect(sizes(c)).toEqual(['unready: 0', 'nginx:1.27: 4']);
		expect(conditionOf(getDeployment(c), 'Progressing')).toMatchObject({reason: 'NewReplicaSetAvailable'});
	});

	test('that goes back to Pods which never become ready is found out after the deadline, too', () => {
		const c = start({...rolling(1, 0), progressDeadlineSeconds: 30});
		setImage(c, 'unready');
		c.pass(5);
		setImage(c, 'nginx:1.27');
		c.pass(5);
		setImage(c, 'unready');
		c.pass(5);
		expect(conditionOf(getDeployment(c), 'Progressing')).toMatchObject({reason: 'ReplicaSetUpdated'});
		expect(sizes(c)).toEqual(['nginx:1.27: 3', 'unready: 1']);
		c.pass(30);
		expect(conditionOf(getDeployment(c), 'Progressing')).toMatchObject({reason: 'ProgressDeadlineExceeded'});
	});

	test('waits for minReadySeconds before it takes an old Pod away', () => {
		const c = start({...rolling(1, 0), replicas: 2, minReadySeconds: 10});
		c.pass(10);
		setImage(c, 'nginx:1.28');
		c.pass(8);
		expect(sizes(c)).toEqual(['nginx:1.27: 2', 'nginx:1.28: 1']);
		c.pass(4);
		expect(sizes(c)).toEqual(['nginx:1.27: 1', 'nginx:1.28: 2']);
	});

	test('is overtaken by the next one', () => {
		const c = start({...rolling(2, 0), replicas: 4});
		setImage(c, 'unready');
		c.pass(2);
		setImage(c, 'nginx:1.29');
		c.pass(10);
		expect(sizes(c)).toEqual(['nginx:1.27: 0', 'unready: 0', 'nginx:1.29: 4']);
	});

	test('keeps its proportions when the Deployment is scaled', () => {
		const c = start({...rolling(3, 2), replicas: 10});
		setImage(c, 'unready');
		c.pass(5);
		expect(sizes(c)).toEqual(['nginx:1.27: 8', 'unready: 5']);
		scale(c, 15);
		c.pass(5);
		expect(sizes(c)).toEqual(['nginx:1.27: 11', 'unready: 7']);
	});

	test('keeps as many old ReplicaSets as the limit says', () => {
		const c = start({revisionHistoryLimit: 1});
		for (const image of ['nginx:1.28', 'nginx:1.29', 'nginx:1.26']) {
			setImage(c, image);
			c.pass(8);
		}
		expect(sizes(c)).toEqual(['nginx:1.29: 0', 'nginx:1.26: 3']);
	});

	test('goes back to an earlier ReplicaSet, which remembers its revisions', () => {
		const c = start();
		setImage(c, 'nginx:1.28');
		c.pass(8);
		setImage(c, 'nginx:1.27');
		c.pass(8);
		expect(sizes(c)).toEqual(['nginx:1.28: 0', 'nginx:1.27: 3']);
		expect(annotation(replicaSetsOf(c)[1]!, 'revision')).toBe('3');
		expect(annotation(replicaSetsOf(c)[1]!, 'revision-history')).toBe('1');
	});

	test('is not started by a change of the number, the strategy or the annotations alone', () => {
		const c = start();
		change(c, spec => ({...spec, ...rolling(0, 1), minReadySeconds: 1}));
		const {metadata, ...rest} = getDeployment(c);
		const annotations = {...metadata.annotations, 'kubernetes.io/change-cause': 'tidy up'};
		c.client.update(deploymentsResource, {...rest, metadata: {...metadata, annotations}});
		c.pass(3);
		expect(sizes(c)).toEqual(['nginx:1.27: 3']);
		expect(replicaSetsOf(c)[0]!.metadata.annotations).toMatchObject({'kubernetes.io/change-cause': 'tidy up'});
		expect(replicaSetsOf(c)[0]!.spec.minReadySeconds).toBe(1);
	});
});

describe('Recreate', () => {
	test('makes no new Pod before the last old one is gone', () => {
		const c = start({strategy: {type: 'Recreate'}});
		setImage(c, 'nginx:1.28');
		let together = false;
		for (let i = 0; i < 300; i++) {
			c.advance(10);
			together ||= new Set(c.pods().map(({spec}) => spec.containers[0]!.image)).size > 1;
		}
		expect(together).toBe(false);
		expect(scalings(c).slice(1)).toEqual(['down rs1 from 3 to 0', 'up rs2 from 0 to 3']);
		expect(getDeployment(c).status).toMatchObject({replicas: 3, updatedReplicas: 3});
	});
});

describe('a paused Deployment', () => {
	test('scales, but does not roll out until it is resumed', () => {
		const c = start();
		change(c, spec => ({...spec, paused: true}));
		setImage(c, 'nginx:1.28');
		scale(c, 5);
		c.pass(5);
		expect(sizes(c)).toEqual(['nginx:1.27: 5']);
		expect(conditionOf(getDeployment(c), 'Progressing')).toMatchObject({
			status: 'Unknown',
			reason: 'DeploymentPaused',
			message: 'Deployment is paused',
		});
		change(c, ({paused: _, ...spec}) => spec);
		c.advance(5);
		expect(conditionOf(getDeployment(c), 'Progressing')).toMatchObject({
			status: 'Unknown',
			reason: 'DeploymentResumed',
			message: 'Deployment is resumed',
		});
		c.pass(10);
		expect(sizes(c)).toEqual(['nginx:1.27: 0', 'nginx:1.28: 5']);
	});

	test('does not run out of time', () => {
		const c = start({progressDeadlineSeconds: 10});
		setImage(c, 'unready');
		c.pass(2);
		change(c, spec => ({...spec, paused: true}));
		c.pass(60);
		expect(conditionOf(getDeployment(c), 'Progressing')).toMatchObject({reason: 'DeploymentPaused'});
	});
});

describe('a Deployment', () => {
	test('replaces Pods that are lost', () => {
		const c = start();
		for (const {metadata} of c.pods()) {
			c.client.delete('pods', 'default', metadata.name);
		}
		c.pass(3);
		expect(c.pods().filter(isReady)).toHaveLength(3);
		expect(conditionOf(getDeployment(c), 'Progressing')).toMatchObject({reason: 'NewReplicaSetAvailable'});
	});

	test('can be scaled to nothing and back', () => {
		const c = start();
		scale(c, 0);
		c.pass(3);
		expect(c.pods()).toEqual([]);
		expect(getDeployment(c).status).toMatchObject({observedGeneration: 2, terminatingReplicas: 0});
		scale(c, 2);
		c.pass(3);
		expect(c.pods().filter(isPodActive)).toHaveLength(2);
		expect(scalings(c).slice(1)).toEqual(['down rs1 from 3 to 0', 'up rs1 from 0 to 2']);
	});

	test('undoes what somebody does to its ReplicaSet', () => {
		const c = start();
		const [replicaSet] = replicaSetsOf(c);
		c.client.update(replicaSetsResource, {...replicaSet!, spec: {...replicaSet!.spec, replicas: 7}});
		c.pass(3);
		expect(sizes(c)).toEqual(['nginx:1.27: 3']);
		c.client.delete(replicaSetsResource, 'default', replicaSet!.metadata.name, {propagationPolicy: 'Background'});
		c.pass(3);
		expect(sizes(c)).toEqual(['nginx:1.27: 3']);
		expect(podsOf(c, replicaSetsOf(c)[0]!)).toHaveLength(3);
	});

	test('goes back to the revision that the old annotation names', () => {
		const c = start();
		setImage(c, 'nginx:1.28');
		c.pass(8);
		const rollBack = (revision: string) => {
			const {metadata, ...rest} = getDeployment(c);
			const annotations = {...metadata.annotations, 'deprecated.deployment.rollback.to': revision};
			c.client.update(deploymentsResource, {...rest, metadata: {...metadata, annotations}});
			c.pass(8);
			return c.said('Deployment').at(-1);
		};
		rollBack('0');
		expect(imageOf(getDeployment(c))).toBe('nginx:1.27');
		expect(c.said('Deployment')).toContain('DeploymentRollback: Rolled back deployment "web" to revision 1');
		expect(rollBack('9')).toBe('DeploymentRollbackRevisionNotFound: Unable to find the revision to rollback to.');
		expect(rollBack('3')).toBe(
			'DeploymentRollbackTemplateUnchanged: The rollback revision contains the same template as current deployment "web"',
		);
		expect(getDeployment(c).metadata.annotations).not.toHaveProperty(['deprecated.deployment.rollback.to']);
	});
});
