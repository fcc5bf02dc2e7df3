/** Everything that a command touches besides its arguments. Effects are passed in, so commands run anywhere. */
import type {Connection} from '../apimachinery/connection.ts';

/** The folder that learners work in. Paths are relative to it; `.` is the folder itself. */
export interface WorkspaceFiles {
	/** The text of a file; throws a FileError. */
	read(path: string): string;
	/** Replaces or creates a file (and the folders above it); throws a FileError. */
	write(path: string, text: string): void;
	remove(path: string): void;
	/** The names in a folder, sorted; throws a FileError. */
	list(folder: string): readonly {readonly name: string; readonly folder: boolean}[];
	kind(path: string): 'file' | 'folder' | undefined;
}

/** Why a file could not be used. */
export class FileError extends Error {
	override readonly name = 'FileError';
	readonly code: 'ENOENT' | 'EISDIR' | 'ENOTDIR' | 'EACCES' | 'EOUTSIDE';
	readonly path: string;
	constructor(code: FileError['code'], path: string) {
		super(`${path}: ${code}`);
		this.code = code;
		this.path = path;
	}
}

/** What a kubeconfig says, as far as commands change it. */
export interface KubectlSettings {
	readonly context: string;
	readonly cluster: string;
	readonly user: string;
	readonly server: string;
	/** The namespace of requests that name none; kept across commands. */
	namespace: string;
}

export interface KubectlIo {
	readonly connection: Connection;
	/** The command that runs, such as `kubectl get`; requests say it, as in the `Kubectl-Command` header. */
	readonly command?: string;
	/** `-v`: how much is said of requests. */
	readonly verbosity?: number;
	readonly files: WorkspaceFiles;
	readonly settings: KubectlSettings;
	/** What is piped in; undefined where nothing is. */
	readonly stdin?: string;
	/** Writes to standard output, as it comes: what waits or follows calls it many times. */
	out(text: string): void;
	err(text: string): void;
	/** Aborted by Ctrl+C. */
	readonly signal: AbortSignal;
	/** Opens an editor on a text and gives what was saved; undefined where it was left without saving. */
	edit?(name: string, text: string): Promise<string | undefined>;
	/** Is told what ended a command, before it is printed, so that a teacher can explain it. */
	failed?(error: unknown): void;
	/** Asks on the terminal and gives one line; undefined where there is no terminal. */
	ask?(question: string): Promise<string | undefined>;
}
