/**
 * The cluster of a mission, open to other clients: the learner's own kubectl, k9s and the like in another terminal. What
 * they look at and what they write counts as what is typed at the prompt does.
 */
import type {Connection} from '../../apimachinery/connection.ts';
import type {Look} from '../checks/look.ts';
import type {Action} from '../host.ts';
import {type Lab, noticing} from './lab.ts';
import type {Output} from './output.ts';
import type {LabCluster, LabSnapshot} from './simulator.ts';

/** A server on a cluster, which runs the cluster's time beside the wall clock's. Handed in where the program starts. */
export interface LabServer {
	/** The line that makes a shell use it. */
	readonly usage: string;
	/** Makes it now in the cluster again, after it was put back to an earlier state. */
	moveToNow(): void;
	close(): Promise<void>;
}

export interface LabServerHooks {
	/** Listens in on what clients ask. */
	through(connection: Connection): Connection;
	/** So many connections of clients are open. */
	clients(open: number): void;
	/** The clock shows something else. */
	ticked(): void;
	/** The simulator failed. */
	failed(error: unknown): void;
}

/** Rejects where it cannot be opened, with a sentence for the learner. */
export type OpenLabServer = (cluster: LabCluster, hooks: LabServerHooks) => Promise<LabServer>;

export interface MissionServerParts {
	readonly lab: Lab;
	readonly output: Output;
	readonly open: OpenLabServer;
	/** Where the mission's files are on disk; undefined where they are not. */
	readonly filesAt: string | undefined;
	looked(look: Look): void;
	/** It was opened: what others write from now on is a thing of its own to undo, until a line is typed. */
	opened(): void;
	/** Another client has changed something. @param before the cluster as it was */
	wrote(before: LabSnapshot): void;
	changed(): void;
	failed(error: unknown): void;
}

/** What the learner presses or types for it. */
const keyWords = 'Alt+S or `serve`';

/** What changes how time goes. */
export const paceActions: readonly Action['type'][] = ['pause', 'play', 'faster', 'slower', 'wait'];

export function changesPace({type}: Action): boolean {
	return paceActions.includes(type);
}

/** Why time cannot be paused or hurried while it is open. */
export const timeIsReal = `other clients may look on, so time is the wall clock's; ${keyWords} closes the server`;

export class MissionServer {
	readonly #parts: MissionServerParts;
	#server: LabServer | undefined;
	#clients = 0;
	/** Opening and closing take their turns. */
	#work: Promise<void> = Promise.resolve();

	constructor(parts: MissionServerParts) {
		this.#parts = parts;
	}

	/** What is shown while it is open. */
	get view(): {readonly usage: string; readonly clients: number} | undefined {
		return this.#server && {usage: this.#server.usage, clients: this.#clients};
	}

	/** Opens it, or closes it. */
	toggle(): void {
		this.#work = this.#work.then(() => (this.#server ? this.#close() : this.#open()));
	}

	/** Closes it if it is open. */
	async close(): Promise<void> {
		this.#work = this.#work.then(() => this.#close());
		await this.#work;
	}

	/** Undo leads to an earlier time; it is now again for those who look on. */
	moveToNow(): void {
		this.#server?.moveToNow();
	}

	async #open(): Promise<void> {
		const {lab, output, open, filesAt, opened, changed, failed} = this.#parts;
		this.#clients = 0;
		// The prompt's requests take no time of their own any more: time is the wall clock's.
		lab.handOver();
		try {
			this.#server = await open(lab.cluster, {
				through: connection => this.#noticing(connection),
				clients: count => {
					this.#clients = count;
					changed();
				},
				ticked: changed,
				failed,
			});
		} catch (error) {
			lab.takeBack();
			output.write('tutor', `The server could not be opened. ${(error as Error).message}`);
			changed();
			return;
		}
		opened();
		output.write('tutor', 'This cluster is open to your own kubectl, k9s or other client. In another terminal:');
		output.write('stdout', `${this.#server.usage}\n`);
		output.write(
			'tutor',
			`What you do there counts as if it was typed here, and \`undo\` takes it back, too.${
				filesAt === undefined ? '' : ` Your files are in ${filesAt}.`
			} Time is the wall clock's meanwhile. ${keyWords} closes it.`,
		);
		changed();
	}

	async #close(): Promise<void> {
		const server = this.#server;
		if (!server) {
			return;
		}
		const {lab, output, changed} = this.#parts;
		this.#server = undefined;
		await server.close();
		lab.takeBack();
		output.write(
			'tutor',
			'The server is closed; other clients cannot reach the cluster any more. Time is yours again.',
		);
		changed();
	}

	/** Their looks count at once: what they ask for is what they show. */
	#noticing(connection: Connection): Connection {
		const {lab, looked, wrote} = this.#parts;
		const noticed = noticing(connection, looked);
		return {
			...noticed,
			async request(request) {
				const before = request.method === 'GET' || request.query?.dryRun !== undefined ? undefined : lab.snapshot();
				const revision = before && lab.cluster.revision;
				const response = await noticed.request(request);
				if (before !== undefined && lab.cluster.revision !== revision) {
					wrote(before);
				}
				return response;
			},
		};
	}
}
