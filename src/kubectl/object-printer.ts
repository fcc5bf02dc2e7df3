/**
 * How commands that change things say what they did: `pod/web created`, or the object with `-o`
 * (cli-runtime genericclioptions/print_flags.go, printers/name.go).
 */
import type {KubernetesObject} from '../apimachinery/object.ts';
import {type DryRun, dryRunSuffix} from './dry-run.ts';
import type {KubectlIo} from './io.ts';
import {groupKindName, parseApiVersion} from './resources.ts';

/** `pod/web`, or `deployment.apps/web`. */
export function objectName(object: KubernetesObject): string {
	const {group} = parseApiVersion(object.apiVersion ?? '');
	return `${groupKindName({group, kind: object.kind ?? ''})}/${object.metadata?.name || '<unknown>'}`;
}

/** Prints an object's name and what was done with it. */
export function printName(io: KubectlIo, object: KubernetesObject, operation: string, dryRun: DryRun = 'none'): void {
	const done = operation + dryRunSuffix(dryRun);
	io.out(`${objectName(object)}${done === '' ? '' : ` ${done}`}\n`);
}
