/**
 * Fields that stand twice in one object of a JSON text. A parsed value holds only the last of them, so this reads the
 * text (sigs.k8s.io/json, which strict decoding uses).
 */

interface Level {
	/** The path of the object or list; '' at the top. */
	readonly path: string;
	/** The fields so far; undefined in a list. */
	readonly fields: Set<string> | undefined;
	/** In a list, how many items were before; in an object, the field whose value comes now. */
	at: number | string;
}

/** A string, or a sign that matters; what stands between them does not. */
const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/**
 * The paths of the fields that stand twice, such as `spec.containers[0].image`, each time they do, in order.
 * @param text valid JSON
 */
export function duplicateFields(text: string): string[] {
	const found: string[] = [];
	const levels: Level[] = [];
	let name: string | undefined;
	for (const [sign] of text.matchAll(token)) {
		const level = levels.at(-1);
		switch (sign) {
			case '{':
			case '[':
				levels.push({
					path: level ? pathAt(level) : '',
					fields: sign === '{' ? new Set() : undefined,
					at: sign === '{' ? '' : 0,
				});
				break;
			case '}':
			case ']':
				levels.pop();
				break;
			case ',':
				if (typeof level?.at === 'number') {
					level.at++;
				}
				break;
			case ':':
				if (level?.fields && name !== undefined) {
					level.at = name;
					if (level.fields.has(name)) {
						found.push(pathAt(level));
					}
					level.fields.add(name);
				}
				break;
			default:
				name = JSON.parse(sign) as string;
		}
	}
	return found;
}

function pathAt({path, at}: Level): string {
	return typeof at === 'number' ? `${path}[${at}]` : path === '' ? at : `${path}.${at}`;
}
