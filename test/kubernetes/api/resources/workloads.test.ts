import {describe, expect, it} from 'vitest';
import {findKind} from '../../../../src/api/kinds.ts';
import type {KubernetesObject} from '../../../../src/apimachinery/object.ts';
import type {ResourceDefinition} from '../../../../src/kubernetes/api/resource.ts';
import {controllerRevisions} from '../../../../src/kubernetes/api/resources/controller-revisions.ts';
import {daemonSets} from '../../../../src/kubernetes/api/resources/daemon-sets.ts';
import {deployments} from '../../../../src/kubernetes/api/resources/deployments.ts';
import {allResources} from '../../../../src/kubernetes/api/resources/index.ts';
import {podDisruptionBudgets} from '../../../../src/kubernetes/api/resources/pod-disruption-budgets.ts';
import {replicaSets} from '../../../../src/kubernetes/api/resources/replica-sets.ts';
import {statefulSets} from '../../../../src/kubernetes/api/resources/stateful-sets.ts';
import {refusal, registryWith} from './fixture.ts';

const template = {metadata: {labels: {app: 'web'}}, spec: {containers: [{name: 'nginx', image: 'nginx:1.27'}]}};
const spec = {selector: {matchLabels: {app: 'web'}}, template};
const all = () =>
	registryWith(deployments, replicaSets, daemonSets, statefulSets, controllerRevisions, podDisruptionBudgets);

describe('Deployments', () => {
	it('have the defaults of Kubernetes', () => {
		const {create} = all();
		const made = create(deployments, {spec, status: {replicas: 9}});
		expect(made.spec).toMatchObject({
			replicas: 1,
			strategy: {type: 'RollingUpdate', rollingUpdate: {maxSurge: '25%', maxUnavailable: '25%'}},
			revisionHistoryLimit: 10,
			progressDeadlineSeconds: 600,
		});
		expect(made.spec.template.spec).toMatchObject({
			restartPolicy: 'Always',
			dnsPolicy: 'ClusterFirst',
			schedulerName: 'default-scheduler',
			securityContext: {},
			terminationGracePeriodSeconds: 30,
			containers: [
				{
					name: 'nginx',
					image: 'nginx:1.27',
					imagePullPolicy: 'IfNotPresent',
					resources: {},
					terminationMessagePath: '/dev/termination-log',
					terminationMessagePolicy: 'File',
				},
			],
		});
		expect(made.spec.template.spec.enableServiceLinks).toBeUndefined();
		expect(made.status).toEqual({});
		expect(made.metadata.generation).toBe(1);
	});

	it('count changes of spec and annotations as generations, and others not', () => {
		const {create, update} = all();
		create(deployments, {spec});
		const scaled = update(deployments, 'it', old => ({...old, spec: {...old.spec, replicas: 3}}));
		expect(scaled.metadata.generation).toBe(2);
		const labelled = update(deployments, 'it', old => ({...old, metadata: {...old.metadata, labels: {a: 'b'}}}));
		expect(labelled.metadata.generation).toBe(2);
		const noted = update(deployments, 'it', old => ({...old, metadata: {...old.metadata, annotations: {a: 'b'}}}));
		expect(noted.metadata.generation).toBe(3);
		const status = {replicas: 3, readyReplicas: 2, updatedReplicas: 3, availableReplicas: 1};
		const reported = update(deployments, 'it', old => ({...old, status}), 'status');
		expect(reported.metadata.generation).toBe(3);
	});

	it('are listed with their Pods', () => {
		const {create, update, row} = all();
		create(deployments, {spec: {...spec, replicas: 3}});
		const status = {replicas: 3, readyReplicas: 2, updatedReplicas: 3, availableReplicas: 1};
		const reported = update(deployments, 'it', old => ({...old, status}), 'status');
		expect(row(deployments, reported)).toEqual({
			Name: 'it',
			Ready: '2/3',
			'Up-to-date': 3,
			Available: 1,
			Age: '0s',
			Containers: 'nginx',
			Images: 'nginx:1.27',
			Selector: 'app=web',
		});
	});

	it.each([
		[{...spec, selector: undefined}, 'spec.selector: Required value'],
		[{...spec, selector: {}}, 'spec.selector: Invalid value: {}: empty selector is invalid for deployment'],
		[
			{...spec, selector: {matchLabels: {app: 'other'}}},
			'spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`',
		],
		[{...spec, replicas: -1}, 'spec.replicas: Invalid value: -1: must be greater than or equal to 0'],
		[
			{...spec, strategy: {type: 'Blue'}},
			'spec.strategy: Unsupported value: {"Type":"Blue","RollingUpdate":null}: supported values: "Recreate", "RollingUpdate"',
		],
		[
			{...spec, strategy: {type: 'Recreate', rollingUpdate: {maxSurge: 1}}},
			"spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'",
		],
		[
			{...spec, strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 0}}},
			'spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0',
		],
		[
			{...spec, strategy: {rollingUpdate: {maxUnavailable: '101%'}}},
			'spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "101%": must not be greater than 100%',
		],
		[
			{...spec, minReadySeconds: 600},
			'spec.progressDeadlineSeconds: Invalid value: 600: must be greater than minReadySeconds',
		],
		[
			{...spec, template: {...template, spec: {...template.spec, restartPolicy: 'Never'}}},
			'spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"',
		],
	])('refuse %j', (wrong, message) => {
		const {create} = all();
		expect(refusal(() => create(deployments, {spec: JSON.parse(JSON.stringify(wrong))}))).toContain(message);
	});

	it('keep their selector', () => {
		const {create, update} = all();
		create(deployments, {spec});
		const change = () =>
			update(deployments, 'it', old => ({
				...old,
				spec: {
					...old.spec,
					selector: {matchLabels: {tier: 'x', app: 'b'}},
					template: {...old.spec.template, metadata: {labels: {app: 'b', tier: 'x'}}},
				},
			}));
		expect(refusal(change)).toBe(
			'Deployment.apps "it" is invalid: spec.selector: Invalid value: {"matchLabels":{"app":"b","tier":"x"}}: field is immutable',
		);
	});
});

