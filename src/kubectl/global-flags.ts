/** What the global flags ask for, where it is more than a namespace (cli-runtime genericclioptions/config_flags.go). */
import {parseGoDuration} from '../apimachinery/duration.ts';
import {CommandError, type Flag, type Flags} from './command.ts';

import type {KubectlSettings} from './io.ts';

/** Flags that would send the call elsewhere, or as someone else. */
const elsewhere = [
	'as',
	'as-group',
	'as-uid',
	'as-user-extra',
	'certificate-authority',
	'client-certificate',
	'client-key',
	'kubeconfig',
	'kuberc',
	'password',
	'server',
	'tls-server-name',
	'token',
	'username',
];

/**
 * Refuses what cannot be done, rather than passing over it. A flag of the command's own with the name of a global one,
 * such as the `--user` of `create rolebinding`, means something else.
 */
export function checkGlobalFlags(flags: Flags, settings: KubectlSettings, own: readonly Flag[]): void {
	const isOwn = (name: string) => own.some(flag => flag.name === name);
	const context = flags.string('context');
	if (context !== '' && context !== settings.context) {
		throw new CommandError(`Error in configuration: context was not found for specified context: ${context}`, {
			bare: true,
		});
	}
	const cluster = flags.string('cluster');
	if (cluster !== '' && cluster !== settings.cluster && !isOwn('cluster'))
		throw new CommandError(`no server found for cluster "${cluster}"`);
	const user = flags.string('user');
	if (user !== '' && user !== settings.user && !isOwn('user'))
		throw new CommandError(`auth info "${user}" does not exist`);
	for (const name of elsewhere) {
		if (flags.has(name)) {
			throw new CommandError(
				`--${name} is not available here: this kubectl always talks to the context ${settings.context}`,
			);
		}
	}
	const timeout = flags.string('request-timeout');
	if (!/^\d+$/.test(timeout)) {
		try {
			parseGoDuration(timeout);
		} catch {
			throw new CommandError(
				'Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)',
			);
		}
	}
}
