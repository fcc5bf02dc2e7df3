/**
 * Whether a text is YAML to Go's reader, and if not, where and with which words it gives up
 * (go.yaml.in/yaml/v2, parserc.go). js-yaml builds the values; this decides what is refused, since the two do not
 * refuse the same texts, and beginners read the message.
 */
import {Scanner} from './scanner.ts';
import {type Mark, SyntaxFailure, type Token, type TokenType} from './tokens.ts';

class Grammar {
	readonly #scanner: Scanner;
	readonly #anchors = new Set<string>();
	readonly #tagHandles = new Set(['!', '!!']);
	readonly #tokens: Token[] = [];

	constructor(text: string) {
		this.#scanner = new Scanner(text);
	}

	#peek(): Token {
		return this.#scanner.peek();
	}

	#is(...types: readonly TokenType[]): boolean {
		return types.includes(this.#peek().type);
	}

	#take(): Token {
		const token = this.#scanner.take();
		this.#tokens.push(token);
		return token;
	}

	#fail(problem: string, context: Mark): never {
		throw new SyntaxFailure('parser', problem, this.#peek().start, context, this.#tokens.at(-1));
	}

	/** Reads one document; what follows it is not read. */
	document(): readonly Token[] {
		this.#take();
		const first = this.#peek();
		let versions = 0;
		while (this.#is('version-directive', 'tag-directive')) {
			const token = this.#peek();
			if (token.type === 'version-directive') {
				if (versions++ > 0) this.#fail('found duplicate %YAML directive', token.start);
				if (token.value !== '1.1') this.#fail('found incompatible YAML document', token.start);
			} else this.#tagHandles.add(token.value ?? '');
			this.#take();
		}
		if (this.#is('document-start')) {
			this.#take();
			if (!this.#is('stream-end', 'document-end', 'document-start')) this.#node(true, false);
		} else {
			if (this.#peek() !== first) this.#fail('did not find expected <document start>', first.start);
			if (!this.#is('stream-end')) this.#node(true, false);
		}
		// What comes next is looked at, and may be refused.
		this.#peek();
		return this.#tokens;
	}

	#node(block: boolean, indentless: boolean): void {
		const start = this.#peek().start;
		if (this.#is('alias')) {
			const {value = ''} = this.#peek();
			if (!this.#anchors.has(value)) {
				const origin = {index: 0, line: 0, column: 0};
				throw new SyntaxFailure('parser', `unknown anchor '${value}' referenced`, origin, origin, this.#peek());
			}
			this.#take();
			return;
		}
		const properties = this.#properties(start);
		const {type} = this.#peek();
		if (indentless && type === 'block-entry') this.#indentlessSequence();
		else if (type === 'scalar') this.#take();
		else if (type === 'flow-sequence-start') this.#flowSequence();
		else if (type === 'flow-mapping-start') this.#flowMapping();
		else if (block && type === 'block-sequence-start') this.#blockSequence();
		else if (block && type === 'block-mapping-start') this.#blockMapping();
		else if (!properties) this.#fail('did not find expected node content', start);
	}

	/** An anchor and a tag, in either order. */
	#properties(start: Mark): boolean {
		let anchored = false;
		let tagged = false;
		for (;;) {
			if (!anchored && this.#is('anchor')) {
				this.#anchors.add(this.#take().value ?? '');
				anchored = true;
			} else if (!tagged && this.#is('tag')) {
				const {value = '', start: mark} = this.#take();
				if (value !== '' && !this.#tagHandles.has(value)) {
					throw new SyntaxFailure('parser', 'found undefined tag handle', mark, start, this.#tokens.at(-1));
				}
				tagged = true;
			} else return anchored || tagged;
		}
	}

	#blockSequence(): void {
		const {start} = this.#take();
		while (this.#is('block-entry')) {
			this.#take();
			if (!this.#is('block-entry', 'block-end')) this.#node(true, false);
		}
		if (!this.#is('block-end')) this.#fail("did not find expected '-' indicator", start);
		this.#take();
	}

	#indentlessSequence(): void {
		while (this.#is('block-entry')) {
			this.#take();
			if (!this.#is('block-entry', 'key', 'value', 'block-end')) this.#node(true, false);
		}
	}

	#blockMapping(): void {
		const {start} = this.#take();
		while (this.#is('key')) {
			this.#take();
			if (!this.#is('key', 'value', 'block-end')) this.#node(true, true);
			if (!this.#is('value')) continue;
			this.#take();
			if (!this.#is('key', 'value', 'block-end')) this.#node(true, true);
		}
		if (!this.#is('block-end')) this.#fail('did not find expected key', start);
		this.#take();
	}

	#flowSequence(): void {
		const {start} = this.#take();
		for (let first = true; !this.#is('flow-sequence-end'); first = false) {
			if (!first) {
				if (!this.#is('flow-entry')) this.#fail("did not find expected ',' or ']'", start);
				this.#take();
			}
			if (this.#is('key')) this.#singlePair();
			else if (!this.#is('flow-sequence-end')) this.#node(false, false);
		}
		this.#take();
	}

	/** `[a: b]`. */
	#singlePair(): void {
		this.#take();
		if (!this.#is('value', 'flow-entry', 'flow-sequence-end')) this.#node(false, false);
		else if (!this.#is('value')) this.#take();
		if (!this.#is('value')) return;
		this.#take();
		if (!this.#is('flow-entry', 'flow-sequence-end')) this.#node(false, false);
	}

	#flowMapping(): void {
		const {start} = this.#take();
		for (let first = true; !this.#is('flow-mapping-end'); first = false) {
			if (!first) {
				if (!this.#is('flow-entry')) this.#fail("did not find expected ',' or '}'", start);
				this.#take();
			}
			if (this.#is('key')) {
				this.#take();
				if (!this.#is('value', 'flow-entry', 'flow-mapping-end')) this.#node(false, false);
				if (!this.#is('value')) continue;
				this.#take();
				if (!this.#is('flow-entry', 'flow-mapping-end')) this.#node(false, false);
			} else if (!this.#is('flow-mapping-end')) this.#node(false, false);
		}
		this.#take();
	}
}

/** The characters that YAML has no place for. */
const notAllowed = /[^\t\n\r\x20-\x7E\x85\u00A0-\uD7FF\uD800-\uDFFF\uE000-\uFFFD]/;

/**
 * Reads a document's structure.
 * @returns its tokens, in order
 * @throws SyntaxFailure
 */
export function checkGrammar(text: string): readonly Token[] {
	const origin = {index: 0, line: 0, column: 0};
	if (notAllowed.test(text)) throw new SyntaxFailure('parser', 'control characters are not allowed', origin, origin);
	return new Grammar(text).document();
}
