import type {Connection} from '../apimachinery/connection.ts';
import type {KubectlIo, KubectlSettings, WorkspaceFiles} from '../kubectl/io.ts';
import type {Input} from './pipe.ts';

/** What lasts from one line to the next. */
export interface ShellSession {
	readonly connection: Connection;
	/** The whole workspace. */
	readonly workspace: WorkspaceFiles;
	readonly settings: KubectlSettings;
	readonly variables: Map<string, string>;
	readonly aliases: Map<string, string>;
	/** The lines typed so far, oldest first, for `history`. */
	readonly history: readonly string[];
	/** The folder that relative paths start from: '' is the workspace itself. */
	folder: string;
	lastExit: number;
	readonly edit?: KubectlIo['edit'];
	readonly ask?: KubectlIo['ask'];
	readonly failed?: KubectlIo['failed'];
	/** Is told the path, from the workspace, of a file that a program reads to show it. */
	readonly fileShown?: (path: string) => void;
	/** Commands that the host adds, such as `hint`. They win over the shell's own. */
	readonly commands?: ReadonlyMap<string, ShellCommand>;
	/** Why a program that people have elsewhere is not here, for a plain answer. */
	readonly elsewhere?: ReadonlyMap<string, string>;
}

/** The surroundings of one command. */
export interface CommandIo {
	readonly session: ShellSession;
	/** The workspace, seen from the session's folder. */
	readonly files: WorkspaceFiles;
	/** Undefined where nothing is piped in. */
	readonly input: Input | undefined;
	out(text: string): void;
	err(text: string): void;
	/** Empties what the line has shown so far (`clear`, `watch`). */
	clear(): void;
	readonly signal: AbortSignal;
	/** Runs another command with the same surroundings. */
	run(
		words: readonly string[],
		over?: {readonly out?: (text: string) => void; readonly input?: Input},
	): Promise<number>;
}

/** Gives the exit code. */
export type ShellCommand = (words: readonly string[], io: CommandIo) => Promise<number> | number;
