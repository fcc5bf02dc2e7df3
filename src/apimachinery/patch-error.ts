/** A patch that cannot be read or does not fit the object. */
export class PatchError extends Error {
	override readonly name = 'PatchError';
	/** Whether it is the patch that is malformed; otherwise it does not fit what it is merged into. */
	readonly malformed: boolean;

	constructor(message: string, {malformed = false}: {malformed?: boolean} = {}) {
		super(message);
		this.malformed = malformed;
	}
}

export type JsonMap = Readonly<Record<string, unknown>>;

export function isMap(value: unknown): value is JsonMap {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as Go's `%v` prints it: `map[name:web ports:[80]]`. */
export function goValue(value: unknown): string {
	if (value === null || value === undefined) {
		return '<nil>';
	}
	if (Array.isArray(value)) {
		return `[${value.map(goValue).join(' ')}]`;
	}
	if (isMap(value)) {
		const entries = Object.keys(value)
			.sort()
			.map(key => `${key}:${goValue(value[key])}`);
		return `map[${entries.join(' ')}]`;
	}
	return String(value);
}
