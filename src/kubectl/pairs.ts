/** Words such as `app=web` and `app-` beside resource arguments (kubectl pkg/cmd/util/helpers.go). */
import {CommandError} from './command.ts';

export interface ResourcesAndPairs {
	readonly resources: readonly string[];
	readonly pairs: readonly string[];
}

/** Parts resource arguments from the pairs that follow them. @throws CommandError */
export function resourcesAndPairs(args: readonly string[], what: string): ResourcesAndPairs {
	const resources: string[] = [];
	const pairs: string[] = [];
	for (const word of args) {
		const isPair = word.indexOf('=') > 0 || (word.endsWith('-') && word !== '-');
		if (isPair) {
			pairs.push(word);
		} else if (pairs.length > 0) {
			throw new CommandError(`all resources must be specified before ${what} changes: ${word}`);
		} else {
			resources.push(word);
		}
	}
	return {resources, pairs};
}

export interface PairChanges {
	readonly set: ReadonlyMap<string, string>;
	readonly remove: readonly string[];
}

/** Reads `key=value` and, where that is allowed, `key-`. @throws CommandError */
export function parsePairs(pairs: readonly string[], what: string, supportRemove: boolean): PairChanges {
	const set = new Map<string, string>();
	const remove: string[] = [];
	const invalid: string[] = [];
	for (const pair of pairs) {
		const equals = pair.indexOf('=');
		if (equals > 0) {
			set.set(pair.slice(0, equals), pair.slice(equals + 1));
		} else if (supportRemove && pair.endsWith('-') && pair !== '-') {
			remove.push(pair.slice(0, -1));
		} else {
			invalid.push(pair);
		}
	}
	if (invalid.length > 0) {
		throw new CommandError(`invalid ${what} format: ${invalid.join(', ')}`);
	}
	return {set, remove};
}

/** A map with some keys set and some taken away. */
export function changedMap(
	map: Readonly<Record<string, string>> | undefined,
	{set, remove}: PairChanges,
): Readonly<Record<string, string>> {
	const changed = {...map, ...Object.fromEntries(set)};
	return Object.fromEntries(Object.entries(changed).filter(([key]) => !remove.includes(key)));
}
