/**
 * Reads a label selector as it is typed, such as `app=web,tier in (front,back),!canary`
 * (apimachinery pkg/labels/selector.go). Answers and complaints are upstream's, odd corners included.
 */
import {isQualifiedName} from './formats.ts';
import {newRequirement, type Operator, type Requirement, SelectorError} from './labels.ts';

const symbols = new Set(['=', '!', '(', ')', ',', '>', '<']);
const twoSymbols = new Set(['==', '!=']);
const operators: Readonly<Record<string, Operator>> = {
	in: 'in',
	notin: 'notin',
	'=': '=',
	'==': '==',
	'!=': '!=',
	'>': 'gt',
	'<': 'lt',
};
const expectedOperators = 'in, notin, =, ==, !=, gt, lt';

/** `in` and `notin` are words too: as a value they are names like any other. */
interface Token {
	readonly kind: 'symbol' | 'word' | 'end';
	readonly text: string;
}

function scan(text: string): Token[] {
	const tokens: Token[] = [];
	for (let at = 0; at < text.length; ) {
		const char = text[at]!;
		if (/[ \t\r\n]/.test(char)) {
			at++;
		} else if (symbols.has(char)) {
			const pair = text.slice(at, at + 2);
			const symbol = twoSymbols.has(pair) ? pair : char;
			tokens.push({kind: 'symbol', text: symbol});
			at += symbol.length;
		} else {
			const [word] = /^[^=!(),<> \t\r\n]+/.exec(text.slice(at))!;
			tokens.push({kind: 'word', text: word});
			at += word.length;
		}
	}
	return [...tokens, {kind: 'end', text: ''}];
}

/** Reads one selector; used once. */
class Parser {
	readonly #tokens: readonly Token[];
	#position = 0;

	constructor(text: string) {
		this.#tokens = scan(text);
	}

	get #next(): Token {
		return this.#tokens[this.#position]!;
	}

	#consume(): Token {
		return this.#tokens[this.#position++]!;
	}

	#isSymbol(token: Token, text: string): boolean {
		return token.kind === 'symbol' && token.text === text;
	}

	#startsRequirement(token: Token): boolean {
		return token.kind === 'word' || this.#isSymbol(token, '!');
	}

	requirements(): Requirement[] {
		const found: Requirement[] = [];
		if (this.#next.kind === 'end') {
			return found;
		}
		if (!this.#startsRequirement(this.#next)) {
			throw new SelectorError(`found '${this.#next.text}', expected: !, identifier, or 'end of string'`);
		}
		for (;;) {
			found.push(this.#requirement());
			const token = this.#consume();
			if (token.kind === 'end') {
				return found;
			}
			if (!this.#isSymbol(token, ',')) {
				throw new SelectorError(`found '${token.text}', expected: ',' or 'end of string'`);
			}
			if (!this.#startsRequirement(this.#next)) {
				throw new SelectorError(`found '${this.#next.text}', expected: identifier after ','`);
			}
		}
	}

	#requirement(): Requirement {
		try {
			const {key, operator} = this.#keyAndOperator();
			if (operator === 'exists' || operator === '!') {
				return newRequirement(key, operator, []);
			}
			const values = operator === 'in' || operator === 'notin' ? this.#values() : [this.#exactValue()];
			return newRequirement(key, operator, [...new Set(values)].sort());
		} catch (error) {
			throw new SelectorError(`unable to parse requirement: ${(error as Error).message}`);
		}
	}

	#keyAndOperator(): {key: string; operator: Operator} {
		let token = this.#consume();
		const negated = this.#isSymbol(token, '!');
		if (negated) {
			token = this.#consume();
		}
		if (token.kind !== 'word') {
			throw new SelectorError(`found '${token.text}', expected: identifier`);
		}
		const key = token.text;
		const wrong = isQualifiedName(key);
		if (wrong.length > 0) {
			throw new SelectorError(`<nil>: Invalid value: ${JSON.stringify(key)}: ${wrong.join('; ')}`);
		}
		if (negated) {
			return {key, operator: '!'};
		}
		if (this.#next.kind === 'end' || this.#isSymbol(this.#next, ',')) {
			return {key, operator: 'exists'};
		}
		const {text} = this.#consume();
		if (!Object.hasOwn(operators, text)) {
			throw new SelectorError(`found '${text}', expected: ${expectedOperators}`);
		}
		return {key, operator: operators[text]!};
	}

	#exactValue(): string {
		if (this.#next.kind === 'end' || this.#isSymbol(this.#next, ',')) {
			return '';
		}
		const token = this.#consume();
		if (token.kind !== 'word') {
			throw new SelectorError(`found '${token.text}', expected: identifier`);
		}
		return token.text;
	}

	/** The values in brackets. One left out counts as the empty text: `(a,,b)` has three. */
	#values(): string[] {
		const open = this.#consume();
		if (!this.#isSymbol(open, '(')) {
			throw new SelectorError(`found '${open.text}' expected: '('`);
		}
		const first = this.#next;
		if (this.#isSymbol(first, ')')) {
			this.#consume();
			return [''];
		}
		if (first.kind !== 'word' && !this.#isSymbol(first, ',')) {
			throw new SelectorError(`found '${first.text}', expected: ',', ')' or identifier`);
		}
		const values: string[] = [];
		for (;;) {
			const token = this.#consume();
			if (token.kind === 'word') {
				values.push(token.text);
				if (this.#isSymbol(this.#next, ')')) {
					break;
				}
				if (!this.#isSymbol(this.#next, ',')) {
					throw new SelectorError(`found '${this.#next.text}', expected: ',' or ')'`);
				}
			} else if (this.#isSymbol(token, ',')) {
				if (values.length === 0 || this.#isSymbol(this.#next, ',') || this.#isSymbol(this.#next, ')')) {
					values.push('');
				}
				if (this.#isSymbol(this.#next, ')')) {
					break;
				}
			} else {
				throw new SelectorError(`found '${token.text}', expected: ',', or identifier`);
			}
		}
		this.#consume();
		return values;
	}
}

/** The requirements in the order in which they stand; throws a SelectorError. */
export function parseRequirements(text: string): Requirement[] {
	return new Parser(text).requirements();
}
