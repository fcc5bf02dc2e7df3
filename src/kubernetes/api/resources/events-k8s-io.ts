/** The core API's Events in the form of events.k8s.io (pkg/apis/events/v1/conversion.go). */
import type {Event as CoreEvent} from '../../../api/core-v1/event.ts';
import {Event} from '../../../api/events-v1.ts';
import type {KubernetesObject} from '../../../apimachinery/object.ts';
import type {Column, ResourceDefinition} from '../resource.ts';
import {resourceName} from '../resource.ts';
import {events} from './events.ts';

/** What the fields are called here, and in the core API. */
const names = {
	regarding: 'involvedObject',
	note: 'message',
	deprecatedSource: 'source',
	deprecatedFirstTimestamp: 'firstTimestamp',
	deprecatedLastTimestamp: 'lastTimestamp',
	deprecatedCount: 'count',
	reportingController: 'reportingComponent',
} as const;
const coreNames: Readonly<Record<string, string>> = names;
const ownNames = Object.fromEntries(Object.entries(names).map(([own, core]) => [core, own]));

function renamed(object: KubernetesObject, map: Readonly<Record<string, string>>, apiVersion: string) {
	const entries = Object.entries(object).map(([key, value]) => [map[key] ?? key, value]);
	return {...Object.fromEntries(entries), apiVersion} as KubernetesObject;
}

/** The fields that can be selected, by the names that they have here. */
const fields = Object.fromEntries(
	Object.entries(events.fields ?? {})
		.filter(([name]) => name !== 'source')
		.map(([name, read]) => {
			const [first = '', ...rest] = name.split('.');
			return [[ownNames[first] ?? first, ...rest].join('.'), read];
		}),
);

export const eventsK8sIo: ResourceDefinition<Event> = {
	group: 'events.k8s.io',
	version: 'v1',
	kind: 'Event',
	plural: 'events',
	singular: 'event',
	shortNames: ['ev'],
	namespaced: true,
	schema: Event,
	validateName: events.validateName,
	fields: fields as unknown as NonNullable<ResourceDefinition<Event>['fields']>,
	columns: events.columns as readonly Column<KubernetesObject>[],
	strategy: {createOnUpdate: true},
	view: {
		of: resourceName(events),
		storedIn: '/v1',
		fromStored: object => renamed(object, ownNames, 'events.k8s.io/v1') as Event,
		toStored: event => renamed(event, coreNames, 'v1') as CoreEvent,
	},
};
