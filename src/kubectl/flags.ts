/** Flags as spf13/pflag reads them (flag.go, parseLongArg and parseSingleShortArg). */
import {DurationError, parseGoDuration} from '../apimachinery/duration.ts';
import {type Command, CommandError, type Flag, type Flags} from './command.ts';
import {parseBool, parseCsv, parseInt64, parseInteger, parsePairs, quote, splitPair, ValueError} from './go-values.ts';

/** The flags that every command takes (`kubectl options`). */
export const globalFlags: readonly Flag[] = [
	{name: 'as', type: 'string', description: 'The user to act as.'},
	{name: 'as-group', type: 'stringArray', description: 'A group to act as; may be given several times.'},
	{name: 'as-uid', type: 'string', description: 'The UID to act as.'},
	{name: 'as-user-extra', type: 'stringArray', description: 'Further facts about the user to act as.'},
	{name: 'cache-dir', type: 'string', default: '$HOME/.kube/cache', description: 'Where discovery is cached.'},
	{name: 'certificate-authority', type: 'string', description: 'A file with the certificate authority to trust.'},
	{name: 'client-certificate', type: 'string', description: 'A file with the client certificate.'},
	{name: 'client-key', type: 'string', description: 'A file with the client key.'},
	{name: 'cluster', type: 'string', description: 'The cluster of the kubeconfig to use.'},
	{name: 'context', type: 'string', description: 'The context of the kubeconfig to use.'},
	{
		name: 'disable-compression',
		type: 'bool',
		default: 'false',
		description: 'Asks the server for uncompressed answers.',
	},
	{
		name: 'insecure-skip-tls-verify',
		type: 'bool',
		default: 'false',
		description: "Does not check the server's certificate.",
	},
	{name: 'kubeconfig', type: 'string', description: 'The kubeconfig file to use.'},
	{name: 'kuberc', type: 'string', description: 'The file with kubectl preferences to use.'},
	{
		name: 'log-flush-frequency',
		type: 'duration',
		default: '5s',
		description: 'How often logs are flushed.',
		hidden: true,
	},
	{
		name: 'match-server-version',
		type: 'bool',
		default: 'false',
		description: 'Refuses to work with a server of another version.',
	},
	{name: 'namespace', shorthand: 'n', type: 'string', description: 'The namespace of this call.'},
	{name: 'password', type: 'string', description: 'The password for basic authentication.'},
	{name: 'profile', type: 'string', default: 'none', description: 'The profile of kubectl itself to capture.'},
	{name: 'profile-output', type: 'string', default: 'profile.pprof', description: 'Where that profile is written.'},
	{
		name: 'request-timeout',
		type: 'string',
		default: '0',
		description: 'How long to wait for one answer of the server, such as 1s, 2m or 3h; 0 waits for ever.',
	},
	{name: 'server', shorthand: 's', type: 'string', description: 'The address and port of the API server.'},
	{name: 'tls-server-name', type: 'string', description: "The name that the server's certificate must be for."},
	{name: 'token', type: 'string', description: 'The bearer token that says who asks.'},
	{name: 'user', type: 'string', description: 'The user of the kubeconfig to use.'},
	{name: 'username', type: 'string', description: 'The user name for basic authentication.'},
	{name: 'v', shorthand: 'v', type: 'int', default: '0', description: 'How much kubectl says of its own doings.'},
	{name: 'vmodule', type: 'string', description: 'The same for single source files.'},
	{
		name: 'warnings-as-errors',
		type: 'bool',
		default: 'false',
		description: "Ends with an error when the server's answer carries a warning.",
	},
];

export const helpFlag: Flag = {
	name: 'help',
	shorthand: 'h',
	type: 'bool',
	default: 'false',
	description: 'Shows this.',
};

/** Everything that a command understands: its own flags, the global ones, and `--help`. Its own win. */
export function flagsOf(command: Pick<Command, 'flags'>): readonly Flag[] {
	const own = command.flags;
	const shorthands = new Set(own.map(flag => flag.shorthand));
	const names = new Set(own.map(flag => flag.name));
	const inherited = [...globalFlags, helpFlag]
		.filter(flag => !names.has(flag.name))
		.map(flag => (flag.shorthand && shorthands.has(flag.shorthand) ? {...flag, shorthand: undefined} : flag));
	return [...own, ...inherited];
}

type Value = string | number | bigint | boolean | readonly string[];

const readers: Record<Flag['type'], (text: string) => Value> = {
	bool: parseBool,
	string: text => text,
	int: text => parseInteger(text),
	int64: text => parseInt64(text),
	duration: parseGoDuration,
	strings: parseCsv,
	stringArray: text => [text],
	stringToString: parsePairs,
};
const empty: Record<Flag['type'], Value> = {
	bool: false,
	string: '',
	int: 0,
	int64: 0n,
	duration: 0,
	strings: [],
	stringArray: [],
	stringToString: [],
};

function absent(flag: Flag): Value {
	if (flag.default === undefined || flag.default === '' || flag.default === '[]') return empty[flag.type];
	return readers[flag.type](flag.default.replace(/^\[(.*)\]$/, '$1'));
}

