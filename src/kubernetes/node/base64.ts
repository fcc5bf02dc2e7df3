/** Base64, as Secrets hold their values. */

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The text in UTF-8 that base64 holds. */
export function decodeBase64(text: string): string {
	const bytes: number[] = [];
	let bits = 0;
	let count = 0;
	for (const letter of text) {
		const value = letters.indexOf(letter);
		if (value < 0) {
			continue;
		}
		bits = ((bits << 6) | value) & 0xffffff;
		count += 6;
		if (count >= 8) {
			count -= 8;
			bytes.push((bits >> count) & 0xff);
		}
	}
	return new TextDecoder().decode(Uint8Array.from(bytes));
}
