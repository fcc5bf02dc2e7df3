/** Process ids that several containers may share: with `shareProcessNamespace`, or when a debugger targets a container. */

import {type FileEntry, FileTree} from './file-tree.ts';
import type {ContainerFiles} from './files.ts';
import type {RunningMachine} from './machine.ts';

/** Where the ids of what is started later begin. */
const firstLater = 7;

export class PidNamespace {
	readonly #members: RunningMachine[] = [];
	/** What runs there besides, such as the Pod's pause process. */
	readonly #others: readonly (readonly [pid: number, argv: readonly string[]])[];
	#next: number;

	constructor(others: readonly (readonly [pid: number, argv: readonly string[]])[] = []) {
		this.#others = others;
		this.#next = Math.max(firstLater, ...others.map(([pid]) => pid + 1));
	}

	newPid(): number {
		return this.#next++;
	}

	/** A container starts in it; gives the id of its first process. Its files are at `/proc/ID/root` for the others. */
	join(machine: RunningMachine): number {
		const alone = this.#members.length === 0 && this.#others.length === 0;
		const pid = alone ? 1 : this.newPid();
		for (const member of this.#members) {
			member.files.addMount({path: `/proc/${pid}/root`, tree: new RootOf(machine.files), subPath: '', readOnly: false});
			machine.files.addMount({
				path: `/proc/${member.firstPid}/root`,
				tree: new RootOf(member.files),
				subPath: '',
				readOnly: false,
			});
		}
		this.#members.push(machine);
		return pid;
	}

	/** Every process, by its id. Inside a container its first one is always 1. */
	processes(): Map<number, readonly string[]> {
		const all = this.#members.flatMap(member =>
			member.running
				? [...member.processes].map(([pid, argv]) => [pid === 1 ? member.firstPid : pid, argv] as const)
				: [],
		);
		return new Map([...this.#others, ...all].sort(([a], [b]) => a - b));
	}

	/** Whose process it is, and the id that it has there; undefined where nothing of a container has that id. */
	find(pid: number): {readonly machine: RunningMachine; readonly pid: number} | undefined {
		for (const machine of this.#members) {
			const inside = pid === machine.firstPid ? 1 : pid === 1 ? undefined : pid;
			if (inside !== undefined && machine.running && machine.processes.has(inside)) {
				return {machine, pid: inside};
			}
		}
		return undefined;
	}
}

/** Another container's files, as a tree that can be mounted. */
class RootOf extends FileTree {
	readonly #files: ContainerFiles;

	constructor(files: ContainerFiles) {
		super();
		this.#files = files;
	}

	override get(path: string): FileEntry | undefined {
		return this.#files.entry(path);
	}

	override isFolder(path: string): boolean {
		return this.#files.isFolder(path);
	}

	override set(path: string, {data, at, mode, link}: FileEntry): void {
		if (link !== undefined) {
			this.#files.link(path, link, at);
			return;
		}
		this.#files.write(path, data, at);
		if (mode !== undefined) {
			this.#files.setMode(path, mode);
		}
	}

	override addFolder(path: string, at: number): void {
		this.#files.addFolder(path, at);
	}

	override remove(path: string): void {
		this.#files.remove(path);
	}

	override names(folder: string): Set<string> {
		return new Set(this.#files.list(folder));
	}
}
