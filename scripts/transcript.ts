// Plays a mission by its solutions in virtual time and writes what was said and typed as Markdown:
// node scripts/run-typescript.mjs scripts/transcript.ts watch-it-die > docs/transcript.md
import {simulator} from '../src/cli/simulator.ts';
import {memoryFiles} from '../src/shell/folder.ts';
import {runShell} from '../src/shell/run.ts';
import {find} from '../src/tutor/checks/evaluate.ts';
import {readField} from '../src/tutor/checks/field-path.ts';
import {loadMissions} from '../src/tutor/missions/load.ts';
import {freshProgress} from '../src/tutor/missions/machine.ts';
import {ClusterWatcher} from '../src/tutor/session/cluster-watcher.ts';
import {noticing} from '../src/tutor/session/lab.ts';
import {labCommands} from '../src/tutor/session/lab-commands.ts';
import {MissionRunner} from '../src/tutor/session/mission-runner.ts';
import {newShellSession} from '../src/tutor/session/shell-session.ts';

const id = process.argv[2] ?? 'watch-it-die';
const mission = loadMissions('missions').find(candidate => candidate.id === id)!;
const cluster = simulator.create({seed: 7, start: Date.UTC(2026, 0, 5, 9), workers: mission.workers});
const runner = new MissionRunner(mission, 1, freshProgress(mission), {
	changed() {},
	failed(error) {
		throw error;
	},
});
const watcher = new ClusterWatcher(cluster.connect({latency: 0}), () => runner.observe(cluster, watcher));
await watcher.start();
const session = newShellSession(
	noticing(cluster.connect({movesTime: true}), look => runner.looked(look)),
	memoryFiles(mission.files),
	{
		commands: labCommands({
			edit: async () => {},
			wait: async milliseconds => {
				cluster.advance(milliseconds === 'event' ? 60_000 : milliseconds);
				return undefined;
			},
		}),
		fileShown: path => runner.read(path),
	},
);

async function pass(milliseconds: number): Promise<void> {
	cluster.advance(milliseconds);
	await cluster.runUntil(new Promise(resolve => setImmediate(resolve)));
	runner.observe(cluster, watcher);
}

function print(...lines: string[]): void {
	console.log(`${lines.join('\n')}\n`);
}

print(
	`# ${mission.title}`,
	'',
	'The mission as it is played by its solutions: what the tutor says, what is typed, and what the cluster answers.',
);
for (const [index, step] of mission.steps.entries()) {
	print(`## ${index + 1}. ${step.title}`, '', step.lesson);
	if (step.predict) {
		const choices = step.predict.choices.map((choice, i) => `${i + 1}. ${choice.text}`);
		print(`> ${step.predict.question}`, '>', ...choices.map(line => `> ${line}`));
		const right = step.predict.choices.find(choice => choice.right)!;
		print(`The learner predicts: ${right.text}`);
		runner.predict(right.id);
	}
	await pass(1000);
	if (step.task !== '') {
		print(`**${step.task}**`);
	}
	for (const line of step.solution) {
		let text = '';
		const out = (piece: string) => {
			text += piece;
		};
		await cluster.runUntil(runShell(line, session, {out, err: out, signal: new AbortController().signal}));
		print('```console', `$ ${line}`, text.trimEnd(), '```');
		await pass(0);
	}
	for (let waited = 0; runner.view().stage.kind === 'doing' && waited < 60; waited++) {
		await pass(1000);
	}
	if (step.question) {
		const {question} = step;
		const answer =
			question.kind === 'fact'
				? String(readField(find(question.of, watcher)[0], question.field))
				: question.samples.right[0]!;
		print(`> ${step.question.ask}`, '', `The learner answers: ${answer}`);
		runner.answer(answer);
	}
	const {stage} = runner.view();
	if (stage.kind === 'passed') {
		print(`✓ Passed: ${stage.why.join(' · ')}`);
	} else if (stage.kind === 'asking') {
		print(`✓ ${stage.attempts.at(-1)?.verdict}: ${stage.answer ?? ''}`);
	}
	runner.next();
}
watcher.stop();
