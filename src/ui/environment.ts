/** Whether there is a terminal for the screen, and how it is set up. To be asked before the screen is loaded. */

export interface TerminalStreams {
	readonly stdin: {readonly isTTY?: boolean};
	readonly stdout: {readonly isTTY?: boolean};
	readonly env: Readonly<Record<string, string | undefined>>;
}

/** Why the screen cannot be shown, as a sentence for the learner; undefined when it can. */
export function noScreenReason({stdin, stdout, env}: TerminalStreams): string | undefined {
	if (!stdin.isTTY) {
		return 'The tutor needs a terminal to read keys from, and standard input is none.';
	}
	if (!stdout.isTTY) {
		return 'The tutor needs a terminal to draw on, and standard output is none.';
	}
	return env.TERM === 'dumb' ? 'The tutor cannot draw on this terminal: TERM is "dumb".' : undefined;
}

/**
 * What FORCE_COLOR has to be, as Ink's colours follow it alone: NO_COLOR (https://no-color.org) with any text turns
 * colours off. Undefined leaves it as it is.
 */
export function forcedColor(env: TerminalStreams['env']): '0' | undefined {
	return env.NO_COLOR ? '0' : undefined;
}

/** What npm puts into EDITOR for scripts where the learner has none: vi, on Windows notepad.exe. */
const npmEditors: readonly string[] = ['vi', 'notepad.exe'];

/** The learner's editor, if one is named. */
export function editorOf(env: TerminalStreams['env']): string | undefined {
	const visual = env.VISUAL?.trim();
	const editor = env.EDITOR?.trim();
	const fromNpm = env.npm_lifecycle_event !== undefined && npmEditors.includes(editor ?? '');
	return visual || (fromNpm ? undefined : editor) || undefined;
}
