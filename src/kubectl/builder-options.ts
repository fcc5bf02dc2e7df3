/** What a command tells the builder about the objects that it wants. */
import type {ValidationDirective} from './manifests.ts';

export interface BuilderOptions {
	/** The words of the line, as `TYPE[,TYPE] [NAME…]` or `TYPE/NAME…`. */
	readonly args?: readonly string[];
	/** With a type alone, take all of it (`get`, `describe`); otherwise a name or a selector is needed. */
	readonly allowEmptySelector?: boolean;
	/** The names of one type that stands elsewhere, such as the Pods of `logs` (builder.ResourceNames). */
	readonly names?: {readonly type: string; readonly names: readonly string[]};
	readonly filenames?: readonly string[];
	readonly kustomize?: string;
	readonly recursive?: boolean;
	readonly namespace: string;
	readonly allNamespaces?: boolean;
	/** Whether objects of files must be in `namespace` (`-n` was given). */
	readonly enforceNamespace?: boolean;
	readonly selector?: string;
	readonly fieldSelector?: string;
	/** `--all`. */
	readonly all?: boolean;
	/** Go on after a failure, and say all of them at the end. */
	readonly continueOnError?: boolean;
	/** Fetch what files name from the server. */
	readonly latest?: boolean;
	/** Give the items of lists instead of lists. */
	readonly flatten?: boolean;
	readonly singleResourceType?: boolean;
	/** Whether objects that were only named are fetched; true unless it says otherwise. */
	readonly requireObject?: boolean;
	readonly subresource?: string;
	/** How many items one answer holds; 0 is all. */
	readonly chunkSize?: number;
	/** Do not ask the server. */
	readonly local?: boolean;
	readonly validation?: ValidationDirective;
	/** What GETs ask for instead of whole objects, such as a Table. */
	readonly accept?: string;
	/** Further query parameters of GETs. */
	readonly query?: Readonly<Record<string, string>>;
}
