/** How kubectl says what went wrong (kubectl pkg/cmd/util/helpers.go, checkErr). */
import {type StatusCause, StatusError} from '../apimachinery/status.ts';
import {CommandError} from './command.ts';

/** Several things went wrong, each said on its own line (apimachinery pkg/util/errors Aggregate). */
export class Aggregate extends Error {
	override readonly name = 'Aggregate';
	readonly errors: readonly unknown[];
	constructor(errors: readonly unknown[]) {
		const messages = [...new Set(errors.flatMap(messagesOf))];
		super(messages.length === 1 ? messages[0] : `[${messages.join(', ')}]`);
		this.errors = errors;
	}
}

/** What an error says; of several, what each says. */
function messagesOf(error: unknown): readonly string[] {
	if (error instanceof Aggregate) return error.errors.flatMap(messagesOf);
	return [error instanceof Error ? error.message : String(error)];
}

/** The errors that are not of a kind, also among those within others (apimachinery FilterOut). */
export function without(errors: readonly unknown[], ignored: (error: unknown) => boolean): readonly unknown[] {
	return errors.flatMap(error => {
		if (!(error instanceof Aggregate)) return ignored(error) ? [] : [error];
		const left = without(error.errors, ignored);
		return left.length === 0 ? [] : [new Aggregate(left)];
	});
}

/** Throws what was collected: nothing, the one error, or all of them. */
export function throwAll(errors: readonly unknown[]): void {
	if (errors.length === 1) throw errors[0];
	if (errors.length > 1) throw new Aggregate(errors);
}

/**
 * The same for commands that keep what they found of failures together: what was wrong with files is then said without
 * `error: ` before it.
 */
export function throwTogether(failures: readonly unknown[]): void {
	if (failures.length > 0) throw new Aggregate(failures);
}

/**
 * Says of a failure which file was being worked on: `error when creating "web.yaml": …`.
 * @param verb such as `creating`
 */
export function addSource(verb: string, source: string, error: unknown): unknown {
	if (source === '') return error;
	const prefix = `error when ${verb} ${JSON.stringify(source)}: `;
	if (error instanceof StatusError) return new StatusError({...error.status, message: prefix + error.message});
	return new CommandError(prefix + (error instanceof Error ? error.message : String(error)));
}

function standardMessage(error: unknown): string | undefined {
	if (error instanceof StatusError) {
		if (error.reason === 'Unauthorized') return `error: You must be logged in to the server (${error.message})`;
		return error.reason === ''
			? `Error from server: ${error.message}`
			: `Error from server (${error.reason}): ${error.message}`;
	}
	return error instanceof CommandError && error.bare ? error.message : undefined;
}

/** The message of one failure among several, and of one object among many. */
export function messageFor(error: unknown): string {
	return standardMessage(error) ?? (error instanceof Error ? error.message : String(error));
}

function causesOf(causes: readonly StatusCause[]): string[] {
	return [...new Set(causes.map(cause => `${cause.field ?? ''}: ${cause.message ?? ''}`))];
}

/** `The Pod "web" is invalid: …`, with a list where there are several causes. */
function invalidMessage(error: StatusError): string {
	const {details, message = ''} = error.status;
	let text = 'The request is invalid';
	if (!details) return message === '' ? text : `${text}: ${message}`;
	const causes = causesOf(details.causes ?? []);
	if (details.kind || details.name) text = `The ${details.kind ?? ''} ${JSON.stringify(details.name ?? '')} is invalid`;
	else if (message !== '' && causes.length === 0) text += `: ${message}`;
	if (causes.length === 0) return text;
	if (causes.length === 1) return `${text}: ${causes[0]}\n`;
	return [`${text}: `, ...causes.map(cause => `* ${cause}`)].join('\n');
}

/** What is written to standard error when a command ends with a failure; it ends with a line break. */
export function describeFailure(error: unknown): string {
	const single = error instanceof Aggregate && error.errors.length === 1 ? error.errors[0] : error;
	const text = failureText(single);
	return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

function failureText(error: unknown): string {
	if (error instanceof StatusError && error.reason === 'Invalid') return invalidMessage(error);
	if (error instanceof Aggregate) return error.errors.map(one => `${messageFor(one)}\n`).join('');
	const standard = standardMessage(error);
	if (standard !== undefined) return standard;
	const message = error instanceof Error ? error.message : String(error);
	return message.startsWith('error: ') ? message : `error: ${message}`;
}

/** `MESSAGE` with the line that points to a command's help (UsageErrorf). */
export function usageError(path: string, message: string): CommandError {
	return new CommandError(`${message}\nSee '${path} -h' for help and examples`);
}
