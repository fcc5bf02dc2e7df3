/** Reads the scripts that containers run (`sh -c …`). */
import type {AndOr, Command, List, Pipeline, Redirect, Word, WordPart} from './syntax.ts';

/** A script that no shell can read. */
export class ShellSyntaxError extends Error {
	override readonly name = 'ShellSyntaxError';
}

const reserved = new Set(['then', 'else', 'elif', 'fi', 'do', 'done', 'esac', '}', 'in']);
const nameStart = /[A-Za-z_]/;

export function parseScript(text: string): List {
	const parser = new Parser(text);
	const list = parser.list();
	if (!parser.atEnd()) {
		throw parser.unexpected();
	}
	return list;
}

class Parser {
	readonly #text: string;
	#at = 0;
	/** Here-documents whose lines come after the present one. */
	readonly #pending: {end: string; quoted: boolean; strip: boolean; fill: (body: Word) => void}[] = [];

	constructor(text: string) {
		this.#text = text;
	}

	atEnd(): boolean {
		this.#blanks(true);
		return this.#at >= this.#text.length;
	}

	unexpected(): ShellSyntaxError {
		if (this.#at >= this.#text.length) {
			return new ShellSyntaxError('syntax error: unexpected end of file');
		}
		const [token = ''] = /^(;;|&&|\|\||[;&|()<>]|[^\s;&|()<>]+|\n)/.exec(this.#text.slice(this.#at)) ?? [];
		return new ShellSyntaxError(`syntax error: unexpected ${token === '\n' ? 'newline' : `"${token}"`}`);
	}

	list(): List {
		const items: AndOr[] = [];
		for (;;) {
			this.#blanks(true);
			if (this.#at >= this.#text.length || this.#peekOne(')') || this.#starts(';;') || this.#atReserved()) {
				return items;
			}
			const first = this.#pipeline();
			const rest: [operator: '&&' | '||', pipeline: Pipeline][] = [];
			for (;;) {
				this.#blanks(false);
				if (this.#starts('&&') || this.#starts('||')) {
					const operator = this.#text.slice(this.#at, this.#at + 2) as '&&' | '||';
					this.#at += 2;
					this.#blanks(true);
					rest.push([operator, this.#pipeline()]);
				} else {
					break;
				}
			}
			let background = false;
			if (this.#peekOne('&') && !this.#starts('&&')) {
				background = true;
				this.#at++;
			} else if (this.#peekOne(';') && !this.#starts(';;')) {
				this.#at++;
			} else if (!this.#peekOne('\n') && this.#at < this.#text.length && !this.#peekOne(')') && !this.#starts(';;')) {
				throw this.unexpected();
			}
			items.push({first, rest, background});
		}
	}

	#pipeline(): Pipeline {
		let negated = false;
		this.#blanks(false);
		while (this.#peekOne('!') && /\s/.test(this.#text[this.#at + 1] ?? '')) {
			negated = !negated;
			this.#at++;
			this.#blanks(false);
		}
		const commands = [this.#command()];
		for (;;) {
			this.#blanks(false);
			if (!this.#peekOne('|') || this.#starts('||')) {
				return {negated, commands};
			}
			this.#at++;
			this.#blanks(true);
			commands.push(this.#command());
		}
	}

	#command(): Command {
		this.#blanks(false);
		const command = this.#compound() ?? this.#simple();
		if (command.kind === 'simple' || command.kind === 'function') {
			return command;
		}
		return {...command, redirects: this.#redirects()};
	}

	#compound(): Command | undefined {
		const redirects: Redirect[] = [];
		if (this.#peekOne('(')) {
			this.#at++;
			const body = this.list();
			this.#expect(')');
			return {kind: 'group', body, subshell: true, redirects};
		}
		const word = this.#keyword();
		switch (word) {
			case '{': {
				this.#at++;
				const body = this.list();
				this.#expectWord('}');
				return {kind: 'group', body, subshell: false, redirects};
			}
			case 'if':
				return this.#if();
			case 'while':
			case 'until': {
				this.#at += 5;
				const condition = this.list();
				return {kind: 'loop', until: word === 'until', condition, body: this.#doGroup(), redirects};
			}
			case 'for':
				return this.#for();
			case 'case':
				return this.#case();
			default: {
				const definition = /^([A-Za-z_][\w-]*)[ \t]*\([ \t]*\)/.exec(this.#text.slice(this.#at));
				if (!definition) {
					return undefined;
				}
				this.#at += definition[0].length;
				this.#blanks(true);
				return {kind: 'function', name: definition[1]!, body: this.#command(), redirects};
			}
		}
	}

	#if(): Command {
		const branches: [List, List][] = [];
		let otherwise: List | undefined;
		this.#expectWord('if');
		for (;;) {
			const condition = this.list();
			this.#expectWord('then');
			branches.push([condition, this.list()]);
			if (this.#keyword() === 'elif') {
				this.#expectWord('elif');
				continue;
			}
			if (this.#keyword() === 'else') {
				this.#expectWord('else');
				otherwise = this.list();
			}
			this.#expectWord('fi');
			return {kind: 'if', branches, ...(otherwise && {otherwise}), redirects: []};
		}
	}

	#for(): Command {
		this.#expectWord('for');
		this.#blanks(false);
		const [name = ''] = /^[A-Za-z_]\w*/.exec(this.#text.slice(this.#at)) ?? [];
		if (name === '') {
			throw this.unexpected();
		}
		this.#at += name.length;
		this.#blanks(true);
		let words: Word[] | undefined;
		if (this.#keyword() === 'in') {
			this.#at += 2;
			words = [];
			for (this.#blanks(false); !/[;\n]/.test(this.#text[this.#at] ?? '\n'); this.#blanks(false)) {
				words.push(this.#word());
			}
		}
		if (this.#peekOne(';')) {
			this.#at++;
		}
		return {kind: 'for', name, ...(words && {words}), body: this.#doGroup(), redirects: []};
	}

	#case(): Command {
		this.#expectWord('case');
		this.#blanks(false);
		const word = this.#word();
		this.#expectWord('in');
		const branches: [Word[], List][] = [];
		for (;;) {
			this.#blanks(true);
			if (this.#keyword() === 'esac') {
				this.#expectWord('esac');
				return {kind: 'case', word, branches, redirects: []};
			}
			if (this.#peekOne('(')) {
				this.#at++;
			}
			const patterns: Word[] = [];
			do {
				if (this.#peekOne('|')) {
					this.#at++;
				}
				this.#blanks(false);
				patterns.push(this.#word());
				this.#blanks(false);
			} while (this.#peekOne('|'));
			this.#expect(')');
			branches.push([patterns, this.list()]);
			if (this.#starts(';;')) {
				this.#at += 2;
			}
		}
	}

	#doGroup(): List {
		this.#expectWord('do');
		const body = this.list();
		this.#expectWord('done');
		return body;
	}

	#simple(): Command {
		const assignments: [string, Word][] = [];
		const words: Word[] = [];
		const redirects: Redirect[] = [];
		for (;;) {
			this.#blanks(false);
			const redirect = this.#redirect();
			if (redirect) {
				redirects.push(redirect);
				continue;
			}
			if (this.#at >= this.#text.length || /[\n;&|()]/.test(this.#text[this.#at]!)) {
				break;
			}
			const assignment = words.length === 0 ? /^([A-Za-z_]\w*)=/.exec(this.#text.slice(this.#at)) : null;
			if (assignment) {
				this.#at += assignment[0].length;
				const ends = this.#at >= this.#text.length || /[\s;&|()]/.test(this.#text[this.#at]!);
				assignments.push([assignment[1]!, ends ? [] : this.#word()]);
			} else {
				words.push(this.#word());
			}
		}
		if (assignments.length + words.length + redirects.length === 0) {
			throw this.unexpected();
		}
		return {kind: 'simple', assignments, words, redirects};
	}

	#redirects(): Redirect[] {
		const found: Redirect[] = [];
		for (;;) {
			this.#blanks(false);
			const redirect = this.#redirect();
			if (!redirect) {
				return found;
			}
			found.push(redirect);
		}
	}

	#redirect(): Redirect | undefined {
		const match = /^(\d*)(<<-?|>>|>&|<&|>\||<|>)/.exec(this.#text.slice(this.#at));
		if (!match) {
			return undefined;
		}
		this.#at += match[0].length;
		this.#blanks(false);
		const sign = match[2]!;
		if (sign.startsWith('<<')) {
			const [raw = ''] = /^[^\s;&|<>()]+/.exec(this.#text.slice(this.#at)) ?? [];
			this.#at += raw.length;
			const redirect = {fd: Number(match[1] || 0), operator: '<<' as const, target: [] as Word};
			this.#pending.push({
				end: raw.replace(/['"\\]/g, ''),
				quoted: /['"\\]/.test(raw),
				strip: sign === '<<-',
				fill: body => {
					redirect.target = body;
				},
			});
			return redirect;
		}
		const operator = sign === '<&' ? '>&' : sign === '>|' ? '>' : (sign as '<' | '>' | '>>' | '>&');
		return {fd: Number(match[1] || (sign.startsWith('<') ? 0 : 1)), operator, target: this.#word()};
	}

	#word(): Word {
		const parts: WordPart[] = [];
		while (this.#at < this.#text.length && !/[\s;&|()<>]/.test(this.#text[this.#at]!)) {
			parts.push(...this.#part());
		}
		if (parts.length === 0) {
			throw this.unexpected();
		}
		return parts;
	}

	#part(): WordPart[] {
		const char = this.#text[this.#at]!;
		if (char === "'") {
			const end = this.#text.indexOf("'", this.#at + 1);
			if (end < 0) {
				throw new ShellSyntaxError('syntax error: unterminated quoted string');
			}
			const text = this.#text.slice(this.#at + 1, end);
			this.#at = end + 1;
			return [{kind: 'text', text, quoted: true}];
		}
		if (char === '"') {
			this.#at++;
			const parts = this.#doubleQuoted('"');
			this.#at++;
			return parts;
		}
		if (char === '\\') {
			this.#at += 2;
			const text = this.#text[this.#at - 1] ?? '\\';
			return text === '\n' ? [] : [{kind: 'text', text, quoted: true}];
		}
		if (char === '$' || char === '`') {
			return [this.#dollar(false)];
		}
		const [text = char] = /^[^\s;&|()<>'"\\$`]+/.exec(this.#text.slice(this.#at)) ?? [];
		this.#at += text.length;
		return [{kind: 'text', text, quoted: false}];
	}

	/** What stands between double quotes, or in a here-document (where `end` is ''). */
	#doubleQuoted(end: '"' | ''): WordPart[] {
		const parts: WordPart[] = [];
		let text = '';
		const flush = () => {
			parts.push({kind: 'text', text, quoted: true});
			text = '';
		};
		for (;;) {
			const char = this.#text[this.#at];
			if (char === undefined) {
				if (end === '') {
					break;
				}
				throw new ShellSyntaxError('syntax error: unterminated quoted string');
			}
			if (char === end) {
				break;
			}
			if (char === '\\' && /["\\$`\n]/.test(this.#text[this.#at + 1] ?? '')) {
				const next = this.#text[this.#at + 1]!;
				text += next === '\n' ? '' : next;
				this.#at += 2;
			} else if (char === '$' || char === '`') {
				flush();
				parts.push(this.#dollar(true));
			} else {
				text += char;
				this.#at++;
			}
		}
		flush();
		return parts;
	}

	#dollar(quoted: boolean): WordPart {
		if (this.#peekOne('`')) {
			const end = this.#text.indexOf('`', this.#at + 1);
			if (end < 0) {
				throw new ShellSyntaxError('syntax error: EOF in backquote substitution');
			}
			const body = parseScript(this.#text.slice(this.#at + 1, end).replaceAll('\\`', '`'));
			this.#at = end + 1;
			return {kind: 'command', body, quoted};
		}
		if (this.#starts('$((')) {
			const end = this.#text.indexOf('))', this.#at);
			if (end < 0) {
				throw this.unexpected();
			}
			const inner = new Parser(this.#text.slice(this.#at + 3, end));
			this.#at = end + 2;
			return {kind: 'arithmetic', expression: inner.#doubleQuoted(''), quoted};
		}
		if (this.#starts('$(')) {
			this.#at += 2;
			const body = this.list();
			this.#expect(')');
			return {kind: 'command', body, quoted};
		}
		if (this.#starts('${')) {
			return this.#braced(quoted);
		}
		const [name = ''] = /^([A-Za-z_]\w*|[0-9@*#?$!-])/.exec(this.#text.slice(this.#at + 1)) ?? [];
		this.#at += 1 + name.length;
		return name === '' ? {kind: 'text', text: '$', quoted} : {kind: 'variable', name, quoted};
	}

	#braced(quoted: boolean): WordPart {
		this.#at += 2;
		const length = /^#([A-Za-z_]\w*|\d+)\}/.exec(this.#text.slice(this.#at));
		if (length) {
			this.#at += length[0].length;
			return {kind: 'variable', name: length[1]!, operator: 'length', quoted};
		}
		const [name = ''] = /^([A-Za-z_]\w*|\d+|[@*#?$!-])/.exec(this.#text.slice(this.#at)) ?? [];
		this.#at += name.length;
		const [operator = ''] = /^(:?[-=+?]|##?|%%?)/.exec(this.#text.slice(this.#at)) ?? [];
		this.#at += operator.length;
		const parts: WordPart[] = [];
		while (this.#at < this.#text.length && !this.#peekOne('}')) {
			if (/[\s;&|()<>]/.test(this.#text[this.#at]!)) {
				parts.push({kind: 'text', text: this.#text[this.#at++]!, quoted: false});
			} else if (/['"\\$`]/.test(this.#text[this.#at]!)) {
				parts.push(...this.#part());
			} else {
				parts.push({kind: 'text', text: this.#text[this.#at++]!, quoted: false});
			}
		}
		this.#expect('}');
		if (name === '') {
			throw new ShellSyntaxError('syntax error: bad substitution');
		}
		return {kind: 'variable', name, ...(operator && {operator, word: parts}), quoted};
	}

	#blanks(newlines: boolean): void {
		for (;;) {
			const char = this.#text[this.#at];
			if (char === ' ' || char === '\t' || char === '\r') {
				this.#at++;
			} else if (char === '\\' && this.#text[this.#at + 1] === '\n') {
				this.#at += 2;
			} else if (char === '#' && /(^|[\s;&|()])$/.test(this.#text.slice(Math.max(0, this.#at - 1), this.#at))) {
				while (this.#at < this.#text.length && this.#text[this.#at] !== '\n') {
					this.#at++;
				}
			} else if (char === '\n' && (newlines || this.#pending.length > 0)) {
				this.#at++;
				this.#hereDocuments();
				if (!newlines) {
					this.#at -= this.#text[this.#at - 1] === '\n' ? 1 : 0;
					return;
				}
			} else {
				return;
			}
		}
	}

	#hereDocuments(): void {
		for (const document of this.#pending.splice(0)) {
			const lines: string[] = [];
			while (this.#at < this.#text.length) {
				const end = this.#text.indexOf('\n', this.#at);
				const stop = end < 0 ? this.#text.length : end;
				const raw = this.#text.slice(this.#at, stop);
				const line = document.strip ? raw.replace(/^\t+/, '') : raw;
				this.#at = Math.min(this.#text.length, stop + 1);
				if (line === document.end) {
					break;
				}
				lines.push(`${line}\n`);
			}
			const body = lines.join('');
			document.fill(document.quoted ? [{kind: 'text', text: body, quoted: true}] : new Parser(body).#doubleQuoted(''));
		}
	}

	#peekOne(char: string): boolean {
		return this.#text[this.#at] === char;
	}

	#starts(text: string): boolean {
		return this.#text.startsWith(text, this.#at);
	}

	/** The plain word that comes next. */
	#keyword(): string {
		this.#blanks(true);
		const [word = ''] = /^([a-z]+|[{}])(?=[\s;&|()<>]|$)/.exec(this.#text.slice(this.#at)) ?? [];
		return word;
	}

	#atReserved(): boolean {
		return reserved.has(this.#keyword());
	}

	#expect(char: string): void {
		this.#blanks(true);
		if (!this.#peekOne(char)) {
			throw this.unexpected();
		}
		this.#at++;
	}

	#expectWord(word: string): void {
		if (this.#keyword() !== word) {
			throw this.unexpected();
		}
		this.#at += word.length;
	}
}

/** Whether a text can be the name of a variable. */
export function isName(text: string): boolean {
	return nameStart.test(text[0] ?? '') && /^\w+$/.test(text);
}
