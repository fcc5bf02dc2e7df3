/** What is kept of a learner, as plain data. */
import type {MissionProgress} from '../missions/machine.ts';

export interface Records {
	/** The form of this data; a newer one is never overwritten by an older program. */
	readonly form: 1;
	readonly missions: Readonly<Record<string, MissionProgress>>;
	/** The mission that was open last. */
	readonly current?: string;
	/** The lines typed, oldest first. */
	readonly history: readonly string[];
	readonly aliases: Readonly<Record<string, string>>;
	/** How fast virtual time runs, 1 being the wall clock's pace. */
	readonly speed: number;
}

export const freshRecords: Records = {form: 1, missions: {}, history: [], aliases: {k: 'kubectl'}, speed: 1};

/** How many lines of history are kept. */
const historyKept = 1000;

export function withLine(records: Records, line: string): Records {
	if (line.trim() === '' || records.history.at(-1) === line) {
		return records;
	}
	return {...records, history: [...records.history, line].slice(-historyKept)};
}

export function isRecords(value: unknown): value is Records {
	const records = value as Partial<Records> | null;
	return (
		typeof records === 'object' &&
		records !== null &&
		records.form === 1 &&
		typeof records.missions === 'object' &&
		Array.isArray(records.history) &&
		Object.values(records.missions ?? {}).every(
			mission =>
				typeof mission?.step === 'string' && typeof mission.passed === 'object' && typeof mission.memory === 'object',
		)
	);
}
