/**
 * The language that the kinds are written in. One description of a kind serves strict decoding, defaulting, patches,
 * `explain`, completion, OpenAPI, protobuf bodies and the TypeScript types.
 */
export type Type<T = unknown> = (
	| {readonly kind: 'string' | 'bool' | 'int32' | 'int64' | 'double' | 'bytes'}
	/** A `Quantity`, such as `500m`; kept as the text it was given as, in canonical form. */
	| {readonly kind: 'quantity'}
	| {readonly kind: 'intOrString'}
	/** RFC 3339 text: to the second, and to the microsecond. */
	| {readonly kind: 'time' | 'microTime'}
	| {readonly kind: 'duration'}
	/** Any JSON (a ControllerRevision's data, the fields of managedFields). */
	| {readonly kind: 'any'}
	| {readonly kind: 'list'; readonly items: Type}
	| {readonly kind: 'map'; readonly values: Type}
	| {readonly kind: 'message'; readonly message: () => Message}
) & {/** Only the type system sees this. */ readonly $type?: T};

/** How two lists of the same field become one. */
export interface ListMerge {
	/** `atomic` lists are replaced whole, `set` lists hold a value once, `map` lists have an item for each key. */
	readonly listType?: 'atomic' | 'set' | 'map';
	/** The keys of a `map` list, for server-side apply. */
	readonly listMapKeys?: readonly string[];
	/** The one key by which a strategic merge patch matches items; absent where it replaces the list. */
	readonly mergeKey?: string;
	/** A strategic merge patch's way with this field, as in the `patchStrategy` struct tag. */
	readonly patchStrategy?: 'merge' | 'retainKeys' | 'merge,retainKeys' | 'replace';
}

export interface Field<T = unknown, Present extends boolean = boolean> extends ListMerge {
	/** The field's number in upstream's generated.proto. */
	readonly number: number;
	readonly type: Type<T>;
	/** One plain sentence or two, our own. */
	readonly description: string;
	/** Whether the field is in every object that the server keeps: required, or defaulted. */
	readonly present: Present;
	/** Whether OpenAPI and `explain` mark it as required. */
	readonly required?: boolean;
	/** What the server fills in where the field is absent. */
	readonly default?: unknown;
	/** The values allowed, for `explain` and completion. */
	readonly enum?: readonly string[];
	/**
	 * Upstream embeds some structs: their fields stand beside the others in JSON, and in a message of their own, with
	 * this number, in protobuf.
	 */
	readonly embeddedIn?: number;
}

// biome-ignore lint/suspicious/noExplicitAny: a field of any type, whose own types are inferred from it
export type Fields = Readonly<Record<string, Field<any, boolean>>>;

export interface Message<T = unknown> {
	/** As in Go, such as `PodSpec`. */
	readonly name: string;
	/** The name in OpenAPI, such as `io.k8s.api.core.v1.PodSpec`. */
	readonly definition: string;
	readonly description: string;
	readonly fields: Fields;
	/** The names in the order of their numbers. */
	readonly $type?: T;
}

/** The TypeScript type that a message or a type describes. */
export type Infer<M> = M extends {readonly $type?: infer T} ? NonNullable<T> : never;

type Flatten<T> = {readonly [K in keyof T]: T[K]};
type ObjectOf<F extends Fields> = Flatten<
	{[K in keyof F as F[K] extends {readonly present: true} ? K : never]: ValueOf<F[K]>} & {
		[K in keyof F as F[K] extends {readonly present: true} ? never : K]?: ValueOf<F[K]>;
	}
>;
type ValueOf<F> = F extends Field<infer T, boolean> ? T : never;

/**
 * Describes messages of one API package.
 * @param prefix the package's name in OpenAPI, such as `io.k8s.api.core.v1`
 */
export function messagesOf(prefix: string) {
	return function message<const F extends Fields>(name: string, description: string, fields: F): Message<ObjectOf<F>> {
		return {name, definition: `${prefix}.${name}`, description, fields};
	};
}

type Options = ListMerge & {readonly enum?: readonly string[]};

/** A field that may be absent. */
export function optional<T>(number: number, type: Type<T>, description: string, options?: Options): Field<T, false> {
	return {number, type, description, present: false, ...options};
}

/** A field that every valid object has because the client must give it. */
export function required<T>(number: number, type: Type<T>, description: string, options?: Options): Field<T, true> {
	return {number, type, description, present: true, required: true, ...options};
}

/** A field that the server fills in with `value` where the client gave none. */
export function defaulted<T>(
	number: number,
	type: Type<T>,
	value: NoInfer<T>,
	description: string,
	options?: Options,
): Field<T, true> {
	return {number, type, description, present: true, default: value, ...options};
}

/**
 * A field that upstream always writes, with its empty value where nothing gave another: `{}` for a struct that is no
 * pointer, null for such a time, 0 or '' for a number or text without `omitempty`.
 */
export function always<T>(
	number: number,
	type: Type<T>,
	empty: '' | 0 | '0' | false | null | Readonly<Record<string, never>>,
	description: string,
	options?: Options & {readonly required?: boolean},
): Field<T, true> {
	return {number, type, description, present: true, default: empty, ...options};
}

/** The fields of a struct that upstream embeds, to be spread among those of the message that embeds it. */
export function embedded<const F extends Fields>(number: number, fields: F): F {
	const within = Object.entries(fields).map(([name, field]) => [name, {...field, embeddedIn: number}]);
	return Object.fromEntries(within) as F;
}

export const string: Type<string> = {kind: 'string'};
export const bool: Type<boolean> = {kind: 'bool'};
export const int32: Type<number> = {kind: 'int32'};
export const int64: Type<number> = {kind: 'int64'};
export const double: Type<number> = {kind: 'double'};
/** Base64 text in JSON. */
export const bytes: Type<string> = {kind: 'bytes'};
export const quantity: Type<string> = {kind: 'quantity'};
export const intOrString: Type<number | string> = {kind: 'intOrString'};
export const time: Type<string> = {kind: 'time'};
export const microTime: Type<string> = {kind: 'microTime'};
/** Times that upstream keeps by value, so that an unset one is written as null. */
export const emptyTime: Type<string | null> = {kind: 'time'};
export const emptyMicroTime: Type<string | null> = {kind: 'microTime'};
export const duration: Type<string> = {kind: 'duration'};
export const any: Type<unknown> = {kind: 'any'};

export function list<T>(items: Type<T>): Type<readonly T[]> {
	return {kind: 'list', items};
}

/** A list that upstream always writes, as null where it is empty. */
export function emptyList<T>(items: Type<T>): Type<readonly T[] | null> {
	return list(items) as Type<readonly T[] | null>;
}

export function map<T>(values: Type<T>): Type<Readonly<Record<string, T>>> {
	return {kind: 'map', values};
}

/** A message within a message. */
export function ref<T>(message: Message<T>): Type<T> {
	return {kind: 'message', message: () => message};
}

/** A message that is described further down, or that contains itself. */
export function lazy<T>(message: () => Message<T>): Type<T> {
	return {kind: 'message', message};
}
