/** What most strategies do alike: status and spec are kept apart, and the generation counts the wanted states. */
import {semanticEqual} from '../../../apimachinery/equal.ts';
import type {KubernetesObject} from '../../../apimachinery/object.ts';

/** The object with one of its parts as the stored object has it. */
export function keep<T extends KubernetesObject, K extends keyof T>(next: T, old: T, part: K): T {
	if (next[part] === old[part]) {
		return next;
	}
	if (old[part] === undefined) {
		const {[part]: _, ...rest} = next;
		return rest as T;
	}
	return {...next, [part]: old[part]};
}

/** The object with an empty status, as a client that creates it may not give one. */
export function withoutStatus<T extends KubernetesObject>(object: T): T {
	return {...object, status: {}};
}

export function withGeneration<T extends KubernetesObject>(object: T, generation: number): T {
	return {...object, metadata: {...object.metadata, generation}};
}

/** The next generation where the wanted state differs from the stored one. */
export function countGeneration<T extends KubernetesObject & {readonly spec?: unknown}>(next: T, old: T): T {
	const before = old.metadata.generation ?? 0;
	const generation = semanticEqual(next.spec, old.spec) ? before : before + 1;
	return next.metadata.generation === generation ? next : withGeneration(next, generation);
}

/** Runs through a map in the order of its keys, so that answers repeat. */
export function sortedEntries<T>(map: Readonly<Record<string, T>> | undefined): [key: string, value: T][] {
	return Object.entries(map ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The object held by a finalizer until somebody has done what it stands for. */
export function withFinalizer<T extends KubernetesObject>(object: T, finalizer: string): T {
	const finalizers = object.metadata.finalizers ?? [];
	if (finalizers.includes(finalizer)) {
		return object;
	}
	return {...object, metadata: {...object.metadata, finalizers: [...finalizers, finalizer]}};
}
