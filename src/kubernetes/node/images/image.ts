/** What a container image is here: names, figures, files, and programs that behave as the real ones do. */
import type {Program} from '../process/process.ts';

export interface Image {
	/** Without tag, such as `docker.io/library/nginx`. */
	readonly repository: string;
	readonly tag: string;
	/** Compressed bytes, as the registry counts them. */
	readonly size: number;
	readonly entrypoint: readonly string[];
	readonly command: readonly string[];
	readonly env: Readonly<Record<string, string>>;
	readonly workingDir: string;
	/** The user id it runs as. */
	readonly user: number;
	readonly stopSignal: string;
	/** Whether its own command runs until the image's stop signal comes, and then ends well after `stopTime`. */
	readonly endless: boolean;
	/** Executables by name. */
	readonly bin: Readonly<Record<string, Program>>;
	/** Texts by absolute path. */
	readonly files: Readonly<Record<string, string>>;
}

/** Milliseconds that well-behaved servers take to end. */
export const stopTime = 500;

/** What repositories leave out where it is the usual. */
export type ImageSketch = Partial<Omit<Image, 'repository' | 'tag' | 'size' | 'bin'>> & Pick<Image, 'bin'>;

const usualPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export function completeImage(repository: string, tag: string, size: number, sketch: ImageSketch): Image {
	return {
		repository,
		tag,
		size,
		entrypoint: [],
		command: [],
		workingDir: '/',
		user: 0,
		stopSignal: 'SIGTERM',
		endless: false,
		files: {},
		...sketch,
		env: {PATH: usualPath, ...sketch.env},
	};
}

/** 64 hexadecimal digits that are always the same for a name (FNV-1a, stretched): stands for its SHA-256 digest. */
export function digestOf(name: string): string {
	let digits = '';
	for (let block = 0; block < 8; block++) {
		let hash = 0x811c9dc5 ^ block;
		for (let at = 0; at < name.length; at++) {
			hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
		}
		hash ^= hash >>> 15;
		hash = Math.imul(hash, 0x2c1b3c6d);
		hash ^= hash >>> 13;
		digits += (hash >>> 0).toString(16).padStart(8, '0');
	}
	return digits;
}

/** The `imageID` of container statuses. */
export function imageID(image: Image): string {
	return `${image.repository}@sha256:${digestOf(`${image.repository}:${image.tag}`)}`;
}
