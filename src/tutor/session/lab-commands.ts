/** The commands that the lab adds to the shell: editors, and `wait`. */
import type {ShellCommand} from '../../shell/session.ts';
import {parseTimeSpan, timeSpanText} from './time-span.ts';

/** What people call their editor. */
const editors = ['edit', 'nano', 'vi', 'vim', 'nvim', 'emacs', 'code', 'notepad'];

export interface LabCommandHooks {
	/** Opens a file of the workspace in the editor; resolves when it is left. */
	edit(folder: string, name: string): Promise<void>;
	/**
	 * Moves time on, quickly, by milliseconds or until something happens; resolves when it is there, or was stopped, and
	 * says what has changed meanwhile, in words; undefined where nothing has.
	 */
	wait(milliseconds: number | 'event', signal: AbortSignal): Promise<string | undefined>;
	/** Why time cannot be moved on now; undefined where it can. */
	cannotWait?(): string | undefined;
}

export function labCommands(hooks: LabCommandHooks): ReadonlyMap<string, ShellCommand> {
	const edit: ShellCommand = async (words, io) => {
		const [name, ...others] = words.filter(word => !word.startsWith('-'));
		if (name === undefined) {
			io.err('edit: which file? Try `edit web.yaml`; `ls` shows the files.\n');
			return 1;
		}
		if (others.length > 0) {
			io.err('edit: one file at a time, as in `edit web.yaml`\n');
			return 1;
		}
		if (io.files.kind(name) === 'folder') {
			io.err(`edit: ${name} is a folder\n`);
			return 1;
		}
		await hooks.edit(io.session.folder, name);
		return 0;
	};
	const wait: ShellCommand = async (words, io) => {
		const {clock} = io.session.connection;
		const span = words.length === 0 ? 'event' : parseTimeSpan(words.join(' '));
		if (span === undefined) {
			io.err('wait: how long? Try `wait 30s` or `wait 5m`.\n');
			return 1;
		}
		const why = hooks.cannotWait?.();
		if (why !== undefined) {
			io.err(`wait: ${why}\n`);
			return 1;
		}
		const began = clock.now();
		const changes = await hooks.wait(span, io.signal);
		const passed = timeSpanText(Math.round((clock.now() - began) / 1000) * 1000);
		const news = span === 'event' ? (changes === undefined ? ', and nothing has changed' : `: ${changes}`) : '';
		io.out(`${passed} went by${news}.\n`);
		return io.signal.aborted ? 130 : 0;
	};
	return new Map([...editors.map(name => [name, edit] as const), ['wait', wait]]);
}
