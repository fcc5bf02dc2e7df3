/** Reads words: plain text, quotes, variables, and what a command or a sum leaves in their place. */
import {ScriptReader, ShellSyntaxError} from './reader.ts';
import type {List, Word, WordPart} from './syntax.ts';

/** Reads the commands that stand in `$(…)`; what reads words does not know them. */
export type ReadList = (reader: ScriptReader) => List;

const endsWord = /[\s;&|()<>]/;

export function readWord(reader: ScriptReader, readList: ReadList): Word {
	const parts: WordPart[] = [];
	while (!reader.ended && !reader.nextIs(endsWord)) {
		parts.push(...part(reader, readList));
	}
	if (parts.length === 0) {
		throw reader.unexpected();
	}
	return parts;
}

/** A text in which only variables and commands are replaced: a here-document, a sum. */
export function readText(text: string, readList: ReadList): WordPart[] {
	return doubleQuoted(new ScriptReader(text), '', readList);
}

function part(reader: ScriptReader, readList: ReadList): WordPart[] {
	switch (reader.next) {
		case "'": {
			reader.skip("'");
			const text = reader.takeUntil("'");
			if (text === undefined) {
				throw new ShellSyntaxError('syntax error: unterminated quoted string');
			}
			return [{kind: 'text', text, quoted: true}];
		}
		case '"': {
			reader.skip('"');
			const parts = doubleQuoted(reader, '"', readList);
			reader.skip('"');
			return parts;
		}
		case '\\': {
			const text = reader.takeChars(2)[1] ?? '\\';
			return text === '\n' ? [] : [{kind: 'text', text, quoted: true}];
		}
		case '$':
		case '`':
			return [dollar(reader, false, readList)];
		default: {
			const [text] = reader.take(/[^\s;&|()<>'"\\$`]+/y)!;
			return [{kind: 'text', text, quoted: false}];
		}
	}
}

/** What stands between double quotes, or in a whole text (where `end` is ''). */
function doubleQuoted(reader: ScriptReader, end: '"' | '', readList: ReadList): WordPart[] {
	const parts: WordPart[] = [];
	let text = '';
	const flush = () => {
		parts.push({kind: 'text', text, quoted: true});
		text = '';
	};
	while (reader.next !== end && !(reader.ended && end === '')) {
		if (reader.ended) {
			throw new ShellSyntaxError('syntax error: unterminated quoted string');
		}
		if (reader.next === '\\' && /["\\$`\n]/.test(reader.afterNext ?? '')) {
			const escaped = reader.takeChars(2)[1]!;
			text += escaped === '\n' ? '' : escaped;
		} else if (reader.next === '$' || reader.next === '`') {
			flush();
			parts.push(dollar(reader, true, readList));
		} else {
			text += reader.takeChars(1);
		}
	}
	flush();
	return parts;
}

function dollar(reader: ScriptReader, quoted: boolean, readList: ReadList): WordPart {
	if (reader.skip('`')) {
		const text = reader.takeUntil('`');
		if (text === undefined) {
			throw new ShellSyntaxError('syntax error: EOF in backquote substitution');
		}
		const script = new ScriptReader(text.replaceAll('\\`', '`'));
		const body = readList(script);
		if (!script.atEnd()) {
			throw script.unexpected();
		}
		return {kind: 'command', body, quoted};
	}
	if (reader.skip('$((')) {
		return {kind: 'arithmetic', expression: readText(sum(reader), readList), quoted};
	}
	if (reader.skip('$(')) {
		const body = readList(reader);
		reader.expect(')');
		return {kind: 'command', body, quoted};
	}
	if (reader.skip('${')) {
		return braced(reader, quoted, readList);
	}
	reader.skip('$');
	const [name] = reader.take(/[A-Za-z_]\w*|[0-9@*#?$!-]/y) ?? [];
	return name === undefined ? {kind: 'text', text: '$', quoted} : {kind: 'variable', name, quoted};
}

/** The text of a sum, up to the `))` that is not one of its own. */
function sum(reader: ScriptReader): string {
	let text = '';
	for (let depth = 0; depth > 0 || !reader.starts('))'); ) {
		const char = reader.takeChars(1);
		if (char === '') {
			throw reader.unexpected();
		}
		depth += char === '(' ? 1 : char === ')' ? -1 : 0;
		text += char;
	}
	reader.skip('))');
	return text;
}

/** `${NAME}`, `${#NAME}`, `${NAME:-word}` and the like, behind the `${`. */
function braced(reader: ScriptReader, quoted: boolean, readList: ReadList): WordPart {
	const length = reader.take(/#([A-Za-z_]\w*|\d+)\}/y);
	if (length) {
		return {kind: 'variable', name: length[1]!, operator: 'length', quoted};
	}
	const [name] = reader.take(/[A-Za-z_]\w*|\d+|[@*#?$!-]/y) ?? [];
	const [operator] = reader.take(/:?[-=+?]|##?|%%?/y) ?? [];
	const parts: WordPart[] = [];
	while (!reader.ended && reader.next !== '}') {
		if (reader.nextIs(/['"\\$`]/)) {
			parts.push(...part(reader, readList));
		} else {
			parts.push({kind: 'text', text: reader.takeChars(1), quoted: false});
		}
	}
	reader.expect('}');
	if (name === undefined) {
		throw new ShellSyntaxError('syntax error: bad substitution');
	}
	return {kind: 'variable', name, ...(operator && {operator, word: parts}), quoted};
}
