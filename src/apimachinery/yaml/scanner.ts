/**
 * Text → tokens, failing where Go's reader fails and with its words (go.yaml.in/yaml/v2, scannerc.go). It is asked for
 * one token at a time, and looks no further ahead than that one does: what is reported first depends on it.
 */
import {scanAnchor, scanBlockScalar, scanDirective, scanPlainScalar, scanQuotedScalar, scanTag} from './scan-tokens.ts';
import {isBlankOrEnd, isBreak, isBreakOrEnd, Source} from './source.ts';
import {type Mark, SyntaxFailure, type Token, type TokenType} from './tokens.ts';

/** A token that becomes a key if a `:` follows on its line. */
interface SimpleKey {
	possible: boolean;
	/** Whether nothing else can stand there. */
	readonly required: boolean;
	readonly token: number;
	readonly mark: Mark;
}

/** Further apart than this, a `:` makes no key. */
const longestKey = 1024;
/** What no plain text begins with. */
const indicators = new Set([...'-?:,[]{}#&*!|>\'"%@`']);

export class Scanner {
	readonly source: Source;
	readonly #tokens: Token[] = [];
	/** How many tokens were taken out. */
	#parsed = 0;
	#indent = -1;
	readonly #indents: number[] = [];
	#flowLevel = 0;
	#simpleKeyAllowed = true;
	readonly #simpleKeys: SimpleKey[] = [];
	/** The place in `#simpleKeys` of the key that a token may be. */
	readonly #keyOfToken = new Map<number, number>();
	#started = false;

	constructor(text: string) {
		this.source = new Source(text);
	}

	/** The indentation of the innermost block, or -1. */
	get indent(): number {
		return this.#indent;
	}

	get inFlow(): boolean {
		return this.#flowLevel > 0;
	}

	/** The next token, left where it is. @throws SyntaxFailure */
	peek(): Token {
		while (this.#tokens.length === 0 || this.#headMayBeKey()) this.#fetch();
		return this.#tokens[0]!;
	}

	/** Takes the next token, which was looked at before. */
	take(): Token {
		const token = this.peek();
		this.#tokens.shift();
		this.#parsed++;
		return token;
	}

	fail(problem: string, context: Mark = this.source.mark): never {
		throw new SyntaxFailure('scanner', problem, this.source.mark, context, this.#tokens.at(-1));
	}

	#headMayBeKey(): boolean {
		const index = this.#keyOfToken.get(this.#parsed);
		return index !== undefined && this.#isValid(this.#simpleKeys[index]!);
	}

	#isValid(key: SimpleKey): boolean {
		if (!key.possible) return false;
		const {mark} = this.source;
		if (key.mark.line >= mark.line && key.mark.index + longestKey >= mark.index) return true;
		if (key.required) this.fail("could not find expected ':'", key.mark);
		key.possible = false;
		return false;
	}

	#saveKey(): void {
		if (!this.#simpleKeyAllowed) return;
		const {mark} = this.source;
		const token = this.#parsed + this.#tokens.length;
		const required = !this.inFlow && this.#indent === mark.column;
		this.#removeKey();
		this.#simpleKeys[this.#simpleKeys.length - 1] = {possible: true, required, token, mark};
		this.#keyOfToken.set(token, this.#simpleKeys.length - 1);
	}

