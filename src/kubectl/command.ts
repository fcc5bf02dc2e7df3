/** What a kubectl command is. One file a command; the frame (main.ts) parses, dispatches, and prints errors and help. */
import type {KubectlIo} from './io.ts';

export interface Flag {
	/** Without the dashes, such as `output`. */
	readonly name: string;
	/** One letter, such as `o`. */
	readonly shorthand?: string;
	/**
	 * `strings` may be repeated and takes commas; `stringArray` may be repeated and takes the text whole; `stringToString`
	 * takes pairs such as `a=b,c=d` and may be repeated.
	 */
	readonly type: 'bool' | 'string' | 'int' | 'int64' | 'duration' | 'strings' | 'stringArray' | 'stringToString';
	/** As it is shown in help; also what `Flags` gives where the flag is absent. */
	readonly default?: string;
	/** The value of a flag that is given without one, such as `--dry-run` (`unchanged` in kubectl's help). */
	readonly valueWhenBare?: string;
	/** In our own words, for `--help`. */
	readonly description: string;
	readonly hidden?: boolean;
	/** What is said when it is used, after `Flag --NAME has been deprecated, `. It is hidden, too. */
	readonly deprecated?: string;
	/** Without it the call ends with `required flag(s) "NAME" not set`. */
	readonly required?: boolean;
}

/** The flags of one call. Asking for a flag that the command does not declare is a programming error and throws. */
export interface Flags {
	/** Whether it stands on the line. */
	has(name: string): boolean;
	bool(name: string): boolean;
	string(name: string): string;
	int(name: string): number;
	/** Exact where `int` is not, beyond 2^53. */
	int64(name: string): bigint;
	/** Milliseconds. `0` and a bare number are seconds where kubectl reads them so. */
	duration(name: string): number;
	strings(name: string): readonly string[];
	/** The pairs of a `stringToString`, in the order of the line; the last of a key counts. */
	pairs(name: string): ReadonlyMap<string, string>;
}

/** One call of a command. */
export interface Invocation {
	readonly io: KubectlIo;
	/** The words that are no flags. */
	readonly args: readonly string[];
	/** How many of `args` stood before `--`; -1 where there was none (`exec POD -- COMMAND`). */
	readonly argsBeforeDash: number;
	readonly flags: Flags;
	/** The flags as they stand on the line, each with its value. */
	readonly givenFlags: readonly (readonly [name: string, value: string])[];
	/** The namespace of this call: `-n`, or the settings'. */
	readonly namespace: string;
	/** Whether `-n` was given. */
	readonly namespaceGiven: boolean;
	readonly command: Command;
	/** Such as `kubectl rollout undo`. */
	readonly path: string;
}

export interface Command {
	readonly name: string;
	readonly aliases?: readonly string[];
	/** How it is called, after `kubectl `, such as `get (TYPE [NAME | -l label] | TYPE/NAME ...) [flags]`. */
	readonly usage: string;
	/** One line for the list of commands. */
	readonly short: string;
	/** A paragraph for `--help`, our own words. */
	readonly long?: string;
	/** Lines to try, each a comment and a command. */
	readonly examples?: readonly (readonly [what: string, line: string])[];
	readonly flags: readonly Flag[];
	readonly subcommands?: readonly Command[];
	/** Where its help goes when no subcommand is named; standard error if not said. */
	readonly helpGoesTo?: 'out';
	/** What kind of words it takes, for completion. */
	readonly completes?: 'resources' | 'type' | 'pods' | 'nodes' | 'commands' | 'none';
	/** The exit code. Throws a CommandError or a StatusError for what ends it; the frame prints it as kubectl does. */
	run?(invocation: Invocation): Promise<number>;
}

/** Ends a command with `error: MESSAGE` on standard error (or MESSAGE alone where `bare`). */
export class CommandError extends Error {
	override readonly name = 'CommandError';
	readonly exitCode: number;
	readonly bare: boolean;
	constructor(message: string, options: {readonly exitCode?: number; readonly bare?: boolean} = {}) {
		super(message);
		this.exitCode = options.exitCode ?? 1;
		this.bare = options.bare ?? false;
	}
}
