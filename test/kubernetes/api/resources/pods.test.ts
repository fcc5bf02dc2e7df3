import {describe, expect, it} from 'vitest';
import type {Pod} from '../../../../src/api/core-v1/pod.ts';
import {imageTag} from '../../../../src/kubernetes/api/resources/image-name.ts';
import {admitPod} from '../../../../src/kubernetes/api/resources/pod-admission.ts';
import {defaultPodSpec} from '../../../../src/kubernetes/api/resources/pod-defaults.ts';
import {podQos} from '../../../../src/kubernetes/api/resources/pod-qos.ts';
import {podStrategy} from '../../../../src/kubernetes/api/resources/pod-strategy.ts';
import {pods} from '../../../../src/kubernetes/api/resources/pods.ts';
import {container, contextWith, defaultServiceAccount, messages, podOf, podWith} from './pod-fixture.ts';

describe('the defaults of a Pod', () => {
	it.each([
		['nginx', 'latest'],
		['nginx:1.27', '1.27'],
		['nginx:latest', 'latest'],
		['registry.local:5000/team/web', 'latest'],
		['registry.local:5000/team/web:v1', 'v1'],
		[`nginx@sha256:${'a'.repeat(64)}`, ''],
		['NGINX', ''],
		['', ''],
	])('the tag of %j is %j', (image, tag) => {
		expect(imageTag(image)).toBe(tag);
	});

	it('pull an image always where its tag is latest', () => {
		expect(podWith({image: 'nginx'}).spec.containers[0]!.imagePullPolicy).toBe('Always');
		expect(podWith({image: 'nginx:1.27'}).spec.containers[0]!.imagePullPolicy).toBe('IfNotPresent');
		expect(podWith({imagePullPolicy: 'Never'}).spec.containers[0]!.imagePullPolicy).toBe('Never');
	});

	it('ask for as much as the limit, to the thousandth', () => {
		const pod = podWith({resources: {limits: {cpu: '0.0001', memory: '1Gi'}, requests: {memory: '512Mi'}}});
		expect(pod.spec.containers[0]!.resources).toEqual({
			limits: {cpu: '1m', memory: '1Gi'},
			requests: {cpu: '1m', memory: '512Mi'},
		});
	});

	it("use the port on the node where the network is the node's", () => {
		const {spec} = podWith({ports: [{containerPort: 80}]}, {hostNetwork: true});
		expect(spec.containers[0]!.ports![0]!.hostPort).toBe(80);
	});

	it('know the service account by both names, and a volume without a source as an empty one', () => {
		const {spec} = podOf({serviceAccount: 'robot', volumes: [{name: 'a'}]});
		expect(spec).toMatchObject({serviceAccountName: 'robot', volumes: [{name: 'a', emptyDir: {}}]});
	});

	it('leave what is whole as it is', () => {
		const pod = podWith({resources: {limits: {cpu: '1'}}}, {volumes: [{name: 'a'}]});
		expect(defaultPodSpec(pod.spec)).toBe(pod.spec);
		expect(podStrategy.applyDefaults!(pod)).toBe(pod);
	});
});

