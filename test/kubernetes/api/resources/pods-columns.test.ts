import {describe, expect, it} from 'vitest';
import type {Pod} from '../../../../src/api/core-v1/pod.ts';
import {podColumns} from '../../../../src/kubernetes/api/resources/pod-columns.ts';
import {container, podOf} from './pod-fixture.ts';

const now = Date.UTC(2026, 0, 1, 12, 0, 0);
const base = {name: 'main', ready: false, restartCount: 0, image: '', imageID: '', state: {}, lastState: {}};
const running = {...base, ready: true, state: {running: {startedAt: null}}};
const ended = (exitCode: number, reason = '', signal = 0) => ({
	...base,
	state: {terminated: {exitCode, startedAt: null, finishedAt: null, ...(reason && {reason}), ...(signal && {signal})}},
});
const waiting = (reason: string) => ({...base, state: {waiting: {reason}}});

/** The line of a Pod: READY, STATUS, RESTARTS. */
function line(status: object, spec: object = {}, metadata: object = {}): string {
	const pod = {...podOf(spec, metadata), status} as Pod;
	return podColumns
		.slice(1, 4)
		.map(column => column.cell(pod, now))
		.join(' ');
}

describe('the columns of a Pod', () => {
	const ready = [{type: 'Ready', status: 'True', lastProbeTime: null, lastTransitionTime: null}];
	const init = {
		initContainers: [
			{...container, name: 'one'},
			{...container, name: 'two'},
		],
	};
	const sidecar = {initContainers: [{...container, name: 'side', restartPolicy: 'Always'}]};
	const two = {containers: [container, {...container, name: 'other'}]};
	const deleted = {deletionTimestamp: '2026-01-01T12:00:00Z'};
	it.each<[string, string]>([
		['0/1 Pending 0', line({phase: 'Pending'})],
		[
			'0/1 SchedulingGated 0',
			line({phase: 'Pending', conditions: [{type: 'PodScheduled', reason: 'SchedulingGated'}]}),
		],
		['0/1 ContainerCreating 0', line({phase: 'Pending', containerStatuses: [waiting('ContainerCreating')]})],
		['1/1 Running 0', line({phase: 'Running', containerStatuses: [running], conditions: ready})],
		['0/1 ImagePullBackOff 0', line({phase: 'Pending', containerStatuses: [waiting('ImagePullBackOff')]})],
		['0/1 Completed 0', line({phase: 'Succeeded', containerStatuses: [ended(0, 'Completed')]})],
		['0/1 Error 0', line({phase: 'Failed', containerStatuses: [ended(1, 'Error')]})],
		['0/1 ExitCode:3 0', line({phase: 'Failed', containerStatuses: [ended(3)]})],
		['0/1 Signal:9 0', line({phase: 'Failed', containerStatuses: [ended(137, '', 9)]})],
		['0/1 Evicted 0', line({phase: 'Failed', reason: 'Evicted'})],
		[
			'1/2 Running 0',
			line(
				{phase: 'Running', containerStatuses: [running, {...ended(0, 'Completed'), name: 'other'}], conditions: ready},
				two,
			),
		],
		[
			'1/2 NotReady 0',
			line({phase: 'Running', containerStatuses: [ended(0, 'Completed'), {...running, name: 'other'}]}, two),
		],
		[
			'0/2 Error 0',
			line({phase: 'Running', containerStatuses: [ended(0, 'Completed'), {...ended(1, 'Error'), name: 'other'}]}, two),
		],
		['0/1 Init:0/2 0', line({phase: 'Pending', initContainerStatuses: [{...running, ready: false}]}, init)],
		['0/1 Init:1/2 0', line({phase: 'Pending', initContainerStatuses: [ended(0), waiting('PodInitializing')]}, init)],
		[
			'0/1 Init:CrashLoopBackOff 2',
			line({phase: 'Pending', initContainerStatuses: [{...waiting('CrashLoopBackOff'), restartCount: 2}]}, init),
		],
		['0/1 Init:ExitCode:1 0', line({phase: 'Pending', initContainerStatuses: [ended(1)]}, init)],
		[
			'0/1 PodInitializing 0',
			line(
				{
					phase: 'Pending',
					initContainerStatuses: [ended(0), ended(0)],
					containerStatuses: [waiting('PodInitializing')],
				},
				init,
			),
		],
		[
			'2/2 Running 1',
			line(
				{
					phase: 'Running',
					initContainerStatuses: [{...running, name: 'side', started: true, restartCount: 1}],
					containerStatuses: [running],
					conditions: ready,
				},
				sidecar,
			),
		],
		['1/1 Terminating 0', line({phase: 'Running', containerStatuses: [running]}, {}, deleted)],
		['0/1 Completed 0', line({phase: 'Succeeded', containerStatuses: [ended(0, 'Completed')]}, {}, deleted)],
		['1/1 Unknown 0', line({phase: 'Running', reason: 'NodeLost', containerStatuses: [running]}, {}, deleted)],
	])('%s', (expected, actual) => {
		expect(actual).toBe(expected);
	});

	it('say when the last restart was', () => {
		const lastState = {terminated: {exitCode: 1, startedAt: null, finishedAt: '2026-01-01T11:59:15Z'}};
		const status = {...waiting('CrashLoopBackOff'), restartCount: 3, lastState};
		expect(line({phase: 'Running', containerStatuses: [status]})).toBe('0/1 CrashLoopBackOff 3 (45s ago)');
	});

	it('say <none> where there is nothing', () => {
		const cells = podColumns.map(column => column.cell({...podOf({}), status: {}} as Pod, now));
		expect(cells).toEqual(['web', '0/1', '', '0', '<unknown>', '<none>', '<none>', '<none>', '<none>']);
	});
});
