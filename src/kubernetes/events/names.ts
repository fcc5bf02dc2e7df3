/** How Events are named: after their object and the nanosecond (client-go tools/record/util/util.go). */
import type {Table} from '../clock.ts';
import type {Random} from '../random.ts';

/** What Events need of virtual time: a `VirtualClock` has it, and so has a `ControllerContext`. */
export interface EventState {
	/** Milliseconds since 1970. */
	readonly now: number;
	readonly random: Random;
	table<T>(name: string): Table<T>;
}

/** When the last name was made. */
export interface NamedInstant {
	/** Milliseconds since 1970. */
	readonly at: number;
	/** Nanoseconds after that. */
	readonly nanos: number;
}

const dnsSubdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** The nanoseconds since 1970 in hexadecimal digits, in two parts, as one number cannot hold them. */
function hexNanos(milliseconds: number, nanos: number): string {
	const unit = 2 ** 20;
	const low = (milliseconds % unit) * 1_000_000 + nanos;
	const high = Math.floor(milliseconds / unit) * 1_000_000 + Math.floor(low / unit);
	return high.toString(16) + (low % unit).toString(16).padStart(5, '0');
}

/**
 * A name such as `web.189bbf6d4d9cd2a4`. Virtual time counts milliseconds; the nanoseconds below them are made up, but
 * later Events get greater names, so that Events of one second are listed in the order in which they happened.
 */
export function eventName(state: EventState, objectName: string): string {
	const instants = state.table<NamedInstant>('event-names');
	const last = instants.get('last');
	const nanos = last?.at === state.now ? last.nanos + 1 + state.random.below(9_999) : state.random.below(500_000);
	instants.set('last', {at: state.now, nanos});
	const name = `${objectName}.${hexNanos(state.now, nanos)}`;
	return name.length <= 253 && dnsSubdomain.test(name) ? name : state.random.uuid();
}
