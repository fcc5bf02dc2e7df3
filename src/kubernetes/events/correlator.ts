/**
 * Keeps a source of Events from flooding the cluster: counts equal ones, joins similar ones, drops what is too much
 * (client-go tools/record/events_cache.go). All state of one source about one object is one row, so an Event costs one
 * read and one write.
 */

/** Similar Events are the same but for their message; the tenth different message within the interval joins them. */
const aggregateMaxEvents = 10;
const aggregateInterval = 600_000;
/** A source may send 25 Events about an object, and one more every 300 seconds. */
const spamBurst = 25;
const spamRefill = 300_000;
const combinedPrefix = '(combined from similar events): ';

/** After this long every row is as good as new: the spam filter is full again, and Events are long expired. */
export const forgetAfter = spamBurst * spamRefill;

/** What has been sent of Events that are counted together. */
interface Observed {
	readonly count: number;
	readonly firstTimestamp: string;
	readonly name: string;
}

/** What one source said about one object, of one type (Normal or Warning). */
export interface CorrelatorRow {
	/** Milliseconds since 1970: when the row was written last. */
	readonly at: number;
	/** What is left of the spam filter's burst at that time; fractions grow with time. */
	readonly tokens: number;
	/** By reason: when the last one came, and the different messages among which similarity is counted. */
	readonly similar: Readonly<Record<string, {readonly last: number; readonly messages: readonly string[]}>>;
	readonly observed: Readonly<Record<string, Observed>>;
}

export interface EventFacts {
	readonly reason: string;
	readonly message: string;
	readonly fieldPath: string;
	/** The time as the Event would hold it, and a fresh name. */
	readonly timestamp: string;
	readonly name: string;
}

export interface Correlated {
	readonly row: CorrelatorRow;
	/** The Event to write, or nothing where it is one too many. With a count above 1 it exists already. */
	readonly event:
		| {
				readonly name: string;
				readonly message: string;
				readonly count: number;
				readonly firstTimestamp: string;
				/** Whether it stands for several; it then names no reporting component. */
				readonly combined: boolean;
		  }
		| undefined;
}

/**
 * @param row what is known of this source, object and type
 * @param now milliseconds since 1970
 */
export function correlate(row: CorrelatorRow | undefined, facts: EventFacts, now: number): Correlated {
	const before = row ?? {at: now, tokens: spamBurst, similar: {}, observed: {}};
	const messages = similarMessages(before, facts, now);
	const combined = messages.length >= aggregateMaxEvents;
	const key = combined ? facts.reason : `${facts.fieldPath}\n${facts.reason}\n${facts.message}`;
	const known = before.observed[key];
	const event = {
		name: known?.name ?? facts.name,
		message: combined ? combinedPrefix + facts.message : facts.message,
		count: (known?.count ?? 0) + 1,
		firstTimestamp: known?.firstTimestamp ?? facts.timestamp,
		combined,
	};
	const refilled = Math.min(spamBurst, before.tokens + (now - before.at) / spamRefill);
	const allowed = refilled >= 1;
	return {
		row: {
			at: now,
			tokens: allowed ? refilled - 1 : refilled,
			similar: withEntry(before.similar, facts.reason, {
				last: now,
				messages: combined ? messages.slice(1) : messages,
			}),
			observed: withEntry(before.observed, key, {
				count: event.count,
				firstTimestamp: event.firstTimestamp,
				name: event.name,
			}),
		},
		event: allowed ? event : undefined,
	};
}

function withEntry<T>(entries: Readonly<Record<string, T>>, key: string, value: T): Readonly<Record<string, T>> {
	const copy: Record<string, T> = Object.assign({}, entries);
	copy[key] = value;
	return copy;
}

function similarMessages(row: CorrelatorRow, facts: EventFacts, now: number): readonly string[] {
	const record = row.similar[facts.reason];
	if (!record || now - record.last > aggregateInterval) {
		return [facts.message];
	}
	return record.messages.includes(facts.message) ? record.messages : [...record.messages, facts.message];
}