describe('the status of a workload', () => {
	it.each([
		[
			deployments,
			{replicas: 1, readyReplicas: 2},
			'status.readyReplicas: Invalid value: 2: cannot be greater than status.replicas',
		],
		[replicaSets, {replicas: 2, readyReplicas: 1, availableReplicas: 2}, 'cannot be greater than readyReplicas'],
		[statefulSets, {replicas: 1, availableReplicas: 0, currentReplicas: 2}, 'status.currentReplicas: Invalid value: 2'],
		[
			daemonSets,
			{currentNumberScheduled: -1, numberMisscheduled: 0, desiredNumberScheduled: 0, numberReady: 0},
			'status.currentNumberScheduled: Invalid value: -1',
		],
	] as [ResourceDefinition, object, string][])('never counts what is not there (%#)', (definition, status, message) => {
		const {create, update} = all();
		create(definition, {spec});
		const change = () => update(definition, 'it', (old: KubernetesObject) => ({...old, status}), 'status');
		expect(refusal(change)).toContain(message);
	});
});

describe('DaemonSets', () => {
	it('number the versions of their template', () => {
		const {create, update} = all();
		const version = ({metadata}: KubernetesObject) =>
			metadata.annotations?.['deprecated.daemonset.template.generation'];
		const made = create(daemonSets, {spec});
		expect([version(made), made.metadata.generation]).toEqual(['1', 1]);
		expect(made.spec.updateStrategy).toEqual({
			type: 'RollingUpdate',
			rollingUpdate: {maxUnavailable: 1, maxSurge: 0},
		});
		const slower = update(daemonSets, 'it', old => ({...old, spec: {...old.spec, minReadySeconds: 5}}));
		expect([version(slower), slower.metadata.generation]).toEqual(['1', 2]);
		const image = [{...made.spec.template.spec.containers[0]!, image: 'nginx:1.28'}];
		const newer = update(daemonSets, 'it', old => ({
			...old,
			spec: {...old.spec, template: {...template, spec: {...old.spec.template.spec, containers: image}}},
		}));
		expect([version(newer), newer.metadata.generation]).toEqual(['2', 3]);
	});

	it.each([
		[{maxUnavailable: 1, maxSurge: 1}, 'maxSurge: Invalid value: 1: may not be set when maxUnavailable is non-zero'],
		[{maxUnavailable: 0, maxSurge: 0}, 'maxUnavailable: Required value: cannot be 0 when maxSurge is 0'],
	])('refuse a rolling update with %j', (rollingUpdate, message) => {
		const {create} = all();
		const wrong = {...spec, updateStrategy: {rollingUpdate}};
		expect(refusal(() => create(daemonSets, {spec: wrong}))).toContain(`spec.updateStrategy.rollingUpdate.${message}`);
	});
});

