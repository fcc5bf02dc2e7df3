/** Commands that ask while they run, such as a shell in a container. */
import {expect, it} from 'vitest';
import {createCluster} from '../../src/kubernetes/cluster.ts';
import type {ShellCommand} from '../../src/shell/session.ts';
import {Output} from '../../src/tutor/session/output.ts';
import {Prompt} from '../../src/tutor/session/prompt.ts';
import {newShellSession} from '../../src/tutor/session/shell-session.ts';

/** A prompt with a command that repeats what it is told until nothing more comes. */
function opened() {
	const output = new Output(() => {});
	const repeat: ShellCommand = async (_words, io) => {
		for (;;) {
			const line = await io.session.ask!('> ');
			if (line === undefined || io.signal.aborted) {
				return 0;
			}
			io.out(`you said ${line}\n`);
		}
	};
	let ended = 0;
	const prompt: Prompt = new Prompt(
		newShellSession(createCluster().connect(), {} as never, {
			commands: new Map([['repeat', repeat]]),
			ask: question => prompt.ask(question),
		}),
		output,
		{before() {}, printed() {}, after: () => ended++, changed() {}},
	);
	const settled = () => new Promise(resolve => setTimeout(resolve, 0));
	return {
		prompt,
		settled,
		said: () => output.entries.map(({text}) => text).join(''),
		get ended() {
			return ended;
		},
	};
}

it('shows what is asked, and what is answered', async () => {
	const {prompt, settled, said} = opened();
	prompt.run('repeat');
	await settled();
	expect(prompt.question).toBe('> ');
	prompt.reply('hint');
	await settled();
	expect(said()).toBe('repeat> hint\nyou said hint\n');
});

it('keeps the further lines of a paste, and what is typed too early, for the questions to come', async () => {
	const {prompt, settled, said} = opened();
	prompt.run('repeat');
	await settled();
	prompt.reply('one\ntwo');
	prompt.run('three');
	await settled();
	expect(said()).toBe('repeat> one\nyou said one\n> two\nyou said two\n> three\nyou said three\n');
});

it('ends when nothing more is to come, and takes commands again', async () => {
	const session = opened();
	session.prompt.run('repeat');
	await session.settled();
	session.prompt.reply(undefined);
	await session.settled();
	expect([session.prompt.question, session.ended]).toEqual([undefined, 1]);
	session.prompt.run('echo done');
	await session.settled();
	expect(session.said()).toMatch(/echo donedone\n$/);
});

it('Ctrl+C leaves it', async () => {
	const session = opened();
	session.prompt.run('repeat');
	await session.settled();
	session.prompt.interrupt();
	await session.settled();
	expect([session.prompt.question, session.ended, session.said()]).toEqual([undefined, 1, 'repeat^C']);
});
