/** The parts that many descriptions share (kubectl pkg/describe/describe.go). */
import {ageOf} from '../../apimachinery/duration.ts';
import {controllerOf, type KubernetesObject} from '../../apimachinery/object.ts';
import type {DescriptionWriter} from './writer.ts';

export {formatLabels} from '../../apimachinery/labels.ts';

export type Labels = Readonly<Record<string, string>>;

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';
/** Annotations longer than this are cut. */
const maxAnnotation = 140;
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Such as `Mon, 02 Jan 2006 15:04:05 +0000`. */
export function longTime(time: string | null | undefined): string {
	if (!time) {
		return 'Mon, 01 Jan 0001 00:00:00 +0000';
	}
	const at = new Date(time);
	const two = (value: number) => String(value).padStart(2, '0');
	const date = `${two(at.getUTCDate())} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
	const clock = [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()].map(two).join(':');
	return `${days[at.getUTCDay()]}, ${date} ${clock} +0000`;
}

/** How long ago that was; `<unknown>` without a time. */
export function since(time: string | undefined | null, now: number): string {
	return ageOf(time ?? undefined, now);
}

export function orNone(text: string | undefined): string {
	return text ? text : '<none>';
}

export function yesNo(value: boolean | undefined): string {
	return value === undefined ? '<unset>' : value ? 'True' : 'False';
}

/** As Go prints a list: `[a b]`. */
export function goList(values: readonly unknown[] | undefined): string {
	return `[${(values ?? []).join(' ')}]`;
}

/** As Go prints a map: `map[a:b c:d]`, by key. */
export function goMap(values: Labels | undefined): string {
	const pairs = Object.entries(values ?? {}).sort(byKey);
	return `map[${pairs.map(([key, value]) => `${key}:${value}`).join(' ')}]`;
}

export function byKey(a: readonly [string, unknown], b: readonly [string, unknown]): number {
	return compare(a[0], b[0]);
}

export function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

/** A title and values one below the other, or `<none>`. */
export function writeMultiline(
	w: Pick<DescriptionWriter, 'write'>,
	title: string,
	values: readonly string[],
	indent = '',
): void {
	w.write(0, `${indent}${title}:\t`);
	if (values.length === 0) {
		w.write(0, '<none>\n');
	}
	for (const [i, value] of values.entries()) {
		w.write(0, `${i === 0 ? '' : `${indent}\t`}${value}\n`);
	}
}

export function writeLabels(
	w: Pick<DescriptionWriter, 'write'>,
	title: string,
	labels: Labels | undefined,
	indent = '',
): void {
	const lines = Object.entries(labels ?? {})
		.sort(byKey)
		.map(([key, value]) => `${key}=${value}`);
	writeMultiline(w, title, lines, indent);
}

export function writeAnnotations(
	w: Pick<DescriptionWriter, 'write'>,
	annotations: Labels | undefined,
	title = 'Annotations',
): void {
	const shown = Object.entries(annotations ?? {})
		.filter(([key]) => key !== lastApplied)
		.sort(byKey);
	w.write(0, `${title}:\t`);
	if (shown.length === 0) {
		w.write(0, '<none>\n');
	}
	for (const [i, [key, whole]] of shown.entries()) {
		const value = whole.replace(/\n$/, '');
		w.write(0, i === 0 ? '' : '\t');
		if (value.length + key.length + 2 > maxAnnotation || value.includes('\n')) {
			w.write(0, `${key}:\n`);
			for (const line of value.split('\n')) {
				w.write(0, `\t  ${shorten(line, maxAnnotation - 2)}\n`);
			}
		} else {
			w.write(0, `${key}: ${value}\n`);
		}
	}
}

function shorten(text: string, length: number): string {
	return text.length > length ? `${text.slice(0, length)}...` : text;
}

export interface Toleration {
	readonly key?: string;
	readonly operator?: string;
	readonly value?: string;
	readonly effect?: string;
	readonly tolerationSeconds?: number;
}

export function writeTolerations(
	w: Pick<DescriptionWriter, 'write'>,
	title: string,
	tolerations: readonly Toleration[] | undefined,
): void {
	const sorted = [...(tolerations ?? [])].sort((a, b) => compare(a.key ?? '', b.key ?? ''));
	writeMultiline(w, title, sorted.map(tolerationText));
}

function tolerationText(toleration: Toleration): string {
	let text = toleration.key ?? '';
	text += toleration.value ? `=${toleration.value}` : '';
	text += toleration.effect ? `:${toleration.effect}` : '';
	if (toleration.operator === 'Exists' && !toleration.value) {
		text += toleration.key || toleration.effect ? ' op=Exists' : 'op=Exists';
	}
	return toleration.tolerationSeconds === undefined ? text : `${text} for ${toleration.tolerationSeconds}s`;
}

/** `Controlled By: ReplicaSet/web-5d7f`, where something controls it. */
export function writeController(w: DescriptionWriter, object: KubernetesObject): void {
	const owner = controllerOf(object);
	if (owner) {
		w.line(0, `Controlled By:\t${owner.kind}/${owner.name}`);
	}
}

/** A quantity by name, such as a container's requests, one a line. */
export function writeQuantities(w: DescriptionWriter, level: number, list: Labels | undefined): void {
	for (const [name, quantity] of Object.entries(list ?? {}).sort(byKey)) {
		w.line(level, `${name}:\t${quantity}`);
	}
}
