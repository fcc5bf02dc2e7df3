/** What Tab offers: programs, commands, flags, kinds, live names and files. */
import {acceptMetadataList} from '../../apimachinery/connection.ts';
import type {KubernetesList} from '../../apimachinery/object.ts';
import {Client} from '../../kubectl/client.ts';
import type {Command, Flag} from '../../kubectl/command.ts';
import {findCommand} from '../../kubectl/find-command.ts';
import {flagsOf} from '../../kubectl/flags.ts';
import type {KubectlIo} from '../../kubectl/io.ts';
import {commands} from '../../kubectl/main.ts';
import {collectionPath, type Mapping, RestMapper} from '../../kubectl/resources.ts';
import {filesFrom} from '../../shell/folder.ts';
import {programs} from '../../shell/run.ts';
import type {ShellSession} from '../../shell/session.ts';
import type {Candidate, Completion} from '../host.ts';

/** Values of flags that are few and known. */
const flagValues: Readonly<Record<string, readonly string[]>> = {
	output: ['wide', 'yaml', 'json', 'name', 'jsonpath=', 'custom-columns='],
	'dry-run': ['client', 'server', 'none'],
	cascade: ['background', 'foreground', 'orphan'],
	restart: ['Always', 'OnFailure', 'Never'],
	type: ['strategic', 'merge', 'json'],
};

/** The words of the command that the cursor is in, and the one being typed. */
interface Place {
	/** The words before it. */
	readonly words: readonly string[];
	readonly current: string;
	/** Where the current word begins in the line. */
	readonly start: number;
}

