/**
 * Writes answers as text. Objects never change once they are there, so the JSON of one can be kept: for the next list as
 * long as the object itself, for the other watchers of a change while it is news.
 */
import {escapeForGo} from '../apimachinery/json.ts';
import type {KubernetesObject} from '../apimachinery/object.ts';
import {toYaml} from '../apimachinery/yaml/write.ts';

export type Form = 'json' | 'pretty' | 'yaml';

export const mediaTypes: Readonly<Record<Form, string>> = {
	json: 'application/json',
	pretty: 'application/json',
	yaml: 'application/yaml',
};

const itemTexts = new WeakMap<object, string>();
const rowTexts = new WeakMap<object, string>();
const recentTexts = new Map<object, string>();
/** So many of the latest texts are kept. */
const mostRecent = 500;

/** As Go writes it, because clients compare some of it byte for byte. */
function stringify(value: unknown, indent?: number): string {
	return escapeForGo(JSON.stringify(value, undefined, indent));
}

/** The JSON of an object that nothing changes any more. */
export function jsonOf(object: object): string {
	let text = recentTexts.get(object);
	if (text === undefined) {
		text = stringify(object);
		recentTexts.set(object, text);
		if (recentTexts.size > mostRecent) {
			recentTexts.delete(recentTexts.keys().next().value!);
		}
	}
	return text;
}

/** The JSON of an object in a list of its kind, where it does not say again what it is (Go's TypeMeta is empty there). */
function itemJson(object: object): string {
	return kept(itemTexts, object, () => {
		const {apiVersion: _version, kind: _kind, ...rest} = object as Readonly<Record<string, unknown>>;
		return stringify(rest);
	});
}

function kept(texts: WeakMap<object, string>, object: object, write: () => string): string {
	let text = texts.get(object);
	if (text === undefined) {
		text = write();
		texts.set(object, text);
	}
	return text;
}

export function serialize(body: unknown, form: Form): string {
	switch (form) {
		case 'json':
			return `${compact(body)}\n`;
		case 'pretty':
			return stringify(wireForm(body), 2);
		case 'yaml':
			return toYaml(wireForm(body));
	}
}

interface List {
	readonly kind?: string;
	readonly items: readonly KubernetesObject[];
}

/** Lists and Tables are made anew for each answer; what is in them is not. */
function compact(body: unknown): string {
	if (isTable(body)) {
		const {rows, ...rest} = body;
		return withItems(rest, 'rows', rows.map(rowJson));
	}
	if (!isList(body)) {
		return typeof body === 'object' && body !== null ? jsonOf(body) : stringify(body);
	}
	const {items, ...rest} = body;
	return withItems(
		rest,
		'items',
		items.map(isOfKind(body) ? itemJson : item => kept(rowTexts, item, () => stringify(item))),
	);
}

function withItems(rest: object, name: string, items: readonly string[]): string {
	const head = stringify(rest).slice(0, -1);
	return `${head}${head === '{' ? '' : ','}"${name}":[${items.join(',')}]}`;
}

/** Cells have ages in them; the object beside them stays. */
function rowJson({object, ...rest}: TableRow): string {
	const row = stringify(rest);
	return object ? `${row.slice(0, -1)},"object":${kept(rowTexts, object, () => stringify(object))}}` : row;
}

/** The same for forms that are not put together from texts. */
function wireForm(body: unknown): unknown {
	if (!isList(body) || !isOfKind(body)) {
		return body;
	}
	return {...body, items: body.items.map(({apiVersion: _version, kind: _kind, ...rest}) => rest)};
}

interface TableRow {
	readonly cells: readonly unknown[];
	readonly object?: object;
}

function isTable(body: unknown): body is {readonly rows: readonly TableRow[]} {
	const {kind, rows} = (body ?? {}) as {readonly kind?: unknown; readonly rows?: unknown};
	return kind === 'Table' && Array.isArray(rows);
}

function isList(body: unknown): body is List {
	const {items, metadata} = (body ?? {}) as {readonly items?: unknown; readonly metadata?: unknown};
	return Array.isArray(items) && metadata !== undefined;
}

/** Whether a list is one of a kind, such as a PodList. Others say of each item what it is. */
function isOfKind({kind, items: [first]}: List): boolean {
	return first !== undefined && kind === `${first.kind}List` && first.kind !== 'PartialObjectMetadata';
}