class ParsedFlags implements Flags {
	readonly #known: ReadonlyMap<string, Flag>;
	readonly #given: ReadonlyMap<string, Value>;
	constructor(known: ReadonlyMap<string, Flag>, given: ReadonlyMap<string, Value>) {
		this.#known = known;
		this.#given = given;
	}
	#value(name: string): Value {
		const flag = this.#known.get(name);
		if (!flag) throw new TypeError(`the command does not declare --${name}`);
		return this.#given.get(name) ?? absent(flag);
	}
	has(name: string): boolean {
		this.#value(name);
		return this.#given.has(name);
	}
	bool(name: string): boolean {
		return this.#value(name) === true;
	}
	string(name: string): string {
		return String(this.#value(name));
	}
	int(name: string): number {
		return Number(this.#value(name));
	}
	int64(name: string): bigint {
		return BigInt(this.#value(name) as number | bigint);
	}
	duration(name: string): number {
		return Number(this.#value(name));
	}
	strings(name: string): readonly string[] {
		const value = this.#value(name);
		return Array.isArray(value) ? value : [String(value)];
	}
	pairs(name: string): ReadonlyMap<string, string> {
		return new Map(this.strings(name).map(pair => splitPair(pair)));
	}
}

export interface ParsedArguments {
	readonly args: readonly string[];
	readonly argsBeforeDash: number;
	readonly flags: Flags;
	readonly givenFlags: readonly (readonly [name: string, value: string])[];
}

/** How a flag stands in messages: `-w, --watch`. */
function displayed(flag: Flag): string {
	return flag.shorthand ? `-${flag.shorthand}, --${flag.name}` : `--${flag.name}`;
}

/**
 * Reads a command's words. Flags may stand anywhere before `--`.
 * @throws CommandError worded as pflag's, without the line that points to help
 */
export function parseArguments(words: readonly string[], known: readonly Flag[]): ParsedArguments {
	const byName = new Map(known.map(flag => [flag.name, flag]));
	const byShorthand = new Map(known.filter(flag => flag.shorthand).map(flag => [flag.shorthand, flag]));
	const given = new Map<string, Value>();
	const givenFlags: [string, string][] = [];
	const args: string[] = [];
	let argsBeforeDash = -1;

	const set = (flag: Flag, text: string) => {
		let value: Value;
		try {
			value = readers[flag.type](text);
		} catch (error) {
			if (!(error instanceof ValueError || error instanceof DurationError)) throw error;
			throw new CommandError(`invalid argument ${quote(text)} for ${quote(displayed(flag))} flag: ${error.message}`);
		}
		givenFlags.push([flag.name, text]);
		const before = given.get(flag.name);
		given.set(flag.name, Array.isArray(value) && Array.isArray(before) ? [...before, ...value] : value);
	};
	const bareValue = (flag: Flag) => (flag.type === 'bool' ? 'true' : flag.valueWhenBare);

	let at = 0;
	const next = () => words[at++];
	while (at < words.length) {
		const word = next()!;
		if (word === '--') {
			argsBeforeDash = args.length;
			args.push(...words.slice(at));
			break;
		}
		if (!word.startsWith('-') || word === '-') {
			args.push(word);
			continue;
		}
		if (word.startsWith('--')) {
			const body = word.slice(2);
			if (body.startsWith('-') || body.startsWith('=')) throw new CommandError(`bad flag syntax: ${word}`);
			const equals = body.indexOf('=');
			const written = equals === -1 ? body : body.slice(0, equals);
			const flag = byName.get(written.replaceAll('_', '-'));
			if (!flag) throw new CommandError(`unknown flag: --${written}`);
			const value = equals === -1 ? (bareValue(flag) ?? next()) : body.slice(equals + 1);
			if (value === undefined) throw new CommandError(`flag needs an argument: --${written}`);
			set(flag, value);
			continue;
		}
		let group = word.slice(1);
		while (group !== '') {
			const letter = group[0]!;
			const flag = byShorthand.get(letter);
			if (!flag) throw new CommandError(`unknown shorthand flag: '${letter}' in -${group}`);
			const bare = bareValue(flag);
			if (group.length > 2 && group[1] === '=') {
				set(flag, group.slice(2));
				break;
			}
			if (bare !== undefined) {
				set(flag, bare);
				group = group.slice(1);
				continue;
			}
			const value = group.length > 1 ? group.slice(1) : next();
			if (value === undefined) throw new CommandError(`flag needs an argument: '${letter}' in -${group}`);
			set(flag, value);
			break;
		}
	}
	return {args, argsBeforeDash, flags: new ParsedFlags(byName, given), givenFlags};
}

/** What is said of each deprecated flag on the line. */
export function deprecations(
	given: readonly (readonly [name: string, value: string])[],
	known: readonly Flag[],
): readonly string[] {
	return given.flatMap(([name]) => {
		const deprecated = known.find(flag => flag.name === name)?.deprecated;
		return deprecated === undefined ? [] : [`Flag --${name} has been deprecated, ${deprecated}\n`];
	});
}

/** The names of required flags that are not on the line, sorted. */
export function missingFlags(command: Command, flags: Flags): string[] {
	return command.flags
		.filter(flag => flag.required && !flags.has(flag.name))
		.map(flag => flag.name)
		.sort();
}
