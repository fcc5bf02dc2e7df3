/** Events as the core API has them (pkg/registry/core/event/strategy.go, pkg/apis/core/validation/events.go). */
import {Event} from '../../../api/core-v1/event.ts';
import {ObjectReference} from '../../../api/core-v1/references.ts';
import {ageOf} from '../../../apimachinery/duration.ts';
import {type FieldError, fieldErrors} from '../../../apimachinery/field-error.ts';
import {isDns1123Subdomain, isQualifiedName} from '../../../apimachinery/formats.ts';
import {nameIsDnsSubdomain} from '../../../apimachinery/validation.ts';
import type {Column, ResourceDefinition} from '../resource.ts';
import {descriptionOf, nameColumn} from './columns.ts';

const {invalid, required} = fieldErrors;
const shortTextLimit = 128;
const messageLimit = 1024;

export const events: ResourceDefinition<Event> = {
	group: '',
	version: 'v1',
	kind: 'Event',
	plural: 'events',
	singular: 'event',
	shortNames: ['ev'],
	namespaced: true,
	schema: Event,
	validateName: nameIsDnsSubdomain,
	fields: {
		'involvedObject.kind': event => event.involvedObject.kind ?? '',
		'involvedObject.namespace': event => event.involvedObject.namespace ?? '',
		'involvedObject.name': event => event.involvedObject.name ?? '',
		'involvedObject.uid': event => event.involvedObject.uid ?? '',
		'involvedObject.apiVersion': event => event.involvedObject.apiVersion ?? '',
		'involvedObject.resourceVersion': event => event.involvedObject.resourceVersion ?? '',
		'involvedObject.fieldPath': event => event.involvedObject.fieldPath ?? '',
		reason: event => event.reason ?? '',
		reportingComponent: event => event.reportingComponent,
		source: event => event.source.component || event.reportingComponent,
		type: event => event.type ?? '',
	},
	columns: columns(),
	strategy: {createOnUpdate: true, validate: validateEvent, validateUpdate: validateEvent},
};

function validateEvent(event: Event): FieldError[] {
	const namespace = event.metadata.namespace ?? '';
	const errors = event.eventTime ? validateNewStyle(event, namespace) : validateOldStyle(event, namespace);
	return [...errors, ...isDns1123Subdomain(namespace).map(message => invalid('namespace', namespace, message))];
}

/** Events without an eventTime stand in the namespace of their object; those of cluster-wide objects in `default`. */
function validateOldStyle(event: Event, namespace: string): FieldError[] {
	const about = event.involvedObject.namespace ?? '';
	const matches = about === '' ? namespace === '' || namespace === 'default' : about === namespace;
	return matches ? [] : [invalid('involvedObject.namespace', about, 'does not match event.namespace')];
}

function validateNewStyle(event: Event, namespace: string): FieldError[] {
	const errors: FieldError[] = [];
	const about = event.involvedObject.namespace ?? '';
	if (about === '' && namespace !== 'default' && namespace !== 'kube-system') {
		errors.push(invalid('involvedObject.namespace', about, 'does not match event.namespace'));
	}
	if (event.reportingComponent === '') {
		errors.push(required('reportingComponent'));
	}
	for (const message of isQualifiedName(event.reportingComponent)) {
		errors.push(invalid('reportingComponent', event.reportingComponent, message));
	}
	for (const field of ['reportingInstance', 'action', 'reason'] as const) {
		const text = event[field] ?? '';
		if (text === '') {
			errors.push(required(field));
		} else if (text.length > shortTextLimit) {
			errors.push(invalid(field, '', `can have at most ${shortTextLimit} characters`));
		}
	}
	if ((event.message ?? '').length > messageLimit) {
		errors.push(invalid('message', '', `can have at most ${messageLimit} characters`));
	}
	return errors;
}

function columns(): Column<Event>[] {
	const text = (name: string, field: string, cell: Column<Event>['cell'], priority?: number): Column<Event> => ({
		name,
		type: 'string',
		description: descriptionOf(Event, field),
		...(priority && {priority}),
		cell,
	});
	return [
		text('Last Seen', 'lastTimestamp', lastSeen),
		text('Type', 'type', event => event.type ?? ''),
		text('Reason', 'reason', event => event.reason ?? ''),
		text('Object', 'involvedObject', objectOf),
		{
			name: 'Subobject',
			type: 'string',
			priority: 1,
			description: descriptionOf(ObjectReference, 'fieldPath'),
			cell: event => event.involvedObject.fieldPath ?? '',
		},
		text('Source', 'source', sourceOf, 1),
		text('Message', 'message', event => (event.message ?? '').trim()),
		text('First Seen', 'firstTimestamp', firstSeen, 1),
		text('Count', 'count', event => (event.series ? (event.series.count ?? 0) : event.count || 1), 1),
		{...nameColumn, priority: 1},
	];
}

function firstSeen(event: Event, now: number): string {
	return ageOf(event.firstTimestamp ?? event.eventTime ?? undefined, now);
}

function lastSeen(event: Event, now: number): string {
	if (event.series) {
		return ageOf(event.series.lastObservedTime ?? undefined, now);
	}
	return event.lastTimestamp ? ageOf(event.lastTimestamp, now) : firstSeen(event, now);
}

function objectOf(event: Event): string {
	const {kind = '', name} = event.involvedObject;
	return name ? `${kind.toLowerCase()}/${name}` : kind.toLowerCase();
}

function sourceOf(event: Event): string {
	const component = event.source.component || event.reportingComponent;
	const instance = event.source.host || event.reportingInstance;
	return instance ? `${component}, ${instance}` : component;
}
