/** YAML → JSON values, as sigs.k8s.io/yaml reads it for kubectl. */
import {load, YAMLException} from 'js-yaml';
import type {Json} from '../object.ts';
import {diagnose} from './diagnose.ts';
import {YamlError} from './error.ts';
import {checkGrammar} from './grammar.ts';
import {goSchema} from './schema.ts';
import {SyntaxFailure, type Token} from './tokens.ts';

/**
 * Reads one document. A key given twice keeps its last value, as with kubectl.
 * @param firstLine the line of the whole text on which this document begins, from 1
 * @throws YamlError whose message is that of Go's reader
 */
export function readYaml(text: string, firstLine = 1): Json {
	const whole = firstLine - 1;
	let tokens: readonly Token[];
	try {
		tokens = checkGrammar(text);
	} catch (error) {
		if (!(error instanceof SyntaxFailure)) throw error;
		const {problem, line, column} = diagnose(text, error);
		throw new YamlError(error.goMessage, problem, whole + line, column);
	}
	// The first token begins the stream; where it is the only one there is nothing in the text.
	if (tokens.length <= 1) return null;
	try {
		return load(between(text, tokens), {schema: goSchema, json: true, maxDepth: 10_000}) as Json;
	} catch (error) {
		if (!(error instanceof YAMLException)) throw error;
		const message = `yaml: ${goReason(error.reason)}`;
		if (error.reason.startsWith(invalidKey)) throw new YamlError(message, 'bracket', whole + keyInBrackets(text));
		throw new YamlError(message, 'other', whole + (error.mark?.line ?? 0) + 1, (error.mark?.column ?? 0) + 1);
	}
}

const invalidKey = 'invalid map key';

/** The line, from 1, with a key that is itself a mapping or a list: often `{{ … }}` from a template. */
function keyInBrackets(text: string): number {
	const line = text.split('\n').findIndex(one => /\{\s*[{[]|[}\]]\s*:/.test(one));
	return Math.max(line, 0) + 1;
}

/** What Go says of mistakes that are none of grammar. */
function goReason(reason: string): string {
	if (reason.startsWith('cannot merge')) return 'map merge requires map or sequence of maps as the value';
	return reason;
}

/**
 * The text as js-yaml takes it too: between tokens Go minds neither tabs nor a `#` without a blank before it, and it
 * does not read on after the document.
 */
function between(text: string, tokens: readonly Token[]): string {
	const characters = Array.from(text);
	let result = '';
	let at = 0;
	for (const {start, end} of tokens) {
		if (start.index < at) continue;
		result += gap(characters.slice(at, start.index).join(''));
		result += characters.slice(start.index, end.index).join('');
		at = end.index;
	}
	return `${result}\n`;
}

function gap(text: string): string {
	return text
		.split('\n')
		.map((line, index) => {
			const comment = line.indexOf('#');
			const blanks = (comment === -1 ? line : line.slice(0, comment)).replaceAll('\t', ' ');
			if (comment === -1) return blanks;
			return `${blanks === '' && index === 0 ? ' ' : blanks}${line.slice(comment)}`;
		})
		.join('\n');
}
