/** A stream into a container that somebody types into, line by line. */
import type {ApiRequest, StreamChunk} from '../apimachinery/connection.ts';
import type {KubectlIo} from './io.ts';

/** How long nothing must come, in milliseconds there, until it is somebody's turn to type. */
const pause = 200;
const controlD = '\x04';

/**
 * Prints what a container says, and passes on the lines that are typed on the terminal, until the process ends.
 * @param tty whether the container has a terminal, which echoes what is typed
 * @returns how it ended, where that is said: JSON of a Status
 */
export async function typeInto(
	io: KubectlIo & {readonly ask: NonNullable<KubectlIo['ask']>},
	request: ApiRequest,
	tty: boolean,
): Promise<string | undefined> {
	const input = new Typed();
	const screen = new Screen(io);
	const over = new AbortController();
	const typing = takeTurns(io, screen, input, {tty, signal: over.signal});
	try {
		for await (const chunk of io.connection.stream(request, io.signal, input)) {
			if (chunk.channel === 'error') {
				return chunk.data;
			}
			screen.show(chunk);
		}
		return undefined;
	} finally {
		over.abort();
		input.close();
		screen.flush();
		await typing;
	}
}

/** Asks for a line whenever the process has fallen silent. */
async function takeTurns(
	io: KubectlIo & {readonly ask: NonNullable<KubectlIo['ask']>},
	screen: Screen,
	input: Typed,
	{tty, signal}: {readonly tty: boolean; readonly signal: AbortSignal},
): Promise<void> {
	const {clock} = io.connection;
	while (!signal.aborted) {
		for (let seen = -1; seen !== screen.shown; ) {
			seen = screen.shown;
			await clock.sleep(pause, signal).catch(() => {});
		}
		if (signal.aborted) {
			return;
		}
		const line = await io.ask(screen.takeOpenLine());
		if (line === undefined && !tty) {
			input.close();
			return;
		}
		if (line === undefined) {
			// What reads there now ends; a shell around it asks again.
			input.put(controlD);
			continue;
		}
		if (tty) {
			screen.expectEcho(line);
		}
		input.put(`${line}${tty ? '\r' : '\n'}`);
	}
}

/** What the container has said: whole lines are printed, the open one is the prompt of whoever types. */
class Screen {
	/** How much has come. */
	shown = 0;
	readonly #io: KubectlIo;
	#open = '';
	#echo = '';

	constructor(io: KubectlIo) {
		this.#io = io;
	}

	show({channel, data}: StreamChunk): void {
		this.shown += data.length;
		if (channel === 'stderr') {
			this.#io.err(data);
			return;
		}
		const lines = this.#withoutEcho(data.replaceAll('\r\n', '\n')).split('\n');
		const [first = ''] = lines;
		lines[0] = this.#open + first;
		this.#open = lines.pop()!;
		if (lines.length > 0) {
			this.#io.out(lines.map(line => `${line}\n`).join(''));
		}
	}

	#withoutEcho(text: string): string {
		let at = 0;
		while (at < text.length && at < this.#echo.length && text[at] === this.#echo[at]) {
			at++;
		}
		const whole = at === text.length || at === this.#echo.length;
		this.#echo = whole ? this.#echo.slice(at) : '';
		return whole ? text.slice(at) : text;
	}

	/** The terminal in the container repeats what is typed, which stands there already. */
	expectEcho(line: string): void {
		this.#echo = `${line}\n`;
	}

	takeOpenLine(): string {
		const open = this.#open;
		this.#open = '';
		return open;
	}

	flush(): void {
		if (this.#open !== '') {
			this.#io.out(this.takeOpenLine());
		}
	}
}

/** Lines that wait to be read. */
class Typed implements AsyncIterable<string> {
	readonly #waiting: string[] = [];
	#closed = false;
	#wake = () => {};

	put(text: string): void {
		this.#waiting.push(text);
		this.#wake();
	}

	close(): void {
		this.#closed = true;
		this.#wake();
	}

	async *[Symbol.asyncIterator](): AsyncGenerator<string, void, undefined> {
		for (;;) {
			const text = this.#waiting.shift();
			if (text !== undefined) {
				yield text;
			} else if (this.#closed) {
				return;
			} else {
				await new Promise<void>(resolve => {
					this.#wake = resolve;
				});
			}
		}
	}
}
