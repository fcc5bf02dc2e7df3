/** A learner's ways through the tutor, in a real terminal. */
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {loadMissions} from '../../src/tutor/missions/load.ts';
import type {Question} from '../../src/tutor/missions/mission.ts';
import type {TerminalSession} from './support/terminal.ts';
import {Learner} from './support/tutor.ts';

let learner: Learner;
beforeEach(() => {
	learner = new Learner();
});
afterEach(() => learner.leave());

/** What a learner may answer; `i had it` where the answer depends on their cluster and is not on the screen. */
function answerTo(question: Question, screen: string): string {
	switch (question.kind) {
		case 'fact':
			return question.field === 'spec.nodeName' ? /worker-\d/.exec(screen)![0] : 'i had it';
		case 'choice':
			return String(question.choices.findIndex(choice => choice.right) + 1);
		case 'command':
			return question.accept[0]!;
		case 'words':
			return question.samples.right[0]!;
	}
}

async function begin(terminal: TerminalSession): Promise<void> {
	await terminal.waitForText('Enter start');
	terminal.press('enter');
}

/** Types one mission from its first step to its last, as its solution does it, and goes on to what follows. */
async function playMission(terminal: TerminalSession, id: string): Promise<void> {
	const mission = loadMissions('missions').find(candidate => candidate.id === id)!;
	for (const [index, step] of mission.steps.entries()) {
		await terminal.waitForText(`step ${index + 1} of ${mission.steps.length}`);
		if (step.predict) {
			await terminal.waitForText(step.predict.question.slice(0, 20));
			terminal.line('1');
			await terminal.waitForText('You predict');
		}
		for (const line of step.solution) {
			if (line.includes('\n')) {
				terminal.paste(line.trimEnd());
				await terminal.settle();
				terminal.press('enter');
			} else {
				terminal.line(line);
			}
			await terminal.waitFor(screen => /\$\s*$/m.test(screen) || screen.includes('Your answer'), 'the prompt');
		}
		if (step.question) {
			await terminal.waitForText('Your answer', 15_000);
			terminal.line(answerTo(step.question, await terminal.screen()));
		}
		await terminal.waitForText('→ Enter', 15_000);
		terminal.press('enter');
	}
}