describe('admission', () => {
	const context = () => contextWith({serviceaccounts: [defaultServiceAccount]});

	it('gives a Pod its service account, its token, a priority and five minutes on a broken node', () => {
		const {spec} = admitPod(podOf({}), context());
		const name = spec.volumes![0]!.name;
		expect(name).toMatch(/^kube-api-access-[a-z0-9]{5}$/);
		expect(spec).toMatchObject({
			serviceAccount: 'default',
			serviceAccountName: 'default',
			priority: 0,
			preemptionPolicy: 'PreemptLowerPriority',
		});
		expect(spec.containers[0]!.volumeMounts).toEqual([
			{name, readOnly: true, mountPath: '/var/run/secrets/kubernetes.io/serviceaccount'},
		]);
		expect(spec.tolerations).toEqual(
			['not-ready', 'unreachable'].map(taint => ({
				key: `node.kubernetes.io/${taint}`,
				operator: 'Exists',
				effect: 'NoExecute',
				tolerationSeconds: 300,
			})),
		);
	});

	it('mounts no token where the Pod does not want it or has something there', () => {
		expect(admitPod(podOf({automountServiceAccountToken: false}), context()).spec.volumes).toBeUndefined();
		const mountPath = '/var/run/secrets/kubernetes.io/serviceaccount';
		const pod = podWith({volumeMounts: [{name: 'own', mountPath}]}, {volumes: [{name: 'own', emptyDir: {}}]});
		expect(admitPod(pod, context()).spec.volumes).toHaveLength(1);
	});

	it('refuses what is not there', () => {
		expect(() => admitPod(podOf({serviceAccountName: 'robot'}), context())).toThrow(
			'pods "web" is forbidden: error looking up service account default/robot: serviceaccount "robot" not found',
		);
		expect(() => admitPod(podOf({priorityClassName: 'vip'}), context())).toThrow(
			'pods "web" is forbidden: no PriorityClass with name vip was found',
		);
		expect(() => admitPod(podOf({priority: 5}), context())).toThrow(
			'the integer value of priority (5) must not be provided in pod spec; priority admission controller computed 0',
		);
		const generated = podOf({serviceAccountName: 'robot'}, {name: '', generateName: 'web-'});
		expect(() => admitPod(generated, context())).toThrow('pods "web-" is forbidden');
	});

	it('takes the priority from its class', () => {
		const vip = {metadata: {name: 'vip'}, value: 1000, preemptionPolicy: 'Never'};
		const cluster = {serviceaccounts: [defaultServiceAccount], 'priorityclasses.scheduling.k8s.io': [vip]};
		const {spec} = admitPod(podOf({priorityClassName: 'vip'}), contextWith(cluster));
		expect(spec).toMatchObject({priority: 1000, preemptionPolicy: 'Never'});
	});
});

describe('the quality of service', () => {
	const all = (cpu: string, memory: string) => ({cpu, memory});
	it.each<[string, Pod]>([
		['BestEffort', podOf({})],
		['Burstable', podWith({resources: {requests: {cpu: '100m'}}})],
		['Burstable', podWith({resources: {limits: {memory: '1Gi'}}})],
		['Guaranteed', podWith({resources: {limits: all('1', '1Gi')}})],
		['Guaranteed', podWith({resources: {limits: all('1', '1Gi'), requests: all('1000m', '1024Mi')}})],
		['Burstable', podWith({resources: {limits: all('1', '1Gi'), requests: all('500m', '1Gi')}})],
		[
			'Burstable',
			podOf({
				containers: [
					{...container, resources: {limits: all('1', '1Gi')}},
					{...container, name: 'other'},
				],
			}),
		],
		['Guaranteed', podOf({resources: {limits: all('1', '1Gi')}})],
	])('%s (%#)', (expected, pod) => {
		expect(podQos(pod.spec)).toBe(expected);
	});
});

