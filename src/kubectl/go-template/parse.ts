/** Text → Go template (text/template): text, pipelines, if, range, with, variables. */

export type Operand =
	| {readonly kind: 'dot'}
	| {readonly kind: 'literal'; readonly value: unknown}
	| {readonly kind: 'path'; readonly of: Operand; readonly fields: readonly string[]}
	| {readonly kind: 'variable'; readonly name: string}
	| {readonly kind: 'function'; readonly name: string}
	| {readonly kind: 'group'; readonly pipeline: Pipeline};

/** Commands whose results are handed on from left to right; what is declared keeps the last one. */
export interface Pipeline {
	readonly declares: readonly string[];
	/** Whether `=` stands there instead of `:=`. */
	readonly assigns: boolean;
	readonly commands: readonly (readonly Operand[])[];
}

export type TemplateNode =
	| {readonly kind: 'text'; readonly text: string}
	| {readonly kind: 'print'; readonly pipeline: Pipeline; readonly source: string}
	| {
			readonly kind: 'if' | 'range' | 'with';
			readonly pipeline: Pipeline;
			readonly body: readonly TemplateNode[];
			readonly otherwise: readonly TemplateNode[];
	  }
	| {readonly kind: 'break' | 'continue'};

/** What templates may call: text/template's own functions, and kubectl's `exists` and `base64decode`. */
const functionNames: ReadonlySet<string> = new Set(
	'and base64decode eq exists ge gt index le len lt ne not or print printf println slice'.split(' '),
);

/** A template that cannot be read or applied. */
export class TemplateError extends Error {
	override readonly name = 'TemplateError';
}

interface Token {
	readonly type: 'word' | 'field' | 'variable' | 'string' | 'number' | 'symbol' | 'blank';
	readonly text: string;
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

function fail(line: number, why: string): never {
	throw new TemplateError(`template: output:${line}: ${why}`);
}

function tokens(source: string, line: number): Token[] {
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
		found.push({type, text});
		rest = rest.slice(text.length);
	}
	return found;
}

/** Reads what stands in one pair of braces. */
class ActionParser {
	readonly #tokens: readonly Token[];
	readonly #line: number;
	/** The variables that are declared at this place; what this action declares is added. */
	readonly #variables: string[];
	#at = 0;

