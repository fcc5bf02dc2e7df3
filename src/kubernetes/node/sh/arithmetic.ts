/** `$((…))`: whole numbers, as a POSIX shell reckons them. */

/** A sum that cannot be reckoned. */
export class ArithmeticError extends Error {
	override readonly name = 'ArithmeticError';
}

const levels: readonly (readonly string[])[] = [
	['||'],
	['&&'],
	['|'],
	['^'],
	['&'],
	['==', '!='],
	['<=', '>=', '<', '>'],
	['<<', '>>'],
	['+', '-'],
	['*', '/', '%'],
];

export function evaluateArithmetic(text: string, variable: (name: string) => string): number {
	const tokens = text.match(/\d+|[A-Za-z_]\w*|\|\||&&|==|!=|<=|>=|<<|>>|[-+*/%<>!~()?:|^&]/g) ?? [];
	let at = 0;
	const ternary = (): number => {
		const condition = binary(0);
		if (tokens[at] !== '?') {
			return condition;
		}
		at++;
		const yes = ternary();
		at++;
		const no = ternary();
		return condition !== 0 ? yes : no;
	};
	const binary = (level: number): number => {
		const operators = levels[level];
		if (!operators) {
			return unary();
		}
		let left = binary(level + 1);
		while (at < tokens.length && operators.includes(tokens[at]!)) {
			const operator = tokens[at++]!;
			left = apply(operator, left, binary(level + 1));
		}
		return left;
	};
	const unary = (): number => {
		const token = tokens[at++];
		switch (token) {
			case '-':
				return -unary();
			case '+':
				return unary();
			case '!':
				return unary() === 0 ? 1 : 0;
			case '~':
				return ~unary();
			case '(': {
				const inner = ternary();
				at++;
				return inner;
			}
			case undefined:
				return 0;
			default:
				return Number.parseInt(/^\d/.test(token) ? token : variable(token) || '0', 10) || 0;
		}
	};
	return ternary();
}

function apply(operator: string, a: number, b: number): number {
	switch (operator) {
		case '+':
			return a + b;
		case '-':
			return a - b;
		case '*':
			return a * b;
		case '/':
		case '%':
			if (b === 0) {
				throw new ArithmeticError('divide by zero');
			}
			return operator === '/' ? Math.trunc(a / b) : a % b;
		case '<<':
			return a << b;
		case '>>':
			return a >> b;
		case '&':
			return a & b;
		case '|':
			return a | b;
		case '^':
			return a ^ b;
		case '&&':
			return a !== 0 && b !== 0 ? 1 : 0;
		case '||':
			return a !== 0 || b !== 0 ? 1 : 0;
		case '==':
			return a === b ? 1 : 0;
		case '!=':
			return a !== b ? 1 : 0;
		case '<':
			return a < b ? 1 : 0;
		case '<=':
			return a <= b ? 1 : 0;
		case '>':
			return a > b ? 1 : 0;
		default:
			return a >= b ? 1 : 0;
	}
}
