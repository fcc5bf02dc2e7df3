/** Taints as they are typed, and what becomes of a node's taints (kubectl pkg/cmd/taint/utils.go). */
import {isLabelValue, isQualifiedName} from '../apimachinery/formats.ts';
import {CommandError} from './command.ts';

export interface Taint {
	readonly key: string;
	readonly value?: string;
	readonly effect: string;
	readonly timeAdded?: string;
}

export interface TaintChanges {
	readonly add: readonly Taint[];
	/** An effect of '' takes away every taint of the key. */
	readonly remove: readonly Taint[];
}

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** Reads `KEY=VALUE:EFFECT`, `KEY:EFFECT` and `KEY`. @throws CommandError */
function parseTaint(text: string): Taint {
	const [before = '', effect, ...more] = text.split(':');
	if (more.length > 0) {
		throw new CommandError(`invalid taint spec: ${text}`);
	}
	let key = before;
	let value: string | undefined;
	if (effect !== undefined) {
		if (!effects.includes(effect)) {
			throw new CommandError(`invalid taint effect: ${effect}, unsupported taint effect`);
		}
		const parts = before.split('=');
		if (parts.length > 2) {
			throw new CommandError(`invalid taint spec: ${text}`);
		}
		[key = '', value] = parts;
		const problems = value === undefined ? [] : isLabelValue(value);
		if (problems.length > 0) {
			throw new CommandError(`invalid taint spec: ${text}, ${problems.join('; ')}`);
		}
	}
	const problems = isQualifiedName(key);
	if (problems.length > 0) {
		throw new CommandError(`invalid taint spec: ${text}, ${problems.join('; ')}`);
	}
	return {key, ...(value && {value}), effect: effect ?? ''};
}

/** @throws CommandError */
export function parseTaints(words: readonly string[]): TaintChanges {
	const add: Taint[] = [];
	const remove: Taint[] = [];
	for (const word of words) {
		if (word.endsWith('-')) {
			const {key, effect} = parseTaint(word.slice(0, -1));
			remove.push({key, effect});
			continue;
		}
		const taint = parseTaint(word);
		if (taint.effect === '') {
			throw new CommandError(`invalid taint spec: ${word}`);
		}
		if (add.some(other => isSame(other, taint))) {
			throw new CommandError(
				`duplicated taints with the same key and effect: {${taint.key} ${taint.value ?? ''} ${taint.effect} <nil>}`,
			);
		}
		add.push(taint);
	}
	return {add, remove};
}

/** A node has one taint of a key and effect. */
function isSame(a: Taint, b: Taint): boolean {
	return a.key === b.key && a.effect === b.effect;
}

/** @throws CommandError where a taint is to be both added and removed */
export function requireNoConflict({add, remove}: TaintChanges): void {
	const both = add.flatMap(taint =>
		remove
			.filter(gone => gone.key === taint.key && (gone.effect === '' || gone.effect === taint.effect))
			.map(gone => `${gone.key}=${gone.effect}`),
	);
	if (both.length > 0) {
		throw new CommandError(
			`can not both modify and remove the following taint(s) in the same command: ${both.join(', ')}`,
		);
	}
}

export interface TaintResult {
	readonly taints: readonly Taint[];
	readonly operation: 'tainted' | 'untainted' | 'modified';
}

/** @throws CommandError where a taint is there already, or one to be removed is not */
export function changeTaints(
	node: string,
	present: readonly Taint[],
	{add, remove}: TaintChanges,
	overwrite: boolean,
): readonly [TaintResult, readonly CommandError[]] {
	const taken = add.filter(taint => present.some(old => isSame(old, taint))).map(({key}) => key);
	if (!overwrite && taken.length > 0) {
		throw new CommandError(
			`node ${node} already has ${taken.join(',')} taint(s) with same effect(s) and --overwrite is false`,
		);
	}
	let taints = [...add, ...present.filter(old => !add.some(taint => isSame(old, taint)))];
	const added = taints.length !== present.length;
	const errors: CommandError[] = [];
	let removed = false;
	for (const gone of remove) {
		const left = taints.filter(taint => taint.key !== gone.key || (gone.effect !== '' && taint.effect !== gone.effect));
		removed = left.length !== taints.length;
		taints = left;
		if (!removed) {
			const name = gone.effect === '' ? gone.key : `${gone.key}:${gone.effect}`;
			errors.push(new CommandError(`taint ${JSON.stringify(name)} not found`));
		}
	}
	const operation = (added && removed) || overwrite ? 'modified' : added ? 'tainted' : 'untainted';
	return [{taints, operation}, errors];
}
