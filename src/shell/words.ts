/** Reads what stands in words: quotes, variables, what a command leaves in its place. */
import {type Part, ShellSyntaxError, type Word} from './syntax.ts';

/** Where the double quote that opens at `start` closes. */
export function closingQuote(text: string, start: number): number {
	for (let i = start + 1; i < text.length; i++) {
		if (text[i] === '\\') {
			i++;
		} else if (text[i] === '$' && text[i + 1] === '(') {
			i = closingParenthesis(text, i + 1);
		} else if (text[i] === '"') {
			return i;
		}
	}
	throw new ShellSyntaxError('a " is opened and not closed', true);
}

function closingParenthesis(text: string, start: number): number {
	let depth = 0;
	for (let i = start; i < text.length; i++) {
		const c = text[i];
		if (c === "'") {
			i = text.indexOf("'", i + 1);
			if (i < 0) {
				break;
			}
		} else if (c === '\\') {
			i++;
		} else if (c === '(') {
			depth++;
		} else if (c === ')' && --depth === 0) {
			return i;
		}
	}
	throw new ShellSyntaxError('a $( is opened and not closed', true);
}

/** Reads `$name`, `${name}`, `$(…)` or `` `…` `` at a position; gives the part and where it ends. */
export function readDollar(text: string, at: number, quoted: boolean): [Part, number] {
	if (text[at] === '`') {
		const end = text.indexOf('`', at + 1);
		if (end < 0) {
			throw new ShellSyntaxError('a ` is opened and not closed', true);
		}
		return [{kind: 'substitution', line: text.slice(at + 1, end), quoted}, end + 1];
	}
	if (text[at + 1] === '(') {
		const end = closingParenthesis(text, at + 1);
		return [{kind: 'substitution', line: text.slice(at + 2, end), quoted}, end + 1];
	}
	const name = /^\$(?:\{(\w+|\?)\}|([A-Za-z_]\w*|[?$0-9]))/.exec(text.slice(at));
	if (!name) {
		return [{kind: 'text', text: '$', quoted}, at + 1];
	}
	return [{kind: 'variable', name: (name[1] ?? name[2])!, quoted}, at + name[0].length];
}

/** Text within double quotes or a here-document: variables and substitutions count, blanks do not. */
export function expandable(text: string, inQuotes = false): Word {
	const parts: Part[] = [];
	let plain = '';
	for (let i = 0; i < text.length; ) {
		const c = text[i]!;
		if (c === '\\' && (/[$`\\]/.test(text[i + 1] ?? '') || (inQuotes && text[i + 1] === '"'))) {
			plain += text[i + 1];
			i += 2;
		} else if (c === '$' || c === '`') {
			const [part, end] = readDollar(text, i, true);
			parts.push({kind: 'text', text: plain, quoted: true}, part);
			plain = '';
			i = end;
		} else {
			plain += c;
			i++;
		}
	}
	if (plain !== '') {
		parts.push({kind: 'text', text: plain, quoted: true});
	}
	return parts;
}
