/** The little language of the prompt: what a POSIX shell reads, as far as one works with kubectl in it. */

export type Part =
	| {readonly kind: 'text'; readonly text: string; readonly quoted: boolean}
	| {readonly kind: 'variable'; readonly name: string; readonly quoted: boolean}
	| {readonly kind: 'substitution'; readonly line: string; readonly quoted: boolean};

/** One word, made of parts that are expanded and joined. */
export type Word = readonly Part[];

export type Redirect =
	| {readonly kind: 'output'; readonly stream: 'out' | 'err' | 'both'; readonly append: boolean; readonly target: Word}
	| {readonly kind: 'merge'; readonly from: 'out' | 'err'}
	| {readonly kind: 'input'; readonly target: Word}
	| {readonly kind: 'text'; readonly body: Word};

export interface SimpleCommand {
	readonly assignments: readonly {readonly name: string; readonly value: Word}[];
	readonly words: readonly Word[];
	readonly redirects: readonly Redirect[];
}

export interface Pipeline {
	readonly negated: boolean;
	readonly commands: readonly SimpleCommand[];
}

export interface Line {
	readonly steps: readonly {readonly pipeline: Pipeline; readonly when: 'always' | 'success' | 'failure'}[];
}

/** A line that cannot be read. `incomplete` where more lines would complete it, as at a shell's `>` prompt. */
export class ShellSyntaxError extends Error {
	override readonly name = 'ShellSyntaxError';
	readonly incomplete: boolean;
	constructor(message: string, incomplete = false) {
		super(message);
		this.incomplete = incomplete;
	}
}
