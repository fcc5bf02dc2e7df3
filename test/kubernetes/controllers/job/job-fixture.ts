/** Jobs whose Pods run in a whole cluster, with the scripts that upstream's own tests have. */
import type {CronJob, Job, JobSpec} from '../../../../src/api/batch-v1.ts';
import type {Pod} from '../../../../src/api/core-v1/pod.ts';
import {cronJobsResource, jobsResource} from '../../../../src/kubernetes/batch.ts';
import {type Cluster, createCluster, loadCluster} from '../../../../src/kubernetes/cluster.ts';
import {eventsOf} from '../../node/lab.ts';

const image = 'registry.k8s.io/e2e-test-images/busybox:1.37.0-1';

/** What the container of a Job's Pods does. */
export const behaviors = {
	succeed: ['/bin/sh', '-c', 'exit 0'],
	fail: ['/bin/sh', '-c', 'exit 1'],
	sleep: ['sleep', '1000000'],
	failOdd: ['sh', '-c', 'if [ $(expr $JOB_COMPLETION_INDEX % 2) -ne 0 ]; then exit 1; else exit 0; fi'],
	failOnce: ['/bin/sh', '-c', 'if [[ -r /data/foo ]]; then exit 0; else touch /data/foo; exit 1; fi'],
} as const;
export type Behavior = keyof typeof behaviors;

const template = (behavior: Behavior, pod: object) => ({
	spec: {
		restartPolicy: 'Never',
		volumes: [{name: 'data', emptyDir: {}}],
		...pod,
		containers: [{name: 'c', image, command: behaviors[behavior], volumeMounts: [{name: 'data', mountPath: '/data'}]}],
	},
});

/** The folder of a node, so that what one Pod leaves the next one finds. */
export const onOneNode = {
	nodeSelector: {'kubernetes.io/hostname': 'worker-1'},
	volumes: [{name: 'data', hostPath: {path: '/tmp/jobs', type: 'DirectoryOrCreate'}}],
};

export interface Lab {
	readonly cluster: Cluster;
	create(spec: Partial<JobSpec>, behavior: Behavior, pod?: object): void;
	createCron(spec: object, behavior: Behavior, jobSpec?: Partial<JobSpec>): void;
	job(name?: string): Job;
	jobs(): Job[];
	cronJob(): CronJob;
	change(change: (spec: JobSpec) => object): void;
	pods(): Pod[];
	/** Moves time on in seconds. */
	pass(seconds: number): void;
	/** `type: reason` of each condition that is True. */
	conditions(name?: string): string[];
	/** What the controller said of the Job. */
	said(name?: string): string[];
	saidOfCron(): string[];
}

const newLab = createCluster({seed: 3}).save();

/** A lab in which the Job is called `it`. */
export function jobLab(): Lab {
	const cluster = loadCluster(newLab);
	cluster.advance(5000);
	const job = (name = 'it') => cluster.client.get<Job>(jobsResource, 'default', name)!;
	return {
		cluster,
		create(spec, behavior, pod = {}) {
			const object = {
				apiVersion: 'batch/v1',
				kind: 'Job',
				metadata: {name: 'it', namespace: 'default'},
				spec: {...spec, template: template(behavior, pod)},
			};
			cluster.client.create(jobsResource, object as unknown as Job);
		},
		createCron(spec, behavior, jobSpec = {}) {
			const object = {
				apiVersion: 'batch/v1',
				kind: 'CronJob',
				metadata: {name: 'it', namespace: 'default'},
				spec: {schedule: '*/1 * * * ?', jobTemplate: {spec: {...jobSpec, template: template(behavior, {})}}, ...spec},
			};
			cluster.client.create(cronJobsResource, object as unknown as CronJob);
		},
		job,
		jobs: () => cluster.client.list<Job>(jobsResource, 'default'),
		cronJob: () => cluster.client.get<CronJob>(cronJobsResource, 'default', 'it')!,
		change(change) {
			const old = job();
			cluster.client.update(jobsResource, {...old, spec: change(old.spec) as JobSpec});
		},
		pods: () => cluster.client.list<Pod>('pods', 'default'),
		pass: seconds => cluster.advance(seconds * 1000),
		conditions: name =>
			(job(name).status.conditions ?? [])
				.filter(({status}) => status === 'True')
				.map(({type, reason}) => `${type}: ${reason}`),
		said: (name = 'it') => eventsOf(cluster, name, 'job-controller'),
		saidOfCron: () => eventsOf(cluster, 'it', 'cronjob-controller'),
	};
}
