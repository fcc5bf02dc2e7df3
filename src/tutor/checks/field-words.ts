/** What a field is called when something is said of it. */
import {readField} from './field-path.ts';

/** Fields that a learner has not written, and reads as columns of `kubectl get`. A count of 0 is left out of a status. */
const countWords: Readonly<Record<string, string>> = {
	'status.replicas': 'the number of its Pods, old and new,',
	'status.updatedReplicas': 'the number of its Pods made from the present template',
	'status.readyReplicas': 'the number of its Ready Pods',
	'status.availableReplicas': 'the number of its available Pods',
	'status.unavailableReplicas': 'the number of its Pods that are not available',
};

/** A field of a named container is said with the container, and not with the long way there. */
export function fieldWords(path: string): string {
	const [, name, field] = /\bcontainers\[name=([^\]]+)\]\.(.+)$/i.exec(path) ?? [];
	return name === undefined ? (countWords[path] ?? path) : `${field} of container ${name}`;
}

/** `FIELD is VALUE`. */
export function fieldFact(object: unknown, path: string): string {
	return `${fieldWords(path)} is ${shown(readField(object, path) ?? (path in countWords ? 0 : undefined))}`;
}

function shown(value: unknown): string {
	if (value === undefined || value === null) {
		return 'not set';
	}
	if (Array.isArray(value)) {
		return JSON.stringify(value);
	}
	// A whole object would be half a page of JSON.
	return typeof value === 'object' ? 'set' : String(value);
}
