/** What resource arguments say, before anything is asked of the server (cli-runtime pkg/resource/builder.go). */
import type {BuilderOptions} from './builder-options.ts';
import {CommandError} from './command.ts';

/** Splits at commas, without repetitions. */
export function splitResourceArgument(argument: string): string[] {
	return [...new Set(argument.split(','))];
}

/** `a,b c` → `a/c b/c`. */
function normalizeArgs(args: readonly string[]): readonly string[] {
	const [types, ...names] = args;
	if (types === undefined || names.length === 0) return args;
	const resources = splitResourceArgument(types);
	return resources.length > 1 ? resources.flatMap(type => names.map(name => `${type}/${name}`)) : args;
}

function isCombined(args: readonly string[]): boolean {
	const withSlash = args.filter(word => word.includes('/')).length;
	if (withSlash > 0 && withSlash !== args.length) {
		throw new CommandError(
			"there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'",
		);
	}
	return withSlash > 0;
}

/** Whether the words name objects, and not types alone (HasNames). */
export function hasNames(args: readonly string[]): boolean {
	const normalized = normalizeArgs(args);
	return isCombined(normalized) || normalized.length > 1;
}

interface Tuple {
	readonly type: string;
	readonly name: string;
}

/** `TYPE/NAME` as its parts; undefined where there is no slash. */
export function splitTypeName(word: string): Tuple | undefined {
	if (!word.includes('/')) return undefined;
	const [type = '', name = '', ...rest] = word.split('/');
	if (rest.length > 0) throw new CommandError('arguments in resource/name form may not have more than one slash');
	if (type === '' || name === '' || splitResourceArgument(type).length !== 1) {
		throw new CommandError('arguments in resource/name form must have a single resource and name');
	}
	return {type, name};
}

/** What the arguments say, before anything is asked of the server. */
export class ResourceRequest {
	types: string[] = [];
	names: string[] = [];
	tuples: Tuple[] = [];
	selector: string | undefined;
	fieldSelector: string | undefined;
	readonly errors: Error[] = [];

	attempt(step: () => void): void {
		try {
			step();
		} catch (error) {
			if (!(error instanceof CommandError)) throw error;
			this.errors.push(error);
		}
	}
}

/**
 * Reads the words and selectors of a call.
 * @param expand puts categories such as `all` in the place of their resources
 */
export function interpret(options: BuilderOptions, expand: (words: string) => string): ResourceRequest {
	const request = new ResourceRequest();
	const selector = options.selector?.trim() ?? '';
	const fieldSelector = options.fieldSelector?.trim() ?? '';
	if (selector !== '') request.selector = selector;
	if (fieldSelector !== '') request.fieldSelector = fieldSelector;
	if (options.all && (selector !== '' || fieldSelector !== '')) {
		request.errors.push(new CommandError("setting 'all' parameter but found a non empty selector. "));
	}
	if (options.names) {
		const {type, names} = options.names;
		request.attempt(() => {
			for (const name of names) {
				const tuple = splitTypeName(name);
				if (!tuple && type === '') throw new CommandError(`the argument ${JSON.stringify(name)} must be RESOURCE/NAME`);
				request.tuples.push(tuple ?? {type, name});
			}
		});
	}
	const args = normalizeArgs(options.args ?? []);
	request.attempt(() => {
		if (isCombined(args)) {
			request.tuples.push(...args.flatMap(word => splitTypeName(word) ?? []));
			return;
		}
		const [types, ...names] = args;
		if (types === undefined) return;
		request.types = splitResourceArgument(expand(types));
		request.names = names;
		if (names.length === 0 && options.allowEmptySelector) request.selector ??= '';
	});
	if (options.all) request.selector = '';
	return request;
}
