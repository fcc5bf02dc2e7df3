/** What the API server knows of one resource: how it is named, checked, filled in and printed. One file a resource. */
import type {FieldError} from '../../apimachinery/field-error.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import type {Message} from '../../apimachinery/schema.ts';
import type {Random} from '../random.ts';
import type {IndexFunction} from './store.ts';

/** What a strategy may ask while it prepares an object. */
export interface StrategyContext {
	/** Milliseconds since 1970. */
	readonly now: number;
	readonly random: Random;
	/** Whether nothing will be stored, so that nothing need be set aside for it. */
	readonly dryRun: boolean;
	/** Reads another stored object; admission needs it (service accounts, storage classes, priority classes). */
	get(resource: string, namespace: string, name: string): KubernetesObject | undefined;
	list(resource: string, namespace?: string): readonly KubernetesObject[];
}

/**
 * The rules of one resource, as upstream's strategies have them (pkg/registry). Every function is pure: it gives a new
 * object and leaves the one it got.
 */
export interface Strategy<T extends KubernetesObject> {
	/** Fills in what the schema's plain defaults cannot, because it depends on other fields (pkg/apis, defaults.go). */
	applyDefaults?(object: T): T;
	/** Sets what a client may not set at creation: empties the status, starts the generation at 1. */
	prepareForCreate?(object: T, context: StrategyContext): T;
	/** What admission plugins add or refuse; throws a StatusError to refuse. */
	admit?(object: T, context: StrategyContext): T;
	validate?(object: T): readonly FieldError[];
	/** What validating admission plugins refuse although it is well formed; throws a StatusError. */
	checkNew?(object: T, context: StrategyContext): void;
	/** Keeps what an update may not change (the status), and moves the generation on where the spec differs. */
	prepareForUpdate?(object: T, old: T, context: StrategyContext): T;
	validateUpdate?(object: T, old: T): readonly FieldError[];
	/** What validating admission plugins refuse of an update although it is well formed; throws a StatusError. */
	checkUpdate?(object: T, old: T, context: StrategyContext): void;
	/** The same for the `status` subresource. */
	prepareForStatusUpdate?(object: T, old: T, context: StrategyContext): T;
	validateStatusUpdate?(object: T, old: T): readonly FieldError[];
	/** The rules of other subresources that write the object itself, by their names. */
	readonly parts?: Readonly<Record<string, PartStrategy<T>>>;
	/** What the server warns of without refusing. */
	warnings?(object: T, old?: T): readonly string[];
	/**
	 * How long a deletion waits for someone to finish it. Without it objects without finalizers go at once; with it the
	 * result is the grace period in seconds (0: at once), given what the client asked for.
	 */
	gracePeriod?(object: T, requestedSeconds: number | undefined): number;
	/** Whether a PUT to a name that does not exist creates it. */
	readonly createOnUpdate?: boolean;
	/** False where an update must name the resourceVersion that it starts from. */
	readonly allowUnconditionalUpdate?: boolean;
	/** Whether something besides metadata.finalizers keeps a deleted object (a namespace's spec.finalizers). */
	isHeld?(object: T): boolean;
	/** What a deletion changes besides the metadata while it is held (a namespace's phase). */
	markDeleted?(object: T): T;
	/** Whether a DELETE answers with the object that is gone, instead of a Status that tells of it. */
	readonly returnsDeleted?: boolean;
	/** What a deletion does to dependents where the client does not say. */
	readonly defaultPropagation?: 'Background' | 'Foreground' | 'Orphan';
}

/** The rules of a subresource that changes one part of the object, as `resize` does of a Pod. */
export interface PartStrategy<T extends KubernetesObject> {
	/** Keeps all but that part, and moves the generation on. */
	prepareForUpdate(object: T, old: T): T;
	validateUpdate(object: T, old: T): readonly FieldError[];
	/** What validating admission plugins refuse although it is well formed; throws a StatusError. */
	checkUpdate?(object: T, old: T, context: StrategyContext): void;
	/** The only fields that it can change, and so own: path elements, where `*` stands for any item. */
	readonly fields: readonly (readonly string[])[];
}

