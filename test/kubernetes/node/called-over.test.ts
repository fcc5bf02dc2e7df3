/** Pods whose phase somebody else has set to Failed or Succeeded. */
import {expect, it} from 'vitest';
import type {Pod} from '../../../src/api/core-v1/pod.ts';
import {createLab, eventsOf, getPod, run} from './lab.ts';

it.each(['Failed', 'Succeeded'])('a Pod that a client calls %s has its containers ended, and stays so', phase => {
	const cluster = createLab();
	run(cluster, 'web', [{image: 'nginx:1.27'}]);
	cluster.advance(5000);
	const pod = getPod(cluster, 'web')!;
	expect(pod.status.phase).toBe('Running');
	const status = {...pod.status, phase, reason: 'Judged', message: 'by a client'};
	cluster.client.updateStatus<Pod>('pods', {...pod, status});
	cluster.advance(5000);
	const ended = getPod(cluster, 'web')!;
	expect(ended.status).toMatchObject({phase, reason: 'Judged', message: 'by a client'});
	expect(ended.status.containerStatuses![0]!.state.terminated).toMatchObject({exitCode: 0, reason: 'Completed'});
	expect(ended.status.containerStatuses![0]!.restartCount).toBe(0);
	expect(eventsOf(cluster, 'web').at(-1)).toBe('Killing Stopping container c');
	cluster.client.delete('pods', 'default', 'web');
	expect(getPod(cluster, 'web')).toBeUndefined();
});
