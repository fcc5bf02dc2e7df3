/** Tar archives of texts, in which `kubectl cp` sends files to containers and gets them (POSIX ustar, with GNU's long names). */

export interface TarMember {
	/** Without a leading slash; folders end in one. */
	readonly name: string;
	readonly kind: 'file' | 'folder' | 'link';
	/** The text of a file. */
	readonly data: string;
	/** Permission bits. */
	readonly mode: number;
	/** When it was written, in milliseconds since 1970. */
	readonly at: number;
	/** Where a symbolic link points. */
	readonly target?: string;
}

/** The text is no archive, or breaks off. */
export class TarError extends Error {
	override readonly name = 'TarError';
	readonly cutShort: boolean;
	constructor(cutShort: boolean) {
		super(cutShort ? 'unexpected EOF' : 'archive/tar: invalid tar header');
		this.cutShort = cutShort;
	}
}

const blockSize = 512;
const longest = 100;
const types = {file: '0', folder: '5', link: '2'} as const;
/** Of a member that holds the name of the next one. */
const longName = 'L';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

function lengthOf(text: string): number {
	return encoder.encode(text).length;
}

/** The text with zero bytes up to that many bytes. */
function padded(text: string, size: number): string {
	return text + '\0'.repeat(Math.max(0, size - lengthOf(text)));
}

function octal(value: number, size: number): string {
	return `${Math.max(0, value)
		.toString(8)
		.padStart(size - 1, '0')}\0`;
}

function toBlocks(text: string): string {
	return text + '\0'.repeat((blockSize - (lengthOf(text) % blockSize)) % blockSize);
}

function header(name: string, type: string, size: number, {mode, at, target = ''}: Omit<TarMember, 'name'>): string {
	const before = [
		padded(name, longest),
		octal(mode, 8),
		octal(0, 8),
		octal(0, 8),
		octal(size, 12),
		octal(Math.floor(at / 1000), 12),
	].join('');
	const after = padded(
		`${type}${padded(target, longest)}ustar\x0000${padded('root', 32)}${padded('root', 32)}${octal(0, 8)}${octal(0, 8)}`,
		blockSize - 156,
	);
	const sum = encoder.encode(`${before}        ${after}`).reduce((total, byte) => total + byte, 0);
	return `${before}${sum.toString(8).padStart(6, '0')}\0 ${after}`;
}

/** @param record the size of an archive is a multiple of that many bytes */
export function packTar(members: readonly TarMember[], record = 2 * blockSize): string {
	let archive = '';
	for (const member of members) {
		const {name, kind, data} = member;
		const text = kind === 'file' ? data : '';
		if (lengthOf(name) > longest) {
			archive += header('././@LongLink', longName, lengthOf(name) + 1, {...member, kind: 'file'});
			archive += toBlocks(`${name}\0`);
		}
		const short = decoder.decode(encoder.encode(name).subarray(0, longest));
		archive += header(short, types[kind], lengthOf(text), member) + toBlocks(text);
	}
	archive += '\0'.repeat(2 * blockSize);
	return archive + '\0'.repeat((record - (lengthOf(archive) % record)) % record);
}

/** The members of an archive; throws a TarError. */
export function unpackTar(archive: string): TarMember[] {
	const bytes = encoder.encode(archive);
	const members: TarMember[] = [];
	let given: string | undefined;
	for (let at = 0; at < bytes.length; ) {
		const block = bytes.subarray(at, at + blockSize);
		if (block.length < blockSize) {
			throw new TarError(at > 0);
		}
		if (block.every(byte => byte === 0)) {
			return members;
		}
		const field = (from: number, size: number) => decoder.decode(block.subarray(from, from + size)).split('\0')[0]!;
		const number = (from: number, size: number) => Number.parseInt(field(from, size).trim() || '0', 8);
		const size = number(124, 12);
		if (field(257, 5) !== 'ustar' || Number.isNaN(size)) {
			throw new TarError(false);
		}
		const data = bytes.subarray(at + blockSize, at + blockSize + size);
		if (data.length < size) {
			throw new TarError(true);
		}
		at += blockSize + Math.ceil(size / blockSize) * blockSize;
		const type = field(156, 1);
		if (type === longName) {
			given = decoder.decode(data).split('\0')[0]!;
			continue;
		}
		const prefix = field(345, 155);
		const name = given ?? (prefix === '' ? field(0, longest) : `${prefix}/${field(0, longest)}`);
		given = undefined;
		// Extended headers say only what nobody here asks for.
		if (type === 'x' || type === 'g') {
			continue;
		}
		members.push({
			name,
			kind: type === types.folder ? 'folder' : type === types.link ? 'link' : 'file',
			data: decoder.decode(data),
			mode: number(100, 8),
			at: number(136, 12) * 1000,
			...(type === types.link && {target: field(157, longest)}),
		});
	}
	return members;
}
