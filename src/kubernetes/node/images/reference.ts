/** Names of images, as containerd and Docker read them (distribution/reference, pkg/util/parsers). */

export interface ImageReference {
	/** Such as `docker.io`. */
	readonly domain: string;
	/** Such as `library/nginx`. */
	readonly path: string;
	readonly tag?: string;
	readonly digest?: string;
}

/** A text that names no image. */
export class ImageNameError extends Error {
	override readonly name = 'ImageNameError';
}

const separator = '(?:[._]|__|[-]+)';
const component = `[a-z0-9]+(?:${separator}[a-z0-9]+)*`;
const pathPattern = new RegExp(`^${component}(?:/${component})*$`);
const domainPattern =
	/^(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*(?::\d+)?$/;

/** Fills in what a short name leaves out: `nginx` is `docker.io/library/nginx:latest`. Throws a ImageNameError. */
export function parseReference(text: string): ImageReference {
	const [named = '', digest] = text.split('@');
	const slash = named.indexOf('/');
	const first = slash < 0 ? '' : named.slice(0, slash);
	const hasDomain = slash >= 0 && (/[.:]/.test(first) || first === 'localhost' || first.toLowerCase() !== first);
	const rest = hasDomain ? named.slice(slash + 1) : named;
	const domain = hasDomain ? first : 'docker.io';
	const colon = rest.lastIndexOf(':');
	const short = colon < 0 ? rest : rest.slice(0, colon);
	const tag = colon < 0 ? undefined : rest.slice(colon + 1);
	const path = domain === 'docker.io' && !short.includes('/') ? `library/${short}` : short;
	if (path !== path.toLowerCase()) {
		throw new ImageNameError(`invalid reference format: repository name (${path}) must be lowercase`);
	}
	const validTag = tag === undefined || /^\w[\w.-]{0,127}$/.test(tag);
	const validDigest = digest === undefined || /^sha256:[0-9a-f]{64}$/.test(digest);
	if (!pathPattern.test(path) || !domainPattern.test(domain) || !validTag || !validDigest) {
		throw new ImageNameError('invalid reference format');
	}
	return {
		domain: domain === 'index.docker.io' ? 'docker.io' : domain,
		path,
		...(tag !== undefined ? {tag} : digest === undefined && {tag: 'latest'}),
		...(digest !== undefined && {digest}),
	};
}

/** The whole name, such as `docker.io/library/nginx:1.27`. */
export function formatReference({domain, path, tag, digest}: ImageReference): string {
	return `${domain}/${path}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
}

/** The text with `:latest` where it names neither tag nor digest, as the kubelet asks the runtime for it. */
export function withDefaultTag(text: string): string {
	const reference = parseReference(text);
	const named = text.includes('@') || /:[^/]+$/.test(text);
	return named || reference.tag !== 'latest' ? text : `${text}:latest`;
}
