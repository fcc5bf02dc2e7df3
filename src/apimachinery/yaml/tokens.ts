/** What YAML's grammar is made of (libyaml's tokens, as Go's reader has them). */
export type TokenType =
	| 'stream-start'
	| 'stream-end'
	| 'version-directive'
	| 'tag-directive'
	| 'document-start'
	| 'document-end'
	| 'block-sequence-start'
	| 'block-mapping-start'
	| 'block-end'
	| 'flow-sequence-start'
	| 'flow-sequence-end'
	| 'flow-mapping-start'
	| 'flow-mapping-end'
	| 'block-entry'
	| 'flow-entry'
	| 'key'
	| 'value'
	| 'alias'
	| 'anchor'
	| 'tag'
	| 'scalar';

/** A place in a text; lines and columns count from 0. */
export interface Mark {
	readonly index: number;
	readonly line: number;
	readonly column: number;
}

export interface Token {
	readonly type: TokenType;
	readonly start: Mark;
	readonly end: Mark;
	/** An anchor's or alias's name, a tag's handle, a directive's version. */
	readonly value?: string;
	/** Whether a scalar stands in quotes. */
	readonly quoted?: boolean;
}

/** Where and why Go's reader gives up. */
export class SyntaxFailure extends Error {
	override readonly name = 'SyntaxFailure';
	/** The scanner counts lines from 1, the parser from 0: so its numbers are one too small. */
	readonly by: 'scanner' | 'parser';
	readonly mark: Mark;
	/** Where the thing begins that it was reading. */
	readonly context: Mark;
	/** The last token before it. */
	readonly previous: Token | undefined;
	constructor(by: 'scanner' | 'parser', problem: string, mark: Mark, context: Mark, previous?: Token) {
		super(problem);
		this.by = by;
		this.mark = mark;
		this.context = context;
		this.previous = previous;
	}

	/** The message as Go words it, with its line number where it gives one. */
	get goMessage(): string {
		const line = this.mark.line !== 0 ? this.mark.line + (this.by === 'scanner' ? 1 : 0) : this.context.line;
		return `yaml: ${line === 0 ? '' : `line ${line}: `}${this.message}`;
	}
}
