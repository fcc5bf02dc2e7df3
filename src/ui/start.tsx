/** Opens the screen on the terminal, and leaves the terminal as it was, whatever happens. */
import {render} from 'ink';
import type {Host} from '../tutor/host.ts';
import {App} from './components/app.tsx';
import {FrameSink} from './frame-sink.ts';
import {Painter} from './painter.ts';
import {ScreenStore} from './store.ts';
import {errorCode, hangupCode, Terminal} from './terminal.ts';

export interface ScreenOptions {
	/** The alternate screen is used unless this is false. */
	readonly alternateScreen?: boolean;
	/** Draw with ASCII characters only. */
	readonly ascii?: boolean;
	/** Whether things may move by themselves. */
	readonly motion?: boolean;
	/** `$VISUAL` or `$EDITOR`; the built-in editor where there is none. */
	readonly editor?: string;
	/** Shown on the home screen. */
	readonly version?: string;
	/** Whether what is done is kept; a second copy keeps nothing. */
	readonly saves?: boolean;
	/** Standard input and output, which must both be a terminal. */
	readonly stdin?: NodeJS.ReadStream;
	readonly stdout?: NodeJS.WriteStream;
}

/** The one line that stays on the terminal when the tutor was left, in whatever way but by an error. */
const farewell = 'Left the tutor; everything is saved. Start it again to go on.\n';
const farewellUnsaved = 'Left the tutor; this copy of it saved nothing.\n';

/** How long saving may take at the end, in milliseconds, before the terminal is given back without it. */
const savingWait = 5000;

/**
 * Shows the tutor until it is left. Resolves with the exit code when everything is saved and the terminal is given back.
 *
 * Ink's colours follow FORCE_COLOR, which must be set (from NO_COLOR) before this module is loaded.
 */
export function startScreen(host: Host, options: ScreenOptions = {}): Promise<number> {
	const {stdin = process.stdin, stdout = process.stdout, editor} = options;
	return new Promise(resolve => {
		let ending = false;
		const terminal = new Terminal({
			stdin,
			stdout,
			alternateScreen: options.alternateScreen ?? true,
			onKeys: keys => store.keys(keys),
			onResize: () => store.resize(terminal.size),
			onLost: () => painter.resume(),
			onEnd: exitCode => end(exitCode),
		});
		const painter = new Painter(
			text => terminal.write(text),
			() => terminal.size,
		);
		const store = new ScreenStore(host, terminal.size, {
			quit: () => end(0),
			repaint: () => painter.repaint(),
			now: () => performance.now(),
			...(editor && {
				edit: async (path: string) => {
					painter.pause();
					await terminal.lend(editor, path).catch(() => 127);
				},
			}),
		});
		const sink = new FrameSink(
			() => terminal.size,
			frame => painter.frame(frame),
		);

		/** Ends once, however often it is asked for. What is on the screen is saved before the terminal is let go. */
		function end(exitCode: number): void {
			if (ending) {
				return;
			}
			ending = true;
			const late = new Promise<Error>(give => {
				setTimeout(() => give(new Error('saving did not end')), savingWait).unref();
			});
			Promise.race([Promise.resolve().then(() => host.close()), late])
				.catch((error: unknown) => error)
				.then(error => {
					painter.pause();
					store.stop();
					app.unmount();
					terminal.close();
					if (error instanceof Error) {
						process.stderr.write(`Not everything could be saved: ${error.message}\n`);
					} else if (exitCode !== errorCode && exitCode !== hangupCode) {
						stdout.write(options.saves === false ? farewellUnsaved : farewell);
					}
					resolve(error instanceof Error ? 1 : exitCode);
				});
		}

		terminal.open();
		const app = render(
			<App
				store={store}
				ascii={options.ascii ?? false}
				motion={options.motion ?? true}
				version={options.version ?? ''}
				onCursor={cursor => painter.cursor(cursor)}
			/>,
			{
				stdout: sink as unknown as NodeJS.WriteStream,
				stdin,
				debug: true,
				exitOnCtrlC: false,
				patchConsole: false,
			},
		);
		// What is thrown while drawing ends Ink, and comes out here alone.
		app.waitUntilExit().catch((error: unknown) => terminal.fail(error));
	});
}
