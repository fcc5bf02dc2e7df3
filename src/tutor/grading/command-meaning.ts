/** Finds the kubectl commands in an answer and what each means: `deploy web`, `deployments.apps/web` are one target. */
import {flagsOf} from '../../kubectl/flags.ts';
import {parseCommandLine} from '../../kubectl/main.ts';
import {glue} from './function-words.ts';
import {typingErrors} from './inflect.ts';

export interface CommandMeaning {
	/** Its words, without `kubectl`. */
	readonly line: string;
	/** Such as `rollout undo`. */
	readonly path: string;
	/** Such as `deployment/web`. */
	readonly args: readonly string[];
	/** The long names of the flags that are given. */
	readonly flags: readonly string[];
	/** What they are given, by their long names. */
	readonly values: Readonly<Record<string, string>>;
}

const kinds: Readonly<Record<string, string>> = {
	deploy: 'deployment',
	rs: 'replicaset',
	ds: 'daemonset',
	sts: 'statefulset',
	po: 'pod',
	no: 'node',
	svc: 'service',
	ns: 'namespace',
	pvc: 'persistentvolumeclaim',
};
const known = new Set(Object.values(kinds));

/** The commands of an answer that are told not to be used are no answer. */
const advisedAgainst =
	/(\b(do not|don'?t|never|not|nor|avoid|instead of|rather than)|n't)\s+(just\s+|ever\s+)?(use|run|type|do|with|using)?\s*[\s`'"(]*$/i;

/** What ends one command before the next. */
const between = /&&|\|\||[;|\n]|,|\b(?:and then|then|or|but|afterwards|followed by)\b/i;

const names = /(?<=^|[\s`'"($>])(?:kubectl|kubctl|kubeclt|kubetcl|kubclt|kubectrl|k)\s+/i;

/**
 * Every command of an answer, written with `kubectl`, with `k`, or begun at its verb.
 * @param verbs what a command may begin with that lacks its `kubectl`, where flags or a target show that it is one
 */
export function commandsIn(answer: string, verbs: readonly string[] = []): CommandMeaning[] {
	const text = answer.replace(/[‘’“”]/g, "'");
	return text
		.split(between)
		.flatMap(part => {
			const [before = '', ...commands] = part.split(new RegExp(names, 'gi'));
			if (commands.length > 0) {
				// What stands before each command is the end of the text before it.
				return commands.filter((_, i) => !advisedAgainst.test([before, ...commands][i]!));
			}
			const bare = withoutKubectl(part, verbs);
			return bare === undefined || advisedAgainst.test(part.slice(0, part.indexOf(bare))) ? [] : [bare];
		})
		.map(readCommand)
		.filter(({path}) => path !== '');
}

function withoutKubectl(part: string, verbs: readonly string[]): string | undefined {
	const rollout = /(?:^|[\s`'"(])(roll?out?\b.*)/i.exec(part);
	if (rollout) {
		return rollout[1];
	}
	const lead = /^[\s`'"($>]*(?:(?:use|run|type|with|do|by|just|you|the)\s+)*/i.exec(part)![0];
	const rest = part.slice(lead.length);
	const begins = verbs.some(verb => rest.toLowerCase().startsWith(`${verb} `));
	return begins && /\s-{1,2}[a-z]|[/=]/i.test(rest) ? rest : undefined;
}

/** What a command means; the words of a sentence that follow it are left out. */
export function readCommand(text: string): CommandMeaning {
	const words = commandWords(text);
	const parsed = parse(words);
	const targets = [...(parsed?.args ?? looseArguments(words))];
	const end = targets.findIndex((word, i) => i >= 0 && isProse(word));
	const path =
		parsed?.path ??
		words
			.filter(word => !word.startsWith('-'))
			.slice(0, 2)
			.join(' ');
	return {
		line: words.join(' '),
		path: path.toLowerCase(),
		args: targetsOf(end < 0 ? targets : targets.slice(0, end)),
		flags: parsed?.flags ?? words.flatMap(word => /^--([\w-]+)/.exec(word)?.[1] ?? []),
		values: parsed?.values ?? {},
	};
}

function parse(words: readonly string[]): Omit<CommandMeaning, 'line'> | undefined {
	try {
		const line = parseCommandLine(words);
		const given = line
			? flagsOf(line.command)
					.map(({name}) => name)
					.filter(name => line.flags.has(name))
			: [];
		return (
			line && {
				path: line.path.replace(/^kubectl ?/, ''),
				args: line.args,
				flags: given,
				values: Object.fromEntries(given.map(name => [name, line.flags.string(name)])),
			}
		);
	} catch {
		return undefined;
	}
}

function looseArguments(words: readonly string[]): string[] {
	return words.filter(word => !word.startsWith('-')).slice(2);
}

/** A word may hold quotes, and a placeholder holds blanks: `--replicas="6"`, `deploy/<the name>`. */
const commandWord = /(?:<[^>]*>|\{[^}]*\}|\[[^\]]*\]|"[^"]*"|'[^']*'|`[^`]*`|[^\s"'`])+|["'`]/g;

function commandWords(text: string): string[] {
	const words = text.replace(/^kubectl\s+/i, '').match(commandWord) ?? [];
	return words
		.map(word =>
			word
				.replace(/["'`]/g, '')
				.replace(/[:,]$/, '')
				.replace(/^\(|\)$/g, ''),
		)
		.map((word, i, all) => (i === all.length - 1 ? word.replace(/[.!?]+$/, '') : word))
		.map((word, i) => (i < 2 ? word.toLowerCase() : word.replace(/\s+/g, '-')))
		.filter(word => !/^[:.,)]*$/.test(word));
}

function isProse(word: string): boolean {
	return (
		glue.has(word.toLowerCase()) || /^(command|which|would|will|followed|go|goes|works?|please|thanks?)$/i.test(word)
	);
}

function targetsOf(args: readonly string[]): string[] {
	// What is to be set (nginx=nginx:1.28, app=web) stands apart from what it is set on.
	const settings = args.filter(arg => arg.includes('='));
	const [first = '', second] = args.filter(arg => !arg.includes('='));
	if (first.includes('/')) {
		return [first.replace(/^[^/]+/, kindOf), ...settings];
	}
	if (first === '') {
		return settings;
	}
	const target =
		second === undefined ? (known.has(kindOf(first)) ? kindOf(first) : first) : `${kindOf(first)}/${second}`;
	return [target, ...settings];
}

function kindOf(word: string): string {
	const name = word.toLowerCase().split('.')[0]!;
	const kind = kinds[name] ?? name.replace(/s$/, '');
	return [...known].find(candidate => kind.length > 5 && typingErrors(kind, candidate) === 0) ?? kind;
}
