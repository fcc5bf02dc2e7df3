/**
 * What a create, an update or a patch makes of the owners: who changes a field owns it
 * (structured-merge-diff merge/update.go Update, and the managers that upstream wraps around it).
 */
import {
	differenceOf,
	emptySet,
	type FieldSet,
	fieldElement,
	hasOwnPath,
	isEmptySet,
	unionOf,
} from '../../../apimachinery/field-set.ts';
import {
	type Comparison,
	compare,
	type Managers,
	withoutTouched,
	withoutUnmanaged,
} from '../../../apimachinery/managed-fields.ts';
import {isObject} from '../../../apimachinery/merge-structure.ts';
import {extended, type KubernetesObject} from '../../../apimachinery/object.ts';
import type {Message} from '../../../apimachinery/schema.ts';
import {formatTime} from '../../../apimachinery/time.ts';
import type {FieldsWrite} from '../managed-fields.ts';
import {apiVersionOf} from '../resource.ts';
import {emptyObject, inGoForm} from './go-form.ts';
import {capped, type Managed, type ManagedSet, type ManagerName, managerKey} from './managers.ts';
import {changeWithoutReset} from './reset-fields.ts';

/** The manager of a write, as entries name it. */
export function managerOf(write: FieldsWrite, operation: ManagerName['operation']): ManagerName {
	const {definition, subresource} = write;
	return {manager: write.manager || 'unknown', operation, apiVersion: apiVersionOf(definition), subresource};
}

/** What a write changes of what it can change. @param live undefined at a create */
export function changeOf(
	{definition, subresource}: FieldsWrite,
	live: KubernetesObject | undefined,
	object: KubernetesObject,
): Comparison {
	const message = definition.schema as Message;
	const formOf = (state: KubernetesObject) => inGoForm(message, state as never);
	const before = live ? formOf(live) : emptyObject(message);
	return changeWithoutReset(compare(before, formOf(object), message), definition, subresource);
}

/** The owners after a write. Objects of which nobody owns anything stay so, until somebody applies. */
export function afterWrite(
	managed: Managed,
	write: FieldsWrite,
	live: KubernetesObject | undefined,
	object: KubernetesObject,
): Managed {
	if (managed.size === 0 && live) {
		return managed;
	}
	return afterChange(managed, managerOf(write, 'Update'), timeOf(write), changeOf(write, live, object));
}

/**
 * The owners after a write by the only one there is, who gives other values to fields of its own, as a kubelet does when
 * it renews its lease; undefined for any other write. The same as `afterWrite` gives, at a fraction of the cost.
 */
export function afterRenewal(
	managed: Managed,
	write: FieldsWrite,
	live: KubernetesObject,
	object: KubernetesObject,
): Managed | undefined {
	if (managed.size !== 1 || write.definition.subresources?.includes('status')) {
		return undefined;
	}
	const key = managerKey(managerOf(write, 'Update'));
	const own = managed.get(key);
	const changed = own && valuesChanged(live, object, own.set);
	return changed ? new Map([[key, {...own, time: timeOf(write)}]]) : undefined;
}

/** How many plain values of the set differ; undefined where anything else does, such as the presence of a field. */
function valuesChanged(before: unknown, after: unknown, set: FieldSet): number | undefined {
	if (before === after) {
		return 0;
	}
	if (!isObject(before) || !isObject(after)) {
		return isPlain(before) && isPlain(after) && hasOwnPath(set) ? 1 : undefined;
	}
	for (const name in before) {
		if (!(name in after)) {
			return undefined;
		}
	}
	let sum = 0;
	for (const name in after) {
		if (after[name] !== before[name]) {
			const under = name in before ? set[fieldElement(name)] : undefined;
			const changed = under && valuesChanged(before[name], after[name], under);
			if (changed === undefined) {
				return undefined;
			}
			sum += changed;
		}
	}
	return sum;
}

function isPlain(value: unknown): boolean {
	return value !== undefined && value !== null && typeof value !== 'object';
}

/** The `scale` subresource's entries never get a time (apimachinery pkg/util/managedfields/scalehandler.go ToParent). */
function timeOf({subresource, now}: FieldsWrite): string | undefined {
	return subresource === 'scale' ? undefined : formatTime(now);
}

function afterChange(managed: Managed, name: ManagerName, time: string | undefined, change: Comparison): Managed {
	const taken = withoutUnmanaged(unionOf(change.modified, change.added));
	const key = managerKey(name);
	const own = managed.get(key);
	if (own && managed.size === 1 && isEmptySet(change.removed) && isEmptySet(differenceOf(taken, own.set))) {
		// A heartbeat: the only owner writes its own fields again.
		return isEmptySet(taken) ? managed : new Map([[key, {...own, time}]]);
	}
	const left = without(managed, undefined, change);
	if (isEmptySet(taken)) {
		return left;
	}
	const set = unionOf(taken, left.get(key)?.set ?? emptySet);
	return capped(new Map(left).set(key, extended(name, {set, time})));
}

/** Takes from all managers but one what a change touches. */
export function without(managed: Managed, except: string | undefined, change: Comparison): Managed {
	const left = withoutTouched(ownershipsOf(managed), except ?? '', change);
	return new Map([...left].map(([key, {set}]): [string, ManagedSet] => [key, {...managed.get(key)!, set}]));
}

/** The owners in the words of the merge. */
export function ownershipsOf(managed: Managed): Managers {
	return new Map([...managed].map(([key, {set, operation}]) => [key, {set, applied: operation === 'Apply'}]));
}
