/** What the API server asks of kubelets: logs, and commands in containers. The node's own part provides it. */
import type {StreamChunk} from '../../apimachinery/connection.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import type {Query} from './options.ts';

/** A command to run, from a request to `exec`; or, with no command, who wants to be attached to what runs already. */
export interface ExecRequest {
	readonly container: string | undefined;
	readonly command: readonly string[];
	/** All of its input, where that is known from the beginning. */
	readonly stdin?: string;
	/** Whether input comes while it runs. */
	readonly typed?: boolean;
	readonly tty: boolean;
}

/** A stream that is open, as its client sees it. */
export interface OpenStream {
	/** Takes input, as it comes. */
	type(text: string): void;
	/** No more input comes. */
	endInput(): void;
	/** The client leaves. */
	stop(): void;
}

/** A GET for a server in a Pod. */
export interface PodRequest {
	readonly port: number;
	/** With its query. */
	readonly path: string;
	/** As the `Host` header has it. */
	readonly host: string;
	/** The User-Agent. */
	readonly agent: string;
	/** The address that it comes from; the API server's where that is not said. */
	readonly from?: string;
	/** Whether it comes over TLS. */
	readonly secure?: boolean;
}

/** What came back: an answer, or why there is none. */
export type PodReply =
	| {readonly status: number; readonly body: string; readonly headers?: Readonly<Record<string, string>>}
	| 'refused'
	| 'timeout'
	| 'not-http';

/** Takes what a stream says, and its end. */
export interface StreamSink {
	write(chunk: StreamChunk): void;
	end(): void;
}

export interface NodeApi {
	/**
	 * The text of a container's log (`container`, `previous`, `tailLines`, `sinceSeconds`, `sinceTime`, `timestamps`,
	 * `limitBytes` in the query). Throws a StatusError.
	 */
	log(pod: KubernetesObject, query: Query): string;
	/** The same, and what is written from now on until the container ends. Returns what stops it. */
	followLog(pod: KubernetesObject, query: Query, sink: StreamSink): () => void;
	/** Asks a server in a Pod over HTTP, from outside. */
	ask(pod: KubernetesObject, request: PodRequest): PodReply;
	/** Throws the StatusError with which the kubelet would refuse, if it would; does nothing else. */
	check(pod: KubernetesObject, what: 'exec' | 'attach', request: ExecRequest): void;
	/** Runs a command. Throws a StatusError where there is nothing to run it in. */
	exec(pod: KubernetesObject, request: ExecRequest, sink: StreamSink): OpenStream;
	/** Attaches to a container's process. Throws a StatusError where there is none. */
	attach(pod: KubernetesObject, request: ExecRequest, sink: StreamSink): OpenStream;
}
