import {describe, expect, it} from 'vitest';
import type {Pod} from '../../../src/api/core-v1/pod.ts';
import {createLab, eventsOf, getPod, run, stateOf} from './lab.ts';

const loop = ['sh', '-c', 'while true; do date > /html/index.html; sleep 5; done'];

describe('a Pod with a web server', () => {
	it('is pulled, created, started and Ready, and its status says what a real kubelet says', () => {
		const cluster = createLab();
		run(cluster, 'web', [{name: 'nginx', image: 'nginx:1.27', ports: [{containerPort: 80}]}]);
		cluster.advance(1000);
		expect(stateOf(cluster, 'web')).toBe('ContainerCreating');
		cluster.advance(1000);
		const {status} = getPod(cluster, 'web')!;
		expect(status.phase).toBe('Running');
		expect(status.conditions?.map(({type, status: value}) => `${type}=${value}`)).toEqual([
			'PodReadyToStartContainers=True',
			'Initialized=True',
			'Ready=True',
			'ContainersReady=True',
			'PodScheduled=True',
		]);
		expect(status.podIP).toMatch(/^10\.244\.\d\.\d+$/);
		const {containerID, imageID, state, ...container} = status.containerStatuses![0]!;
		expect(container).toEqual({
			image: 'nginx:1.27',
			lastState: {},
			name: 'nginx',
			ready: true,
			resources: {},
			restartCount: 0,
			started: true,
			user: {linux: {gid: 0, supplementalGroups: [0], uid: 0}},
			volumeMounts: [
				{
					mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
					name: expect.stringMatching(/^kube-api-access-/),
					readOnly: true,
					recursiveReadOnly: 'Disabled',
				},
			],
		});
		expect(containerID).toMatch(/^containerd:\/\/[0-9a-f]{64}$/);
		expect(imageID).toMatch(/^docker\.io\/library\/nginx@sha256:[0-9a-f]{64}$/);
		expect(state).toEqual({running: {startedAt: '2026-06-01T09:00:01Z'}});
		expect(eventsOf(cluster, 'web')).toEqual([
			'Pulling Pulling image "nginx:1.27"',
			'Pulled Successfully pulled image "nginx:1.27" in 800ms (800ms including waiting). Image size: 72404038 bytes.',
			'Created Container created',
			'Started Container started',
		]);
	});

	it('ends half a second after it is told to, and is gone then', () => {
		const cluster = createLab();
		run(cluster, 'web', [{name: 'nginx', image: 'nginx:1.27'}]);
		cluster.advance(3000);
		cluster.client.delete('pods', 'default', 'web');
		cluster.advance(400);
		expect(getPod(cluster, 'web')?.metadata.deletionTimestamp).toBeDefined();
		cluster.advance(200);
		expect(getPod(cluster, 'web')).toBeUndefined();
		expect(eventsOf(cluster, 'web').at(-1)).toBe('Killing Stopping container nginx');
	});

	it('starts its container anew when its image is changed', () => {
		const cluster = createLab();
		run(cluster, 'web', [{name: 'nginx', image: 'nginx:1.27'}]);
		cluster.advance(3000);
		const pod = getPod(cluster, 'web')!;
		const containers = pod.spec.containers.map(container => ({...container, image: 'nginx:1.28'}));
		cluster.client.update<Pod>('pods', {...pod, spec: {...pod.spec, containers}});
		cluster.advance(5000);
		expect(getPod(cluster, 'web')!.status.containerStatuses![0]).toMatchObject({
			image: 'nginx:1.28',
			restartCount: 1,
			ready: true,
		});
		expect(eventsOf(cluster, 'web')).toContain('Killing Container nginx definition changed, will be restarted');
	});
});

describe('two containers', () => {
	it('have their images pulled in turn, and are created and started together', () => {
		const cluster = createLab();
		run(cluster, 'pair', [
			{name: 'web', image: 'nginx:1.27'},
			{name: 'writer', image: 'busybox:1.36', command: ['sleep', '1000']},
		]);
		cluster.advance(3000);
		expect(eventsOf(cluster, 'pair').map(event => event.split(' ')[0])).toEqual([
			'Pulling',
			'Pulled',
			'Pulling',
			'Pulled',
			'Created',
			'Created',
			'Started',
			'Started',
		]);
	});

	it('of which one shell loop ignores SIGTERM take the whole grace period to end', () => {
		const cluster = createLab();
		run(
			cluster,
			'pair',
			[{image: 'nginx:1.27'}, {image: 'busybox:1.36', command: loop, volumeMounts: [{name: 'v', mountPath: '/html'}]}],
			{terminationGracePeriodSeconds: 4, volumes: [{name: 'v', emptyDir: {}}]},
		);
		cluster.advance(5000);
		cluster.client.delete('pods', 'default', 'pair');
		cluster.advance(3900);
		const statuses = getPod(cluster, 'pair')!.status.containerStatuses!;
		expect(statuses.map(({state}) => Object.keys(state)[0])).toEqual(['terminated', 'running']);
		cluster.advance(200);
		expect(getPod(cluster, 'pair')).toBeUndefined();
	});
});

