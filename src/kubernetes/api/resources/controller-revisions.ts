/** ControllerRevisions: the templates that DaemonSets and StatefulSets had (pkg/registry/apps/controllerrevision). */
import {ControllerRevision} from '../../../api/apps-v1.ts';
import {jsonEqual} from '../../../apimachinery/equal.ts';
import {type FieldError, fieldErrors} from '../../../apimachinery/field-error.ts';
import {controllerOf} from '../../../apimachinery/object.ts';
import {immutableMessage, nameIsDnsSubdomain, validateNonnegativeField} from '../../../apimachinery/validation.ts';
import type {ResourceDefinition} from '../resource.ts';
import {ageColumn, descriptionOf, nameColumn} from './columns.ts';

export const controllerRevisions: ResourceDefinition<ControllerRevision> = {
	group: 'apps',
	version: 'v1',
	kind: 'ControllerRevision',
	plural: 'controllerrevisions',
	singular: 'controllerrevision',
	namespaced: true,
	schema: ControllerRevision,
	validateName: nameIsDnsSubdomain,
	columns: [
		nameColumn,
		{
			name: 'Controller',
			type: 'string',
			description: 'The workload that the revision belongs to.',
			cell: controllerName,
		},
		{
			name: 'Revision',
			type: 'string',
			description: descriptionOf(ControllerRevision, 'revision'),
			cell: ({revision}) => revision,
		},
		ageColumn,
	],
	strategy: {
		validate: revision => [...validateRevision(revision), ...validateData(revision)],
		validateUpdate: (next, old) => [
			...validateRevision(next),
			...(jsonEqual(next.data, old.data) ? [] : [fieldErrors.invalid('data', next.data, immutableMessage)]),
		],
	},
};

function controllerName(revision: ControllerRevision): string {
	const owner = controllerOf(revision);
	if (!owner) {
		return '<none>';
	}
	const slash = owner.apiVersion.indexOf('/');
	const group = slash < 0 ? '' : `.${owner.apiVersion.slice(0, slash)}`;
	return `${owner.kind.toLowerCase()}${group}/${owner.name}`;
}

function validateRevision({revision}: ControllerRevision): FieldError[] {
	return validateNonnegativeField(revision, 'revision');
}

function validateData({data}: ControllerRevision): FieldError[] {
	if (data === undefined || data === null) {
		return [fieldErrors.required('data', 'data is mandatory')];
	}
	const isObject = typeof data === 'object' && !Array.isArray(data);
	return isObject ? [] : [fieldErrors.required('data', 'data must be a valid JSON object')];
}
