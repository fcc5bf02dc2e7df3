/** Applying a JSONPath template to a JSON value (client-go util/jsonpath/jsonpath.go). */
import {compare} from './compare.ts';
import {JsonPathError, type ListNode, type Node} from './nodes.ts';

function isMap(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a value contains; a text counts as its bytes, as in Go. */
function contents(value: unknown): unknown[] {
	if (Array.isArray(value)) return value;
	if (typeof value === 'string') return [...new TextEncoder().encode(value)];
	return isMap(value) ? Object.values(value) : [];
}

function isNil(value: unknown): boolean {
	return value === null || value === undefined;
}

/** How Go names a value's type. */
function goType(value: unknown): string {
	if (typeof value === 'string') return 'string';
	if (typeof value === 'boolean') return 'bool';
	if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
	return 'map[string]interface {}';
}

export interface EvaluateOptions {
	/** A key that is missing gives nothing, instead of a failure. */
	readonly allowMissingKeys: boolean;
}

/** One application of a template: ranges are counted while it runs. */
class Evaluation {
	readonly #allowMissingKeys: boolean;
	#beginRange = 0;
	#inRange = 0;
	#endRange = 0;
	#lastEnd: Node | undefined;

	constructor(options: EvaluateOptions) {
		this.#allowMissingKeys = options.allowMissingKeys;
	}

	find(nodes: readonly Node[], data: unknown): unknown[][] {
		const found: unknown[][] = [];
		for (let at = 0; at < nodes.length; at++) {
			const node = nodes[at]!;
			const results = this.#walk([data], node);
			if (this.#endRange > 0 && this.#endRange <= this.#inRange) {
				this.#endRange--;
				this.#lastEnd = node;
				break;
			}
			if (this.#beginRange > 0) {
				this.#beginRange--;
				this.#inRange++;
				const rest = nodes.slice(at + 1);
				for (const value of results) found.push(...this.find(rest, value));
				// A range over nothing must still pass over what is inside it, to its end.
				if (results.length === 0) this.find(rest, undefined);
				this.#inRange--;
				const end = this.#lastEnd ? nodes.indexOf(this.#lastEnd, at + 1) : -1;
				if (end !== -1) at = end;
				continue;
			}
			found.push(results);
		}
		return found;
	}

	#walk(input: readonly unknown[], node: Node): unknown[] {
		switch (node.kind) {
			case 'list':
				return node.nodes.reduce<unknown[]>((values, one) => this.#walk(values, one), [...input]);
			case 'text':
				return [node.text];
			case 'field':
				return this.#field(input, node.name);
			case 'array':
				return this.#array(input, node);
			case 'filter':
				return this.#filter(input, node);
			case 'int':
			case 'float':
			case 'bool':
				return input.map(() => node.value);
			case 'wildcard':
				return input.flatMap(contents);
			case 'recursive':
				return this.#recursive(input);
			case 'union':
				return node.nodes.flatMap(one => this.#walk(input, one));
			case 'identifier':
				return this.#identifier(input, node.name);
		}
	}

	#identifier(input: readonly unknown[], name: string): unknown[] {
		if (name === 'range') {
			this.#beginRange++;
			return [...input];
		}
		if (name !== 'end') throw new JsonPathError(`unrecognized identifier ${name}`);
		if (this.#inRange === 0) throw new JsonPathError('not in range, nothing to end');
		this.#endRange++;
		return [];
	}

	#field(input: readonly unknown[], name: string): unknown[] {
		if (input.length === 0) return [];
		const results = input.flatMap(value => (isMap(value) && Object.hasOwn(value, name) ? [value[name]] : []));
		if (results.length === 0 && !this.#allowMissingKeys) throw new JsonPathError(`${name} is not found`);
		return results;
	}

	#array(input: readonly unknown[], node: Extract<Node, {kind: 'array'}>): unknown[] {
		const results: unknown[] = [];
		for (const value of input) {
			if (isNil(value)) continue;
			if (!Array.isArray(value)) throw new JsonPathError(`${goType(value)} is not array or slice`);
			const {length} = value;
			let start = node.start.known ? node.start.value : 0;
			if (start < 0) start += length;
			let end = node.end.known ? node.end.value : length;
			if (end < 0 || (end === 0 && node.end.derived)) end += length;
			if (start === end) return results;
			if (start >= length || start < 0) {
				throw new JsonPathError(`array index out of bounds: index ${start}, length ${length}`);
			}
			if (end > length || end < 0) {
				throw new JsonPathError(`array index out of bounds: index ${end - 1}, length ${length}`);
			}
			if (start > end) throw new JsonPathError(`starting index ${start} is greater than ending index ${end}`);
			const step = node.step.known ? node.step.value : 1;
			if (step <= 0) throw new JsonPathError('step must be > 0');
			for (let at = start; at < end; at += step) results.push(value[at]);
		}
		return results;
	}

	#recursive(input: readonly unknown[]): unknown[] {
		return input.flatMap(value => {
			const inner = contents(value);
			return inner.length === 0 ? [] : [value, ...this.#recursive(inner)];
		});
	}

	#filter(input: readonly unknown[], node: Extract<Node, {kind: 'filter'}>): unknown[] {
		const results: unknown[] = [];
		for (const value of input) {
			if (!Array.isArray(value)) {
				throw new JsonPathError(`${goText(value)} is not array or slice and cannot be filtered`);
			}
			for (const item of value) if (this.#passes(item, node)) results.push(item);
		}
		return results;
	}

	#passes(item: unknown, {left, right, operator}: Extract<Node, {kind: 'filter'}>): boolean {
		if (operator === 'exists') {
			try {
				return this.#walk([item], left).length > 0;
			} catch (error) {
				if (error instanceof JsonPathError) return false;
				throw error;
			}
		}
		const sides = [left, right].map(side => this.#walk([item], side));
		if (sides.some(values => values.length > 1)) {
			throw new JsonPathError('can only compare one element at a time');
		}
		const [lefts, rights] = sides;
		return lefts!.length > 0 && rights!.length > 0 && compare(lefts![0], operator, rights![0]);
	}
}

/**
 * Every value that a template finds, one list for each of its parts.
 * @throws JsonPathError
 */
export function findResults(
	template: ListNode,
	data: unknown,
	options: EvaluateOptions = {allowMissingKeys: true},
): unknown[][] {
	return new Evaluation(options).find(template.nodes, data);
}

/** A value as Go's `%v` prints it: `map[a:1 b:[x y]]`. */
export function goText(value: unknown): string {
	if (isNil(value)) return '<nil>';
	if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`;
	if (isMap(value)) {
		const pairs = Object.keys(value)
			.sort()
			.map(key => `${key}:${goText(value[key])}`);
		return `map[${pairs.join(' ')}]`;
	}
	return typeof value === 'number' ? goNumber(value) : String(value);
}

/** A number as Go's `%v` prints it. */
function goNumber(value: number): string {
	const text = String(value);
	return text.replace(/e([+-])(\d)$/, 'e$10$2');
}
