/** What a container image's name says (pkg/util/parsers, distribution's reference grammar). */

const host = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const domain = String.raw`(?:${host}(?:\.${host})*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?`;
const part = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const reference = new RegExp(
	String.raw`^(?:${domain}/)?${part}(?:/${part})*(?::([\w][\w.-]{0,127}))?(@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?$`,
);

/** The tag: `latest` where the name has neither a tag nor a digest, '' where it is no image's name. */
export function imageTag(image: string): string {
	const match = reference.exec(image);
	if (!match) {
		return '';
	}
	const [, tag, digest] = match;
	return tag ?? (digest ? '' : 'latest');
}

/** The pull policy that goes with an image where none is given. */
export function defaultPullPolicy(image: string): 'Always' | 'IfNotPresent' {
	return imageTag(image) === 'latest' ? 'Always' : 'IfNotPresent';
}
