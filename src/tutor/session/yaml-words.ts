import type {YamlError, YamlProblem} from '../../apimachinery/yaml/error.ts';

const words: Readonly<Record<YamlProblem, string>> = {
	indentation: 'does not line up: fields of the same object must begin in the same column, with spaces',
	tab: 'has a tab; YAML is indented with spaces only',
	'missing-colon': 'lacks a colon and a space between a field and its value, as in `name: web`',
	'extra-colon': 'has a second `: `; put quotation marks around a value that holds one',
	quote: 'opens a quotation mark that is never closed',
	bracket: 'has a bracket that is not closed, or closed by the wrong one',
	character: 'has a value that begins with a character with a meaning of its own; put quotation marks around it',
	alias: 'refers to an anchor (&name) that is not there',
	separator: 'has a `---` with something after it; it stands alone on its line',
	json: 'is not JSON as it stands',
	other: 'cannot be read as YAML',
};

/** What is wrong with the line, to be read after its number. */
export function yamlProblem(error: YamlError): string {
	return `${words[error.problem]}.`;
}

/** One plain sentence: which line is really wrong, and how. */
export function yamlProblemWords(error: YamlError): string {
	return `Line ${error.line} ${words[error.problem]}.`;
}
