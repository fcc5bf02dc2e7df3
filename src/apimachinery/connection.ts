/**
 * The one seam: the Kubernetes API. The built-in kubectl, the checks and the map know a cluster through this alone, so
 * they cannot tell the simulator from a live cluster.
 */
import type {KubernetesObject} from './object.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What `Accept` may ask for instead of whole objects. */
export const acceptTable = 'application/json;as=Table;v=v1;g=meta.k8s.io';
export const acceptMetadata = 'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io';
export const acceptMetadataList = 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io';

/** The media types of the patches. */
export const patchTypes = {
	json: 'application/json-patch+json',
	merge: 'application/merge-patch+json',
	strategic: 'application/strategic-merge-patch+json',
	apply: 'application/apply-patch+yaml',
} as const;

export interface ApiRequest {
	readonly method: Method;
	/** Such as `/api/v1/namespaces/default/pods/web`; no query in it. */
	readonly path: string;
	readonly query?: Readonly<Record<string, string>>;
	/** A JSON value. */
	readonly body?: unknown;
	/** The paths of fields that stood twice in the body's text, such as `spec.replicas`: the value no longer shows it. */
	readonly duplicateFields?: readonly string[];
	readonly contentType?: string;
	readonly accept?: string;
	/** Who asks; the first word names the field manager, as an HTTP client's User-Agent does. */
	readonly userAgent?: string;
	/** What kubectl puts into the `Kubectl-Command` header: the command that makes the request, such as `kubectl get`. */
	readonly command?: string;
}

export interface ApiResponse {
	/** The HTTP status code. From 400 up, `body` is a `Status` (see status.ts). */
	readonly status: number;
	/** A JSON value, text where the resource is text (a Pod's log), or a Uint8Array where it is neither. */
	readonly body: unknown;
	/** What the body is, where that is not `application/json`, or `text/plain` for text. */
	readonly contentType?: string;
	/** What else an HTTP server says of the answer, such as its `etag`; names in lower case. */
	readonly headers?: Readonly<Record<string, string>>;
	/** What the server's `Warning` headers said. */
	readonly warnings?: readonly string[];
}

export interface WatchEvent<T = KubernetesObject> {
	readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
	/** The object (a Table where one was asked for; a Status when the type is ERROR). */
	readonly object: T;
}

/** A piece of what a stream said. `error` carries, last, a `Status` as JSON when the remote command failed. */
export interface StreamChunk {
	readonly channel: 'stdout' | 'stderr' | 'error';
	readonly data: string;
}

/** What "now" is where the cluster is: virtual time on the simulator, real time on a cluster. */
export interface ConnectionClock {
	/** Milliseconds since 1970. */
	now(): number;
	/** Resolves when that many milliseconds have passed there; rejects with the signal's reason when it is aborted. */
	sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
	/** Whether time stands still there until somebody lets it go on, so that what waits can say so. */
	readonly paused: boolean;
}

export interface Connection {
	readonly clock: ConnectionClock;
	/** Answers failures as a response too; rejects only when the cluster cannot be reached. */
	request(request: ApiRequest): Promise<ApiResponse>;
	/**
	 * The changes of a collection (a GET with `watch=true` in its query; `resourceVersion` says from where), in order,
	 * until the signal is aborted or the server ends it. A refusal comes as one ERROR event.
	 */
	watch(request: ApiRequest, signal?: AbortSignal): AsyncIterable<WatchEvent>;
	/**
	 * A log that is followed, a command run in a container (`exec`), or what runs in one (`attach`). Refusals reject with
	 * a `StatusError`; a plain request to `exec` or `attach` is answered with the same, and else with 400.
	 * @param stdin what is typed while it runs
	 */
	stream(request: ApiRequest, signal?: AbortSignal, stdin?: AsyncIterable<string>): AsyncIterable<StreamChunk>;
}
