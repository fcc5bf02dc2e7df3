import {describe, expect, it} from 'vitest';
import {createLab, eventsOf, getPod, logs, run} from './lab.ts';

function isReady(cluster: ReturnType<typeof createLab>, name: string): boolean {
	return getPod(cluster, name)!.status.containerStatuses![0]!.ready;
}

describe('probes', () => {
	it('ask what the image serves', () => {
		const cluster = createLab();
		const probe = (port: number, path = '/') => ({readinessProbe: {httpGet: {port, path}, periodSeconds: 2}});
		run(cluster, 'good', [{image: 'nginx:1.27', ...probe(80)}]);
		run(cluster, 'port', [{image: 'nginx:1.27', ...probe(8080)}]);
		run(cluster, 'path', [{image: 'nginx:1.27', ...probe(80, '/nope')}]);
		cluster.advance(6000);
		expect([isReady(cluster, 'good'), isReady(cluster, 'port'), isReady(cluster, 'path')]).toEqual([
			true,
			false,
			false,
		]);
		const {podIP} = getPod(cluster, 'port')!.status;
		expect(eventsOf(cluster, 'port').at(-1)).toBe(
			`Unhealthy Readiness probe failed: Get "http://${podIP}:8080/": dial tcp ${podIP}:8080: connect: connection refused`,
		);
		expect(eventsOf(cluster, 'path').at(-1)).toBe(
			'Unhealthy Readiness probe failed: HTTP probe failed with statuscode: 404',
		);
		expect(getPod(cluster, 'path')!.status.conditions!.find(({type}) => type === 'Ready')).toMatchObject({
			status: 'False',
			reason: 'ContainersNotReady',
			message: 'containers with unready status: [c]',
		});
	});

	it('leave a line each in the log of a server that writes one', async () => {
		const cluster = createLab();
		run(cluster, 'web', [{image: 'nginx:1.27', readinessProbe: {httpGet: {port: 80}}}]);
		cluster.advance(25_000);
		const lines = (await logs(cluster, 'web')).split('\n').filter(line => line.includes('kube-probe'));
		expect(lines).toHaveLength(3);
		expect(lines[0]).toMatch(
			/^10\.100\.100\.\d+ - - \[01\/Jun\/2026:09:00:01 \+0000\] "GET \/ HTTP\/1\.1" 200 615 "-" "kube-probe\/1\.36" "-"$/,
		);
	});

	it('see files come and go: the liveness example of the documentation', () => {
		const cluster = createLab();
		run(cluster, 'live', [
			{
				image: 'busybox:1.36',
				args: ['/bin/sh', '-c', 'touch /tmp/healthy; sleep 30; rm -f /tmp/healthy; sleep 600'],
				livenessProbe: {exec: {command: ['cat', '/tmp/healthy']}, initialDelaySeconds: 5, periodSeconds: 5},
			},
		]);
		cluster.advance(30_000);
		expect(eventsOf(cluster, 'live').some(event => event.startsWith('Unhealthy'))).toBe(false);
		cluster.advance(60_000);
		const events = eventsOf(cluster, 'live');
		expect(
			events.some(event => event.startsWith("Unhealthy Liveness probe failed: cat: can't open '/tmp/healthy'")),
		).toBe(true);
		expect(events).toContain('Killing Container c failed liveness probe, will be restarted');
		expect(getPod(cluster, 'live')!.status.containerStatuses![0]!).toMatchObject({
			restartCount: 1,
			lastState: {terminated: {exitCode: 137, reason: 'Error'}},
		});
	});

	it('of the start hold the others back', () => {
		const cluster = createLab();
		run(cluster, 'slow', [
			{
				image: 'busybox:1.36',
				command: ['sh', '-c', 'sleep 12; touch /tmp/up; sleep 1000'],
				startupProbe: {exec: {command: ['test', '-f', '/tmp/up']}, periodSeconds: 3, failureThreshold: 10},
				livenessProbe: {exec: {command: ['test', '-f', '/tmp/up']}, periodSeconds: 1, failureThreshold: 1},
			},
		]);
		cluster.advance(10_000);
		expect(getPod(cluster, 'slow')!.status.containerStatuses![0]).toMatchObject({started: false, ready: false});
		cluster.advance(10_000);
		expect(getPod(cluster, 'slow')!.status.containerStatuses![0]).toMatchObject({
			started: true,
			ready: true,
			restartCount: 0,
		});
	});

	it('of readiness go on while a Pod ends', () => {
		const cluster = createLab();
		const script = 'touch /tmp/up; trap "rm /tmp/up; sleep 8; exit 0" TERM; while true; do sleep 1; done';
		run(cluster, 'ending', [
			{
				image: 'busybox:1.36',
				command: ['sh', '-c', script],
				readinessProbe: {exec: {command: ['test', '-f', '/tmp/up']}, periodSeconds: 1, failureThreshold: 1},
			},
		]);
		cluster.advance(5000);
		expect(isReady(cluster, 'ending')).toBe(true);
		cluster.client.delete('pods', 'default', 'ending');
		cluster.advance(5000);
		expect(isReady(cluster, 'ending')).toBe(false);
		expect(eventsOf(cluster, 'ending').at(-1)).toMatch(/^Unhealthy Readiness probe failed:/);
		cluster.advance(15_000);
		expect(getPod(cluster, 'ending')).toBeUndefined();
	});
});
