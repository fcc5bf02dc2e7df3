/** What to say of a text that is not YAML. */
import {readDocuments} from '../../apimachinery/yaml/documents.ts';
import {YamlError} from '../../apimachinery/yaml/error.ts';
import {Aggregate} from '../../kubectl/errors.ts';
import {ManifestError} from '../../kubectl/manifests.ts';
import type {Mishap} from './mishap.ts';
import {yamlProblemWords} from './yaml-words.ts';

/** Points at the line that is really wrong, in the first of the files named that cannot be read. */
export function yamlSentence({failure: all, line, files}: Mishap): string | undefined {
	const failure = all instanceof Aggregate ? all.errors[0] : all;
	const cause = failure instanceof Error && failure.cause !== undefined ? failure.cause : failure;
	const source = failure instanceof ManifestError ? `In ${failure.source}: ` : '';
	if (cause instanceof YamlError) {
		return source + yamlProblemWords(cause);
	}
	for (const word of line.split(/[\s=]+/)) {
		if (files.kind(word) !== 'file') {
			continue;
		}
		try {
			for (const _ of readDocuments(files.read(word))) {
				// Reading is the test.
			}
		} catch (error) {
			if (error instanceof YamlError) {
				return `In ${word}: ${yamlProblemWords(error)}`;
			}
		}
	}
	return 'The text cannot be read as YAML.';
}