/** A cell of a printed table: what JSON holds in `rows[].cells`. */
export type Cell = string | number | boolean | null;

/** A column of the server-side table (pkg/printers/internalversion/printers.go). */
export interface Column<T extends KubernetesObject> {
	readonly name: string;
	readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'date';
	readonly format?: string;
	readonly description: string;
	/** 0 is always shown, 1 with `-o wide`. */
	readonly priority?: number;
	/** @param now milliseconds since 1970 */
	cell(object: T, now: number): Cell;
}

/** What a row of a table says besides its cells (apimachinery pkg/apis/meta/v1 TableRowCondition). */
export interface RowCondition {
	readonly type: 'Completed';
	readonly status: 'True' | 'False' | 'Unknown';
	readonly reason?: string;
	readonly message?: string;
}

// biome-ignore lint/suspicious/noExplicitAny: a list of resources holds definitions of every type
export interface ResourceDefinition<T extends KubernetesObject = any> {
	/** '' for the core group. */
	readonly group: string;
	readonly version: string;
	readonly kind: string;
	/** Such as `pods`. */
	readonly plural: string;
	readonly singular: string;
	readonly shortNames?: readonly string[];
	readonly categories?: readonly string[];
	readonly namespaced: boolean;
	/** Set where clients are warned not to use it any longer, at each request. */
	readonly deprecated?: {
		/** Such as `v1.33`. */
		readonly since: string;
		/** What to use instead: its API version and kind. */
		readonly use: string;
	};
	/** The verbs it answers, where they are not all of them. */
	readonly verbs?: readonly string[];
	/** Such as `status`, `log`, `eviction`, `binding`, `scale`. */
	readonly subresources?: readonly string[];
	readonly schema: Message<T>;
	readonly strategy: Strategy<T>;
	readonly columns: readonly Column<T>[];
	/** What its row in a table says besides the cells; absent where that is nothing. */
	readonly rowConditions?: (object: T) => readonly RowCondition[] | undefined;
	/** The fields that `--field-selector` knows, besides metadata.name and metadata.namespace. */
	readonly fields?: Readonly<Record<string, (object: T) => string>>;
	/** How objects are found without reading all of them. Every resource also has the index `owner` (by owner's uid). */
	readonly indexes?: Readonly<Record<string, IndexFunction>>;
	/**
	 * Set where this resource shows another one's objects in its own form, as events.k8s.io shows the core API's Events.
	 * Its columns and selectable fields are given the stored objects; whole objects pass through here on their way out
	 * and in.
	 */
	readonly view?: {
		/** The resource as the store names it. */
		readonly of: string;
		/** The group and version that it is stored in, such as `/v1`. */
		readonly storedIn: string;
		fromStored(object: KubernetesObject): T;
		toStored(object: T): KubernetesObject;
	};
	/**
	 * Set where creating an object asks a question: nothing is stored, and the object comes back with its answer. Throws a
	 * StatusError where the question makes no sense.
	 */
	answer?(object: T, context: StrategyContext, namespace: string): T;
	/** What names must look like; with `prefix`, what the beginning of a generated one must. */
	readonly validateName: (name: string, prefix?: boolean) => readonly string[];
}

/** The name that the store and controllers use: `pods`, or `deployments.apps`. */
export function resourceName(definition: Pick<ResourceDefinition, 'group' | 'plural'>): string {
	return definition.group === '' ? definition.plural : `${definition.plural}.${definition.group}`;
}

export function apiVersionOf(definition: Pick<ResourceDefinition, 'group' | 'version'>): string {
	return definition.group === '' ? definition.version : `${definition.group}/${definition.version}`;
}
