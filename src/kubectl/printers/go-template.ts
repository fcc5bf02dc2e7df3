/** `-o go-template=…` (cli-runtime pkg/printers/template.go). Templates that define others are refused. */
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {CommandError} from '../command.ts';
import {executeGoTemplate} from '../go-template/execute.ts';
import {parseGoTemplate, TemplateError} from '../go-template/parse.ts';

/** @throws CommandError where the template cannot be read */
export function goTemplatePrinter(template: string, allowMissingKeys: boolean): (object: KubernetesObject) => string {
	let nodes: ReturnType<typeof parseGoTemplate>;
	try {
		nodes = parseGoTemplate(template);
	} catch (error) {
		if (!(error instanceof TemplateError)) throw error;
		throw new CommandError(`error parsing template ${template}, ${error.message}`);
	}
	return object => {
		try {
			return executeGoTemplate(nodes, object, allowMissingKeys);
		} catch (error) {
			if (!(error instanceof TemplateError)) throw error;
			throw new CommandError(
				`error executing template ${JSON.stringify(template)}: template: output: ${error.message}`,
			);
		}
	};
}
