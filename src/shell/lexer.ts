/** Turns what was typed into tokens; a here-document is taken from the lines that follow. */
import {type Part, ShellSyntaxError, type Word} from './syntax.ts';
import {closingQuote, expandable, readDollar} from './words.ts';

export type Token =
	| {readonly kind: 'word'; readonly word: Word; readonly raw: string}
	| {readonly kind: 'operator'; readonly text: string}
	| {readonly kind: 'heredoc'; readonly body: Word};

const operators = ['&&', '||', ';', '|', '\n'];
export const redirections = ['2>&1', '1>&2', '>&2', '&>>', '&>', '2>>', '2>', '1>>', '1>', '>>', '>', '<'];

/** @throws ShellSyntaxError */
export function tokensOf(source: string): Token[] {
	return new Lexer(source).tokens();
}

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
				const [part, end] = readDollar(this.#text, this.#at, false);
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
