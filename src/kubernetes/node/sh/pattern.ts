/** Shell patterns: `*`, `?` and `[…]`. */

/** A pattern as a regular expression's source; characters after a backslash stand for themselves. */
export function patternSource(pattern: string): string {
	let source = '';
	for (let at = 0; at < pattern.length; at++) {
		const char = pattern[at]!;
		if (char === '\\') {
			source += escapeRegExp(pattern[++at] ?? '\\');
		} else if (char === '*') {
			source += '.*';
		} else if (char === '?') {
			source += '.';
		} else if (char === '[' && pattern.indexOf(']', at + 2) > 0) {
			const end = pattern.indexOf(']', at + 2);
			source += `[${pattern.slice(at + 1, end).replace(/^!/, '^')}]`;
			at = end;
		} else {
			source += escapeRegExp(char);
		}
	}
	return source;
}

export function escapeRegExp(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

export function matchesPattern(pattern: string, text: string): boolean {
	return new RegExp(`^${patternSource(pattern)}$`, 's').test(text);
}
