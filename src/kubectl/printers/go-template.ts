/** `-o go-template=…`. */
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {CommandError} from '../command.ts';

export function goTemplatePrinter(_template: string, _allowMissingKeys: boolean): (object: KubernetesObject) => string {
	throw new CommandError('Go templates are not available here; use -o jsonpath or -o custom-columns');
}