describe('StatefulSets', () => {
	const claim = {
		metadata: {name: 'data'},
		spec: {accessModes: ['ReadWriteOnce'], resources: {requests: {storage: '1Gi'}}},
	};
	const mounted = {
		...template,
		spec: {containers: [{...template.spec.containers[0], volumeMounts: [{name: 'data', mountPath: '/data'}]}]},
	};

	it('have the defaults of Kubernetes', () => {
		const {create} = all();
		const made = create(statefulSets, {spec: {...spec, template: mounted, volumeClaimTemplates: [claim]}});
		expect(made.spec).toMatchObject({
			replicas: 1,
			serviceName: '',
			podManagementPolicy: 'OrderedReady',
			updateStrategy: {type: 'RollingUpdate', rollingUpdate: {partition: 0}},
			persistentVolumeClaimRetentionPolicy: {whenDeleted: 'Retain', whenScaled: 'Retain'},
			revisionHistoryLimit: 10,
			volumeClaimTemplates: [
				{
					apiVersion: 'v1',
					kind: 'PersistentVolumeClaim',
					metadata: {name: 'data'},
					spec: {volumeMode: 'Filesystem'},
					status: {phase: 'Pending'},
				},
			],
		});
		expect(made.status).toEqual({replicas: 0, availableReplicas: 0});
	});

	it('may mount what their claim templates make, and nothing else', () => {
		const {create} = all();
		expect(refusal(() => create(statefulSets, {spec: {...spec, template: mounted}}))).toContain(
			'spec.template.spec.containers[0].volumeMounts[0].name: Not found: "data"',
		);
	});

	it('change only what can be changed', () => {
		const {create, update} = all();
		create(statefulSets, {spec: {...spec, serviceName: 'db'}});
		const change = () => update(statefulSets, 'it', old => ({...old, spec: {...old.spec, serviceName: 'other'}}));
		expect(refusal(change)).toBe(
			`StatefulSet.apps "it" is invalid: spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden`,
		);
		const scaled = update(statefulSets, 'it', old => ({...old, spec: {...old.spec, replicas: 2}}));
		expect(scaled.metadata.generation).toBe(2);
	});

	it.each([
		[{...spec, podManagementPolicy: 'Any'}, "must be 'OrderedReady' or 'Parallel'"],
		[
			{...spec, updateStrategy: {type: 'OnDelete', rollingUpdate: {partition: 1}}},
			`spec.updateStrategy.rollingUpdate: Invalid value: {"Partition":1,"MaxUnavailable":null}: only allowed for updateStrategy 'RollingUpdate'`,
		],
		[
			{...spec, volumeClaimTemplates: [{...claim, spec: {...claim.spec, accessModes: []}}]},
			'spec.volumeClaimTemplates[0].spec.accessModes: Required value: at least 1 access mode is required',
		],
	])('refuse %j', (wrong, message) => {
		const {create} = all();
		expect(refusal(() => create(statefulSets, {spec: wrong}))).toContain(message);
	});
});

describe('controller revisions', () => {
	it('are listed with whom they belong to, and never change', () => {
		const {create, update, row} = all();
		const owner = {apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'agent', uid: 'u', controller: true};
		const made = create(controllerRevisions, {metadata: {ownerReferences: [owner]}, data: {spec: {}}, revision: 1});
		expect(row(controllerRevisions, made)).toMatchObject({Controller: 'daemonset.apps/agent', Revision: 1});
		const change = () => update(controllerRevisions, 'it', old => ({...old, data: {}}));
		expect(refusal(change)).toContain('data: Invalid value: {}: field is immutable');
		expect(refusal(() => create(controllerRevisions, {metadata: {name: 'b'}, revision: 1}))).toContain(
			'data: Required value: data is mandatory',
		);
	});
});

describe('Pod disruption budgets', () => {
	it('say how many may go, in one way', () => {
		const {create, row} = all();
		const made = create(podDisruptionBudgets, {spec: {minAvailable: '50%', selector: {}}});
		expect(row(podDisruptionBudgets, made)).toMatchObject({
			'Min Available': '50%',
			'Max Unavailable': 'N/A',
			'Allowed Disruptions': 0,
		});
		const both = {metadata: {name: 'both'}, spec: {minAvailable: 1, maxUnavailable: 1}};
		expect(refusal(() => create(podDisruptionBudgets, both))).toContain(
			'minAvailable and maxUnavailable cannot be both set',
		);
	});
});

describe('warnings', () => {
	it('are given of a template when it is new or changed', () => {
		const twice = {...template.spec.containers[0], env: ['1', '2'].map(value => ({name: 'A', value}))};
		const wanted = {...spec, template: {...template, spec: {containers: [twice]}}};
		for (const definition of [deployments, replicaSets, daemonSets, statefulSets] as ResourceDefinition[]) {
			const {create} = all();
			const made = create(definition, {spec: wanted});
			const message =
				'spec.template.spec.containers[0].env[1]: hides previous definition of "A", which may be dropped when using apply';
			expect(definition.strategy.warnings!(made), definition.plural).toContain(message);
			expect(definition.strategy.warnings!(made, made), definition.plural).toEqual([]);
		}
	});

	it('are given of a name that cannot be a host name', () => {
		const {create} = all();
		const made = create(deployments, {metadata: {name: 'my.web'}, spec});
		expect(deployments.strategy.warnings!(made)).toEqual([
			'metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: [must not contain dots]',
		]);
	});
});

describe('every resource', () => {
	it('has names, columns and descriptions of its own', () => {
		const names = allResources.map(({group, version, plural}) => `${plural}.${version}.${group}`);
		expect(new Set(names).size).toBe(names.length);
		for (const {plural, columns, kind, group, version} of allResources) {
			expect(columns.length, plural).toBeGreaterThan(0);
			for (const column of columns) {
				expect(column.description, `${plural} ${column.name}`).toMatch(/\.$/);
			}
			const apiVersion = group === '' ? version : `${group}/${version}`;
			expect(findKind(apiVersion, kind), kind).toBeDefined();
		}
	});
});
