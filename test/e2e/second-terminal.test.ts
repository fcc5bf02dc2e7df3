/** A learner who works in their own terminal, with their own kubectl, while the tutor looks on. */
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {loadMissions} from '../../src/tutor/missions/load.ts';
import type {Question} from '../../src/tutor/missions/mission.ts';
import {inOtherTerminal, type Ran} from './support/served.ts';
import type {TerminalSession} from './support/terminal.ts';
import {Learner} from './support/tutor.ts';

let learner: Learner;
beforeEach(() => {
	learner = new Learner();
});
afterEach(() => learner.leave());

async function openServer(terminal: TerminalSession): Promise<string> {
	terminal.press('alt+s');
	await terminal.waitForText('export KUBECONFIG=');
	// On the screen a long path is broken.
	return `export KUBECONFIG=${join(learner.home, 'kubeconfig')}`;
}

async function startMission(terminal: TerminalSession, number: number): Promise<void> {
	await terminal.waitForText('Enter start');
	terminal.line(String(number));
	await terminal.waitForText('step 1 of');
}

function answerTo(question: Question): string {
	switch (question.kind) {
		case 'choice':
			return String(question.choices.findIndex(choice => choice.right) + 1);
		case 'command':
			return question.accept[0]!;
		default:
			return 'not sure';
	}
}

describe('from a second terminal', () => {
	it('a whole mission is solved with the real kubectl, and the tutor follows', async () => {
		const terminal = learner.start({columns: 120, rows: 40});
		await startMission(terminal, 4);
		const usage = await openServer(terminal);
		const mission = loadMissions('missions').find(({id}) => id === 'scale')!;
		const folder = join(learner.home, 'workspace', 'scale');
		for (const [index, step] of mission.steps.entries()) {
			await terminal.waitForText(`step ${index + 1} of ${mission.steps.length}`);
			if (step.predict) {
				terminal.line('1');
				await terminal.waitForText('You predict');
			}
			const lines = step.solution.filter(line => !line.startsWith('wait '));
			for (const line of lines) {
				expect(await inOtherTerminal(usage, line, folder), line).toMatchObject({exit: 0, stderr: ''});
			}
			const done = () => terminal.screen().then(screen => /Passed|Your answer|→ Enter/.test(screen));
			for (let looks = 0; lines.length > 0 && !(await done()) && looks < 40; looks++) {
				// A look counts when there is something to be seen.
				await new Promise(resolve => setTimeout(resolve, 250));
				await inOtherTerminal(usage, lines.at(-1)!, folder);
			}
			if (step.question) {
				await terminal.waitForText('Your answer', 15_000);
				terminal.line(answerTo(step.question));
			}
			await terminal.waitForText('→ Enter', 15_000);
			terminal.press('enter');
		}
		await terminal.waitForText('step 1 of');
		expect(terminal.erased).toBe(false);
	}, 120_000);

	it('undo takes back what was done there, and a restart finds what was left', async () => {
		const terminal = learner.start();
		await startMission(terminal, 3);
		const usage = await openServer(terminal);
		const kubectl = (words: string): Promise<Ran> => inOtherTerminal(usage, `kubectl ${words}`);
		expect((await kubectl('create configmap theirs --from-literal=a=b')).stdout).toContain('created');
		terminal.line('undo');
		await terminal.waitForText('Undone: what other clients did');
		expect((await kubectl('get configmap theirs')).stderr).toContain('NotFound');

		terminal.line('kubectl create configmap mine');
		await terminal.waitForText('configmap/mine created');
		await kubectl('create configmap later');
		terminal.line('undo');
		await terminal.waitForText('went back with it');
		expect((await kubectl('get configmaps -o name')).stdout).toBe('configmap/kube-root-ca.crt\n');
		terminal.line('redo');
		await terminal.waitForText('is back, too');
		expect((await kubectl('get configmaps -o name')).stdout).toContain('configmap/later');
		// The nodes are alive although time was put back twice.
		expect((await kubectl('get nodes')).stdout.match(/ Ready /g)).toHaveLength(4);
		await new Promise(resolve => setTimeout(resolve, 300));
		terminal.kill('SIGKILL');
		await terminal.exit();

		const again = learner.start();
		await again.waitForText('Enter start');
		again.press('enter');
		await again.waitForText('step ');
		again.line('kubectl get configmaps');
		await again.waitForText('later');
	}, 60_000);

	it("time is the wall clock's while the server is open, and the learner's own again after", async () => {
		const terminal = learner.start();
		await startMission(terminal, 3);
		terminal.line('pause');
		await terminal.waitForText('paused');
		const usage = await openServer(terminal);
		await terminal.waitForText('served');
		terminal.line('wait 5m');
		await terminal.waitForText('closes the server');
		expect(await inOtherTerminal(usage, 'kubectl run web --image=nginx:1.27')).toMatchObject({exit: 0});
		expect(await inOtherTerminal(usage, 'kubectl wait --for=condition=Ready pod/web --timeout=20s')).toMatchObject({
			exit: 0,
		});
		terminal.press('alt+s');
		await terminal.waitForText('The server is closed');
		await terminal.waitForText('paused');
		expect((await inOtherTerminal(usage, 'kubectl get pods')).stderr).toContain('refused');
		terminal.line('kubectl get pods');
		await terminal.waitForText('Running');
	}, 60_000);
});
