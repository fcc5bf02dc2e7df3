/** The state of the generator: four 32-bit words. */
export type RandomState = readonly [number, number, number, number];

/** The letters of Kubernetes' generated names (apimachinery pkg/util/rand/rand.go): no vowels, no 0, 1 or 3. */
const alphanums = 'bcdfghjklmnpqrstvwxz2456789';

/** Seeded pseudo-random numbers (sfc32), whose whole state can be kept and put back. */
export class Random {
	#state: [number, number, number, number];

	constructor(seed: number) {
		this.#state = [seed | 0, 0x9e3779b9 | 0, 0x243f6a88 | 0, 1];
		for (let i = 0; i < 15; i++) {
			this.uint32();
		}
	}

	get state(): RandomState {
		return [...this.#state];
	}

	set state(state: RandomState) {
		this.#state = [...state];
	}

	/** A whole number from 0 to 2^32 - 1. */
	uint32(): number {
		const s = this.#state;
		const sum = (((s[0] + s[1]) | 0) + s[3]) | 0;
		s[3] = (s[3] + 1) | 0;
		s[0] = s[1] ^ (s[1] >>> 9);
		s[1] = (s[2] + (s[2] << 3)) | 0;
		s[2] = (((s[2] << 21) | (s[2] >>> 11)) + sum) | 0;
		return sum >>> 0;
	}

	/** A whole number from 0 to `limit` - 1. */
	below(limit: number): number {
		return Math.floor((this.uint32() / 0x1_0000_0000) * limit);
	}

	/** `length` letters as in generated names, such as `x7k2p`. */
	suffix(length = 5): string {
		let text = '';
		for (let i = 0; i < length; i++) {
			text += alphanums[this.below(alphanums.length)];
		}
		return text;
	}

	/** `length` hexadecimal digits. */
	hex(length: number): string {
		let text = '';
		while (text.length < length) {
			text += hex32(this.uint32());
		}
		return text.slice(0, length);
	}

	/** A version 4 UUID. */
	uuid(): string {
		const [first, second, third, fourth] = [this.uint32(), this.uint32(), this.uint32(), this.uint32()];
		const version = (second & 0xffff_0fff) | 0x4000;
		const variant = (third & 0x3fff_ffff) | 0x8000_0000;
		const [b, c] = [hex32(version), hex32(variant)];
		return `${hex32(first)}-${b.slice(0, 4)}-${b.slice(4)}-${c.slice(0, 4)}-${c.slice(4)}${hex32(fourth)}`;
	}
}

/** The two hexadecimal digits of each byte. */
const hexBytes = Array.from({length: 256}, (_, byte) => byte.toString(16).padStart(2, '0'));

/** The eight hexadecimal digits of a 32-bit word. */
function hex32(word: number): string {
	return `${hexBytes[word >>> 24]}${hexBytes[(word >>> 16) & 0xff]}${hexBytes[(word >>> 8) & 0xff]}${hexBytes[word & 0xff]}`;
}
