/** What describes one object. */
import type {Connection} from '../../apimachinery/connection.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {type DescribedEvent, findEvents, writeEvents} from './events.ts';
import {DescriptionWriter} from './writer.ts';

export interface DescribeContext {
	readonly connection: Connection;
	/** Milliseconds since 1970, at the cluster. */
	readonly now: number;
	readonly showEvents: boolean;
}

export type Describer = (object: never, context: DescribeContext) => Promise<string>;

/** How a kind is described: the facts are fetched first, then written, with the events below them. */
export interface Layout<T extends KubernetesObject, Facts> {
	/** What else has to be asked of the cluster. */
	gather?(object: T, context: DescribeContext): Promise<Facts>;
	write(w: DescriptionWriter, object: T, facts: Facts, context: DescribeContext): void;
	/** Other uids under which events about it are kept. */
	otherUids?(object: T): readonly string[];
	/** Whether the kind's events are found by name and uid alone, as for Pods. */
	anyKindOfEvent?: boolean;
	/** Kinds of which nobody asks for events, such as a Secret. */
	noEvents?: boolean;
}

export function describerOf<T extends KubernetesObject, Facts = undefined>(layout: Layout<T, Facts>): Describer {
	return async (object: T, context) => {
		let events: readonly DescribedEvent[] | undefined;
		if (context.showEvents && !layout.noEvents) {
			events = await findEvents(context.connection, object, !layout.anyKindOfEvent);
			for (const uid of layout.otherUids?.(object) ?? []) {
				events = [...events, ...(await findEvents(context.connection, object, true, uid))];
			}
		}
		const facts = (await layout.gather?.(object, context)) as Facts;
		const w = new DescriptionWriter();
		layout.write(w, object, facts, context);
		if (events) {
			writeEvents(w, events, context.now);
		}
		return w.toString();
	};
}
