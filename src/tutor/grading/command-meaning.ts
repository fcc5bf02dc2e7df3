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

/** A command as it stands in an answer. */
export interface GivenCommand extends CommandMeaning {
	/** Whether it is said to take back, later, what was done: "it can be undone with …". */
	readonly takesBack: boolean;
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

/** A command that another is compared with. */
const comparedWith =
	/\b(opposite of|(?<!something |sth )like|unlike|same as|compared (?:to|with)|counterpart (?:of|to))[\s`'"(]*$/i;

const canBeTakenBack =
	/\b(?:can|could|may)\b[^,;]*\b(?:back|again|undone|reverted|restored|recreated|later)\b[^,;]*\b(?:with|by|using)[\s`'"(]*$/i;

/** What ends one command before the next. */
const between = /&&|\|\||[;|\n]|,|\b(?:and then|then|or|but|afterwards|followed by)\b/i;

/** What a command begins with. */
export const programNames = /(?<=^|[\s`'"($>])(?:kubectl|kubctl|kubeclt|kubetcl|kubclt|kubectrl|k)\s+/i;

/** What begins a remark on a command: an arrow, a dash, a comment, or more than one word in brackets. */
const remark = /\s*(?:→|⇒|⏎|[-=]+>(?=\s|$)|\s[–—#=+]|\s\/\/|\s\([^()]*(?:[\s=]|$)).*$/s;

/**
 * Every command of an answer, written with `kubectl`, with `k`, or begun at its verb.
 * @param verbs what a command may begin with that lacks its `kubectl`, where flags or a target show that it is one
 */
export function commandsIn(answer: string, verbs: readonly string[] = []): GivenCommand[] {
	const text = withFileGiven(answer.replace(/[‘’“”]/g, "'"));
	return text.split(between).flatMap(part => {
		// What stands before each command is the end of the piece before it.
		const [before = '', ...rest] = part.split(new RegExp(programNames, 'gi'));
		const pieces = rest.map((text, i) => ({text, before: [before, ...rest][i]!}));
		const advised = pieces.filter(piece => !advisesAgainst(piece.before));
		const named = advised.map(piece => ({
			...readCommand(upToQuote(piece.text, piece.before)),
			takesBack: canBeTakenBack.test(piece.before),
		}));
		const understood = named.filter(({path}) => path !== '');
		if (understood.length > 0 || advised.length < pieces.length) {
			return understood;
		}
		const end = rest.at(-1) ?? before;
		const bare = withoutKubectl(end, verbs);
		return bare === undefined || advisesAgainst(end.slice(0, end.indexOf(bare)))
			? []
			: [{...readCommand(bare), takesBack: false}];
	});
}

/** Whether what follows that text is told not to be used, or only compared with. */
export function advisesAgainst(before: string): boolean {
	return advisedAgainst.test(before) || comparedWith.test(before);
}

/** A file that is sent to `-f -` is the file of the command. */
function withFileGiven(text: string): string {
	return text
		.replace(/\bcat\s+(\S+)\s*\|\s*(k\S*\s[^|;]*?\s-f)\s*-(?=\s|$)/gi, '$2 $1')
		.replace(/(\s-f)\s*-\s*<\s*(\S+)/g, '$1 $2');
}

/** A command that begins in quotes ends with them. */
function upToQuote(command: string, before: string): string {
	const quote = /[`'"]$/.exec(before)?.[0];
	const end = quote === undefined ? -1 : command.indexOf(quote);
	return end < 0 ? command : command.slice(0, end);
}

function withoutKubectl(part: string, verbs: readonly string[]): string | undefined {
	const rollout = /(?:^|[\s`'"(])(roll?out?\b.*)/i.exec(part);
	if (rollout) {
		return rollout[1];
	}
	const lead = /^[\s`'"($>→]*(?:(?:use|run|type|with|do|by|just|you|the|so)\s+)*/i.exec(part)![0];
	const rest = part.slice(lead.length);
	const begins = verbs.some(verb => rest.toLowerCase().startsWith(`${verb} `));
	return begins && /\s-{1,2}[a-z]|[/=]/i.test(rest) ? rest : undefined;
}

/** What a command means; the words of a sentence that follow it are left out. */
export function readCommand(text: string): CommandMeaning {
	const words = commandWords(text.replace(remark, ''));
	const parsed = parse(words);
	const targets = upToProse(parsed?.args ?? looseArguments(words));
	const path =
		parsed?.path ??
		upToProse(words)
			.filter(word => !word.startsWith('-'))
			.slice(0, 2)
			.join(' ');
	return {
		line: words.join(' '),
		path: path.toLowerCase(),
		args: parsed?.values.filename === undefined ? targetsOf(targets) : targetsBesideFile(targets),
		flags: parsed?.flags ?? words.flatMap(word => /^--([\w-]+)/.exec(word)?.[1] ?? []),
		values: parsed?.values ?? {},
	};
}

/** The short and the long form of a flag, as they are written. */
export function flagForms(path: string, name: string): string[] {
	const command = parseCommandLine(path.split(' '))?.command;
	const shorthand = command && flagsOf(command).find(flag => flag.name === name)?.shorthand;
	return [`--${name}`, ...(shorthand ? [`-${shorthand}`] : [])];
}

/** The kind that a word names, `undefined` where it names none. */
export function kindNamed(word: string): string | undefined {
	const kind = kindOf(word);
	return known.has(kind) ? kind : undefined;
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
				.replace(/^\(|\)$/g, '')
				.replace(/(?<=[^.])[.!?]+$/, ''),
		)
		.map((word, i) => (i < 2 ? word.toLowerCase() : word.replace(/\s+/g, '-')))
		.filter(word => !/^[:.,()]*$/.test(word));
}

/** The words before the first that belongs to the sentence around a command; `get` is a word of either. */
function upToProse(words: readonly string[]): readonly string[] {
	const end = words.findIndex(word => word !== 'get' && isProse(word));
	return end < 0 ? words : words.slice(0, end);
}

function isProse(word: string): boolean {
	return (
		glue.has(word.toLowerCase()) ||
		/^(command|which|would|will|followed|plus|given|meaning|go|goes|works?|please|thanks?|[^\p{L}\d*]+)$/iu.test(word)
	);
}

/** kubectl takes no names beside a file: what stands there and is no target belongs to the sentence. */
function targetsBesideFile(args: readonly string[]): string[] {
	const [first = ''] = args;
	return targetsOf(/[/=]/.test(first) || kindNamed(first) ? args : args.filter(arg => arg.includes('=')));
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
	const hasName = second !== undefined && (known.has(kindOf(first)) || !verbForm.test(second));
	const target = !hasName ? (known.has(kindOf(first)) ? kindOf(first) : first) : `${kindOf(first)}/${second}`;
	return [target, ...settings];
}

/** "kubectl logs web-0 shows …": after a name, and not after a kind, such a word belongs to the sentence. */
const verbForm = /^(?!.*(?:[oiu]s|ss)$)[a-z]{3,}s$/;

function kindOf(word: string): string {
	const name = word.toLowerCase().split('.')[0]!;
	const kind = kinds[name] ?? name.replace(/s$/, '');
	return [...known].find(candidate => kind.length > 5 && typingErrors(kind, candidate) === 0) ?? kind;
}
