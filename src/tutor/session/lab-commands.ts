/** The commands that the lab adds to the shell: editors, and `wait`. */
import type {ShellCommand} from '../../shell/session.ts';
import {parseTimeSpan} from './happenings.ts';

/** What people call their editor. */
const editors = ['edit', 'nano', 'vi', 'vim', 'nvim', 'emacs', 'code', 'notepad'];

export interface LabCommandHooks {
	/** Opens a file of the workspace in the editor; resolves when it is left. */
	edit(folder: string, name: string): Promise<void>;
	/** Moves time on, quickly; resolves when it is there, or was stopped. */
	wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export function labCommands(hooks: LabCommandHooks): ReadonlyMap<string, ShellCommand> {
	const edit: ShellCommand = async (words, io) => {
		const name = words.find(word => !word.startsWith('-'));
		if (name === undefined) {
			io.err('edit: which file? Try `edit web.yaml`; `ls` shows the files.\n');
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
		const span = parseTimeSpan(words.join(' '));
		if (span === undefined) {
			io.err('wait: how long? Try `wait 30s` or `wait 5m`.\n');
			return 1;
		}
		await hooks.wait(span, io.signal);
		if (!io.signal.aborted) {
			io.out(`${words.join(' ')} went by.\n`);
		}
		return 0;
	};
	return new Map([...editors.map(name => [name, edit] as const), ['wait', wait]]);
}
