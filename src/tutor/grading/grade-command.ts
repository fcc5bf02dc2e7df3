/** Grades a command by what it means to kubectl, whatever form it is written in. */

import {flagsOf} from '../../kubectl/flags.ts';
import {type CommandLine, parseCommandLine} from '../../kubectl/main.ts';
import type {Grade} from './grade.ts';

/** A command's meaning in a form that can be compared; undefined where it is no command that kubectl reads. */
export function meaningOf(text: string): string | undefined {
	const words = commandWords(text);
	if (!words) {
		return undefined;
	}
	let line: CommandLine | undefined;
	try {
		line = parseCommandLine(words);
	} catch {
		return undefined;
	}
	if (!line) {
		return undefined;
	}
	const {path, flags} = line;
	const given = flagsOf(line.command)
		.filter(({name}) => flags.has(name))
		.map(
			({name, type}) =>
				`--${name}=${type === 'strings' || type === 'stringArray' ? flags.strings(name).join(',') : flags.string(name)}`,
		)
		.sort();
	return [path, ...targets(line.args), ...given].join(' ');
}

/** `deploy web`, `deployment/web` and `deployments.apps/web` are the same target. */
function targets(args: readonly string[]): string[] {
	const [first = '', second, ...rest] = args;
	if (first.includes('/')) {
		return args.map(arg => (arg.includes('/') ? arg.replace(/^[^/]+/, kindOf) : arg));
	}
	return second === undefined || second.includes('=') ? [...args] : [`${kindOf(first)}/${second}`, ...rest];
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

function kindOf(word: string): string {
	const name = word.toLowerCase().split('.')[0]!;
	return kinds[name] ?? name.replace(/s$/, '');
}

/** The words after `kubectl` or `k`, taken out of the sentence or the quotation marks that they may stand in. */
function commandWords(text: string): string[] | undefined {
	const match = /(?:^|[\s`'"(])(?:kubectl|k)\s+([^`\n]+)/i.exec(text);
	const words = match?.[1]?.match(/"[^"]*"|'[^']*'|\S+/g)?.map(word => word.replace(/^["'](.*)["']$/, '$1'));
	return words?.map((word, i, all) => (i === all.length - 1 ? word.replace(/[.!;'"`)]+$/, '') : word)).filter(Boolean);
}

export function gradeCommand(accept: readonly string[], answer: string): Grade {
	const wanted = accept.map(meaningOf);
	const meaning = meaningOf(answer);
	if (meaning !== undefined && wanted.includes(meaning)) {
		return {verdict: 'right', there: ['the command'], missing: [], wrong: []};
	}
	const verbs = wanted.map(known => known?.split(' ').slice(0, 3).join(' '));
	const near =
		meaning !== undefined &&
		verbs.some(verb => verb !== undefined && meaning.startsWith(verb.split(' ').slice(0, 2).join(' ')));
	return {
		verdict: near ? 'partial' : 'wrong',
		there: near ? ['the right command of kubectl'] : [],
		missing: [near ? 'what it is to act on, in the right form' : 'the command'],
		wrong: [],
	};
}
