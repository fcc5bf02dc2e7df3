/** Counts the open connections of clients that were let in. */
import type {Socket} from 'node:net';

export class Clients {
	readonly #open = new Set<Socket>();
	readonly #changed: (open: number) => void;

	constructor(changed: (open: number) => void = () => {}) {
		this.#changed = changed;
	}

	/** Counts a connection from now until it closes; once, however often it is added. */
	add(socket: Socket): void {
		if (this.#open.has(socket) || socket.destroyed) {
			return;
		}
		this.#open.add(socket);
		socket.once('close', () => {
			this.#open.delete(socket);
			this.#changed(this.#open.size);
		});
		this.#changed(this.#open.size);
	}
}
