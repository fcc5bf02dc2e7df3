/** Starts the real tutor, as it is installed, in a real terminal. */
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {type StartOptions, TerminalSession} from './terminal.ts';

/** The bundle that test/support/build-once.ts has made. */
export const program = process.env.TUTOR_PROGRAM!;

/** What a test has of a learner: a home of its own, and terminals that are closed when it ends. */
export class Learner {
	readonly home = mkdtempSync(join(tmpdir(), 'tutor-home-'));
	readonly #sessions: TerminalSession[] = [];

	start(options: StartOptions = {}, ...args: string[]): TerminalSession {
		const env = {EDITOR: undefined, VISUAL: undefined, NO_COLOR: undefined, CI: undefined, ...options.env};
		const session = TerminalSession.start(process.execPath, [program, '--home', this.home, ...args], {...options, env});
		this.#sessions.push(session);
		return session;
	}

	async leave(): Promise<void> {
		for (const session of this.#sessions) {
			await session.close();
		}
		rmSync(this.home, {recursive: true, force: true});
	}
}
