/** Where the working state of kubelets and container runtimes holds instants (`state.ts`). */
import type {Pod} from '../../api/core-v1/pod.ts';
import {fields, type Instants, instant, items, objectTimes, values} from '../instants.ts';
import type {FileEntry} from './process/file-tree.ts';
import type {Ending, ExecInput} from './process/machine.ts';
import type {RequestInput} from './process/simulation.ts';
import type {
	ContainerRecord,
	ContainerRun,
	Finish,
	ImageRecord,
	NodeRecord,
	PodRecord,
	ProbeState,
	ResizeRecord,
	Stopping,
} from './state.ts';

const probe = fields<ProbeState>({first: instant, next: instant, held: instant});

const run = fields<ContainerRun>({
	createdAt: instant,
	startedAt: instant,
	ending: fields<Ending>({at: instant}),
	lookAgain: instant,
	stopping: fields<Stopping>({at: instant, killAt: instant}),
	finished: fields<Finish>({at: instant}),
	hookUntil: instant,
	probes: fields<ContainerRun['probes']>({startup: probe, readiness: probe, liveness: probe}),
	execs: items(fields<ExecInput>({at: instant})),
});

const container = fields<ContainerRecord>({
	due: instant,
	pullBegan: instant,
	pullRetry: instant,
	crashUpdated: instant,
	runs: (runs, by) => runs.map(each => run(each, by)),
});

const resize = fields<ResizeRecord>({
	pending: fields<NonNullable<ResizeRecord['pending']>>({since: instant}),
	progress: fields<NonNullable<ResizeRecord['progress']>>({since: instant}),
	due: instant,
});

const pod = fields<PodRecord>({
	seenAt: instant,
	mountDue: instant,
	stoppingAt: instant,
	containers: (containers, by) =>
		Object.fromEntries(Object.entries(containers).map(([name, record]) => [name, container(record, by)])),
	requests: items(fields<RequestInput>({at: instant})),
	resize,
});

export const nodeInstants: Instants = {
	values: {
		pods: pod,
		nodes: fields<NodeRecord>({reportedAt: instant}),
		images: fields<ImageRecord>({present: instant}),
		'last-seen': objectTimes<Pod>,
		places: values(fields<FileEntry>({at: instant})),
		'host-files': values(fields<FileEntry>({at: instant})),
	},
};
