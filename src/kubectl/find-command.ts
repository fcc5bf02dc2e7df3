/** Which command a line calls (spf13/cobra command.go, Find and stripFlags). */
import type {Command, Flag} from './command.ts';
import {flagsOf} from './flags.ts';

export interface FoundCommand {
	/** From the top: `[rollout, undo]`; empty for `kubectl` itself. */
	readonly chain: readonly Command[];
	/** The words that are left, flags among them. */
	readonly words: readonly string[];
}

/** Whether a word is a flag whose value is the word after it, as far as flags known here can tell. */
function takesNextWord(word: string, known: readonly Flag[]): boolean {
	if (!word.startsWith('-') || word.includes('=')) return false;
	if (word.startsWith('--')) {
		const flag = known.find(one => one.name === word.slice(2).replaceAll('_', '-'));
		return flag === undefined || (flag.type !== 'bool' && flag.valueWhenBare === undefined);
	}
	if (word.length !== 2) return false;
	const flag = known.find(one => one.shorthand === word[1]);
	return flag === undefined || (flag.type !== 'bool' && flag.valueWhenBare === undefined);
}

/** Where the first word stands that is neither a flag nor a flag's value. */
function firstPlainWord(words: readonly string[], known: readonly Flag[]): number {
	for (let at = 0; at < words.length; at++) {
		const word = words[at]!;
		if (word === '--') return -1;
		if (takesNextWord(word, known)) at++;
		else if (word !== '' && !word.startsWith('-')) return at;
	}
	return -1;
}

export function findCommand(words: readonly string[], commands: readonly Command[]): FoundCommand {
	const chain: Command[] = [];
	let rest = [...words];
	let choice: readonly Command[] = commands;
	for (;;) {
		const at = firstPlainWord(rest, flagsOf(chain.at(-1) ?? {flags: []}));
		if (at === -1) return {chain, words: rest};
		const found = choice.find(one => one.name === rest[at] || one.aliases?.includes(rest[at]!));
		if (!found) return {chain, words: rest};
		rest = rest.filter((_, index) => index !== at);
		chain.push(found);
		choice = found.subcommands ?? [];
		if (choice.length === 0) return {chain, words: rest};
	}
}

/** The first word that is meant to be a command, if any. */
export function firstWord(words: readonly string[]): string | undefined {
	const at = firstPlainWord(words, flagsOf({flags: []}));
	return at === -1 ? undefined : words[at];
}

/** How many letters must change for one word to become the other, whatever their case. */
export function editDistance(a: string, b: string): number {
	const from = a.toLowerCase();
	const to = b.toLowerCase();
	let row = Array.from({length: to.length + 1}, (_, index) => index);
	for (let i = 1; i <= from.length; i++) {
		const next = [i];
		for (let j = 1; j <= to.length; j++) {
			const change = from[i - 1] === to[j - 1] ? 0 : 1;
			next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + change));
		}
		row = next;
	}
	return row[to.length]!;
}

/** The names that someone who typed `word` may have meant: two letters away, or going on from it. */
export function suggestions(word: string, names: readonly string[]): string[] {
	return names.filter(name => editDistance(word, name) <= 2 || name.toLowerCase().startsWith(word.toLowerCase()));
}
