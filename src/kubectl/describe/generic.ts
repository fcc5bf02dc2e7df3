/** Describes kinds that have no layout of their own: every field, in order (kubectl pkg/describe/describe.go). */
import type {JsonObject, KubernetesObject} from '../../apimachinery/object.ts';
import {byKey, writeAnnotations, writeLabels} from './common.ts';
import {describerOf} from './describer.ts';
import type {DescriptionWriter} from './writer.ts';

/** Written apart, or of no interest to people. */
const skipped = new Set([
	'.metadata.managedFields',
	'.metadata.name',
	'.metadata.namespace',
	'.metadata.labels',
	'.metadata.annotations',
]);
const acronyms = new Set(['API', 'URL', 'UID', 'GUID']);

export const describeAnything = describerOf<KubernetesObject>({
	write(w, object) {
		w.line(0, `Name:\t${object.metadata.name}`);
		w.line(0, `Namespace:\t${object.metadata.namespace ?? ''}`);
		writeLabels(w, 'Labels', object.metadata.labels);
		writeAnnotations(w, object.metadata.annotations);
		writeFields(w, 0, object as unknown as JsonObject, '');
	},
});

function writeFields(w: DescriptionWriter, level: number, fields: JsonObject, path: string): void {
	for (const [field, value] of Object.entries(fields).sort(byKey)) {
		const inner = `${path}.${field}`;
		if (skipped.has(inner)) {
			continue;
		}
		if (Array.isArray(value)) {
			w.line(level, `${fieldTitle(field)}:`);
			for (const item of value) {
				if (isObject(item)) {
					writeFields(w, level + 1, item, inner);
				} else {
					w.line(level + 1, goText(item));
				}
			}
		} else if (isObject(value)) {
			w.line(level, `${fieldTitle(field)}:`);
			writeFields(w, level + 1, value, inner);
		} else {
			w.line(level, `${fieldTitle(field)}:\t${goText(value)}`);
		}
	}
}

function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function goText(value: unknown): string {
	return value === null || value === undefined ? '<nil>' : String(value);
}

/** `leaseDurationSeconds` reads `Lease Duration Seconds`; a name with other signs than letters and `-` stays. */
export function fieldTitle(field: string): string {
	if (/[^\p{L}-]/u.test(field)) {
		return field;
	}
	// Runs of capitals, words that begin with one, small letters, and the signs between.
	const parts = field.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}\p{Ll}*|\p{Ll}+|[^\p{L}]+/gu) ?? [];
	const merged: string[] = [];
	for (let i = 0; i < parts.length; i++) {
		const [part, next] = [parts[i]!, parts[i + 1]];
		if (part.length >= 2 && !/\p{Ll}/u.test(part) && next && /^\p{Lu}/u.test(next)) {
			merged.push(part + next);
			i++;
		} else {
			merged.push(part);
		}
	}
	return merged
		.map(part => {
			if (acronyms.has(part.toUpperCase())) {
				return part.toUpperCase();
			}
			return part === part.toLowerCase() ? part.charAt(0).toUpperCase() + part.slice(1) : part;
		})
		.join(' ');
}
