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

/** Every command of an answer, written with `kubectl`, with `k`, or begun at its verb. */
export function commandsIn(answer: string): CommandMeaning[] {
	const text = answer.replace(/[‘’“”]/g, "'");
	return text
		.split(/&&|\|\||[;|\n]|,|\b(?:and then|then|or|afterwards|followed by)\b/i)
		.flatMap(part => {
			const match =
				/(?:^|[\s`'"($])(?:kubectl|kubctl|kubeclt|kubetcl|k)\s+(.+)/i.exec(part) ??
				/(?:^|[\s`'"(])(roll?out?\b.*)/i.exec(part) ??
				/^[\s`'"(]*(scale\s+\S+[\s/].*)/i.exec(part);
			return match ? [readCommand(match[1]!)] : [];
		})
		.filter(({path}) => path !== '');
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

function commandWords(text: string): string[] {
	const words = text
		.replace(/^kubectl\s+/i, '')
		.match(/<[^>]*>|\{[^}]*\}|\[[^\]]*\]|[^\s`"'<{[]+(?:<[^>]*>|\{[^}]*\}|\[[^\]]*\])?|"[^"]*"|'[^']*'/g);
	return (words ?? [])
		.map(word => word.replace(/^["'`]+|["'`)]+$/g, ''))
		.map((word, i, all) => (i === all.length - 1 ? word.replace(/[.!?]+$/, '') : word))
		.map((word, i) => (i < 2 ? word.toLowerCase() : word.replace(/\s+/g, '-')))
		.filter(word => word !== '');
}

function isProse(word: string): boolean {
	return glue.has(word.toLowerCase()) || /^(command|which|would|will|followed|go|goes|works?)$/i.test(word);
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
