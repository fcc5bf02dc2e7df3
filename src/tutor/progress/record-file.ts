/** The file of the records, kept by conf. */
import {existsSync, readFileSync, renameSync} from 'node:fs';
import {join} from 'node:path';
import Conf from 'conf';
import {freshRecords, isRecords, type Records} from './records.ts';

export interface RecordFile {
	readonly records: Records;
	/** What the learner must be told: a damaged file was set aside, under this name. */
	readonly setAside?: string;
	/** Why nothing is written, where nothing is. */
	readonly readOnly?: string;
	save(records: Records): void;
}

const fileName = 'progress';

/**
 * Opens the records of a state folder. A file that cannot be read is renamed, never overwritten. One that a newer
 * program wrote is left as it is, and nothing is saved.
 * @param readOnly for a second copy: reads, and saves nothing
 */
export function openRecords(folder: string, options: {readonly readOnly?: boolean} = {}): RecordFile {
	const path = join(folder, `${fileName}.json`);
	const stored = readStored(path);
	if (stored.kind === 'newer') {
		return {
			records: freshRecords,
			readOnly: `${path} was written by a newer version of the tutor. It is left as it is, and nothing is saved now.`,
			save() {},
		};
	}
	if (options.readOnly) {
		return {records: stored.kind === 'good' ? stored.records : freshRecords, readOnly: '', save() {}};
	}
	let setAside: string | undefined;
	if (stored.kind === 'damaged') {
		setAside = freeName(path);
		renameSync(path, setAside);
	}
	const conf = new Conf<{records: Records}>({
		projectName: 'k8s-workloads-tutor',
		projectSuffix: '',
		cwd: folder,
		configName: fileName,
		configFileMode: 0o600,
		serialize: value => JSON.stringify(value),
	});
	return {
		records: stored.kind === 'good' ? stored.records : freshRecords,
		...(setAside !== undefined && {setAside}),
		save(records) {
			conf.set('records', records);
		},
	};
}

type Stored = {readonly kind: 'none' | 'damaged' | 'newer'} | {readonly kind: 'good'; readonly records: Records};

function readStored(path: string): Stored {
	if (!existsSync(path)) {
		return {kind: 'none'};
	}
	try {
		const {records} = JSON.parse(readFileSync(path, 'utf8')) as {records?: unknown};
		if (isRecords(records)) {
			return {kind: 'good', records};
		}
		return {kind: Number((records as {form?: unknown} | undefined)?.form) > 1 ? 'newer' : 'damaged'};
	} catch {
		return {kind: 'damaged'};
	}
}

/** `progress.json.damaged-1`, or the first number that is free. */
export function freeName(path: string): string {
	for (let number = 1; ; number++) {
		const name = `${path}.damaged-${number}`;
		if (!existsSync(name)) {
			return name;
		}
	}
}
