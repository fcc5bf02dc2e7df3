import {
	type Line,
	type Part,
	type Pipeline,
	type Redirect,
	ShellSyntaxError,
	type SimpleCommand,
	type Word,
} from './syntax.ts';

type Token =
	| {readonly kind: 'word'; readonly word: Word; readonly raw: string}
	| {readonly kind: 'operator'; readonly text: string}
	| {readonly kind: 'heredoc'; readonly body: Word};

const operators = ['&&', '||', ';', '|', '\n'];
const redirections = ['2>&1', '1>&2', '>&2', '&>>', '&>', '2>>', '2>', '1>>', '1>', '>>', '>', '<'];
const compound = new Set(['for', 'while', 'until', 'if', 'case', 'function', '{', '(']);

/**
 * Reads what was typed, here-documents included.
 * @throws ShellSyntaxError
 */
export function parseShell(source: string): Line {
	return parseTokens(new Lexer(source).tokens());
}

/** Turns text into tokens, in one pass; here-documents are taken from the lines that follow. */
class Lexer {
	readonly #text: string;
	#at = 0;
	readonly #waiting: {
		readonly end: string;
		readonly quoted: boolean;
		readonly stripTabs: boolean;
		readonly index: number;
	}[] = [];
	readonly #tokens: Token[] = [];

	constructor(text: string) {
		this.#text = text.replaceAll('\r\n', '\n').replaceAll('\\\n', '');
	}

	tokens(): Token[] {
		for (;;) {
			this.#skipBlanks();
			if (this.#at >= this.#text.length) {
				break;
			}
			this.#next();
		}
		if (this.#waiting.length > 0) {
			throw new ShellSyntaxError(`here-document is not ended by ${this.#waiting[0]!.end}`, true);
		}
		return this.#tokens;
	}

	#skipBlanks(): void {
		while (/[ \t]/.test(this.#text[this.#at] ?? '')) {
			this.#at++;
		}
		const before = this.#text[this.#at - 1];
		if (this.#text[this.#at] === '#' && (before === undefined || /\s|[;&|]/.test(before))) {
			while (this.#at < this.#text.length && this.#text[this.#at] !== '\n') {
				this.#at++;
			}
		}
	}

	#next(): void {
		const rest = this.#text.slice(this.#at);
		if (rest.startsWith('<<<')) {
			this.#at += 3;
			this.#skipBlanks();
			const word = this.#word();
			this.#tokens.push({kind: 'heredoc', body: [...word.word, {kind: 'text', text: '\n', quoted: true}]});
			return;
		}
		if (rest.startsWith('<<')) {
			this.#openHereDocument();
			return;
		}
		const redirection = redirections.find(text => rest.startsWith(text));
		if (redirection) {
			this.#at += redirection.length;
			this.#tokens.push({kind: 'operator', text: redirection});
			return;
		}
		const operator = operators.find(text => rest.startsWith(text));
		if (operator) {
			this.#at += operator.length;
			if (operator === '\n') {
				this.#readHereDocuments();
			}
			this.#tokens.push({kind: 'operator', text: operator});
			return;
		}
		if (rest.startsWith('&')) {
			throw new ShellSyntaxError('commands cannot run in the background here; leave out the &');
		}
		if (rest.startsWith('(') || rest.startsWith(')')) {
			throw new ShellSyntaxError(`syntax error near unexpected token \`${rest[0]}'`);
		}
		this.#tokens.push({kind: 'word', ...this.#word()});
	}

	#openHereDocument(): void {
		const stripTabs = this.#text.startsWith('<<-', this.#at);
		this.#at += stripTabs ? 3 : 2;
		this.#skipBlanks();
		const {word, raw} = this.#word();
		const end = word.map(part => (part.kind === 'text' ? part.text : '')).join('');
		if (end === '') {
			throw new ShellSyntaxError("syntax error near unexpected token `newline'");
		}
		this.#waiting.push({end, quoted: /['"\\]/.test(raw), stripTabs, index: this.#tokens.length});
		this.#tokens.push({kind: 'heredoc', body: []});
	}

	#readHereDocuments(): void {
		for (const waiting of this.#waiting.splice(0)) {
			const lines: string[] = [];
			for (;;) {
				if (this.#at >= this.#text.length) {
					throw new ShellSyntaxError(`here-document is not ended by ${waiting.end}`, true);
				}
				const newline = this.#text.indexOf('\n', this.#at);
				const end = newline < 0 ? this.#text.length : newline;
				let line = this.#text.slice(this.#at, end);
				this.#at = end + 1;
				if (waiting.stripTabs) {
					line = line.replace(/^\t+/, '');
				}
				if (line === waiting.end) {
					break;
				}
				lines.push(`${line}\n`);
			}
			const text = lines.join('');
			const body: Word = waiting.quoted ? [{kind: 'text', text, quoted: true}] : expandable(text);
			this.#tokens[waiting.index] = {kind: 'heredoc', body};
		}
	}

	#word(): {word: Word; raw: string} {
		const start = this.#at;
		const parts: Part[] = [];
		let plain = '';
		const flush = () => {
			if (plain !== '') {
				parts.push({kind: 'text', text: plain, quoted: false});
				plain = '';
			}
		};
		while (this.#at < this.#text.length && !/[\s;|&<>()]/.test(this.#text[this.#at]!)) {
			const c = this.#text[this.#at]!;
			if (c === "'") {
				flush();
				const end = this.#text.indexOf("'", this.#at + 1);
				if (end < 0) {
					throw new ShellSyntaxError("a ' is opened and not closed", true);
				}
				parts.push({kind: 'text', text: this.#text.slice(this.#at + 1, end), quoted: true});
				this.#at = end + 1;
			} else if (c === '"') {
				flush();
				const end = closingQuote(this.#text, this.#at);
				parts.push({kind: 'text', text: '', quoted: true}, ...expandable(this.#text.slice(this.#at + 1, end), true));
				this.#at = end + 1;
			} else if (c === '\\') {
				flush();
				parts.push({kind: 'text', text: this.#text[this.#at + 1] ?? '', quoted: true});
				this.#at += 2;
			} else if (c === '$' || c === '`') {
				flush();
				const [part, end] = dollar(this.#text, this.#at, false);
				parts.push(part);
				this.#at = end;
			} else {
				plain += c;
				this.#at++;
			}
		}
		flush();
		return {word: parts, raw: this.#text.slice(start, this.#at)};
	}
}

/** Where the double quote that opens at `start` closes. */
function closingQuote(text: string, start: number): number {
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
function dollar(text: string, at: number, quoted: boolean): [Part, number] {
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
function expandable(text: string, inQuotes = false): Word {
	const parts: Part[] = [];
	let plain = '';
	for (let i = 0; i < text.length; ) {
		const c = text[i]!;
		if (c === '\\' && (/[$`\\]/.test(text[i + 1] ?? '') || (inQuotes && text[i + 1] === '"'))) {
			plain += text[i + 1];
			i += 2;
		} else if (c === '$' || c === '`') {
			const [part, end] = dollar(text, i, true);
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

function parseTokens(tokens: readonly Token[]): Line {
	const steps: {pipeline: Pipeline; when: 'always' | 'success' | 'failure'}[] = [];
	let when: 'always' | 'success' | 'failure' = 'always';
	let at = 0;
	const operatorAt = (index: number) => {
		const token = tokens[index];
		return token?.kind === 'operator' ? token.text : undefined;
	};
	const isEnd = (text: string | undefined) => text === ';' || text === '\n';
	while (at < tokens.length) {
		if (
			operatorAt(at) === '\n' ||
			(operatorAt(at) === ';' && when === 'always' && steps.length > 0 && operatorAt(at - 1) === '\n')
		) {
			at++;
			continue;
		}
		const commands: SimpleCommand[] = [];
		let negated = false;
		const first = tokens[at];
		if (first?.kind === 'word' && first.raw === '!') {
			negated = true;
			at++;
		}
		for (;;) {
			const [command, end] = parseSimple(tokens, at);
			commands.push(command);
			at = end;
			if (operatorAt(at) !== '|') {
				break;
			}
			at++;
			while (operatorAt(at) === '\n') {
				at++;
			}
			if (at >= tokens.length) {
				throw new ShellSyntaxError('a | wants a command after it', true);
			}
		}
		steps.push({pipeline: {negated, commands}, when});
		const operator = operatorAt(at);
		if (operator === '&&' || operator === '||') {
			when = operator === '&&' ? 'success' : 'failure';
			at++;
			while (operatorAt(at) === '\n') {
				at++;
			}
			if (at >= tokens.length) {
				throw new ShellSyntaxError(`a ${operator} wants a command after it`, true);
			}
		} else {
			when = 'always';
			if (isEnd(operator)) {
				at++;
			}
		}
	}
	return {steps};
}

function parseSimple(tokens: readonly Token[], start: number): [SimpleCommand, number] {
	const assignments: {name: string; value: Word}[] = [];
	const words: Word[] = [];
	const redirects: Redirect[] = [];
	let at = start;
	for (; at < tokens.length; at++) {
		const token = tokens[at]!;
		if (token.kind === 'heredoc') {
			redirects.push({kind: 'text', body: token.body});
		} else if (token.kind === 'word') {
			const assignment = words.length === 0 ? assignmentIn(token.word) : undefined;
			if (assignment) {
				assignments.push(assignment);
				continue;
			}
			if (words.length === 0 && compound.has(token.raw)) {
				throw new ShellSyntaxError(`\`${token.raw}\` is more than this small shell does; type the commands one by one`);
			}
			words.push(token.word);
		} else if (token.text === '2>&1' || token.text === '>&2' || token.text === '1>&2') {
			redirects.push({kind: 'merge', from: token.text === '2>&1' ? 'err' : 'out'});
		} else if (redirections.includes(token.text)) {
			const target = tokens[++at];
			if (target?.kind !== 'word') {
				throw new ShellSyntaxError("syntax error near unexpected token `newline'");
			}
			redirects.push(redirectTo(token.text, target.word));
		} else {
			break;
		}
	}
	if (at === start) {
		const token = tokens[at];
		throw new ShellSyntaxError(
			`syntax error near unexpected token \`${token?.kind === 'operator' ? token.text : 'newline'}'`,
		);
	}
	return [{assignments, words, redirects}, at];
}

function redirectTo(operator: string, target: Word): Redirect {
	if (operator === '<') {
		return {kind: 'input', target};
	}
	const stream = operator.startsWith('&') ? 'both' : operator.startsWith('2') ? 'err' : 'out';
	return {kind: 'output', stream, append: operator.endsWith('>>'), target};
}

function assignmentIn(word: Word): {name: string; value: Word} | undefined {
	const [first, ...rest] = word;
	if (first?.kind !== 'text' || first.quoted) {
		return undefined;
	}
	const match = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(first.text);
	return match ? {name: match[1]!, value: [{...first, text: match[2]!}, ...rest]} : undefined;
}
