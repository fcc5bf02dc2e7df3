/** How a script leaves what it is in the middle of. */

/** Ends the script. */
export class Exit extends Error {
	readonly code: number;
	constructor(code: number) {
		super('exit');
		this.code = code;
	}
}
/** Leaves functions and loops. */
export class Leave extends Error {
	readonly how: 'break' | 'continue' | 'return';
	depth: number;
	readonly code: number;
	constructor(how: 'break' | 'continue' | 'return', depth: number, code: number) {
		super(how);
		this.how = how;
		this.depth = depth;
		this.code = code;
	}
}
