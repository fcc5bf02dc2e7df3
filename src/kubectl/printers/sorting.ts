/** `--sort-by` (kubectl pkg/cmd/get/sorter.go). */
import {compareQuantities, parseQuantity, type Quantity, QuantityError} from '../../apimachinery/quantity.ts';
import {CommandError} from '../command.ts';
import {goSorted} from '../go-sort.ts';
import {findResults} from '../jsonpath/evaluate.ts';
import {JsonPathError, type ListNode} from '../jsonpath/nodes.ts';
import {parseJsonPath, relaxedJsonPath} from '../jsonpath/parse.ts';

function quantityOf(text: string): Quantity | undefined {
	try {
		return parseQuantity(text);
	} catch (error) {
		if (error instanceof QuantityError) return undefined;
		throw error;
	}
}

/** Whether one value comes before another. Texts that are both quantities, such as `100m`, compare as such. */
function less(a: unknown, b: unknown): boolean {
	if (a === null || a === undefined) return b !== null && b !== undefined;
	if (b === null || b === undefined) return false;
	if (typeof a === 'string' && typeof b === 'string') {
		const left = quantityOf(a);
		const right = left && quantityOf(b);
		return left && right ? compareQuantities(left, right) < 0 : a < b;
	}
	if (typeof a === 'number' && typeof b === 'number') return a < b;
	const type = typeof a === 'object' ? (Array.isArray(a) ? '[]interface {}' : 'map[string]interface {}') : typeof a;
	throw new CommandError(
		typeof a === 'object' || typeof a === 'boolean' ? `unsortable type: ${type}` : 'unsortable interface: interface',
	);
}

/**
 * Sorts by the value at a path. What lacks it comes first.
 * @param objectOf what the path is applied to
 * @throws CommandError where the path is wrong, or none of the items has it
 */
export function sortByPath<T>(items: readonly T[], path: string, objectOf: (item: T) => unknown): T[] {
	let template: ListNode;
	let relaxed: string;
	try {
		relaxed = relaxedJsonPath(path);
		template = parseJsonPath(relaxed);
	} catch (error) {
		throw error instanceof JsonPathError ? new CommandError(error.message) : error;
	}
	const keyed = items.map(item => ({item, values: findResults(template, objectOf(item))[0] ?? []}));
	if (items.length > 0 && keyed.every(({values}) => values.length === 0)) {
		throw new CommandError(`couldn't find any field with path ${JSON.stringify(relaxed)} in the list of objects`);
	}
	const before = (a: (typeof keyed)[number], b: (typeof keyed)[number]): boolean => {
		if (a.values.length === 0) return true;
		return b.values.length > 0 && less(a.values[0], b.values[0]);
	};
	return goSorted(keyed, before).map(({item}) => item);
}
