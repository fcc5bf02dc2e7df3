/** `-o jsonpath=…` (cli-runtime pkg/printers/jsonpath.go, client-go util/jsonpath PrintResults). */
import {goJson} from '../../apimachinery/json.ts';
import {CommandError} from '../command.ts';
import {findResults, goText} from '../jsonpath/evaluate.ts';
import {JsonPathError} from '../jsonpath/nodes.ts';
import {parseJsonPath} from '../jsonpath/parse.ts';

export interface JsonPathOptions {
	readonly allowMissingKeys: boolean;
	/** `jsonpath-as-json`: every part of the template gives a JSON array. */
	readonly asJson: boolean;
}

function resultText(value: unknown): string {
	if (typeof value === 'object' && value !== null) return goJson(value);
	return value === null || value === undefined ? 'null' : goText(value);
}

/** @throws CommandError where the template cannot be read */
export function jsonPathPrinter(
	template: string,
	{allowMissingKeys, asJson}: JsonPathOptions,
): (data: unknown) => string {
	let parsed: ReturnType<typeof parseJsonPath>;
	try {
		parsed = parseJsonPath(template);
	} catch (error) {
		if (!(error instanceof JsonPathError)) throw error;
		throw new CommandError(`error parsing jsonpath ${template}, ${error.message}`);
	}
	return data => {
		try {
			const results = findResults(parsed, data, {allowMissingKeys});
			if (asJson) return results.map(values => `${goJson(values, {indent: '    '})}\n`).join('');
			return results.map(values => values.map(resultText).join(' ')).join('');
		} catch (error) {
			if (!(error instanceof JsonPathError)) throw error;
			const details = [
				`Error executing template: ${error.message}. Printing more information for debugging the template:`,
				`\ttemplate was:\n\t\t${template}`,
				`\tobject given to jsonpath engine was:\n\t\t${goSyntax(data)}\n\n\n`,
			].join('\n');
			throw new CommandError(`error executing jsonpath ${JSON.stringify(template)}: ${details}`);
		}
	};
}

/** A value as Go source text (`%#v`). */
export function goSyntax(value: unknown): string {
	if (value === null || value === undefined) return 'interface {}(nil)';
	if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
	if (typeof value === 'object') {
		const pairs = Object.keys(value)
			.sort()
			.map(key => `${JSON.stringify(key)}:${goSyntax((value as Record<string, unknown>)[key])}`);
		return `map[string]interface {}{${pairs.join(', ')}}`;
	}
	return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