describe('a container that ends', () => {
	it('starts again, the second time only after a wait', () => {
		const cluster = createLab();
		run(cluster, 'crash', [{image: 'busybox:1.36', command: ['sh', '-c', 'echo broken; exit 3']}]);
		const seen: string[] = [];
		for (let half = 0; half < 34; half++) {
			cluster.advance(500);
			const status = getPod(cluster, 'crash')!.status.containerStatuses![0]!;
			const shown = `${stateOf(cluster, 'crash')} ${status.restartCount}`;
			if (seen.at(-1) !== shown) {
				seen.push(shown);
			}
		}
		expect(seen).toEqual([
			'ContainerCreating 0',
			'Running 0',
			'Error 0',
			'Running 1',
			'Error 1',
			'CrashLoopBackOff 1',
			'Running 2',
			'Error 2',
			'CrashLoopBackOff 2',
		]);
		const {message} = getPod(cluster, 'crash')!.status.containerStatuses![0]!.state.waiting!;
		expect(message).toMatch(/^back-off 20s restarting failed container=c pod=crash_default\(.*\)$/);
	});

	it.each([
		{policy: 'Never', exit: 0, phase: 'Succeeded', reason: 'PodCompleted'},
		{policy: 'Never', exit: 2, phase: 'Failed', reason: 'PodFailed'},
		{policy: 'OnFailure', exit: 0, phase: 'Succeeded', reason: 'PodCompleted'},
	])('with exit code $exit and restartPolicy $policy leaves its Pod $phase', ({policy, exit, phase, reason}) => {
		const cluster = createLab();
		run(cluster, 'once', [{image: 'busybox:1.36', command: ['sh', '-c', `exit ${exit}`]}], {restartPolicy: policy});
		cluster.advance(5000);
		const {status} = getPod(cluster, 'once')!;
		expect(status.phase).toBe(phase);
		expect(status.conditions?.find(({type}) => type === 'Ready')).toMatchObject({status: 'False', reason});
		expect(status.conditions?.[0]).toMatchObject({type: 'PodReadyToStartContainers', status: 'False'});
	});

	it('because its command does not exist says so as containerd does', () => {
		const cluster = createLab();
		run(cluster, 'no', [{image: 'busybox:1.36', command: ['nope']}], {restartPolicy: 'Never'});
		cluster.advance(3000);
		expect(getPod(cluster, 'no')!.status.containerStatuses![0]!.state.terminated).toMatchObject({
			exitCode: 128,
			reason: 'StartError',
			startedAt: '1970-01-01T00:00:00Z',
			message: expect.stringContaining('exec: "nope": executable file not found in $PATH'),
		});
	});
});

describe('what keeps a container from starting', () => {
	it.each([
		{
			image: 'nginx:9.99',
			policy: 'IfNotPresent',
			reason: 'ErrImagePull',
			message: /docker\.io\/library\/nginx:9\.99: not found$/,
		},
		{image: 'NGINX', policy: 'IfNotPresent', reason: 'InvalidImageName', message: /must be lowercase$/},
		{
			image: 'nginx:1.29',
			policy: 'Never',
			reason: 'ErrImageNeverPull',
			message: /not present with pull policy of Never$/,
		},
		{
			image: 'nosuch/app',
			policy: 'Always',
			reason: 'ErrImagePull',
			message: /pull access denied, repository does not exist/,
		},
	])('$image: $reason', ({image, policy, reason, message}) => {
		const cluster = createLab();
		run(cluster, 'bad', [{image, imagePullPolicy: policy}]);
		cluster.advance(1500);
		const {waiting} = getPod(cluster, 'bad')!.status.containerStatuses![0]!.state;
		expect(waiting?.reason).toBe(reason);
		expect(waiting?.message).toMatch(message);
	});

	it('a missing ConfigMap, until it is there', () => {
		const cluster = createLab();
		run(cluster, 'needs', [{image: 'busybox:1.36', command: ['sleep', '60'], envFrom: [{configMapRef: {name: 'cm'}}]}]);
		cluster.advance(3000);
		expect(stateOf(cluster, 'needs')).toBe('CreateContainerConfigError');
		expect(eventsOf(cluster, 'needs')).toContain('Failed Error: configmap "cm" not found');
		cluster.client.create('configmaps', {
			apiVersion: 'v1',
			kind: 'ConfigMap',
			metadata: {name: 'cm', namespace: 'default'},
		});
		cluster.advance(20_000);
		expect(stateOf(cluster, 'needs')).toBe('Running');
	});

	it('no room on the node: the kubelet refuses the Pod', () => {
		const cluster = createLab();
		run(cluster, 'big', [{image: 'nginx:1.27', resources: {requests: {cpu: '64'}}}], {nodeName: 'worker-1'});
		cluster.advance(1000);
		const message = "Node didn't have enough resource: cpu, requested: 64000, used: 0, capacity: 4000";
		expect(getPod(cluster, 'big')!.status).toMatchObject({
			phase: 'Failed',
			reason: 'OutOfcpu',
			message: `Pod was rejected: ${message}`,
		});
		expect(eventsOf(cluster, 'big')).toEqual([`OutOfcpu ${message}`]);
	});

	it('a host port that another Pod has', () => {
		const cluster = createLab();
		const containers = [{image: 'nginx:1.27', ports: [{containerPort: 80, hostPort: 8080}]}];
		run(cluster, 'one', containers, {nodeName: 'worker-1'});
		cluster.advance(1000);
		run(cluster, 'two', containers, {nodeName: 'worker-1'});
		cluster.advance(1000);
		expect(getPod(cluster, 'two')!.status).toMatchObject({phase: 'Failed', reason: 'NodePorts'});
	});
});

