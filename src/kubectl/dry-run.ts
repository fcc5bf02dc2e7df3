/** Trying something without doing it (kubectl pkg/cmd/util/helpers.go GetDryRunStrategy). */
import {CommandError, type Flag, type Invocation} from './command.ts';
import {parseBool} from './go-values.ts';

export type DryRun = 'none' | 'client' | 'server';

export const dryRunFlag: Flag = {
	name: 'dry-run',
	type: 'string',
	default: 'none',
	valueWhenBare: 'unchanged',
	description:
		'none, client or server. client prints what would be sent without sending it; server sends it to be tried ' +
		'and not kept.',
};

export function dryRunOf({flags, io}: Pick<Invocation, 'flags' | 'io'>): DryRun {
	const value = flags.string('dry-run');
	if (value === 'none' || value === 'client' || value === 'server') {
		return value;
	}
	const deprecated = (given: string, better: string) =>
		io.err(
			`W${klogTime(io.connection.clock.now())} helpers.go:731] ${given} is deprecated and can be replaced with ${better}.\n`,
		);
	if (value === 'unchanged') {
		deprecated('--dry-run', '--dry-run=client');
		return 'client';
	}
	let whether: boolean;
	try {
		whether = parseBool(value);
	} catch {
		throw new CommandError(`Invalid dry-run value (${value}). Must be "none", "server", or "client".`);
	}
	deprecated(`--dry-run=${value}`, whether ? '--dry-run=client' : '--dry-run=none');
	return whether ? 'client' : 'none';
}

/** The beginning of a klog line, without the process that wrote it. */
function klogTime(now: number): string {
	const text = new Date(now).toISOString();
	return `${text.slice(5, 7)}${text.slice(8, 10)} ${text.slice(11, 23)}000       1`;
}

/** What follows an operation in messages: ` (dry run)`, ` (server dry run)` or nothing. */
export function dryRunSuffix(dryRun: DryRun): string {
	return dryRun === 'client' ? ' (dry run)' : dryRun === 'server' ? ' (server dry run)' : '';
}
