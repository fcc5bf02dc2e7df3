import {describe, expect, it} from 'vitest';
import {playScenario} from '../../src/simulate/play.ts';
import type {RecordedStep, Scenario} from '../../src/simulate/scenario.ts';

const pod = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers: [{name: web, image: 'nginx:1.27'}]
`;

async function play(...lines: string[]): Promise<RecordedStep[]> {
	const scenario: Scenario = {files: {'pod.yaml': pod}, steps: lines.map(run => ({run}))};
	return [...(await playScenario(scenario)).steps];
}

describe('a scenario', () => {
	it('answers each line, and shows all that there is once it has settled', async () => {
		const {steps} = await playScenario({
			files: {'pod.yaml': pod},
			steps: [{run: 'kubectl apply -f pod.yaml'}, {settle: true}],
		});
		expect(steps[0]).toEqual({run: 'kubectl apply -f pod.yaml', exit: 0, stdout: 'pod/web created\n', stderr: ''});
		expect(steps[1]).toMatchObject({
			settle: true,
			objects: [
				{apiVersion: 'v1', kind: 'Pod', metadata: {name: 'web', namespace: 'default'}, status: {phase: 'Running'}},
			],
			events: expect.arrayContaining([expect.objectContaining({kind: 'Event', reason: 'Scheduled'})]),
		});
	});

	it('comes out the same, byte for byte, from the same seed', async () => {
		const scenario: Scenario = {
			files: {'pod.yaml': pod},
			steps: [
				{run: 'kubectl apply -f pod.yaml'},
				{settle: true},
				{control: 'down worker-2'},
				{sleep: 400},
				{settle: true},
			],
		};
		const [first, second, other] = await Promise.all([7, 7, 8].map(seed => playScenario(scenario, {seed})));
		expect(JSON.stringify(second)).toBe(JSON.stringify(first));
		expect(JSON.stringify(other)).not.toBe(JSON.stringify(first));
	});

	it('has as many workers as one asks for', async () => {
		const {steps} = await playScenario({steps: [{run: 'kubectl get nodes -o name'}]}, {workers: 5});
		expect(steps).toMatchObject([{stdout: expect.stringMatching(/^(node\/[\w-]+\n){6}$/)}]);
	});

	it.each(['down worker-9', 'up worker-9', 'add worker-1 10.100.100.20'])(
		'cannot go on where a node is none of the cluster: %s',
		async control => {
			await expect(playScenario({steps: [{sleep: 1}, {control}]})).rejects.toMatchObject({
				name: 'ScenarioError',
				step: 1,
			});
		},
	);
});

describe('a line that would wait for ever', () => {
	it.each(['kubectl get pods -w', 'kubectl logs -f web', 'kubectl wait --for=delete pod/web --timeout=-1s'])(
		'is interrupted when nothing more happens, and takes no time for it: %s',
		async line => {
			const [, waiting, age] = (await play('kubectl apply -f pod.yaml', line, 'kubectl get pod web')).slice(0);
			expect(waiting).toMatchObject({interrupted: expect.stringContaining('interrupted 3 s after')});
			expect(age).toMatchObject({stdout: expect.stringMatching(/Running +0 +[4-9]s\n$/)});
		},
	);

	it('is interrupted after an hour where something goes on', async () => {
		const [watching] = await play('watch kubectl get nodes');
		expect(watching).toMatchObject({exit: 130, interrupted: expect.stringContaining('after an hour')});
	});

	it('may sleep, or wait as long as it says itself', async () => {
		const [sleeping, waiting, date] = await play(
			'sleep 5h',
			'kubectl wait --for=delete node/worker-1 --timeout=2h',
			'date',
		);
		expect(sleeping).toMatchObject({exit: 0});
		expect(waiting).toMatchObject({exit: 1, stderr: expect.stringContaining('timed out')});
		expect(date).toMatchObject({stdout: expect.stringContaining(' 16:0')});
		expect([sleeping, waiting].filter(step => 'interrupted' in step!)).toEqual([]);
	});
});