describe('a learner', () => {
	it('plays both missions from nothing to done by typing', async () => {
		const terminal = learner.start();
		await begin(terminal);
		await playMission(terminal, 'bare-pod');
		await playMission(terminal, 'watch-it-die');
		await terminal.waitForText('step 1 of');
		terminal.line('home');
		await terminal.waitForText('Enter start');
		expect(await terminal.screen()).toMatch(/✓\s+1 {2}The bare Pod/);
		expect(await terminal.screen()).toMatch(/✓\s+2 {2}Watch it die/);
		expect(terminal.erased).toBe(false);
	}, 90_000);

	it.each([
		['deployment', 3],
		['roll-back', 6],
		['statefulset', 8],
	])(
		'plays the mission %s',
		async (id, number) => {
			const terminal = learner.start();
			await terminal.waitForText('Enter start');
			terminal.line(String(number));
			await playMission(terminal, id);
			await terminal.waitForText('step 1 of');
			expect(terminal.erased).toBe(false);
		},
		90_000,
	);

	it('is killed at twenty random moments, and goes on each time where they were', async () => {
		const lines = ['cat web.yaml', '', 'kubectl apply -f web.yaml', 'kubectl get pods', 'echo note >> mine.txt'];
		let typed = 0;
		for (let round = 0; round < 20; round++) {
			const terminal = learner.start();
			await terminal.waitForText('Enter start');
			expect(await terminal.screen(), `round ${round}`).not.toContain('could not be read');
			terminal.press('enter');
			await terminal.waitForText('step ');
			if (round > 2) {
				// The first step was passed in the first rounds and is never asked for again.
				expect(await terminal.screen()).not.toContain('a look into web.yaml');
			}
			const line = lines[typed % lines.length]!;
			terminal.line(line);
			await new Promise(resolve => setTimeout(resolve, (round * 97) % 700));
			if (round < 3 || round % 2 === 0) {
				await new Promise(resolve => setTimeout(resolve, 600));
				typed++;
			}
			terminal.kill('SIGKILL');
			await terminal.exit();
			const {records} = JSON.parse(readFileSync(join(learner.home, 'progress.json'), 'utf8'));
			expect(records.missions['bare-pod']).toBeDefined();
		}
		const notes = readFileSync(join(learner.home, 'workspace', 'bare-pod', 'mine.txt'), 'utf8');
		expect(notes).toMatch(/^(note\n)+$/);
	}, 120_000);

	it('finds on disk within a quarter of a second what the screen shows as done', async () => {
		const terminal = learner.start();
		await begin(terminal);
		await terminal.waitForText('step 1 of');
		terminal.line('cat web.yaml');
		await terminal.waitForText('Passed');
		await new Promise(resolve => setTimeout(resolve, 250));
		terminal.kill('SIGKILL');
		await terminal.exit();
		const again = learner.start();
		await begin(again);
		await again.waitForText('Passed');
	});

	it('sees whole lines at every size, and keeps the scrollback', async () => {
		const terminal = learner.start({columns: 60, rows: 20});
		await begin(terminal);
		await terminal.waitForText('step 1 of');
		for (const [columns, rows] of [
			[60, 20],
			[80, 24],
			[200, 60],
			[61, 21],
			[120, 40],
			[60, 20],
		] as const) {
			terminal.resize(columns, rows);
			await terminal.settle();
			terminal.line('kubectl get nodes');
			// The last row stays free: a frame that reached it would erase the scrollback.
			await terminal.waitFor(screen => {
				const shown = screen.replace(/[│╎|]/g, ' ').replace(/\s+/g, ' ');
				const words = ['The bare Pod', 'Read the file web.yaml', 'default $', 'worker-3 Ready'];
				return words.every(word => shown.includes(word)) && screen.split('\n').at(-1) === '';
			}, `all of it at ${columns}×${rows}`);
		}
		terminal.resize(50, 18);
		await terminal.waitForText('60');
		terminal.resize(80, 24);
		await terminal.waitForText('Read the manifest');
		expect(terminal.erased).toBe(false);
	}, 60_000);

	it('is told of a damaged progress file, whose name they get', async () => {
		writeFileSync(join(learner.home, 'progress.json'), '{"records":{"form":1,"miss');
		const terminal = learner.start({columns: 120, rows: 40});
		await terminal.waitForText('could not be read');
		expect((await terminal.screen()).replace(/\s+/g, '')).toContain('progress.json.damaged-1');
		expect(readFileSync(join(learner.home, 'progress.json.damaged-1'), 'utf8')).toBe('{"records":{"form":1,"miss');
	});

	it('may start a second copy, which says so and loses nothing', async () => {
		const first = learner.start();
		await begin(first);
		await first.waitForText('step 1 of');
		first.line('cat web.yaml');
		await first.waitForText('Passed');
		await new Promise(resolve => setTimeout(resolve, 300));
		const second = learner.start();
		await second.waitForText('Another copy');
		second.press('escape');
		await second.settle();
		second.press('enter');
		await second.waitForText('step ');
		second.line('rm web.yaml');
		await second.settle();
		second.line('quit');
		await second.exit();
		first.press('enter');
		await first.waitForText('step 2 of');
		first.line('kubectl apply -f web.yaml');
		await first.waitForText('pod/web created');
	}, 60_000);

	it('edits a file in the editor, and applies it', async () => {
		const terminal = learner.start();
		await begin(terminal);
		await terminal.waitForText('step 1 of');
		terminal.line('edit new.yaml');
		await terminal.waitForText('new.yaml');
		terminal.paste(
			'apiVersion: v1\nkind: Pod\nmetadata:\n  name: mine\nspec:\n  containers:\n  - name: c\n    image: nginx:1.27\n',
		);
		await terminal.waitForText('image: nginx:1.27');
		terminal.press('ctrl+s');
		await terminal.settle();
		terminal.press('escape');
		await terminal.waitForText('default $');
		terminal.line('kubectl apply -f new.yaml');
		await terminal.waitForText('pod/mine created');
	}, 60_000);

	it('pastes a manifest into the prompt, and types faster than the lines run', async () => {
		const terminal = learner.start();
		await begin(terminal);
		await terminal.waitForText('step 1 of');
		terminal.paste(
			'kubectl apply -f - <<EOF\napiVersion: v1\nkind: Pod\nmetadata:\n  name: pasted\nspec:\n  containers:\n  - name: c\n    image: nginx:1.27\nEOF\n',
		);
		await terminal.settle();
		terminal.press('enter');
		await terminal.waitForText('pod/pasted created');
		terminal.type('kubectl get pods\recho one\recho two\rkubectl delete pod pasted --now\recho three\r');
		await terminal.waitForText('pod "pasted" deleted');
		await terminal.waitFor(screen => /^\s*three\s*$/m.test(screen), 'the last line');
	}, 60_000);
});
