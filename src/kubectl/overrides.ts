/** `--overrides`: changing what a command made before it is sent (kubectl pkg/cmd/util/override_options.go). */
import {findKind} from '../api/kinds.ts';
import {applyJsonPatch} from '../apimachinery/json-patch.ts';
import {applyMergePatch} from '../apimachinery/merge-patch.ts';
import type {KubernetesObject} from '../apimachinery/object.ts';
import type {JsonMap} from '../apimachinery/patch-error.ts';
import {applyStrategicMergePatch} from '../apimachinery/strategic-merge-patch.ts';
import {CommandError, type Flag, type Flags} from './command.ts';

export const overrideFlags: readonly Flag[] = [
	{
		name: 'override-type',
		type: 'string',
		default: 'merge',
		description: 'How --overrides is merged: json, merge or strategic.',
	},
	{name: 'overrides', type: 'string', description: 'JSON that is merged into the object.'},
];

/** @throws CommandError */
export function withOverrides(object: KubernetesObject, flags: Flags): KubernetesObject {
	const text = flags.string('overrides');
	if (text === '') {
		return object;
	}
	const document = object as unknown as JsonMap;
	try {
		const type = flags.string('override-type');
		const patch = readPatch(text, type);
		switch (type) {
			case 'json':
				return applyJsonPatch(document, patch) as KubernetesObject;
			case 'strategic': {
				const {message} = findKind(object.apiVersion, object.kind)!;
				return applyStrategicMergePatch(document, patch, message) as unknown as KubernetesObject;
			}
			case 'merge':
			case '':
				return applyMergePatch(document, patch) as unknown as KubernetesObject;
			default:
				throw new CommandError(`invalid override type: ${type}`);
		}
	} catch (error) {
		throw error instanceof CommandError
			? error
			: new CommandError(error instanceof Error ? error.message : String(error));
	}
}

/** @throws CommandError where the text is no JSON, in the words of the library that merges */
function readPatch(text: string, type: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		throw new CommandError(type === 'strategic' ? 'invalid JSON document' : 'Invalid JSON Patch');
	}
}