/** Finds the command that the cursor is in: after the last `|`, `;`, `&&`, `||` or `$(` outside of quotes. */
export function placeOf(line: string, cursor: number): Place {
	const text = line.slice(0, cursor);
	let words: string[] = [];
	let current = '';
	let start = 0;
	let quote = '';
	let inWord = false;
	for (let i = 0; i < text.length; i++) {
		const c = text[i]!;
		if (quote !== '') {
			quote = c === quote ? '' : quote;
			current += c;
		} else if (c === "'" || c === '"') {
			quote = c;
			current += c;
			inWord = true;
		} else if (/[|;&\n(]/.test(c)) {
			words = [];
			current = '';
			inWord = false;
			start = i + 1;
		} else if (/\s/.test(c) || c === '>' || c === '<') {
			if (inWord) {
				words.push(current);
			}
			if (c === '>' || c === '<') {
				words.push(c);
			}
			current = '';
			inWord = false;
		} else {
			if (!inWord) {
				start = i;
			}
			inWord = true;
			current += c;
		}
	}
	return {words, current, start: inWord ? start : cursor};
}

export async function completeLine(line: string, cursor: number, session: ShellSession): Promise<Completion> {
	const {words, current, start} = placeOf(line, cursor);
	const [first, ...rest] = expandAlias(words, session);
	const finish = (candidates: readonly Candidate[]): Completion => ({
		start,
		candidates: candidates.filter(({text}) => text.startsWith(current)),
	});
	if (words.at(-1) === '>' || words.at(-1) === '<') {
		return finish(fileNames(current, session));
	}
	if (first === undefined) {
		return finish(programNames(session));
	}
	if (first !== 'kubectl') {
		return finish(fileNames(current, session));
	}
	return finish(await kubectlCandidates(rest, current, session));
}

function expandAlias(words: readonly string[], session: ShellSession): readonly string[] {
	const alias = words[0] === undefined ? undefined : session.aliases.get(words[0]);
	return alias === undefined ? words : [...alias.split(/\s+/), ...words.slice(1)];
}

function programNames(session: ShellSession): Candidate[] {
	const names = ['kubectl', ...session.aliases.keys(), ...(session.commands?.keys() ?? []), ...Object.keys(programs)];
	return [...new Set(names)].filter(name => /^\w/.test(name)).map(text => ({text, final: true}));
}

function fileNames(current: string, session: ShellSession): Candidate[] {
	const slash = current.lastIndexOf('/');
	const folder = slash < 0 ? '.' : current.slice(0, slash);
	const files = filesFrom(session.workspace, session.folder);
	if (files.kind(folder) !== 'folder') {
		return [];
	}
	return files
		.list(folder)
		.filter(({name}) => !name.startsWith('.'))
		.map(entry => ({
			text: `${slash < 0 ? '' : `${folder}/`}${entry.name}${entry.folder ? '/' : ''}`,
			final: !entry.folder,
		}));
}

async function kubectlCandidates(
	words: readonly string[],
	current: string,
	session: ShellSession,
): Promise<Candidate[]> {
	const {chain, words: left} = findCommand(words, commands);
	const command = chain.at(-1);
	const known = command ? flagsOf(command) : [];
	const waiting = flagWaiting(words.at(-1), known);
	if (waiting) {
		return flagCandidates(waiting, '', current, session);
	}
	const given = /^(--[\w-]+=|-o=?)(.*)$/.exec(current);
	const flag =
		given &&
		known.find(({name, shorthand}) => `--${name}=` === given[1] || (shorthand === 'o' && given[1]!.startsWith('-o')));
	if (flag && (given[1] !== '-o' || given[2] !== '')) {
		return flagCandidates(flag, given[1]!, current, session);
	}
	if (current.startsWith('-') && command) {
		return known.filter(({hidden}) => !hidden).map(flagCandidate);
	}
	if (!command || (command.subcommands && !command.run)) {
		const choice = command?.subcommands ?? commands;
		return choice.map(({name, short}) => ({text: name, description: short, final: true}));
	}
	const plain = left.filter(word => !word.startsWith('-'));
	return wordCandidates(command, plain, namespaceOf(words, session), current, session);
}

function flagCandidate({name, type, description}: Flag): Candidate {
	return type === 'bool'
		? {text: `--${name}`, description, final: true}
		: {text: `--${name}=`, description, final: false};
}

/** The flag whose value is being typed, as a word of its own. */
function flagWaiting(word: string | undefined, known: readonly Flag[]): Flag | undefined {
	if (word === undefined || !/^-/.test(word) || word.includes('=')) {
		return undefined;
	}
	return known.find(
		({name, shorthand, type, valueWhenBare}) =>
			type !== 'bool' && valueWhenBare === undefined && (word === `--${name}` || word === `-${shorthand}`),
	);
}

async function flagCandidates(
	flag: Flag,
	prefix: string,
	current: string,
	session: ShellSession,
): Promise<Candidate[]> {
	if (flag.name === 'filename') {
		const files = fileNames(current.slice(prefix.length), session);
		return files.map(candidate => ({...candidate, text: prefix + candidate.text}));
	}
	const values =
		flag.name === 'namespace' ? await names({kind: 'namespaces'}, '', session) : (flagValues[flag.name] ?? []);
	return values.map(text => ({text: prefix + text, final: !text.endsWith('=')}));
}

function namespaceOf(words: readonly string[], session: ShellSession): string {
	for (const [i, word] of words.entries()) {
		const given = /^(?:--namespace=|-n=?)(.+)$/.exec(word)?.[1];
		if (given !== undefined) {
			return given;
		}
		if (word === '-n' || word === '--namespace') {
			return words[i + 1] ?? session.settings.namespace;
		}
	}
	return session.settings.namespace;
}

async function wordCandidates(
	command: Command,
	words: readonly string[],
	namespace: string,
	current: string,
	session: ShellSession,
): Promise<Candidate[]> {
	const named = (list: readonly string[]) => list.map(text => ({text, final: true}));
	switch (command.completes) {
		case 'nodes':
			return named(await names({kind: 'nodes'}, '', session));
		case 'pods':
			return words.length === 0 ? named(await names({kind: 'pods'}, namespace, session)) : [];
		case 'commands':
			return commands.map(({name, short}) => ({text: name, description: short, final: true}));
		case 'type':
			return words.length === 0 ? await types(session) : [];
		case 'resources': {
			const slash = current.indexOf('/');
			if (slash > 0) {
				const type = current.slice(0, slash);
				return named((await names({kind: type}, namespace, session)).map(name => `${type}/${name}`));
			}
			const [type] = words;
			return type === undefined || type.includes('/')
				? types(session)
				: named(await names({kind: type}, namespace, session));
		}
		default:
			return [];
	}
}

function quietIo(session: ShellSession): KubectlIo {
	const {connection, settings} = session;
	const files = filesFrom(session.workspace, session.folder);
	// A command that is no look: what is asked for completion is not what a learner has looked at.
	return {
		connection,
		files,
		settings,
		command: 'kubectl completion',
		out() {},
		err() {},
		signal: new AbortController().signal,
	};
}

async function types(session: ShellSession): Promise<Candidate[]> {
	const mapper = await RestMapper.load(new Client(quietIo(session)));
	return mapper.discovery.mappings
		.filter(({verbs}) => verbs.includes('list'))
		.map(({resource, shortNames}) => ({
			text: resource,
			final: true,
			...(shortNames.length > 0 && {description: shortNames.join(', ')}),
		}));
}

async function names({kind}: {kind: string}, namespace: string, session: ShellSession): Promise<string[]> {
	const client = new Client(quietIo(session));
	let mapping: Mapping;
	try {
		mapping = await (await RestMapper.load(client)).forArgument(kind);
		const path = collectionPath(mapping, mapping.namespaced ? namespace : '');
		const list = await client.get<KubernetesList>(path, undefined, acceptMetadataList);
		return list.items.map(item => item.metadata.name);
	} catch {
		return [];
	}
}
