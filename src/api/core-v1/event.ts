/** Events: what happened to an object. */
import {
	always,
	emptyMicroTime,
	emptyTime,
	type Infer,
	int32,
	messagesOf,
	optional,
	ref,
	string,
} from '../../apimachinery/schema.ts';
import {objectMeta, typeMeta} from '../meta-v1.ts';
import {ObjectReference} from './references.ts';

const message = messagesOf('io.k8s.api.core.v1');

export const EventSource = message('EventSource', 'Who reported an event.', {
	component: optional(1, string, 'The component, such as kubelet.'),
	host: optional(2, string, 'The node on which it runs.'),
});
export interface EventSource extends Infer<typeof EventSource> {}

export const EventSeries = message('EventSeries', 'The same event, over and over.', {
	count: optional(1, int32, 'How many times it happened so far.'),
	lastObservedTime: always(2, emptyMicroTime, null, 'When it happened last.'),
});
export interface EventSeries extends Infer<typeof EventSeries> {}

export const Event = message('Event', 'Something that happened to an object. Events are kept for an hour or so.', {
	...typeMeta,
	metadata: objectMeta,
	involvedObject: always(2, ref(ObjectReference), {}, 'The object that the event is about.', {required: true}),
	reason: optional(3, string, 'What happened, in one word, such as Started.'),
	message: optional(4, string, 'What happened, for people to read.'),
	source: always(5, ref(EventSource), {}, 'Who reported it.'),
	firstTimestamp: always(6, emptyTime, null, 'When it happened first.'),
	lastTimestamp: always(7, emptyTime, null, 'When it happened last.'),
	count: optional(8, int32, 'How many times it happened.'),
	type: optional(9, string, 'Normal or Warning.'),
	eventTime: always(10, emptyMicroTime, null, 'When it happened, to the microsecond.'),
	series: optional(11, ref(EventSeries), 'Set when it happens over and over.'),
	action: optional(12, string, 'What was done or attempted.'),
	related: optional(13, ref(ObjectReference), 'Another object that has to do with it.'),
	reportingComponent: always(14, string, '', 'The controller that reported it, such as kubernetes.io/kubelet.'),
	reportingInstance: always(15, string, '', 'Which instance of the controller reported it.'),
});
export interface Event extends Infer<typeof Event> {}
