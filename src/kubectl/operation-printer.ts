/** How a command says what it did: `pod/web created`, or the whole object with `-o`. */
import type {KubernetesObject} from '../apimachinery/object.ts';
import type {Invocation} from './command.ts';
import type {DryRun} from './dry-run.ts';
import {printName} from './object-printer.ts';
import {type FormatOptions, formatOptionsOf, formatPrinter, objectFormats} from './printers/formats.ts';

export type OperationPrinter = (object: KubernetesObject) => void;

/**
 * The printer that the output flags ask for (cli-runtime genericclioptions/print_flags.go).
 * @param operation what is said after the name, such as `created`; nothing says it with -o
 * @throws CommandError for formats that do not exist
 */
export function printerFor(
	{flags, io}: Pick<Invocation, 'flags' | 'io'>,
	operation: string,
	dryRun: DryRun = 'none',
	options: Pick<FormatOptions, 'keys'> = {},
): OperationPrinter {
	const output = flags.string('output');
	if (output === '' && flags.string('template') === '') {
		return object => printName(io, object, operation, dryRun);
	}
	const print = formatPrinter(output, objectFormats, {...formatOptionsOf(flags), ...options}, io)!;
	return object => io.out(print(object));
}
