/** Events, as the events.k8s.io API has them. */
import {
	always,
	emptyMicroTime,
	emptyTime,
	type Infer,
	int32,
	messagesOf,
	optional,
	ref,
	required,
	string,
} from '../apimachinery/schema.ts';
import {EventSource} from './core-v1/event.ts';
import {ObjectReference} from './core-v1/references.ts';
import {objectMeta, typeMeta} from './meta-v1.ts';

const message = messagesOf('io.k8s.api.events.v1');

export const EventSeries = message('EventSeries', 'The same event, over and over.', {
	count: required(1, int32, 'How many times it happened so far.'),
	lastObservedTime: always(2, emptyMicroTime, null, 'When it happened last.', {required: true}),
});
export interface EventSeries extends Infer<typeof EventSeries> {}

export const Event = message('Event', 'Something that happened to an object.', {
	...typeMeta,
	metadata: objectMeta,
	eventTime: always(2, emptyMicroTime, null, 'When it happened first.', {required: true}),
	series: optional(3, ref(EventSeries), 'Set when it happens over and over.'),
	reportingController: optional(4, string, 'The controller that reported it, such as kubernetes.io/kubelet.'),
	reportingInstance: optional(5, string, 'Which instance of the controller reported it.'),
	action: optional(6, string, 'What was done or attempted.'),
	reason: optional(7, string, 'Why it was done, in one word.'),
	regarding: always(8, ref(ObjectReference), {}, 'The object that the event is about.'),
	related: optional(9, ref(ObjectReference), 'Another object that has to do with it.'),
	note: optional(10, string, 'What happened, for people to read.'),
	type: optional(11, string, 'Normal or Warning.'),
	deprecatedSource: always(12, ref(EventSource), {}, 'Who reported it, in the core API.'),
	deprecatedFirstTimestamp: always(13, emptyTime, null, 'When it happened first, in the core API.'),
	deprecatedLastTimestamp: always(14, emptyTime, null, 'When it happened last, in the core API.'),
	deprecatedCount: optional(15, int32, 'How many times it happened, in the core API.'),
});
export interface Event extends Infer<typeof Event> {}
