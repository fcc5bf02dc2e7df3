/**
 * Server-side apply: a configuration is merged into the object, its fields are the manager's from then on, and what the
 * manager applied before and applies no more is taken out (structured-merge-diff merge/update.go Apply).
 */
import {jsonEqual} from '../../../apimachinery/equal.ts';
import {emptySet, isEmptySet} from '../../../apimachinery/field-set.ts';
import {type Conflict, conflictsOf, fieldSetOf, withoutUnmanaged} from '../../../apimachinery/managed-fields.ts';
import type {KubernetesObject} from '../../../apimachinery/object.ts';
import type {JsonMap} from '../../../apimachinery/patch-error.ts';
import type {Message} from '../../../apimachinery/schema.ts';
import {mergeConfiguration, prune} from '../../../apimachinery/server-side-merge.ts';
import {formatTime} from '../../../apimachinery/time.ts';
import type {FieldsWrite} from '../managed-fields.ts';
import {applyConflict} from './conflicts.ts';
import {inGoForm} from './go-form.ts';
import {hasLastApplied, stillAsApplied, withLastApplied} from './last-applied.ts';
import {type Managed, type ManagedSet, managerKey} from './managers.ts';
import {afterWrite, changeOf, managerOf, ownershipsOf, without} from './ordinary-write.ts';
import {withoutReset} from './reset-fields.ts';

export interface Applied {
	readonly object: KubernetesObject;
	readonly managed: Managed;
}

/** Owns what was there before anybody's fields were kept. */
const beforeFirstApply = 'before-first-apply';
/** Only kubectl takes over what it applied on the client's side, unless it is given another name. */
const upgradingManager = 'kubectl';

/**
 * @param live the stored object; undefined where the apply creates it
 * @param managed who owns its fields
 * @throws StatusError 409 where others own fields that would change
 */
export function applied(
	write: FieldsWrite & {readonly force: boolean},
	live: KubernetesObject | undefined,
	managed: Managed,
	configuration: KubernetesObject,
): Applied {
	const known =
		managed.size === 0 && live ? afterWrite(managed, {...write, manager: beforeFirstApply}, undefined, live) : managed;
	const attempt = attemptOf(write, live, known, configuration);
	const conflicts = write.force ? [] : allowed(attempt, write, live);
	if (conflicts.length > 0) {
		throw applyConflict(conflicts, attempt.managed);
	}
	const object =
		write.manager === upgradingManager && hasLastApplied(attempt.object)
			? withLastApplied(attempt.object, configuration)
			: attempt.object;
	return {object, managed: withoutTaken(attempt)};
}

interface Attempt extends Applied {
	readonly key: string;
	readonly change: ReturnType<typeof changeOf>;
	/** The fields of other managers that it would change. */
	readonly conflicts: readonly Conflict[];
}

function attemptOf(
	write: FieldsWrite,
	live: KubernetesObject | undefined,
	before: Managed,
	configuration: KubernetesObject,
): Attempt {
	const {definition, subresource} = write;
	const message = definition.schema as Message;
	const name = managerOf(write, 'Apply');
	const key = managerKey(name);
	const last = before.get(key);
	const set = withoutReset(fieldSetOf(configuration, message), definition, subresource);
	const own: ManagedSet = {...name, set, time: formatTime(write.now)};
	const managed: Managed = new Map(before).set(key, own);
	const base = live ?? {apiVersion: configuration.apiVersion, kind: configuration.kind, metadata: {name: ''}};
	const merged = mergeConfiguration(inGoForm(message, base as never) as JsonMap, configuration as never, message);
	const object = prune(merged, last?.set ?? emptySet, ownershipsOf(managed), message) as unknown as KubernetesObject;
	const change = changeOf(write, live, object);
	// An apply that changes nothing does not touch the time of the entry, not even that of a new one.
	const time = live && jsonEqual(object, inGoForm(message, live as never)) ? last?.time : own.time;
	return {
		key,
		object,
		change,
		managed: new Map(managed).set(key, {...own, time}),
		conflicts: conflictsOf(ownershipsOf(managed), key, change),
	};
}

/** The conflicts that remain where kubectl takes over fields that it applied on the client's side before. */
function allowed({conflicts}: Attempt, write: FieldsWrite, live: KubernetesObject | undefined): readonly Conflict[] {
	if (conflicts.length === 0 || !live || write.manager !== upgradingManager) {
		return conflicts;
	}
	const taken = stillAsApplied(live, write.definition);
	return taken ? conflicts.filter(({field}) => !taken.has(field)) : conflicts;
}

function withoutTaken({managed, key, change}: Attempt): Managed {
	const left = new Map(without(managed, key, change));
	const own = managed.get(key)!;
	const set = withoutUnmanaged(own.set);
	if (isEmptySet(set)) {
		left.delete(key);
	} else {
		left.set(key, {...own, set});
	}
	return left;
}
