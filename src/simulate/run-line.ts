/** Runs one shell line of a scenario in virtual time. What would wait for ever is interrupted, as with Ctrl+C. */
import type {Cluster, ClusterSnapshot} from '../kubernetes/cluster.ts';
import {interrupted as interruptedExit, runShell} from '../shell/run.ts';
import type {ShellSession} from '../shell/session.ts';
import {isNews, LastChange} from './last-change.ts';
import type {RecordedStep} from './scenario.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** How much virtual time a line may take that does not wait for an instant of its own. */
export const lineLimit = hour;
/** The longest `sleep` or `--timeout` that is waited for. */
export const longestSleep = 25 * hour;
/** Without news for so long, a cluster counts as being at rest. */
const quiet = 3 * second;
/** How often a cluster at rest is looked at for news. */
const lookAgain = minute;
/** How long a line may look again and again, by the second, at a cluster at rest. */
const pollingLimit = 15 * minute;
/** How long an interrupted line may take to end. */
const lastWords = minute;

/** The cluster as it was when it had come to rest. */
interface Rest {
	readonly since: number;
	readonly snapshot: ClusterSnapshot;
}

export async function runLine(line: string, cluster: Cluster, session: ShellSession): Promise<RecordedStep> {
	let stdout = '';
	let stderr = '';
	const news = new LastChange(cluster, isNews);
	const interruption = new AbortController();
	const running = runShell(line, session, {
		out(text) {
			stdout += text;
			news.touch();
		},
		err(text) {
			stderr += text;
			news.touch();
		},
		// What a terminal no longer shows is not recorded.
		clear() {
			stdout = '';
		},
		signal: interruption.signal,
	});
	try {
		const rest = await untilDone(running, cluster, news);
		if (rest === 'done') {
			return {run: line, exit: await running, stdout, stderr};
		}
		interruption.abort();
		const ended = await cluster.runTowards(running, cluster.now + lastWords);
		if (rest) {
			cluster.restore(rest.snapshot);
		}
		const interrupted = rest
			? 'It waited for what did not come, and was interrupted 3 s after the last thing that happened.'
			: 'It had not ended after an hour, and was interrupted.';
		return {run: line, exit: ended ? await running : interruptedExit, stdout, stderr, interrupted};
	} finally {
		news.stop();
	}
}

/**
 * Moves time on until the line has ended, or has had all the time that a line may take.
 * @returns `done`, or else the cluster as it was when it came to rest; undefined where it has not
 */
async function untilDone(
	running: Promise<number>,
	cluster: Cluster,
	news: LastChange,
): Promise<'done' | Rest | undefined> {
	const began = cluster.now;
	let limit = began + lineLimit;
	let rest: Rest | undefined;
	/** What the line waits for first, and since when that is known. */
	let awaited = {instant: began, since: began};
	for (;;) {
		const look = rest ? cluster.now + lookAgain : Math.max(news.at + quiet, cluster.now + 1);
		if (await cluster.runTowards(running, Math.min(look, limit))) {
			return 'done';
		}
		if (rest && news.at > rest.since) {
			rest = undefined;
		}
		if (!rest && cluster.now >= news.at + quiet) {
			rest = {since: news.at, snapshot: cluster.snapshot()};
		}
		const instant = cluster.nextAwaited ?? Number.POSITIVE_INFINITY;
		if (instant !== awaited.instant) {
			awaited = {instant, since: cluster.now};
		}
		// What polls waits for a moment again and again; what sleeps waits for one that was further away.
		const polls = instant - awaited.since < minute;
		if (polls && rest && cluster.now >= rest.since + pollingLimit) {
			return rest;
		}
		if (cluster.now >= limit) {
			if (polls || instant > began + longestSleep) {
				return rest;
			}
			limit = instant;
		}
	}
}
