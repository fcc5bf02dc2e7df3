/** What the servers in agnhost have in common. */
import {type HttpRequest, type Machine, type Program, type Steps, sleepFor, untilSignal} from '../process/process.ts';
import {stopTime} from './image.ts';

/** Serves until it is told to stop. */
export function* serveUntilStopped(process: Parameters<Program>[0]): Steps {
	yield* untilSignal(process, ['SIGTERM', 'SIGINT']);
	yield* sleepFor(process, stopTime);
	return 0;
}

/** The value of a flag, such as `--http-port 80` or `--http-port=80`. */
export function wordOption(argv: readonly string[], name: string, fallback: string): string {
	const at = argv.findIndex(word => word.replace(/^--?/, '').split('=')[0] === name);
	return at < 0 ? fallback : (argv[at]!.split('=')[1] ?? argv[at + 1] ?? fallback);
}

export function option(argv: readonly string[], name: string, fallback: number): number {
	return Number(wordOption(argv, name, String(fallback)));
}

/** A line as klog writes it, with the place in the source that wrote it; `I` is for information, `F` ends the program. */
export function klog(machine: Machine, text: string, place = 'log.go:245', severity: 'I' | 'F' = 'I'): void {
	const [, month, day, time] = /^\d+-(\d+)-(\d+)T([\d:.]+)/.exec(new Date(machine.now).toISOString()) ?? [];
	machine.log.err.write(`${severity}${month}${day} ${time}000       1 ${place}] ${text}\n`);
}

/** The path of a request, and the parameters of its query; '' where one is not there. */
export function queryOf(request: HttpRequest): {readonly path: string; readonly parameter: (name: string) => string} {
	const [path = '/', query = ''] = request.path.split('?');
	const parameters = new URLSearchParams(query);
	return {path, parameter: name => parameters.get(name) ?? ''};
}
