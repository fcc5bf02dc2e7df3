/** The text that an editor is opened on: comments for the person, and the object (kubectl pkg/cmd/util/editor). */

import {StatusError} from '../../apimachinery/status.ts';
import {groupResource, type Mapping} from '../resources.ts';

export type EditMode = 'live' | 'last-applied';

/** Why the editor opens again. */
export interface Reason {
	readonly head: string;
	readonly details: readonly string[];
}

const openings: Readonly<Record<EditMode, readonly string[]>> = {
	live: [
		"Please edit the object below. Lines beginning with a '#' will be ignored,",
		'and an empty file will abort the edit. If an error occurs while saving this file will be',
		'reopened with the relevant failures.',
		'',
	],
	'last-applied': [
		"Please edit the 'last-applied-configuration' annotations below.",
		"Lines beginning with a '#' will be ignored, and an empty file will abort the edit.",
		'',
	],
};

export function headerOf(mode: EditMode, reasons: readonly Reason[]): string {
	const lines = [...openings[mode]];
	for (const {head, details} of reasons) {
		lines.push(details.length > 0 ? `${head}:` : head, ...details.map(detail => `* ${detail}`), '');
	}
	return lines.map(line => `${commented(line)}\n`).join('');
}

function commented(line: string): string {
	return line === '' ? '#' : `# ${line.replaceAll('\n', '\n# ')}`;
}

/** The text without lines that are comments. */
export function withoutComments(text: string): string {
	return text
		.split('\n')
		.filter(line => !line.trimStart().startsWith('#'))
		.join('\n');
}

/** Whether there is anything besides comments and blanks. */
export function hasLines(text: string): boolean {
	return withoutComments(text)
		.split('\n')
		.some(line => line.trim() !== '' && line.trim() !== '---');
}

/** What is said of a refused change, and what becomes of it. */
export interface Refusal {
	readonly message: string;
	/** Edited again, saved for later because the object is gone, or saved to be tried again. */
	readonly kind: 'invalid' | 'gone' | 'retryable';
	readonly reason?: Reason;
}

export function refusalOf(error: unknown, mapping: Mapping, name: string): Refusal {
	const which = `${groupResource(mapping)} ${JSON.stringify(name)}`;
	if (error instanceof StatusError && error.reason === 'Invalid') {
		const details = (error.status.details?.causes ?? []).map(cause => `${cause.field ?? ''}: ${cause.message ?? ''}`);
		return {
			kind: 'invalid',
			message: `error: ${which} is invalid`,
			reason: {head: `${which} was not valid`, details},
		};
	}
	if (error instanceof StatusError && error.reason === 'NotFound') {
		return {kind: 'gone', message: `error: ${which} could not be found on the server`};
	}
	const why = error instanceof Error ? error.message : String(error);
	return {kind: 'retryable', message: `error: ${which} could not be patched: ${why}`};
}
