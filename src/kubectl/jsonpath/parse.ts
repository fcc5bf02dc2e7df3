/** Text → JSONPath template, in kubectl's dialect and with its errors (client-go util/jsonpath/parser.go). */
import {type Bound, JsonPathError, type ListNode, type Node} from './nodes.ts';

const end = '';
const terminators = new Set([end, ' ', '\t', '\r', '\n', '.', ',', '[', ']', '$', '@', '{', '}']);

function isDigit(character: string): boolean {
	return /^\p{Nd}$/u.test(character);
}

function isAlphaNumeric(character: string): boolean {
	return character === '_' || /^[\p{L}\p{Nd}]$/u.test(character);
}

/** How Go prints a character with `%#U`. */
function unicodeName(character: string): string {
	const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
	return /\p{C}/u.test(character) ? `U+${code}` : `U+${code} '${character}'`;
}

/** Reads text in quotes, as strconv.Unquote does, with single quotes too. */
function unquote(text: string): string {
	const quote = text[0];
	const wrong = () => new JsonPathError(`unquote string ${text} error invalid syntax`);
	let result = '';
	const body = text.slice(1, -1);
	const simple: Readonly<Record<string, string>> = {
		a: '\x07',
		b: '\b',
		f: '\f',
		n: '\n',
		r: '\r',
		t: '\t',
		v: '\v',
		'\\': '\\',
	};
	for (let at = 0; at < body.length; at++) {
		const character = body[at]!;
		if (character !== '\\') {
			result += character;
			continue;
		}
		const next = body[++at];
		if (next === undefined) throw wrong();
		if (simple[next] !== undefined) result += simple[next];
		else if (next === quote) result += next;
		else {
			const digits = {x: 2, u: 4, U: 8}[next];
			const code = digits === undefined ? /^[0-7]{3}/.exec(body.slice(at))?.[0] : body.slice(at + 1, at + 1 + digits);
			if (code === undefined || (digits !== undefined && !new RegExp(`^[0-9a-fA-F]{${digits}}$`).test(code))) {
				throw wrong();
			}
			result += String.fromCodePoint(Number.parseInt(code, digits === undefined ? 8 : 16));
			at += digits ?? 2;
		}
	}
	return result;
}

class Parser {
	readonly #input: string;
	readonly root: Node[] = [];
	#position = 0;
	#start = 0;

	constructor(input: string) {
		this.#input = input;
	}

