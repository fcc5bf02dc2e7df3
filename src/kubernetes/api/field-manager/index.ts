/** The field manager: keeps who set which field at every write, and answers server-side apply. */
import {jsonEqual} from '../../../apimachinery/equal.ts';
import type {KubernetesObject, ManagedFieldsEntry} from '../../../apimachinery/object.ts';
import {badRequest, failure} from '../../../apimachinery/status.ts';
import {goKindOf} from '../errors.ts';
import type {FieldManager, FieldsWrite} from '../managed-fields.ts';
import {apiVersionOf} from '../resource.ts';
import {applied} from './apply.ts';
import {configurationError} from './configuration.ts';
import {nobody, readEntries} from './managers.ts';
import {afterRenewal, afterWrite} from './ordinary-write.ts';
import {emptyRecord, FieldRecord, recordOf} from './record.ts';

export const fieldManager: FieldManager = {
	update(write, live, object, given) {
		const before = recordBefore(write, live, given);
		const renewed = live && before.settled && afterRenewal(before.settled, write, live, object);
		if (renewed) {
			return FieldRecord.of(renewed);
		}
		return before.isEmpty && live ? before : before.after(managed => afterWrite(managed, write, live, object));
	},

	apply(write, live, configuration) {
		checkConfiguration(write, configuration);
		const managed = (live && recordOf(live)?.managed) ?? nobody;
		const result = applied(write, live, managed, configuration);
		return {object: result.object, record: FieldRecord.of(result.managed)};
	},

	sameOwners(a, b) {
		return jsonEqual(withoutTimes(a), withoutTimes(b));
	},
};

/**
 * Clients may write managed fields too: one empty entry clears them, none leaves them as they are. What cannot be read is
 * left aside (managedfields/internal/fieldmanager.go decodeLiveOrNew).
 */
function recordBefore(
	{subresource}: FieldsWrite,
	live: KubernetesObject | undefined,
	given: readonly ManagedFieldsEntry[] | undefined,
): FieldRecord {
	if (given && subresource === '') {
		const [only] = given;
		if (!only || (given.length === 1 && Object.keys(only).length === 0)) {
			return emptyRecord;
		}
		const managed = readEntries(given);
		if (managed) {
			return FieldRecord.of(managed);
		}
	}
	return (live && recordOf(live)) ?? emptyRecord;
}

function checkConfiguration({definition}: FieldsWrite, configuration: KubernetesObject): void {
	const {apiVersion, kind, metadata} = configuration;
	const version = apiVersionOf(definition);
	if (apiVersion !== version || kind !== definition.kind) {
		throw badRequest(`invalid object type: ${goKindOf(apiVersion ?? '', kind ?? '')}`);
	}
	if (metadata.managedFields !== undefined && metadata.managedFields !== null) {
		throw badRequest('metadata.managedFields must be nil');
	}
	const error = configurationError(definition.schema, configuration);
	if (error !== undefined) {
		const {namespace = '', name} = metadata;
		const of = `${namespace}/${name}; ${goKindOf(version, definition.kind)}`;
		throw failure(500, '', `failed to create typed patch object (${of}): ${error}`);
	}
}

function withoutTimes({entries}: FieldRecord): readonly unknown[] {
	return entries.map(({time: _, ...entry}) => entry);
}
