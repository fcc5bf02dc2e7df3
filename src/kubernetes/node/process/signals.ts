/** Signals by name and number, and how `kill` is told them (signal(7), kill(1)). */

const numbers: Readonly<Record<string, number>> = {
	HUP: 1,
	INT: 2,
	QUIT: 3,
	KILL: 9,
	USR1: 10,
	USR2: 12,
	PIPE: 13,
	ALRM: 14,
	TERM: 15,
	CHLD: 17,
	CONT: 18,
	STOP: 19,
	WINCH: 28,
};

/** The number of a signal such as `SIGTERM`; 0 where there is none of that name. */
export function signalNumber(signal: string): number {
	return numbers[signal.replace(/^SIG/, '')] ?? 0;
}

/** `SIGTERM` for `15`, `TERM`, `term` and `SIGTERM`; `0`, which only asks, stays. Undefined where there is no such signal. */
function signalOf(word: string): string | undefined {
	if (word === '0') {
		return word;
	}
	const name = word.toUpperCase().replace(/^SIG/, '');
	const known = name in numbers ? name : Object.keys(numbers).find(each => String(numbers[each]) === name);
	return known === undefined ? undefined : `SIG${known}`;
}

export interface KillWords {
	/** Undefined where there is no signal of the name that was given. */
	readonly signal: string | undefined;
	/** The name as it was given. */
	readonly given: string;
	readonly targets: readonly string[];
}

/** What `kill -9 1`, `kill -s TERM 1` and `kill 1` say. */
export function readKill(args: readonly string[]): KillWords {
	let given = 'TERM';
	let rest = args;
	const [first = '', second] = args;
	if ((first === '-s' || first === '-n') && second !== undefined) {
		given = second;
		rest = args.slice(2);
	} else if (/^-[A-Za-z0-9]/.test(first)) {
		given = first.slice(1);
		rest = args.slice(1);
	}
	return {signal: signalOf(given), given, targets: rest.filter(word => word !== '--')};
}
