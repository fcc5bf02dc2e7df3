/** Writes fields of protobuf: as much of it as our own few answers need. */
const utf8 = new TextEncoder();

/** A text or a message under a field's number. */
export function lengthDelimited(number: number, value: string | Uint8Array): Uint8Array {
	const content = typeof value === 'string' ? utf8.encode(value) : value;
	return concatenated([varint(number * 8 + 2), varint(content.length), content]);
}

export function concatenated(parts: readonly Uint8Array[]): Uint8Array {
	const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}

/** @param value a whole number, not negative */
function varint(value: number): Uint8Array {
	const bytes: number[] = [];
	let rest = value;
	while (rest > 127) {
		bytes.push((rest % 128) + 128);
		rest = Math.floor(rest / 128);
	}
	return Uint8Array.of(...bytes, rest);
}