	#next(): string {
		return this.#input[this.#position++] ?? end;
	}

	#peek(): string {
		return this.#input[this.#position] ?? end;
	}

	#startsWith(text: string): boolean {
		return this.#input.startsWith(text, this.#position);
	}

	/** The text since the last call. */
	#consume(): string {
		this.#position = Math.min(this.#position, this.#input.length);
		const text = this.#input.slice(this.#start, this.#position);
		this.#start = this.#position;
		return text;
	}

	parse(): ListNode {
		for (;;) {
			while (this.#position < this.#input.length && !this.#startsWith('{')) this.#position++;
			if (this.#position > this.#start) this.root.push({kind: 'text', text: this.#consume()});
			if (this.#position >= this.#input.length) return {kind: 'list', nodes: this.root};
			this.#position++;
			this.#consume();
			const nodes: Node[] = [];
			this.root.push({kind: 'list', nodes});
			this.#insideAction(nodes);
		}
	}

	#insideAction(nodes: Node[]): void {
		for (;;) {
			if (this.#startsWith('}')) {
				this.#position++;
				this.#consume();
				return;
			}
			if (this.#startsWith('[?(')) {
				this.#filter(nodes);
				continue;
			}
			if (this.#startsWith('..')) {
				this.#recursive(nodes);
				continue;
			}
			const character = this.#next();
			if (character === end || character === '\r' || character === '\n') throw new JsonPathError('unclosed action');
			if (character === ' ' || character === '@' || character === '$') this.#consume();
			else if (character === '[') this.#array(nodes);
			else if (character === '"' || character === "'") this.#quote(nodes, character);
			else if (character === '.') this.#field(nodes);
			else if (character === '+' || character === '-' || isDigit(character)) this.#number(nodes);
			else if (isAlphaNumeric(character)) this.#identifier(nodes);
			else throw new JsonPathError(`unrecognized character in action: ${unicodeName(character)}`);
		}
	}

	#identifier(nodes: Node[]): void {
		while (!terminators.has(this.#peek())) this.#position++;
		const name = this.#consume();
		if (name === 'true' || name === 'false') nodes.push({kind: 'bool', value: name === 'true'});
		else nodes.push({kind: 'identifier', name});
	}

	#recursive(nodes: Node[]): void {
		if (nodes.at(-1)?.kind === 'recursive') throw new JsonPathError('invalid multiple recursive descent');
		this.#position += 2;
		this.#consume();
		nodes.push({kind: 'recursive'});
		if (isAlphaNumeric(this.#peek())) this.#field(nodes);
	}

	#number(nodes: Node[]): void {
		while (this.#peek() === '.' || isDigit(this.#peek())) this.#position++;
		const text = this.#consume();
		if (/^[-+]?\d+$/.test(text)) nodes.push({kind: 'int', value: Number(text)});
		else if (/^[-+]?(\d+\.?\d*|\.\d+)$/.test(text)) nodes.push({kind: 'float', value: Number(text)});
		else throw new JsonPathError(`cannot parse number ${text}`);
	}

	#field(nodes: Node[]): void {
		this.#consume();
		while (!terminators.has(this.#peek())) this.#position += this.#peek() === '\\' ? 2 : 1;
		const name = this.#consume();
		nodes.push(name === '*' ? {kind: 'wildcard'} : {kind: 'field', name: name.replaceAll('\\', '')});
	}

	#quote(nodes: Node[], quote: string): void {
		for (;;) {
			const character = this.#next();
			if (character === end || character === '\n') throw new JsonPathError('unterminated quoted string');
			if (character === quote && this.#input[this.#position - 2] !== '\\') break;
		}
		nodes.push({kind: 'text', text: unquote(this.#consume())});
	}

	#array(nodes: Node[]): void {
		for (;;) {
			const character = this.#next();
			if (character === end || character === '\n') throw new JsonPathError('unterminated array');
			if (character === ']') break;
		}
		const inner = this.#consume().slice(1, -1);
		const text = inner === '*' ? ':' : inner;
		const parts = text.split(',');
		if (parts.length > 1) {
			const union = parts.map(part => parseAction(`[${part.replace(/^ +| +$/g, '')}]`));
			nodes.push({kind: 'union', nodes: union});
			return;
		}
		const key = /^'([^']*)'$/.exec(text);
		if (key) nodes.push(...parseAction(`.${key[1]}`).nodes);
		else nodes.push(slice(text));
	}

	#filter(nodes: Node[]): void {
		this.#position += '[?('.length;
		this.#consume();
		let quote = '';
		let closed = false;
		for (;;) {
			const character = this.#next();
			if (character === end || character === '\n') throw new JsonPathError('unterminated filter');
			if (character === '"' || character === "'") {
				if (quote === '') quote = character;
				else if (this.#input[this.#position - 2] !== '\\' && character === quote) closed = true;
			}
			if (character === ')' && (quote !== '') === closed) break;
		}
		if (this.#next() !== ']') throw new JsonPathError('unclosed array expect ]');
		const text = this.#consume().slice(0, -2);
		const comparison = /^([^!<>=]+)([!<>=]+)(.+?)$/.exec(text);
		if (!comparison) {
			nodes.push({kind: 'filter', left: parseAction(text), right: {kind: 'list', nodes: []}, operator: 'exists'});
			return;
		}
		const [, left, operator, right] = comparison;
		nodes.push({kind: 'filter', left: parseAction(left!), right: parseAction(right!), operator: operator!});
	}
}

function slice(text: string): Node {
	const match = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/.exec(text);
	if (!match) throw new JsonPathError(`invalid array index ${text}`);
	const bounds: Bound[] = [];
	for (let index = 0; index < 3; index++) {
		const part = match[index + 1] ?? '';
		const digits = index > 0 ? part.slice(1) : part;
		if (part === '') {
			const derived = {value: (bounds[0]?.value ?? 0) + 1, known: true, derived: true};
			bounds.push(index === 1 ? derived : {value: 0, known: false});
		} else if (digits === '') bounds.push({value: 0, known: false});
		else if (/^-?\d+$/.test(digits)) bounds.push({value: Number(digits), known: true});
		else throw new JsonPathError(`array index ${digits} is not a number`);
	}
	return {kind: 'array', start: bounds[0]!, end: bounds[1]!, step: bounds[2]!};
}

function parseAction(text: string): ListNode {
	return parseJsonPath(`{${text}}`).nodes[0] as ListNode;
}

/** @throws JsonPathError */
export function parseJsonPath(text: string): ListNode {
	return new Parser(text).parse();
}

/**
 * Braces and the leading dot may be left out where a single path is asked for, as in `--sort-by` and custom columns
 * (kubectl pkg/cmd/get/customcolumn.go).
 * @throws JsonPathError
 */
export function relaxedJsonPath(text: string): string {
	if (text === '') return text;
	const match = /^\{\.?([^{}]+)\}$|^\.?([^{}]+)$/.exec(text);
	if (!match) {
		throw new JsonPathError(
			"unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'",
		);
	}
	return `{.${match[1] ?? match[2]}}`;
}