describe('how Pods are stored', () => {
	const context = contextWith({serviceaccounts: [defaultServiceAccount]});
	const stored = podStrategy.prepareForCreate!(admitPod(podOf({nodeName: 'worker-1'}), context), context);

	it('begin Pending, in generation 1', () => {
		expect(stored.metadata.generation).toBe(1);
		expect(stored.status).toEqual({phase: 'Pending', qosClass: 'BestEffort'});
		const gated = podStrategy.prepareForCreate!(podOf({schedulingGates: [{name: 'wait'}]}), context);
		expect(gated.status.conditions![0]).toMatchObject({type: 'PodScheduled', reason: 'SchedulingGated'});
	});

	it('count the changes of their spec, and keep their status from clients', () => {
		const image = {...stored.spec.containers[0]!, image: 'nginx:1.28'};
		const next = {...stored, spec: {...stored.spec, containers: [image]}, status: {phase: 'Running'}} as Pod;
		const updated = podStrategy.prepareForUpdate!(next, stored, context);
		expect(updated.metadata.generation).toBe(2);
		expect(updated.status).toBe(stored.status);
		const labelled = {...stored, metadata: {...stored.metadata, labels: {a: 'b'}}};
		expect(podStrategy.prepareForUpdate!(labelled, stored, context).metadata.generation).toBe(1);
	});

	it('keep their spec from kubelets', () => {
		const next = {...stored, spec: podOf({}).spec, status: {phase: 'Running'}} as Pod;
		const updated = podStrategy.prepareForStatusUpdate!(next, stored, context);
		expect(updated.spec).toBe(stored.spec);
		expect(updated.status).toEqual({phase: 'Running', qosClass: 'BestEffort'});
	});

	it.each<[string, Partial<Pod['spec']>, string, number | undefined, number]>([
		['its own', {nodeName: 'n', terminationGracePeriodSeconds: 40}, 'Running', undefined, 40],
		['the one asked for', {nodeName: 'n', terminationGracePeriodSeconds: 40}, 'Running', 5, 5],
		['none on no node', {terminationGracePeriodSeconds: 40}, 'Pending', undefined, 0],
		['none once it has ended', {nodeName: 'n', terminationGracePeriodSeconds: 40}, 'Succeeded', undefined, 0],
		['a second where it is negative', {nodeName: 'n', terminationGracePeriodSeconds: -1}, 'Running', undefined, 1],
	])('have a grace period: %s', (_what, spec, phase, asked, expected) => {
		const pod = {...podOf(spec), status: {phase}} as Pod;
		expect(podStrategy.gracePeriod!(pod, asked)).toBe(expected);
	});

	it('are found by node and by label', () => {
		const pod = podOf({nodeName: 'worker-1'}, {labels: {app: 'web'}});
		expect(pods.indexes!.node!(pod)).toEqual(['worker-1']);
		expect(pods.indexes!.label!(pod)).toEqual(['default/app=web']);
		expect(pods.fields!['spec.restartPolicy']!(pod)).toBe('Always');
	});
});

describe('changing a Pod that exists', () => {
	const old = podOf({activeDeadlineSeconds: 100, tolerations: [{key: 'a', operator: 'Exists'}]});
	const update = (spec: Partial<Pod['spec']>) =>
		messages(podStrategy.validateUpdate!({...old, spec: {...old.spec, ...spec}}, old));
	const [first] = old.spec.containers;

	it('may change images, shorten the deadline and add tolerations', () => {
		expect(update({containers: [{...first!, image: 'nginx:1.28'}]})).toEqual([]);
		expect(update({activeDeadlineSeconds: 50})).toEqual([]);
		expect(update({tolerations: [...old.spec.tolerations!, {key: 'b', operator: 'Exists'}]})).toEqual([]);
	});

	it('may change nothing else, and says what was changed', () => {
		const expected = [
			'spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
			'@@ -36,7 +36,7 @@',
			'  ],',
			'  "EphemeralContainers": null,',
			'  "RestartPolicy": "Always",',
			'- "TerminationGracePeriodSeconds": 30,',
			'+ "TerminationGracePeriodSeconds": 31,',
			'  "ActiveDeadlineSeconds": 100,',
			'  "DNSPolicy": "ClusterFirst",',
			'  "NodeSelector": null,',
			'',
		];
		expect(update({terminationGracePeriodSeconds: 31})).toEqual([expected.join('\n')]);
	});

	it.each<[string, Partial<Pod['spec']>, string]>([
		[
			'add a container',
			{containers: [first!, {...first!, name: 'b'}]},
			'spec.containers: Forbidden: pod updates may not add or remove containers',
		],
		['have no image', {containers: [{...first!, image: ''}]}, 'spec.containers[0].image: Required value'],
		[
			'lengthen its deadline',
			{activeDeadlineSeconds: 200},
			'spec.activeDeadlineSeconds: Invalid value: 200: must be less than or equal to previous value',
		],
		[
			'take a toleration away',
			{tolerations: []},
			'spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds',
		],
		[
			'be gated',
			{schedulingGates: [{name: 'x'}]},
			"spec.schedulingGates[0].name: Forbidden: only deletion is allowed, but found new scheduling gate 'x'",
		],
	])('may not %s', (_what, spec, message) => {
		expect(update(spec)).toContain(message);
	});
});
