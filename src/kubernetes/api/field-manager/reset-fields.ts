/** The parts of objects that a write leaves as they were, and so cannot own (GetResetFields of upstream's strategies). */
import {emptySet, type FieldPath, type FieldSet, isEmptySet} from '../../../apimachinery/field-set.ts';
import type {Comparison} from '../../../apimachinery/managed-fields.ts';
import {withoutFields} from '../../../apimachinery/managed-fields.ts';
import {type ResourceDefinition, resourceName} from '../resource.ts';

const spec: FieldPath = ['f:spec'];
const status: FieldPath = ['f:status'];
/** What else a write of the status leaves. */
const alsoKeptByStatus: Readonly<Record<string, readonly FieldPath[]>> = {
	pods: [
		['f:metadata', 'f:deletionTimestamp'],
		['f:metadata', 'f:ownerReferences'],
	],
	'deployments.apps': [['f:metadata', 'f:labels']],
};
const none: readonly FieldPath[] = [];

function resetFields(definition: ResourceDefinition, subresource: string): readonly FieldPath[] {
	switch (subresource) {
		case '':
			return definition.subresources?.includes('status') ? [status] : none;
		case 'finalize':
			return [status];
		case 'status':
			return [spec, ...(alsoKeptByStatus[resourceName(definition)] ?? none)];
		default:
			return none;
	}
}

/** Takes what the write cannot change out of a set. */
export function withoutReset(set: FieldSet, definition: ResourceDefinition, subresource: string): FieldSet {
	const only = definition.strategy.parts?.[subresource]?.fields;
	if (only) {
		return included(set, only);
	}
	const reset = resetFields(definition, subresource);
	return reset.length > 0 ? withoutFields(set, ...reset) : set;
}

/** The same of what differs. */
export function changeWithoutReset(
	{added, modified, removed}: Comparison,
	definition: ResourceDefinition,
	subresource: string,
): Comparison {
	const filter = (set: FieldSet) => withoutReset(set, definition, subresource);
	return {added: filter(added), modified: filter(modified), removed: filter(removed)};
}

/** What of a set stands under one of the paths, or on the way to it (fieldpath NewIncludeMatcherFilter). */
function included(set: FieldSet, paths: readonly FieldPath[]): FieldSet {
	if (paths.some(path => path.length === 0)) {
		return set;
	}
	const kept: Record<string, FieldSet> = {};
	for (const [element, under] of Object.entries(set)) {
		const below = paths.filter(([first]) => first === '*' || first === element).map(path => path.slice(1));
		if (below.length === 0) {
			continue;
		}
		if (isEmptySet(under)) {
			kept[element] = under;
			continue;
		}
		const {'.': self, ...children} = under;
		const inner = included(children, below);
		if (self !== undefined) {
			kept[element] = isEmptySet(inner) ? emptySet : {'.': self, ...inner};
		} else if (!isEmptySet(inner)) {
			kept[element] = inner;
		}
	}
	return kept;
}
