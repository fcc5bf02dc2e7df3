/** Files that hold several objects (apimachinery pkg/util/yaml/decoder.go). */
import type {Json} from '../object.ts';
import {YamlError} from './error.ts';
import {readJsonParts} from './json-stream.ts';
import {readYaml} from './read.ts';

export interface YamlDocument {
	readonly text: string;
	/** The line of the file on which it begins, from 1. */
	readonly firstLine: number;
}

/**
 * Cuts a text at the lines that begin with `---`.
 * @throws YamlError where something else than a comment follows the dashes
 */
export function splitDocuments(text: string): YamlDocument[] {
	const documents: YamlDocument[] = [];
	let lines: string[] = [];
	let firstLine = 1;
	let number = 0;
	for (const line of text.split('\n')) {
		number++;
		if (!line.startsWith('---')) {
			lines.push(line);
			continue;
		}
		const rest = line.slice(3).trim();
		if (rest !== '' && !rest.startsWith('#')) {
			throw new YamlError(`invalid Yaml document separator: ${rest}`, 'separator', number);
		}
		// A separator before anything else belongs to the document that it opens.
		if (lines.length > 0) documents.push({text: `${lines.join('\n')}\n`, firstLine});
		lines = [];
		firstLine = number + 1;
	}
	documents.push({text: lines.join('\n'), firstLine});
	return documents;
}

/**
 * The objects in a file, YAML or JSON, one after the other; empty documents are passed over.
 * @throws YamlError when it comes to a document that cannot be read, after the ones before it
 */
export function* readDocuments(text: string): Generator<Json> {
	const content = text.replace(/^\uFEFF/, '');
	if (/^\s*\{/.test(content)) {
		yield* readJsonOrYaml(content);
		return;
	}
	yield* readYamlDocuments(content);
}

/** What turns out to be no JSON before its second object is over may be YAML, such as JSON with a comma too many. */
function* readJsonOrYaml(content: string): Generator<Json> {
	let [count, read] = [0, 0];
	try {
		for (const {value, end} of readJsonParts(content)) {
			yield value;
			count++;
			read = end;
		}
	} catch (error) {
		if (!(error instanceof YamlError) || count > 1) throw error;
		const rest = readYamlDocuments(content.slice(read).replace(/^[^\S\n]*\n?/, ''));
		let first: IteratorResult<Json>;
		try {
			first = rest.next();
		} catch {
			throw error;
		}
		if (first.done) throw error;
		yield first.value;
		yield* rest;
	}
}

function* readYamlDocuments(content: string): Generator<Json> {
	for (const document of splitDocuments(content)) {
		let value: Json;
		try {
			value = readYaml(document.text, document.firstLine);
		} catch (error) {
			if (!(error instanceof YamlError)) throw error;
			const message = `error converting YAML to JSON: ${error.message}`;
			throw new YamlError(message, error.problem, error.line, error.column);
		}
		if (value !== null) yield value;
	}
}
