/** How a refused apply tells of other managers (apimachinery pkg/util/managedfields/internal/conflict.go). */
import type {Conflict} from '../../../apimachinery/managed-fields.ts';
import {failure, type StatusError} from '../../../apimachinery/status.ts';
import type {Managed, ManagedSet} from './managers.ts';

/** @param conflicts whose managers are keys of `managed` */
export function applyConflict(conflicts: readonly Conflict[], managed: Managed): StatusError {
	const describe = (key: string) => describeManager(managed.get(key)!);
	const causes = conflicts.map(({manager, field}) => ({
		reason: 'FieldManagerConflict',
		message: `conflict with ${describe(manager)}`,
		field,
	}));
	return failure(409, 'Conflict', messageOf(conflicts, describe), {causes});
}

function messageOf(conflicts: readonly Conflict[], describe: (key: string) => string): string {
	const [only] = conflicts;
	if (only && conflicts.length === 1) {
		return `Apply failed with 1 conflict: conflict with ${describe(only.manager)}: ${only.field}`;
	}
	const keys = [...new Set(conflicts.map(({manager}) => manager))].sort();
	const lines = keys.flatMap(key => [
		`conflicts with ${describe(key)}:`,
		...conflicts.filter(({manager}) => manager === key).map(({field}) => `- ${field}`),
	]);
	return `Apply failed with ${conflicts.length} conflicts: ${lines.join('\n')}`;
}

function describeManager({manager, operation, apiVersion, subresource}: ManagedSet): string {
	const name = JSON.stringify(manager) + (subresource === '' ? '' : ` with subresource ${JSON.stringify(subresource)}`);
	return operation === 'Update' ? `${name} using ${apiVersion}` : name;
}
