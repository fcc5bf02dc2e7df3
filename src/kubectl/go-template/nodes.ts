/** What a Go template consists of once it is read. */

/** Where something stands in a template, for what is said when it fails. */
export interface Place {
	/** How many characters stand before it; for a chain of fields, before the second one. */
	readonly at: number;
	/** As Go writes it. */
	readonly text: string;
}

export type Operand = Place & OperandKind;

export type OperandKind =
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
	readonly commands: readonly Command[];
}

/** A value, or a function and what it is given. */
export interface Command extends Place {
	readonly operands: readonly Operand[];
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
	| {readonly kind: 'template'; readonly name: string; readonly pipeline: Pipeline | undefined; readonly place: Place}
	| {readonly kind: 'break' | 'continue'};

/** A template, and those that it defines. */
export interface GoTemplate {
	readonly source: string;
	readonly nodes: readonly TemplateNode[];
	readonly defined: ReadonlyMap<string, readonly TemplateNode[]>;
}

/** A template that cannot be read or applied. */
export class TemplateError extends Error {
	override readonly name = 'TemplateError';
	/** Where it was applied in vain. */
	place: Place | undefined;
	/** The template that was being applied. */
	template = 'output';
	/** What had been written by then. */
	output = '';
}
