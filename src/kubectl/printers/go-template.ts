/** `-o go-template=…` (cli-runtime pkg/printers/template.go). */
import {goJson} from '../../apimachinery/json.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {CommandError} from '../command.ts';
import {executeGoTemplate, failureText} from '../go-template/execute.ts';
import {type GoTemplate, TemplateError} from '../go-template/nodes.ts';
import {parseGoTemplate} from '../go-template/parse.ts';
import {goText} from '../jsonpath/evaluate.ts';

/**
 * @param out what is written before a template fails, and what helps to find out why
 * @throws CommandError where the template cannot be read
 */
export function goTemplatePrinter(
	template: string,
	allowMissingKeys: boolean,
	out: (text: string) => void,
): (object: KubernetesObject) => string {
	let parsed: GoTemplate;
	try {
		parsed = parseGoTemplate(template);
	} catch (error) {
		if (!(error instanceof TemplateError)) throw error;
		throw new CommandError(`error parsing template ${template}, ${error.message}`);
	}
	return object => {
		try {
			return executeGoTemplate(parsed, object, allowMissingKeys);
		} catch (error) {
			if (!(error instanceof TemplateError)) throw error;
			const why = failureText(error, parsed);
			out(`${error.output}Error executing template: ${why}. Printing more information for debugging the template:\n`);
			out(`\ttemplate was:\n\t\t${template}\n\traw data was:\n\t\t${goJson(object)}\n`);
			out(`\tobject given to template engine was:\n\t\t${goText(object)}\n\n`);
			throw new CommandError(`error executing template ${JSON.stringify(template)}: ${why}`);
		}
	};
}
