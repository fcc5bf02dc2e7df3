/** Comparing JSON values as the API does. */

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether two JSON values are the same. The order of keys does not count; a key that is undefined is not there. */
export function jsonEqual(a: unknown, b: unknown): boolean {
	return equal(a, b, false);
}

/**
 * The same, but an empty list or map is as good as none, as upstream compares objects
 * (apimachinery pkg/api/equality, third_party/forked/golang/reflect).
 */
export function semanticEqual(a: unknown, b: unknown): boolean {
	return equal(a, b, true);
}

function equal(a: unknown, b: unknown, semantic: boolean): boolean {
	if (a === b) {
		return true;
	}
	if (semantic && isEmpty(a) && isEmpty(b)) {
		return true;
	}
	if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
		return false;
	}
	if (Array.isArray(a) && Array.isArray(b)) {
		if (a.length !== b.length) {
			return false;
		}
		for (let i = 0; i < a.length; i++) {
			if (!equal(a[i], b[i], semantic)) {
				return false;
			}
		}
		return true;
	}
	if (!isObject(a) || !isObject(b)) {
		return false;
	}
	for (const key in a) {
		if (!equal(a[key], b[key], semantic)) {
			return false;
		}
	}
	for (const key in b) {
		if (!(key in a) && !equal(undefined, b[key], semantic)) {
			return false;
		}
	}
	return true;
}

function isEmpty(value: unknown): boolean {
	if (value === undefined || value === null) {
		return true;
	}
	if (Array.isArray(value)) {
		return value.length === 0;
	}
	if (isObject(value)) {
		for (const key in value) {
			if (value[key] !== undefined) {
				return false;
			}
		}
		return true;
	}
	return false;
}
