/** Which objects a request means: by labels, by fields, by name. */
import {type FieldSelector, parseFieldSelector} from '../../apimachinery/fields.ts';
import {parseSelector, type Selector} from '../../apimachinery/labels.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {badRequest} from '../../apimachinery/status.ts';
import type {ListQuery} from './options.ts';
import type {ResourceDefinition} from './resource.ts';

export interface Selection {
	/** Whether it takes everything. */
	readonly everything: boolean;
	/** The one name that is meant, where there is only one. */
	readonly name: string | undefined;
	/** The requirements of the field selector that ask for equality, by field. */
	readonly exactly: ReadonlyMap<string, string>;
	matches(object: KubernetesObject): boolean;
}

/** Throws BadRequest for selectors that cannot be read, and for fields that the resource cannot select by. */
export function selectionOf(definition: ResourceDefinition, query: ListQuery, name?: string): Selection {
	const labels = readLabels(query.labelSelector);
	const fields = readFields(query.fieldSelector);
	const readers = fields.requirements.map(({field, operator, value}) => {
		const read = readerOf(definition, field);
		return {read, field, equal: operator !== '!=', value};
	});
	const exactly = new Map(readers.filter(({equal}) => equal).map(({field, value}) => [field, value]));
	if (name !== undefined) {
		if (readers.length > 0 && exactly.get('metadata.name') !== name) {
			throw badRequest("fieldSelector metadata.name doesn't match requested name");
		}
		exactly.set('metadata.name', name);
	}
	const everything = labels.empty && exactly.size === 0 && readers.length === 0;
	return {
		everything,
		name: exactly.get('metadata.name'),
		exactly,
		matches(object) {
			return (
				everything ||
				((name === undefined || object.metadata.name === name) &&
					readers.every(({read, equal, value}) => (read(object) === value) === equal) &&
					labels.matches(object.metadata.labels))
			);
		},
	};
}

function readLabels(text: string): Selector {
	try {
		return parseSelector(text);
	} catch (error) {
		throw badRequest((error as Error).message);
	}
}

function readFields(text: string): FieldSelector {
	try {
		return parseFieldSelector(text);
	} catch (error) {
		throw badRequest((error as Error).message);
	}
}

function readerOf(definition: ResourceDefinition, field: string): (object: KubernetesObject) => string {
	if (field === 'metadata.name') {
		return object => object.metadata.name;
	}
	if (field === 'metadata.namespace') {
		return object => object.metadata.namespace ?? '';
	}
	const read = definition.fields?.[field];
	if (read) {
		return read;
	}
	throw badRequest(
		definition.fields
			? `field label not supported: ${field}`
			: `${JSON.stringify(field)} is not a known field selector: only "metadata.name", "metadata.namespace"`,
	);
}
