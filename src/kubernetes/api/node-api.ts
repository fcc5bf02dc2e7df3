/** What the API server asks of kubelets: logs, and commands in containers. The node's own part provides it. */
import type {StreamChunk} from '../../apimachinery/connection.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import type {Query} from './options.ts';

/** A command to run, from a request to `exec`. */
export interface ExecRequest {
	readonly container: string | undefined;
	readonly command: readonly string[];
	readonly stdin?: string;
	readonly tty: boolean;
}

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
	/** Runs a command. Throws a StatusError where there is nothing to run it in. Returns what stops it. */
	exec(pod: KubernetesObject, request: ExecRequest, sink: StreamSink): () => void;
}
