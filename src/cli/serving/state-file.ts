/** The file that keeps a served cluster between runs. */
import {existsSync, readFileSync, renameSync} from 'node:fs';
import {type SavedCluster, savedVersion} from '../../kubernetes/cluster.ts';
import {writeAtomically} from '../../tutor/progress/atomic-file.ts';
import {freeName} from '../../tutor/progress/record-file.ts';
import {ServingError} from './serving-error.ts';

interface StateForm {
	/** The form of this data. */
	readonly form: 1;
	readonly cluster: SavedCluster;
}

export interface StateFile {
	/** What was saved; undefined where nothing was, or it could not be read. */
	readonly saved?: SavedCluster;
	/** The name under which a damaged file is kept. */
	readonly setAside?: string;
	save(cluster: SavedCluster): Promise<void>;
	/** Renames what cannot be used after all; gives its name. */
	putAside(): string;
}

/** Opens it, or begins it. Throws a ServingError where a newer program wrote it, or where it cannot be read at all. */
export function openStateFile(path: string): StateFile {
	const putAside = () => {
		const name = freeName(path);
		renameSync(path, name);
		return name;
	};
	const saved = existsSync(path) ? read(path) : undefined;
	let writing: Promise<void> = Promise.resolve();
	return {
		...(saved === 'damaged' ? {setAside: putAside()} : saved && {saved}),
		save(cluster) {
			const text = JSON.stringify({form: 1, cluster} satisfies StateForm);
			writing = writing.catch(() => {}).then(() => writeAtomically(path, text));
			return writing;
		},
		putAside,
	};
}

function read(path: string): SavedCluster | 'damaged' {
	let text: string;
	try {
		text = readFileSync(path, 'utf8');
	} catch (error) {
		throw new ServingError(`${path} cannot be read: ${(error as Error).message}`);
	}
	let state: {readonly form?: unknown; readonly cluster?: {readonly version?: unknown}} | null;
	try {
		state = JSON.parse(text);
	} catch {
		return 'damaged';
	}
	const version = state?.cluster?.version;
	if (Number(state?.form) > 1 || Number(version) > savedVersion) {
		throw new ServingError(`${path} was written by a newer version of this program. It is left as it is.`);
	}
	return state?.form === 1 && version === savedVersion ? (state.cluster as SavedCluster) : 'damaged';
}
