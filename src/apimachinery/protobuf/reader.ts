/** Protobuf's wire format: the tags, lengths and numbers that a message is made of. */

/** Bytes that are no message. The words are those of upstream's generated code. */
export class ProtobufError extends Error {
	override readonly name = 'ProtobufError';
}

/** How a field's value stands in the bytes. Groups (3 and 4) are obsolete, and nobody writes them. */
export const wireTypes = {varint: 0, fixed64: 1, bytes: 2, fixed32: 5} as const;

export interface Tag {
	readonly number: number;
	readonly wireType: number;
}

const utf8 = new TextDecoder();

/** Reads one message from its first byte to its last. */
export class ProtobufReader {
	readonly #bytes: Uint8Array;
	readonly #view: DataView;
	#at = 0;

	constructor(bytes: Uint8Array) {
		this.#bytes = bytes;
		this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	}

	get done(): boolean {
		return this.#at >= this.#bytes.length;
	}

	/** @param message its name, for errors */
	tag(message: string): Tag {
		const wire = this.varint();
		const tag = {number: Number(BigInt.asIntN(32, wire >> 3n)), wireType: Number(wire & 7n)};
		if (tag.wireType === 4) {
			throw new ProtobufError(`proto: ${message}: wiretype end group for non-group`);
		}
		if (tag.number <= 0) {
			throw new ProtobufError(`proto: ${message}: illegal tag ${tag.number} (wire type ${wire})`);
		}
		return tag;
	}

	/** 64 bits without a sign. */
	varint(): bigint {
		let low = 0;
		// Nearly every number is small; what fits into 28 bits needs no bigint until the end.
		for (let shift = 0; shift < 28; shift += 7) {
			const byte = this.#byte();
			low |= (byte & 0x7f) << shift;
			if (byte < 0x80) {
				return BigInt(low);
			}
		}
		let value = BigInt(low);
		for (let shift = 28n; shift < 64n; shift += 7n) {
			const byte = this.#byte();
			value |= BigInt(byte & 0x7f) << shift;
			if (byte < 0x80) {
				return BigInt.asUintN(64, value);
			}
		}
		throw new ProtobufError('proto: integer overflow');
	}

	double(): number {
		return this.#view.getFloat64(this.#skipOver(8), true);
	}

	/** What has a length: text, bytes, a message, packed numbers. */
	bytes(): Uint8Array {
		const length = BigInt.asIntN(64, this.varint());
		if (length < 0n) {
			throw new ProtobufError('proto: negative length found during unmarshaling');
		}
		const start = this.#skipOver(Number(length));
		return this.#bytes.subarray(start, this.#at);
	}

	text(): string {
		return utf8.decode(this.bytes());
	}

	/** Passes over a field that nobody knows. */
	skip({wireType}: Tag): void {
		switch (wireType) {
			case wireTypes.varint:
				this.varint();
				return;
			case wireTypes.fixed64:
				this.#skipOver(8);
				return;
			case wireTypes.bytes:
				this.bytes();
				return;
			case wireTypes.fixed32:
				this.#skipOver(4);
				return;
			default:
				throw new ProtobufError(`proto: illegal wireType ${wireType}`);
		}
	}

	#byte(): number {
		return this.#bytes[this.#skipOver(1)]!;
	}

	/** Goes that many bytes on; returns where they begin. */
	#skipOver(length: number): number {
		const start = this.#at;
		if (start + length > this.#bytes.length) {
			throw new ProtobufError('unexpected EOF');
		}
		this.#at += length;
		return start;
	}
}
