/** Where the tables of those who write Events hold instants. */
import {fields, type Instants, instant, objectTimes, timeText, values} from '../instants.ts';
import type {CorrelatorRow} from './correlator.ts';
import type {NamedInstant} from './names.ts';
import type {CachedEvent} from './series-recorder.ts';

export const eventInstants: NonNullable<Instants['values']> = {
	'event-names': fields<NamedInstant>({at: instant}),
	'event-correlator': fields<CorrelatorRow>({
		at: instant,
		similar: values(fields<CorrelatorRow['similar'][string]>({last: instant})),
		observed: values(fields<CorrelatorRow['observed'][string]>({firstTimestamp: timeText})),
	}),
	'event-correlator-sweep': instant,
	'event-series': fields<CachedEvent>({event: objectTimes, last: instant, written: instant}),
};