describe('init containers', () => {
	it('run one after the other, and sidecars stay beside the others and end after them', () => {
		const cluster = createLab();
		run(cluster, 'app', [{image: 'busybox:1.36', command: ['sh', '-c', 'sleep 3']}], {
			restartPolicy: 'Never',
			initContainers: [
				{name: 'first', image: 'busybox:1.36', command: ['sh', '-c', 'sleep 2']},
				{name: 'side', image: 'nginx:1.27', restartPolicy: 'Always'},
			],
		});
		cluster.advance(2500);
		expect(stateOf(cluster, 'app')).toBe('PodInitializing');
		expect(getPod(cluster, 'app')!.status.conditions![1]).toMatchObject({
			type: 'Initialized',
			status: 'False',
			message: 'containers with incomplete status: [first side]',
		});
		cluster.advance(3000);
		expect(getPod(cluster, 'app')!.status.phase).toBe('Running');
		expect(getPod(cluster, 'app')!.status.initContainerStatuses!.map(({ready}) => ready)).toEqual([true, true]);
		cluster.advance(6000);
		expect(getPod(cluster, 'app')!.status.phase).toBe('Succeeded');
	});
});

describe('a container that must not run as root', () => {
	it.each([
		[{}, {runAsNonRoot: true}, 'container has runAsNonRoot and image will run as root'],
		[{runAsNonRoot: true, runAsUser: 0}, {}, "container's runAsUser breaks non-root policy"],
		[{runAsUser: 0}, {runAsNonRoot: true, runAsUser: 1000}, "container's runAsUser breaks non-root policy"],
	])('waits where it would: %j in a Pod with %j', (own, ofPod, why) => {
		const cluster = createLab();
		run(cluster, 'web', [{image: 'nginx:1.27', securityContext: own}], {securityContext: ofPod});
		cluster.advance(5000);
		const {uid} = getPod(cluster, 'web')!.metadata;
		expect(stateOf(cluster, 'web')).toBe('CreateContainerConfigError');
		expect(eventsOf(cluster, 'web')).toContain(`Failed Error: ${why} (pod: "web_default(${uid})", container: c)`);
	});

	it.each([
		[{runAsUser: 1000}, {runAsNonRoot: true}],
		[{runAsNonRoot: false}, {runAsNonRoot: true}],
	])('starts where it would not: %j in a Pod with %j', (own, ofPod) => {
		const cluster = createLab();
		const container = {image: 'busybox:1.36', command: ['sleep', '1000'], securityContext: own};
		run(cluster, 'web', [container], {securityContext: ofPod});
		cluster.advance(5000);
		expect(stateOf(cluster, 'web')).toBe('Running');
	});
});

describe('the cost of a Pod', () => {
	it('is two reports and four events until it is Ready, and nothing after that', () => {
		const cluster = createLab();
		let writes = 0;
		cluster.advance(1000);
		cluster.onChange(change => {
			const object = change?.object as Pod | undefined;
			writes += object?.metadata.name.startsWith('web') ? 1 : 0;
		});
		run(cluster, 'web', [{image: 'nginx:1.27', readinessProbe: {httpGet: {port: 80}}}]);
		cluster.advance(5000);
		// Created, bound and told of by the scheduler: three. The kubelet's own are the other six or seven.
		expect(writes).toBeLessThanOrEqual(10);
		const before = writes;
		cluster.advance(600_000);
		expect(writes).toBe(before);
	});
});
