/**
 * Checks a part of an object that depends on nothing around it. Objects never change and share their parts, as the Pods
 * of a template do, so what was found good once is not looked at again.
 */
import type {FieldError} from './field-error.ts';

/** The same check, which remembers what was good. What is absent is good. */
export function onceGood<T extends object>(
	check: (value: T, field: string) => FieldError[],
): (value: T | undefined, field: string) => FieldError[] {
	const good = new WeakSet<T>();
	return (value, field) => {
		if (!value || good.has(value)) {
			return [];
		}
		const errors = check(value, field);
		if (errors.length === 0) {
			good.add(value);
		}
		return errors;
	};
}
