/** Loops of a script. One that never waits would hold up the time of the whole cluster, so each round takes some. */

import type {Steps} from '../process/process.ts';
import {Leave} from './control.ts';
import {hasWayOut, isAlways} from './endless.ts';
import {expandWords} from './expand.ts';
import type {Shell, Streams} from './shell.ts';
import type {Command, List} from './syntax.ts';

/** How long a round without a wait in it takes, in milliseconds. */
const shortestRound = 10;

/** `while` and `until`. */
export function* runLoop(shell: Shell, command: Extract<Command, {kind: 'loop'}>, streams: Streams): Steps {
	const endless =
		isAlways(command.condition) &&
		!command.until &&
		!hasWayOut(command.body) &&
		!shell.options.has('e') &&
		shell.functions.size === 0;
	let code = 0;
	for (;;) {
		const started = shell.machine.now;
		const effects = shell.effects;
		const condition = yield* shell.condition(command.condition, streams);
		if ((condition === 0) === command.until) {
			return code;
		}
		const round = yield* runRound(shell, command.body, streams);
		if (round === 'broken') {
			return 0;
		}
		code = round ?? code;
		const {now} = shell.machine;
		if (now === started) {
			yield {until: now + shortestRound, endless};
			yield* shell.handleSignals(streams);
		} else if (endless) {
			// Rounds that are all alike and that nobody will read about need not be run one by one.
			const alike = shell.effects === effects && shell.machine.forgetsUntil > now;
			const rounds = alike ? Math.floor((shell.machine.forgetsUntil - now) / (now - started)) : 0;
			yield {until: now + rounds * (now - started), endless};
		}
	}
}

export function* runFor(shell: Shell, command: Extract<Command, {kind: 'for'}>, streams: Streams): Steps {
	const values = command.words ? yield* expandWords(shell, command.words, streams) : shell.parameters;
	let code = 0;
	for (const value of values) {
		shell.set(command.name, value);
		const round = yield* runRound(shell, command.body, streams);
		if (round === 'broken') {
			return 0;
		}
		code = round ?? code;
	}
	return code;
}

/** One round: its exit code, undefined where it was left by `continue`. */
function* runRound(shell: Shell, body: List, streams: Streams): Steps<number | undefined | 'broken'> {
	try {
		return yield* shell.list(body, streams);
	} catch (error) {
		if (!leavesLoop(error)) {
			throw error;
		}
		return error.how === 'break' ? 'broken' : undefined;
	}
}

/** Whether an error is a `break` or `continue` of the present loop; one of an outer loop goes on up. */
function leavesLoop(error: unknown): error is Leave {
	if (!(error instanceof Leave) || error.how === 'return') {
		return false;
	}
	return --error.depth === 0;
}
