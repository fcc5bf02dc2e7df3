/** What a shell script is once it is read (POSIX, 2.10 Shell Grammar). */

export type WordPart =
	| {readonly kind: 'text'; readonly text: string; readonly quoted: boolean}
	| {
			readonly kind: 'variable';
			readonly name: string;
			/** `:-`, `-`, `:=`, `:+`, `#`, `##`, `%`, `%%`, or `length`. */
			readonly operator?: string;
			readonly word?: Word;
			readonly quoted: boolean;
	  }
	| {readonly kind: 'command'; readonly body: List; readonly quoted: boolean}
	| {readonly kind: 'arithmetic'; readonly expression: Word; readonly quoted: boolean};
export type Word = readonly WordPart[];

export interface Redirect {
	/** The file descriptor. */
	readonly fd: number;
	readonly operator: '<' | '>' | '>>' | '>&' | '<<';
	/** A file, a descriptor's number, or a here-document. */
	readonly target: Word;
}

interface Redirected {
	readonly redirects: readonly Redirect[];
}
export type Command = Redirected &
	(
		| {
				readonly kind: 'simple';
				readonly assignments: readonly (readonly [name: string, value: Word])[];
				readonly words: readonly Word[];
		  }
		| {readonly kind: 'group'; readonly body: List; readonly subshell: boolean}
		| {
				readonly kind: 'if';
				readonly branches: readonly (readonly [condition: List, body: List])[];
				readonly otherwise?: List;
		  }
		| {readonly kind: 'loop'; readonly until: boolean; readonly condition: List; readonly body: List}
		| {readonly kind: 'for'; readonly name: string; readonly words?: readonly Word[]; readonly body: List}
		| {
				readonly kind: 'case';
				readonly word: Word;
				readonly branches: readonly (readonly [patterns: readonly Word[], body: List])[];
		  }
		| {readonly kind: 'function'; readonly name: string; readonly body: Command}
	);

export interface Pipeline {
	readonly negated: boolean;
	readonly commands: readonly Command[];
}

export interface AndOr {
	readonly first: Pipeline;
	readonly rest: readonly (readonly [operator: '&&' | '||', pipeline: Pipeline])[];
	readonly background: boolean;
}

export type List = readonly AndOr[];
