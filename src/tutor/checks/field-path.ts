/**
 * Reads a field by a path such as `spec.containers[0].image`, `spec.containers[name=nginx].image` or
 * `metadata.labels["app.kubernetes.io/name"]`; undefined where there is none.
 */
export function readField(value: unknown, path: string): unknown {
	let current = value;
	for (const part of path.matchAll(/\["([^"]+)"\]|\[(\d+)\]|\[(\w+)=([^\]]+)\]|([^.[\]]+)/g)) {
		if (current === null || typeof current !== 'object') {
			return undefined;
		}
		const [, quoted, index, key, wanted, name] = part;
		if (index !== undefined) {
			current = (current as readonly unknown[])[Number(index)];
		} else if (key !== undefined) {
			current = Array.isArray(current) ? current.find(item => String(item?.[key]) === wanted) : undefined;
		} else {
			current = (current as Readonly<Record<string, unknown>>)[(quoted ?? name)!];
		}
	}
	return current;
}
