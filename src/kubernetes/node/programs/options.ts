/** Reads the words after a command as most small programs do. */

export interface Options {
	/** Letters and long names that stand on the line, with their values; '' where there is none. */
	readonly flags: ReadonlyMap<string, string>;
	readonly operands: readonly string[];
}

/** @param valued letters and long names that take a value */
export function readOptions(argv: readonly string[], valued: string): Options {
	const flags = new Map<string, string>();
	const operands: string[] = [];
	const takes = new Set(valued.split(' '));
	const words = argv.slice(1);
	while (words.length > 0) {
		const word = words.shift()!;
		if (word === '--') {
			operands.push(...words.splice(0));
		} else if (word.startsWith('--')) {
			const [name = '', ...value] = word.slice(2).split('=');
			flags.set(name, value.length > 0 ? value.join('=') : takes.has(name) ? (words.shift() ?? '') : '');
		} else if (word.startsWith('-') && word.length > 1) {
			for (let at = 1; at < word.length; at++) {
				const letter = word[at]!;
				if (takes.has(letter)) {
					flags.set(letter, word.slice(at + 1) || (words.shift() ?? ''));
					break;
				}
				flags.set(letter, '');
			}
		} else {
			operands.push(word);
		}
	}
	return {flags, operands};
}
