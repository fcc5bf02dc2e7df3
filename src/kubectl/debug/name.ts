/** Names that nobody chose: kubectl's are random; these come from what is debugged and when, so that they repeat. */
import type {KubernetesObject} from '../../apimachinery/object.ts';

/** The letters and digits that look like no others and spell nothing (apimachinery pkg/util/rand). */
const alphabet = 'bcdfghjklmnpqrstvwxz2456789';

/**
 * Five letters for a name's end.
 * @param now milliseconds since 1970
 * @param taken whether a suffix cannot be used
 */
export function nameSuffix(
	{metadata}: KubernetesObject,
	now: number,
	taken: (suffix: string) => boolean = () => false,
): string {
	for (let round = 0; ; round++) {
		const suffix = spell(`${metadata.uid ?? metadata.name} ${metadata.resourceVersion ?? ''} ${now} ${round}`);
		if (!taken(suffix)) {
			return suffix;
		}
	}
}

/** FNV-1a, spelled out. */
function spell(text: string): string {
	let hash = 0x811c9dc5;
	for (const character of text) {
		hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
	}
	hash ^= hash >>> 15;
	let rest = hash >>> 0;
	let suffix = '';
	for (let place = 0; place < 5; place++) {
		suffix += alphabet[rest % alphabet.length];
		rest = Math.floor(rest / alphabet.length);
	}
	return suffix;
}