	#removeKey(): void {
		const key = this.#simpleKeys.at(-1)!;
		if (!key.possible) return;
		if (key.required) this.fail("could not find expected ':'", key.mark);
		key.possible = false;
		this.#keyOfToken.delete(key.token);
	}

	#push(type: TokenType, start: Mark, rest: Pick<Token, 'value' | 'quoted'> = {}): void {
		this.#tokens.push({type, start, end: this.source.mark, ...rest});
	}

	/** Opens a block at a column that lies further right. */
	#rollIndent(column: number, type: TokenType, mark: Mark, at = this.#tokens.length): void {
		if (this.inFlow || this.#indent >= column) return;
		this.#indents.push(this.#indent);
		this.#indent = column;
		this.#tokens.splice(at, 0, {type, start: mark, end: mark});
	}

	/** Closes the blocks that lie further right than a column. */
	#unrollIndent(column: number): void {
		if (this.inFlow) return;
		while (this.#indent > column) {
			this.#push('block-end', this.source.mark);
			this.#indent = this.#indents.pop()!;
		}
	}

	#skipToNextToken(): void {
		const {source} = this;
		for (;;) {
			if (source.column === 0 && source.peek() === '\uFEFF') source.skip();
			while (source.peek() === ' ' || ((this.inFlow || !this.#simpleKeyAllowed) && source.peek() === '\t')) {
				source.skip();
			}
			if (source.peek() === '#') while (!isBreakOrEnd(source.peek())) source.skip();
			if (!isBreak(source.peek())) return;
			source.skipLine();
			if (!this.inFlow) this.#simpleKeyAllowed = true;
		}
	}

	#fetch(): void {
		const {source} = this;
		if (!this.#started) {
			this.#started = true;
			this.#simpleKeys.push({possible: false, required: false, token: 0, mark: source.mark});
			this.#push('stream-start', source.mark);
			return;
		}
		this.#skipToNextToken();
		this.#unrollIndent(source.column);
		const character = source.peek();
		const beforeBlank = isBlankOrEnd(source.peek(1));
		if (character === '') this.#streamEnd();
		else if (source.column === 0 && character === '%') this.#directive();
		else if (source.atDocumentIndicator())
			this.#documentIndicator(character === '-' ? 'document-start' : 'document-end');
		else if (character === '[') this.#flowStart('flow-sequence-start');
		else if (character === '{') this.#flowStart('flow-mapping-start');
		else if (character === ']') this.#flowEnd('flow-sequence-end');
		else if (character === '}') this.#flowEnd('flow-mapping-end');
		else if (character === ',') this.#flowEntry();
		else if (character === '-' && beforeBlank) this.#blockEntry();
		else if (character === '?' && (this.inFlow || beforeBlank)) this.#key();
		else if (character === ':' && (this.inFlow || beforeBlank)) this.#value();
		else if (character === '*') this.#scalarLike(() => this.#push('alias', ...scanAnchor(this, 'an alias')));
		else if (character === '&') this.#scalarLike(() => this.#push('anchor', ...scanAnchor(this, 'an anchor')));
		else if (character === '!') this.#scalarLike(() => this.#push('tag', ...scanTag(this)));
		else if ((character === '|' || character === '>') && !this.inFlow) this.#blockScalar();
		else if (character === "'" || character === '"') {
			this.#scalarLike(() => this.#push('scalar', scanQuotedScalar(this, character), {quoted: true}));
		} else if (this.#beginsPlainScalar(character)) this.#plainScalar();
		else this.fail('found character that cannot start any token');
	}

	#beginsPlainScalar(character: string): boolean {
		if (!isBlankOrEnd(character) && !indicators.has(character)) return true;
		const next = this.source.peek(1);
		if (character === '-') return next !== ' ' && next !== '\t';
		return !this.inFlow && (character === '?' || character === ':') && !isBlankOrEnd(next);
	}

	#streamEnd(): void {
		if (this.source.column !== 0) this.source.newLine();
		this.#unrollIndent(-1);
		this.#removeKey();
		this.#simpleKeyAllowed = false;
		this.#push('stream-end', this.source.mark);
	}

	#directive(): void {
		this.#unrollIndent(-1);
		this.#removeKey();
		this.#simpleKeyAllowed = false;
		const {type, start, value} = scanDirective(this);
		this.#push(type, start, {value});
	}

	#documentIndicator(type: TokenType): void {
		this.#unrollIndent(-1);
		this.#removeKey();
		this.#simpleKeyAllowed = false;
		this.#indicator(type, 3);
	}

	#indicator(type: TokenType, length = 1): void {
		const start = this.source.mark;
		this.source.skip(length);
		this.#push(type, start);
	}

	#flowStart(type: TokenType): void {
		this.#saveKey();
		const token = this.#parsed + this.#tokens.length;
		this.#simpleKeys.push({possible: false, required: false, token, mark: this.source.mark});
		this.#flowLevel++;
		this.#simpleKeyAllowed = true;
		this.#indicator(type);
	}

	#flowEnd(type: TokenType): void {
		this.#removeKey();
		if (this.inFlow) {
			this.#flowLevel--;
			this.#keyOfToken.delete(this.#simpleKeys.pop()!.token);
		}
		this.#simpleKeyAllowed = false;
		this.#indicator(type);
	}

	#flowEntry(): void {
		this.#removeKey();
		this.#simpleKeyAllowed = true;
		this.#indicator('flow-entry');
	}

	#blockEntry(): void {
		if (!this.inFlow) {
			if (!this.#simpleKeyAllowed) this.fail('block sequence entries are not allowed in this context');
			this.#rollIndent(this.source.column, 'block-sequence-start', this.source.mark);
		}
		this.#removeKey();
		this.#simpleKeyAllowed = true;
		this.#indicator('block-entry');
	}

	#key(): void {
		if (!this.inFlow) {
			if (!this.#simpleKeyAllowed) this.fail('mapping keys are not allowed in this context');
			this.#rollIndent(this.source.column, 'block-mapping-start', this.source.mark);
		}
		this.#removeKey();
		this.#simpleKeyAllowed = !this.inFlow;
		this.#indicator('key');
	}

	#value(): void {
		const key = this.#simpleKeys.at(-1)!;
		if (this.#isValid(key)) {
			const at = key.token - this.#parsed;
			this.#tokens.splice(at, 0, {type: 'key', start: key.mark, end: key.mark});
			this.#rollIndent(key.mark.column, 'block-mapping-start', key.mark, at);
			key.possible = false;
			this.#keyOfToken.delete(key.token);
			this.#simpleKeyAllowed = false;
		} else {
			if (!this.inFlow) {
				if (!this.#simpleKeyAllowed) this.fail('mapping values are not allowed in this context');
				this.#rollIndent(this.source.column, 'block-mapping-start', this.source.mark);
			}
			this.#simpleKeyAllowed = !this.inFlow;
		}
		this.#indicator('value');
	}

	/** A token that may be a key. */
	#scalarLike(scan: () => void): void {
		this.#saveKey();
		this.#simpleKeyAllowed = false;
		scan();
	}

	#blockScalar(): void {
		this.#removeKey();
		this.#simpleKeyAllowed = true;
		this.#push('scalar', scanBlockScalar(this));
	}

	#plainScalar(): void {
		this.#saveKey();
		this.#simpleKeyAllowed = false;
		const {start, end, overLines} = scanPlainScalar(this);
		this.#tokens.push({type: 'scalar', start, end});
		if (overLines) this.#simpleKeyAllowed = true;
	}
}
