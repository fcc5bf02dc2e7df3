/** YAML with its keys, values and comments told apart. It reads line by line and needs no valid document. */
import {type Line, type Span, span} from './line.ts';
import {theme} from './theme.ts';

const key = /^(\s*(?:- +)*)((?:"[^"]*"|'[^']*'|[^\s#:'"[{][^:#]*?)\s*:)(?=\s|$)(.*)$/;
const item = /^(\s*(?:- +)+|\s*-$)(.*)$/;
const literal = /^(true|false|null|~|-?\d+(\.\d+)?)$/;

/** One styled line for each line of the text. Block scalars (`key: |`) are left as they are. */
export function highlightYaml(lines: readonly string[]): Line[] {
	/** While inside a block scalar: the indentation of the line that opened it. */
	let scalarIndent: number | undefined;
	return lines.map(text => {
		const indent = text.length - text.trimStart().length;
		if (scalarIndent !== undefined) {
			if (text.trim() === '' || indent > scalarIndent) {
				return [span(text)];
			}
			scalarIndent = undefined;
		}
		if (/:\s*[|>][+-]?\d*\s*(#.*)?$/.test(text)) {
			scalarIndent = indent;
		}
		return highlightLine(text);
	});
}

function highlightLine(text: string): Line {
	const [content, comment] = splitComment(text);
	const after = comment === '' ? [] : [span(comment, theme.quiet)];
	if (/^(---|\.\.\.)/.test(content)) {
		return [span(content, theme.quiet), ...after];
	}
	const pair = key.exec(content);
	if (pair) {
		return [span(pair[1]!), span(pair[2]!, theme.code), ...value(pair[3]!), ...after].filter(part => part.text !== '');
	}
	const entry = item.exec(content);
	if (entry) {
		return [span(entry[1]!), ...value(entry[2]!), ...after].filter(part => part.text !== '');
	}
	return [span(content), ...after].filter(part => part.text !== '');
}

function value(text: string): Span[] {
	const trimmed = text.trim();
	return [literal.test(trimmed) ? span(text, theme.busy) : /^["']/.test(trimmed) ? span(text, theme.ok) : span(text)];
}

/** A `#` begins a comment at the start of a line or after a space, outside of quotes. */
function splitComment(text: string): readonly [string, string] {
	let quote = '';
	for (let at = 0; at < text.length; at++) {
		const character = text[at]!;
		if (quote !== '') {
			quote = character === quote ? '' : quote;
		} else if ((character === '"' || character === "'") && /[\s:[{,-]|^$/.test(text[at - 1] ?? '')) {
			quote = character;
		} else if (character === '#' && (at === 0 || /\s/.test(text[at - 1]!))) {
			return [text.slice(0, at), text.slice(at)];
		}
	}
	return [text, ''];
}
