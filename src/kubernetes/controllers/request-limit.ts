/**
 * How many requests a controller may make: each has a client of its own, which lets 30 pass at once and then 20 a second
 * (kube-controller-manager's --kube-api-qps and --kube-api-burst; client-go util/flowcontrol/throttle.go). Its Events go
 * the same way, one after the other. Example: 60 Pods that are made at once are there after some 3 s. Only
 * making Pods waits here; deletions and writes of statuses count, but go at once, so that what a status says still holds.
 */
import type {ControllerContext} from '../controller.ts';
import {fields, type Instants, instant} from '../instants.ts';

const burst = 30;
/** Milliseconds until there is room for one more. */
const interval = 1000 / 20;
/** What it takes to write an Event, in milliseconds. */
const eventTime = 8;

/** A bucket that fills up again; what waits has taken its share already, so that it may hold less than nothing. */
interface Bucket {
	/** How many requests may still be made, at the instant `at`. */
	readonly room: number;
	readonly at: number;
	/** Events that have not been sent, and when the next one can be. */
	readonly events: number;
	readonly eventAt: number;
}

/** A place in the line: when the next request may be made, and how many there are still to make, one every interval. */
interface Turn {
	readonly at: number;
	readonly left: number;
}

export const requestLimitInstants: NonNullable<Instants['values']> = {
	requests: fields<Bucket>({at: instant, eventAt: instant}),
	'request-turns': fields<Turn>({at: instant}),
};

/** Until when a key waits for its turn to make a request. */
export function waitsUntil(key: string, context: ControllerContext): number | undefined {
	return turnTable(context).get(key)?.at;
}

/**
 * Whether a key must wait for its turn. It then has a place in the line for that many requests, which are made together
 * as far as the line lets them; `waitsUntil` says when its turn comes.
 */
export function mustWait(key: string, context: ControllerContext, requests = 1): boolean {
	const turns = turnTable(context);
	const turn = turns.get(key);
	if (turn) {
		return turn.at > context.now;
	}
	const bucket = bucketNow(context);
	if (bucket.room >= 1) {
		return false;
	}
	turns.set(key, {at: Math.ceil(bucket.at + (1 - bucket.room) * interval), left: requests});
	save(context, {...bucket, room: bucket.room - requests});
	return true;
}

/** How many requests a key that need not wait may make at once. */
export function allowance(key: string, context: ControllerContext): number {
	return turnTable(context).get(key) ? 1 : Math.max(1, Math.floor(bucketNow(context).room));
}

/** Counts what a sync has asked for. */
export function spend(key: string, requests: number, events: number, context: ControllerContext): void {
	const turns = turnTable(context);
	const turn = turns.get(key);
	const held = turn && turn.at <= context.now ? 1 : 0;
	if (turn && held > 0) {
		if (turn.left > 1) {
			turns.set(key, {at: turn.at + interval, left: turn.left - 1});
		} else {
			turns.delete(key);
		}
	}
	if (requests === held && events === 0) {
		return;
	}
	const bucket = bucketNow(context);
	save(context, {
		...bucket,
		room: bucket.room - requests + held,
		events: bucket.events + events,
		eventAt: bucket.events > 0 ? bucket.eventAt : context.now,
	});
}

/** The bucket at this instant, after the Events that could be sent until then. */
function bucketNow(context: ControllerContext): Bucket {
	const {now} = context;
	let {room, at, events, eventAt} = bucketTable(context).get('') ?? {room: burst, at: now, events: 0, eventAt: now};
	for (; events > 0 && eventAt <= now; events--) {
		room = refilled(room, eventAt - at) - 1;
		at = Math.max(at, eventAt);
		eventAt = at + Math.max(0, -room) * interval + eventTime;
	}
	return {room: refilled(room, now - at), at: Math.max(at, now), events, eventAt};
}

function refilled(room: number, milliseconds: number): number {
	return Math.min(burst, room + Math.max(0, milliseconds) / interval);
}

/** A bucket that is full again is as good as none. */
function save(context: ControllerContext, bucket: Bucket): void {
	bucketTable(context).set('', bucket);
}

function bucketTable(context: ControllerContext) {
	return context.table<Bucket>('requests');
}

function turnTable(context: ControllerContext) {
	return context.table<Turn>('request-turns');
}
