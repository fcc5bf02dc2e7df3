/** What is wrong with a manifest while it is being written: its form as YAML, and the fields that its kinds have. */
import {readDocuments} from '../../apimachinery/yaml/documents.ts';
import {YamlError} from '../../apimachinery/yaml/error.ts';
import type {EditorProblem} from '../host.ts';
import {yamlProblem} from './yaml-words.ts';

/** The first problem, or undefined. */
export function checkManifest(text: string): EditorProblem | undefined {
	try {
		for (const document of readDocuments(text)) {
			const problem = checkDocument(document);
			if (problem !== undefined) {
				return {text: problem};
			}
		}
		return undefined;
	} catch (error) {
		if (error instanceof YamlError) {
			return {line: error.line, text: yamlProblem(error)};
		}
		throw error;
	}
}

function checkDocument(document: unknown): string | undefined {
	if (typeof document !== 'object' || document === null || Array.isArray(document)) {
		return 'A manifest begins with fields such as apiVersion: and kind:.';
	}
	const missing = ['apiVersion', 'kind', 'metadata'].filter(field => !Object.hasOwn(document, field));
	return missing.length > 0 ? `Still missing: ${missing.join(', ')}.` : undefined;
}