	constructor(source: string, line: number, variables: string[]) {
		this.#tokens = tokens(source.trim(), line);
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
		const commands: Operand[][] = [];
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

	#command(): Operand[] {
		const operands: Operand[] = [];
		for (;;) {
			this.#skipBlanks();
			const token = this.#peek();
			if (token === undefined || this.#isSymbol('|') || this.#isSymbol(')')) break;
			operands.push(this.#operand());
		}
		if (operands.length === 0) fail(this.#line, 'missing value for command');
		return operands;
	}

	#operand(): Operand {
		const token = this.#tokens[this.#at++]!;
		let operand: Operand;
		if (token.type === 'string') operand = {kind: 'literal', value: unquote(token.text)};
		else if (token.type === 'number') operand = {kind: 'literal', value: Number(token.text)};
		else if (token.type === 'variable') operand = {kind: 'variable', name: this.#requireVariable(token.text)};
		else if (token.type === 'field') operand = {kind: 'path', of: {kind: 'dot'}, fields: [token.text.slice(1)]};
		else if (token.type === 'word') operand = word(token.text, this.#line);
		else if (token.text === '(') operand = {kind: 'group', pipeline: this.pipeline(')')};
		else if (token.text === '.') operand = {kind: 'dot'};
		else fail(this.#line, `unexpected <${token.text}> in operand`);
		const fields: string[] = [];
		for (let next = this.#peek(); next?.type === 'field'; next = this.#peek()) {
			fields.push(next.text.slice(1));
			this.#at++;
		}
		return fields.length === 0 ? operand : {kind: 'path', of: operand, fields};
	}

	#requireVariable(name: string): string {
		if (!this.#variables.includes(name)) fail(this.#line, `undefined variable ${JSON.stringify(name)}`);
		return name;
	}
}

function word(text: string, line: number): Operand {
	if (text === 'true' || text === 'false') return {kind: 'literal', value: text === 'true'};
	if (text === 'nil') return {kind: 'literal', value: null};
	if (!functionNames.has(text)) fail(line, `function ${JSON.stringify(text)} not defined`);
	return {kind: 'function', name: text};
}

function unquote(text: string): string {
	if (text.startsWith('`')) return text.slice(1, -1);
	return text.slice(1, -1).replace(/\\(.)/g, (_, letter: string) => ({n: '\n', t: '\t', r: '\r'})[letter] ?? letter);
}

interface Action {
	readonly text: string;
	readonly source: string;
	readonly line: number;
}

/** Text and braces in turn; `{{-` and `-}}` take the blanks beside them away. */
function actions(template: string): {actions: Action[]; tail: string} {
	const found: Action[] = [];
	let rest = template;
	let line = 1;
	for (let open = rest.indexOf('{{'); open !== -1; open = rest.indexOf('{{')) {
		const before = rest.slice(0, open);
		line += before.split('\n').length - 1;
		const match = /^\{\{(- )?((?:"(?:[^"\\]|\\.)*"|`[^`]*`|\/\*[\s\S]*?\*\/|[^"`])*?)( -)?\}\}/.exec(rest.slice(open));
		if (!match) fail(line, 'unclosed action');
		const source = (match[2] ?? '').trim();
		found.push({text: match[1] ? before.trimEnd() : before, source, line});
		line += match[0].split('\n').length - 1;
		rest = rest.slice(open + match[0].length);
		if (match[3]) rest = rest.trimStart();
	}
	return {actions: found, tail: rest};
}

/** @throws TemplateError */
export function parseGoTemplate(template: string): readonly TemplateNode[] {
	const {actions: all, tail} = actions(template);
	const variables = ['$'];
	let at = 0;

	function list(inside: boolean): {nodes: TemplateNode[]; ended: string} {
		const nodes: TemplateNode[] = [];
		while (at < all.length) {
			const {text, source, line} = all[at++]!;
			if (text !== '') nodes.push({kind: 'text', text});
			if (source.startsWith('/*')) continue;
			const [, keyword = '', rest = ''] = /^([a-z]+)\b([\s\S]*)$/.exec(source) ?? [];
			if (keyword === 'end' || keyword === 'else') {
				if (!inside) fail(line, `unexpected {{${keyword}}}`);
				return {nodes, ended: keyword === 'end' ? 'end' : `else${rest}`};
			}
			if (keyword === 'if' || keyword === 'range' || keyword === 'with') nodes.push(block(keyword, rest, line));
			else if (keyword === 'break' || keyword === 'continue') nodes.push({kind: keyword});
			else if (keyword === 'define' || keyword === 'template' || keyword === 'block') {
				fail(line, `{{${keyword}}} is not available here`);
			} else if (source === '') fail(line, 'missing value for command');
			else nodes.push({kind: 'print', pipeline: new ActionParser(source, line, variables).pipeline(), source});
		}
		if (inside) fail(template.split('\n').length, 'unexpected EOF');
		return {nodes, ended: ''};
	}

	function block(keyword: 'if' | 'range' | 'with', source: string, line: number): TemplateNode {
		if (source.trim() === '') fail(line, `missing value for ${keyword}`);
		const outside = variables.length;
		const pipeline = new ActionParser(source, line, variables).pipeline();
		const inside = variables.length;
		const body = list(true);
		variables.length = inside;
		let otherwise: TemplateNode[] = [];
		if (body.ended !== 'end') {
			const chained = /^else\s+(if|with)\b([\s\S]*)$/.exec(body.ended);
			if (chained) otherwise = [block(chained[1] as 'if' | 'with', chained[2]!, line)];
			else otherwise = list(true).nodes;
		}
		variables.length = outside;
		return {kind: keyword, pipeline, body: body.nodes, otherwise};
	}

	const {nodes} = list(false);
	if (tail !== '') nodes.push({kind: 'text', text: tail});
	return nodes;
}
