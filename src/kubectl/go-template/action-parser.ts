/** What stands in one pair of braces, read (text/template/parse lex.go, parse.go). */
import {type Command, type Operand, type OperandKind, type Pipeline, type Place, TemplateError} from './nodes.ts';

/** What templates may call: text/template's own functions, and kubectl's `exists` and `base64decode`. */
const functionNames: ReadonlySet<string> = new Set(
	'and base64decode eq exists ge gt html index js le len lt ne not or print printf println slice urlquery'.split(' '),
);

interface Token {
	readonly type: 'word' | 'field' | 'variable' | 'string' | 'number' | 'symbol' | 'blank';
	readonly text: string;
	/** How many characters of the template stand before it. */
	readonly at: number;
}

const patterns: readonly (readonly [Token['type'], RegExp])[] = [
	['blank', /^\s+/],
	['string', /^"(?:[^"\\\n]|\\.)*"/],
	['string', /^`[^`]*`/],
	['number', /^[-+]?\d+(\.\d+)?([eE][-+]?\d+)?/],
	['variable', /^\$[\p{L}\p{Nd}_]*/u],
	['field', /^\.[\p{L}_][\p{L}\p{Nd}_]*/u],
	['symbol', /^(:=|[=|(),.])/],
	['word', /^[\p{L}_][\p{L}\p{Nd}_]*/u],
];

export function fail(line: number, why: string): never {
	throw new TemplateError(`template: output:${line}: ${why}`);
}

function tokens(source: string, line: number, start: number): Token[] {
	const found: Token[] = [];
	let rest = source;
	while (rest !== '') {
		const match = patterns.map(([type, pattern]) => [type, pattern.exec(rest)?.[0]] as const).find(([, text]) => text);
		if (!match?.[1]) {
			if (/^["`]/.test(rest)) fail(line, 'unterminated quoted string');
			const character = [...rest][0]!;
			const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
			fail(line, `unexpected bad character U+${code} '${character}' in command`);
		}
		const [type, text] = match;
		found.push({type, text, at: start + source.length - rest.length});
		rest = rest.slice(text.length);
	}
	return found;
}

/** Reads what stands in one pair of braces. */
export class ActionParser {
	readonly #tokens: readonly Token[];
	readonly #line: number;
	/** The variables that are declared at this place; what this action declares is added. */
	readonly #variables: string[];
	#at = 0;

	/** @param start how many characters of the template stand before the source */
	constructor(source: string, line: number, start: number, variables: string[]) {
		this.#tokens = tokens(source.trim(), line, start + source.length - source.trimStart().length);
		this.#line = line;
		this.#variables = variables;
	}

	#peek(): Token | undefined {
		return this.#tokens[this.#at];
	}

	#skipBlanks(): void {
		while (this.#peek()?.type === 'blank') this.#at++;
	}

	#isSymbol(text: string): boolean {
		const token = this.#peek();
		return token?.type === 'symbol' && token.text === text;
	}

	pipeline(closing?: ')'): Pipeline {
		const start = this.#at;
		const {declares, assigns} = this.#declaration() ?? {declares: [], assigns: false};
		if (declares.length === 0) this.#at = start;
		if (assigns) for (const name of declares) this.#requireVariable(name);
		else this.#variables.push(...declares);
		const commands: Command[] = [];
		for (;;) {
			commands.push(this.#command());
			if (this.#isSymbol('|')) {
				this.#at++;
				continue;
			}
			const token = this.#peek();
			if (closing === ')' && this.#isSymbol(')')) {
				this.#at++;
				return {declares, assigns, commands};
			}
			if (token === undefined && closing === undefined) return {declares, assigns, commands};
			fail(this.#line, token ? `unexpected <${token.text}> in operand` : 'unclosed left paren');
		}
	}

	/** `$x :=`, or `$index, $item :=`. */
	#declaration(): {declares: string[]; assigns: boolean} | undefined {
		const names: string[] = [];
		for (;;) {
			this.#skipBlanks();
			const token = this.#peek();
			if (token?.type !== 'variable') return undefined;
			names.push(token.text);
			this.#at++;
			this.#skipBlanks();
			if (this.#isSymbol(',')) {
				this.#at++;
				continue;
			}
			const assigns = this.#isSymbol('=');
			if (!assigns && !this.#isSymbol(':=')) return undefined;
			this.#at++;
			return {declares: names, assigns};
		}
	}

	#command(): Command {
		const operands: Operand[] = [];
		this.#skipBlanks();
		const at = this.#peek()?.at ?? 0;
		for (;;) {
			this.#skipBlanks();
			const token = this.#peek();
			if (token === undefined || this.#isSymbol('|') || this.#isSymbol(')')) break;
			operands.push(this.#operand());
		}
		if (operands.length === 0) fail(this.#line, 'missing value for command');
		return {operands, at, text: operands.map(({text}) => text).join(' ')};
	}

	#operand(): Operand {
		const token = this.#tokens[this.#at++]!;
		const {at} = token;
		const first: Operand = {at, text: token.text, ...this.#simple(token)};
		const fields: Token[] = [];
		for (let next = this.#peek(); next?.type === 'field'; next = this.#peek()) {
			fields.push(next);
			this.#at++;
		}
		if (fields.length === 0) return first;
		const text = first.text + fields.map(field => field.text).join('');
		return {kind: 'path', at: fields[0]!.at, text, of: first, fields: fields.map(field => field.text.slice(1))};
	}

	#simple(token: Token): OperandKind & Partial<Place> {
		const {at, text} = token;
		switch (token.type) {
			case 'string':
				return {kind: 'literal', value: unquote(text)};
			case 'number':
				return {kind: 'literal', value: Number(text)};
			case 'variable':
				return {kind: 'variable', name: this.#requireVariable(text)};
			case 'field':
				return {kind: 'path', of: {kind: 'dot', at, text: '.'}, fields: [text.slice(1)]};
			case 'word':
				return word(text, this.#line);
			default:
				break;
		}
		if (text === '(') {
			const pipeline = this.pipeline(')');
			return {kind: 'group', pipeline, text: `(${pipelineText(pipeline)})`};
		}
		if (text === '.') return {kind: 'dot'};
		return fail(this.#line, `unexpected <${text}> in operand`);
	}

	#requireVariable(name: string): string {
		if (!this.#variables.includes(name)) fail(this.#line, `undefined variable ${JSON.stringify(name)}`);
		return name;
	}
}

/** As Go writes it. */
export function pipelineText({declares, assigns, commands}: Pipeline): string {
	const said = commands.map(({text}) => text).join(' | ');
	return declares.length === 0 ? said : `${declares.join(', ')} ${assigns ? '=' : ':='} ${said}`;
}

function word(text: string, line: number): OperandKind {
	if (text === 'true' || text === 'false') return {kind: 'literal', value: text === 'true'};
	if (text === 'nil') return {kind: 'literal', value: null};
	if (!functionNames.has(text)) fail(line, `function ${JSON.stringify(text)} not defined`);
	return {kind: 'function', name: text};
}

export function unquote(text: string): string {
	if (text.startsWith('`')) return text.slice(1, -1);
	return text.slice(1, -1).replace(/\\(.)/g, (_, letter: string) => ({n: '\n', t: '\t', r: '\r'})[letter] ?? letter);
}
