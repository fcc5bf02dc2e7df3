/** `--append-hash`: a name that says what is in the object (kubectl pkg/util/hash/hash.go). */
import {createHash} from 'node:crypto';
import {goJson} from '../../apimachinery/json.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';

/** Letters and digits that cannot form words take the place of the vowels and of what looks like one. */
const consonants: Readonly<Record<string, string>> = {0: 'g', 1: 'h', 3: 'k', a: 'm', e: 't'};

interface Content {
	readonly data?: Readonly<Record<string, string>>;
	readonly type?: string;
}

/** The object, its name ended by a hash of its kind, name, type and data. */
export function withHashedName(object: KubernetesObject & Content): KubernetesObject {
	const {kind, metadata, data = {}, type = ''} = object;
	const text = goJson({kind, name: metadata.name, data, ...(kind === 'Secret' && {type})});
	const hex = createHash('sha256').update(text).digest('hex').slice(0, 10);
	const hash = [...hex].map(digit => consonants[digit] ?? digit).join('');
	return {...object, metadata: {...metadata, name: `${metadata.name}-${hash}`}};
}
