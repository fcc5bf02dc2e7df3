/** A prompt in front of a cluster, for tests: lines in, exit code and texts out. */

import type {KubectlIo} from '../../src/kubectl/io.ts';
import {kubectl} from '../../src/kubectl/main.ts';
import {allResources} from '../../src/kubernetes/api/resources/index.ts';
import {allControllers} from '../../src/kubernetes/controllers/index.ts';
import {Cluster} from '../../src/kubernetes/virtual-cluster.ts';
import {memoryFiles} from '../../src/shell/folder.ts';

export interface Answer {
	readonly exit: number;
	readonly out: string;
	readonly err: string;
}

/** 1 June 2026, 09:00 UTC. */
export const start = Date.UTC(2026, 5, 1, 9);

/** A cluster whose nodes are only objects: nothing runs, so nothing happens by itself. */
export function bareCluster(): Cluster {
	// Nobody makes Pods of what is created here, so that answers depend on the commands alone.
	const controllers = allControllers.filter(
		({name}) => !/^(deployment|replicaset|statefulset|daemonset|stateful)/.test(name),
	);
	const cluster = new Cluster({resources: allResources, controllers}, {start: start - 60_000, seed: 1});
	cluster.start();
	for (const name of ['default', 'kube-system']) {
		cluster.client.create('namespaces', {
			apiVersion: 'v1',
			kind: 'Namespace',
			metadata: {name},
		});
	}
	cluster.advanceTo(start);
	return cluster;
}

export class Terminal {
	readonly cluster: Cluster;
	readonly files: ReturnType<typeof memoryFiles>;
	readonly settings: KubectlIo['settings'] = {
		context: 'lab',
		cluster: 'lab',
		user: 'learner',
		server: 'https://10.100.100.7:6443',
		namespace: 'default',
	};
	/** What is done with a text in the editor. */
	editor: ((name: string, text: string) => string | undefined) | undefined;
	stdin: string | undefined;
	/** What somebody at the terminal types when asked. */
	answers: ((question: string) => string | undefined) | undefined;
	readonly #connection: ReturnType<Cluster['connect']>;

	constructor(cluster: Cluster, files: Readonly<Record<string, string>> = {}) {
		this.cluster = cluster;
		this.files = memoryFiles(files);
		this.#connection = cluster.connect();
	}

	/**
	 * Runs `kubectl LINE`. Words are parted by blanks; single quotes keep them together.
	 * @param until after how many milliseconds of the cluster's time Ctrl+C is pressed
	 */
	async run(line: string, until?: number): Promise<Answer> {
		const words = [...line.matchAll(/(?:'[^']*'|[^\s'])+/g)].map(([word]) => word.replaceAll("'", ''));
		let out = '';
		let err = '';
		const interrupt = new AbortController();
		if (until !== undefined) {
			void this.#connection.clock.sleep(until).then(() => interrupt.abort());
		}
		const io: KubectlIo = {
			connection: this.#connection,
			files: this.files,
			settings: this.settings,
			...(this.stdin !== undefined && {stdin: this.stdin}),
			out: text => {
				out += text;
			},
			err: text => {
				err += text;
			},
			signal: interrupt.signal,
			...(this.answers && {ask: async (question: string) => this.answers?.(question)}),
			...(this.editor && {edit: async (name: string, text: string) => this.editor?.(name, text)}),
		};
		const exit = await this.cluster.runUntil(kubectl(words, io));
		return {exit, out, err};
	}
}
