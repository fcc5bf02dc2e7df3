/** The file of a mission's cluster. An unreadable one costs the cluster's state, never the progress. */
import {existsSync, readFileSync, renameSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {writeAtomically} from './atomic-file.ts';
import {freeName} from './record-file.ts';

export interface SavedLab<T> {
	readonly mission: string;
	readonly version: number;
	readonly cluster: T;
}

export interface ClusterFile<T> {
	/** What was saved; undefined where nothing was, or it could not be read. */
	readonly saved?: SavedLab<T>;
	readonly setAside?: string;
	save(lab: SavedLab<T>): Promise<void>;
	/** Takes the file away: the cluster is to begin anew. */
	remove(): void;
	/** Renames the file, so that it is not used again; the name that it has then, or undefined where there is none. */
	putAside(): string | undefined;
}

/** @param isCluster whether a value read is a cluster that this program can go on with */
export function openClusterFile<T>(
	folder: string,
	mission: string,
	isCluster: (value: unknown) => value is T,
	options: {readonly readOnly?: boolean} = {},
): ClusterFile<T> {
	const path = join(folder, `cluster-${mission}.json`);
	let saved: SavedLab<T> | undefined;
	let setAside: string | undefined;
	let writing: Promise<void> = Promise.resolve();
	if (existsSync(path)) {
		try {
			const value = JSON.parse(readFileSync(path, 'utf8')) as SavedLab<unknown>;
			if (value.mission === mission && isCluster(value.cluster)) {
				saved = value as SavedLab<T>;
			}
		} catch {
			saved = undefined;
		}
		if (saved === undefined && !options.readOnly) {
			setAside = freeName(path);
			renameSync(path, setAside);
		}
	}
	return {
		...(saved && {saved}),
		...(setAside !== undefined && {setAside}),
		save(lab) {
			if (options.readOnly) {
				return Promise.resolve();
			}
			// One at a time, in the order in which they were asked for: the last one asked for is the one that stays.
			const text = JSON.stringify(lab);
			writing = writing.catch(() => {}).then(() => writeAtomically(path, text));
			return writing;
		},
		remove() {
			if (!options.readOnly) {
				rmSync(path, {force: true});
			}
		},
		putAside() {
			if (options.readOnly || !existsSync(path)) {
				return undefined;
			}
			const name = freeName(path);
			renameSync(path, name);
			return name;
		},
	};
}
