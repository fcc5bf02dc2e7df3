/** Fields of an object's metadata as text, as environments and volumes are given them (pkg/fieldpath/fieldpath.go). */
import type {ObjectMeta} from './object.ts';

/**
 * @param path such as `metadata.name`, or `metadata.labels['app']`
 * @returns '' for a field that is not set; undefined for a path that names none of these
 */
export function metadataField(metadata: ObjectMeta, path: string): string | undefined {
	const subscript = /^metadata\.(annotations|labels)\['(.*)'\]$/.exec(path);
	if (subscript) {
		return metadata[subscript[1] as 'annotations' | 'labels']?.[subscript[2]!] ?? '';
	}
	switch (path) {
		case 'metadata.name':
			return metadata.name;
		case 'metadata.namespace':
			return metadata.namespace ?? '';
		case 'metadata.uid':
			return metadata.uid ?? '';
		case 'metadata.labels':
			return mapLines(metadata.labels);
		case 'metadata.annotations':
			return mapLines(metadata.annotations);
		default:
			return undefined;
	}
}

/** `key="value"`, a line each, in the order of the keys. */
function mapLines(map: Readonly<Record<string, string>> = {}): string {
	return Object.keys(map)
		.sort()
		.map(key => `${key}=${JSON.stringify(map[key])}`)
		.join('\n');
}
