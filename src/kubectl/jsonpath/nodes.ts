/** The parts of a JSONPath template (client-go util/jsonpath/node.go). */
export type Node =
	| {readonly kind: 'list'; readonly nodes: readonly Node[]}
	| {readonly kind: 'text'; readonly text: string}
	| {readonly kind: 'field'; readonly name: string}
	| {readonly kind: 'array'; readonly start: Bound; readonly end: Bound; readonly step: Bound}
	| {readonly kind: 'filter'; readonly left: Node; readonly right: Node; readonly operator: string}
	| {readonly kind: 'int' | 'float'; readonly value: number}
	| {readonly kind: 'bool'; readonly value: boolean}
	| {readonly kind: 'wildcard'}
	| {readonly kind: 'recursive'}
	| {readonly kind: 'union'; readonly nodes: readonly Node[]}
	| {readonly kind: 'identifier'; readonly name: string};

/** A number in `[start:end:step]`. `derived` is an end that follows from a single index. */
export interface Bound {
	readonly value: number;
	readonly known: boolean;
	readonly derived?: boolean;
}

export type ListNode = Extract<Node, {kind: 'list'}>;

/** A template that cannot be read or applied; the message is kubectl's. */
export class JsonPathError extends Error {
	override readonly name = 'JsonPathError';
}
