/** Letters, words and numbers after a dash, as the small programs take them. */
export interface Options {
	has(letter: string): boolean;
	/** The last value given. */
	value(letter: string): string | undefined;
	/** All values given, in order. */
	values(letter: string): readonly string[];
	readonly operands: readonly string[];
}

/** An option that the program does not have. */
export class OptionError extends Error {
	override readonly name = 'OptionError';
}

/**
 * Reads `-abc`, `-n 3`, `-n3`, `--long`, `--long=3` and `--`.
 * @param flags the letters that stand alone
 * @param valued the letters that take a value
 * @param long the long names, each with its letter
 */
export function readOptions(
	words: readonly string[],
	flags: string,
	valued = '',
	long: Readonly<Record<string, string>> = {},
): Options {
	const found = new Map<string, readonly string[]>();
	const add = (letter: string, value: string) => found.set(letter, [...(found.get(letter) ?? []), value]);
	const operands: string[] = [];
	for (let i = 0; i < words.length; i++) {
		const word = words[i]!;
		if (word === '--') {
			operands.push(...words.slice(i + 1));
			break;
		}
		if (word.startsWith('--')) {
			const [name = '', value] = split(word.slice(2), '=');
			const letter = long[name];
			if (letter === undefined) {
				throw new OptionError(`unrecognized option '${word}'`);
			}
			add(letter, valued.includes(letter) ? (value ?? takeValue(words, ++i, letter)) : (value ?? ''));
			continue;
		}
		if (!word.startsWith('-') || word === '-') {
			operands.push(word);
			continue;
		}
		for (let at = 1; at < word.length; at++) {
			const letter = word[at]!;
			if (valued.includes(letter)) {
				const rest = word.slice(at + 1);
				add(letter, rest === '' ? takeValue(words, ++i, letter) : rest);
				break;
			}
			if (!flags.includes(letter)) {
				throw new OptionError(`invalid option -- '${letter}'`);
			}
			add(letter, '');
		}
	}
	return {
		has: letter => found.has(letter),
		value: letter => found.get(letter)?.at(-1),
		values: letter => found.get(letter) ?? [],
		operands,
	};
}

function takeValue(words: readonly string[], at: number, letter: string): string {
	const value = words[at];
	if (value === undefined) {
		throw new OptionError(`option requires an argument -- '${letter}'`);
	}
	return value;
}

function split(text: string, separator: string): [string, string | undefined] {
	const at = text.indexOf(separator);
	return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
