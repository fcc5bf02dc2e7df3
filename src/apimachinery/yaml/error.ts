/** A text that is no YAML, or no JSON. The message is Go's; `line` is where the mistake really is. */
export class YamlError extends Error {
	override readonly name = 'YamlError';
	/**
	 * The line of the whole text on which the mistake stands, from 1. kubectl's own number, in the message, counts from
	 * the document's `---` and often points to where the reader gave up, one or several lines further down or up.
	 */
	readonly line: number;
	/** The column of the mistake, from 1, where it is known. */
	readonly column: number | undefined;
	/** What is wrong there. */
	readonly problem: YamlProblem;
	constructor(message: string, problem: YamlProblem, line: number, column?: number) {
		super(message);
		this.problem = problem;
		this.line = line;
		this.column = column;
	}
}

/** Kinds of mistakes, for whoever explains them. */
export type YamlProblem =
	/** A line stands further left or right than its neighbours allow. */
	| 'indentation'
	/** A tab where blanks must be. */
	| 'tab'
	/** `key value`, or `key:value`, where a `: ` is missing. */
	| 'missing-colon'
	/** A second `: ` on a line, such as an unquoted text that has one. */
	| 'extra-colon'
	/** A quotation mark that nothing closes. */
	| 'quote'
	/** A `[` or `{` that nothing closes, or closes wrongly. */
	| 'bracket'
	/** A character that cannot begin a value, such as `@` or a backquote. */
	| 'character'
	/** An alias to an anchor that is not there. */
	| 'alias'
	| 'separator'
	| 'json'
	| 'other';
