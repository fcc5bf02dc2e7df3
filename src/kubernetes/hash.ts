/** Hashes of templates, as they stand in names (apimachinery pkg/util/rand, pkg/controller/controller_utils.go). */
const encoder = new TextEncoder();

/** FNV-1a with 32 bits (Go's `fnv.New32a`). @param start the hash of what comes before the text */
export function fnv1a(text: string, start = 0x811c9dc5): number {
	let hash = start;
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i);
		if (code > 0x7f) {
			return fnv1aOfBytes(encoder.encode(text), start);
		}
		hash = Math.imul(hash ^ code, 0x01000193);
	}
	return hash >>> 0;
}

function fnv1aOfBytes(bytes: Uint8Array, start: number): number {
	let hash = start;
	for (const byte of bytes) {
		hash = Math.imul(hash ^ byte, 0x01000193);
	}
	return hash >>> 0;
}

/** FNV-1 with 32 bits, which multiplies before it mixes (Go's `fnv.New32`). */
export function fnv1(text: string): number {
	let hash = 0x811c9dc5;
	for (const byte of encoder.encode(text)) {
		hash = Math.imul(hash, 0x01000193) ^ byte;
	}
	return hash >>> 0;
}

/** FNV-1a with 128 bits (Go's `fnv.New128a`). */
export function fnv128a(text: string): bigint {
	let hash = 0x6c62272e07bb014262b821756295c58dn;
	for (const byte of encoder.encode(text)) {
		hash = BigInt.asUintN(128, (hash ^ BigInt(byte)) * 0x1000000000000000000013bn);
	}
	return hash;
}

const alphanums = 'bcdfghjklmnpqrstvwxz2456789';

/** Replaces each character so that no bad words can come out: vowels and 0, 1, 3 do not occur. */
export function safeEncodeString(text: string): string {
	let safe = '';
	for (const char of text) {
		safe += alphanums[char.charCodeAt(0) % alphanums.length];
	}
	return safe;
}

/**
 * The hash of a Pod template, as in `web-5d4f8c7b9`. Upstream hashes Go's own dump of the struct; this hashes the JSON
 * with sorted keys, so the values differ from upstream's but are just as stable.
 * @param collisionCount how often the name was found to be taken by another template
 */
export function templateHash(template: unknown, collisionCount?: number): string {
	const text = sortedJson(template) + (collisionCount === undefined ? '' : `\0${collisionCount}`);
	return safeEncodeString(String(fnv1a(text)));
}

/**
 * The hash of a ControllerRevision (pkg/controller/history/controller_history.go HashControllerRevision).
 * @param data the revision's data, as Go encodes it
 */
export function controllerRevisionHash(data: string, collisionCount?: number): string {
	return safeEncodeString(String(fnv1(data + (collisionCount ?? ''))));
}

function sortedJson(value: unknown): string {
	return JSON.stringify(value, (_key, inner: unknown) =>
		inner && typeof inner === 'object' && !Array.isArray(inner)
			? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
			: inner,
	);
}
