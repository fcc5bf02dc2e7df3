/**
 * Sets of fields, as `metadata.managedFields` holds them (FieldsV1; structured-merge-diff fieldpath). The keys are path
 * elements: `f:name` for a field, `k:{"name":"web"}` for an item of a list by its keys, `v:"x"` for one by its value. A
 * path is in the set where its last element holds `{}`, or `.` beside what is in it.
 */
export interface FieldSet {
	readonly [element: string]: FieldSet;
}

/** A way through an object, element by element. */
export type FieldPath = readonly string[];

const self = '.';
export const emptySet: FieldSet = {};

export function isEmptySet(set: FieldSet): boolean {
	for (const _ in set) {
		return false;
	}
	return true;
}

/** Whether the path that leads to what stands under an element is in the set itself, beside what is below it. */
export function hasOwnPath(under: FieldSet): boolean {
	return under[self] !== undefined || isEmptySet(under);
}

export function fieldElement(name: string): string {
	return `f:${name}`;
}

/** The element of a list's item that is known by these keys. */
export function keyElement(keys: Readonly<Record<string, unknown>>): string {
	const names = Object.keys(keys);
	if (names.length === 1) {
		// As nearly every list has it.
		const [name] = names as [string];
		return `k:{${JSON.stringify(name)}:${JSON.stringify(keys[name])}}`;
	}
	const sorted = Object.entries(keys).sort(([a], [b]) => (a < b ? -1 : 1));
	return `k:${JSON.stringify(Object.fromEntries(sorted))}`;
}

export function valueElement(value: unknown): string {
	return `v:${JSON.stringify(value)}`;
}

/** A part of a set, as it is worked with: whether the path itself is in the set, and what is below it. */
interface Node {
	readonly member: boolean;
	readonly children: FieldSet;
}

/** Takes the value under an element apart. At the top of a set `.` has no meaning. */
function nodeOf(value: FieldSet | undefined): Node {
	if (value === undefined) {
		return {member: false, children: emptySet};
	}
	if (value[self] === undefined) {
		return {member: isEmptySet(value), children: value};
	}
	const {[self]: _, ...children} = value;
	return {member: true, children};
}

function fromNode({member, children}: Node): FieldSet | undefined {
	if (isEmptySet(children)) {
		return member ? emptySet : undefined;
	}
	return member ? {[self]: emptySet, ...children} : children;
}

/** What stands under each element that the first set and perhaps the second have; the rest is left out. */
function fromFirst(a: FieldSet, b: FieldSet, both: (a: Node, b: Node) => Node, alone: 'kept' | 'dropped'): FieldSet {
	const result: Record<string, FieldSet> = {};
	for (const element in a) {
		const other = b[element];
		const value = other ? fromNode(both(nodeOf(a[element]), nodeOf(other))) : alone === 'kept' ? a[element] : undefined;
		if (value) {
			result[element] = value;
		}
	}
	return result;
}

export function unionOf(a: FieldSet, b: FieldSet): FieldSet {
	if (a === b || isEmptySet(b)) {
		return a;
	}
	if (isEmptySet(a)) {
		return b;
	}
	const union = (x: Node, y: Node): Node => ({
		member: x.member || y.member,
		children: unionOf(x.children, y.children),
	});
	return {...b, ...fromFirst(a, b, union, 'kept')};
}

export function intersectionOf(a: FieldSet, b: FieldSet): FieldSet {
	const intersection = (x: Node, y: Node): Node => ({
		member: x.member && y.member,
		children: intersectionOf(x.children, y.children),
	});
	return fromFirst(a, b, intersection, 'dropped');
}

/** The paths of the first that are not in the second; what stands below a path is a path of its own. */
export function differenceOf(a: FieldSet, b: FieldSet): FieldSet {
	const difference = (x: Node, y: Node): Node => ({
		member: x.member && !y.member,
		children: differenceOf(x.children, y.children),
	});
	return isEmptySet(b) ? a : fromFirst(a, b, difference, 'kept');
}

/** The same, but a path of the second takes everything below it away. */
export function recursiveDifferenceOf(a: FieldSet, b: FieldSet): FieldSet {
	const difference = (x: Node, y: Node): Node =>
		y.member
			? {member: false, children: emptySet}
			: {member: x.member, children: recursiveDifferenceOf(x.children, y.children)};
	return isEmptySet(b) ? a : fromFirst(a, b, difference, 'kept');
}

/** The same set with its elements in the order in which upstream writes them. */
export function inOrder(set: FieldSet): FieldSet {
	const elements = Object.keys(set).sort();
	return Object.fromEntries(elements.map(element => [element, inOrder(set[element]!)]));
}

/** The set with one more path in it. */
export function withPath(set: FieldSet, path: FieldPath): FieldSet {
	const [first, ...rest] = path;
	if (first === undefined) {
		return set;
	}
	const {member, children} = nodeOf(set[first]);
	const node = rest.length === 0 ? {member: true, children} : {member, children: withPath(children, rest)};
	return {...set, [first]: fromNode(node)!};
}

/** Whether the path of this one element is in the set. */
export function hasElement(set: FieldSet, element: string): boolean {
	return nodeOf(set[element]).member;
}

/** What is in the set below an element. */
export function below(set: FieldSet, element: string): FieldSet {
	return nodeOf(set[element]).children;
}

/** All paths, those of one level before what is below them, in the order in which upstream goes through a set. */
export function pathsOf(set: FieldSet, prefix: FieldPath = []): FieldPath[] {
	const elements = Object.keys(set).filter(element => element !== self);
	elements.sort();
	const own = elements.filter(element => hasElement(set, element)).map(element => [...prefix, element]);
	return [...own, ...elements.flatMap(element => pathsOf(below(set, element), [...prefix, element]))];
}

/** A path as conflicts name it: `.spec.containers[name="web"].image`. */
export function formatPath(path: FieldPath): string {
	return path.map(formatElement).join('');
}

function formatElement(element: string): string {
	const content = element.slice(2);
	switch (element.slice(0, 2)) {
		case 'k:': {
			const keys = Object.entries(JSON.parse(content) as Record<string, unknown>);
			return `[${keys.map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(',')}]`;
		}
		case 'v:':
			return `[=${content}]`;
		case 'i:':
			return `[${content}]`;
		default:
			return `.${content}`;
	}
}
