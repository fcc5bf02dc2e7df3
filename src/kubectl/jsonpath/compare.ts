/** Comparing two values in a filter (client-go third_party/forked/golang/template/funcs.go). */
import {JsonPathError} from './nodes.ts';

type Kind = 'bool' | 'int' | 'float' | 'string';

function kindOf(value: unknown): Kind {
	if (typeof value === 'boolean') return 'bool';
	if (typeof value === 'string') return 'string';
	if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
	throw new JsonPathError('invalid type for comparison');
}

function sameKind(left: unknown, right: unknown): Kind {
	const kind = kindOf(left);
	if (kind !== kindOf(right)) throw new JsonPathError('incompatible types for comparison');
	return kind;
}

function less(left: unknown, right: unknown): boolean {
	if (sameKind(left, right) === 'bool') throw new JsonPathError('invalid type for comparison');
	return (left as number) < (right as number);
}

function equal(left: unknown, right: unknown): boolean {
	sameKind(left, right);
	return left === right;
}

/** @throws JsonPathError where the types do not go together */
export function compare(left: unknown, operator: string, right: unknown): boolean {
	switch (operator) {
		case '==':
			return equal(left, right);
		case '!=':
			return !equal(left, right);
		case '<':
			return less(left, right);
		case '<=':
			return less(left, right) || equal(left, right);
		case '>':
			return !(less(left, right) || equal(left, right));
		case '>=':
			return !less(left, right);
		default:
			throw new JsonPathError(`unrecognized filter operator ${operator}`);
	}
}
