/** The options of a request for a log (pkg/apis/core/validation ValidatePodLogOptions, pkg/kubelet/kuberuntime/logs). */
import {parseTime} from '../../apimachinery/time.ts';
import type {LogEntry} from './process/machine.ts';

export interface LogOptions {
	readonly container: string;
	readonly previous: boolean;
	readonly follow: boolean;
	readonly timestamps: boolean;
	readonly tailLines?: number;
	readonly limitBytes?: number;
	/** Lines from this instant on, in milliseconds since 1970. */
	readonly since?: number;
	readonly stream?: 'stdout' | 'stderr';
}

/** @param now milliseconds since 1970 */
export function readLogOptions(query: Readonly<Record<string, string | undefined>>, now: number): LogOptions {
	const flag = (name: string) => query[name] === 'true' || query[name] === '1';
	const number = (name: string) => (query[name] === undefined ? undefined : Number(query[name]));
	const seconds = number('sinceSeconds');
	const since = seconds === undefined ? parseTime(query.sinceTime) : now - seconds * 1000;
	const tailLines = number('tailLines');
	const limitBytes = number('limitBytes');
	const stream = query.stream === 'Stdout' ? 'stdout' : query.stream === 'Stderr' ? 'stderr' : undefined;
	return {
		container: query.container ?? '',
		previous: flag('previous'),
		follow: flag('follow'),
		timestamps: flag('timestamps'),
		...(tailLines !== undefined && {tailLines}),
		...(limitBytes !== undefined && {limitBytes}),
		...(since !== undefined && {since}),
		...(stream && {stream}),
	};
}

/** Lines as the log has them, in the order in which they were written. */
export function formatLog(entries: readonly LogEntry[], options: LogOptions): string {
	let shown = entries.filter(
		({at, stream}) =>
			(options.since === undefined || at >= options.since) && (!options.stream || options.stream === stream),
	);
	if (options.tailLines !== undefined) {
		shown = options.tailLines === 0 ? [] : shown.slice(-options.tailLines);
	}
	const text = shown.map(entry => formatEntry(entry, options.timestamps)).join('');
	return options.limitBytes === undefined ? text : text.slice(0, options.limitBytes);
}

export function formatEntry({at, text, partial}: LogEntry, timestamps: boolean): string {
	const time = timestamps ? `${new Date(at).toISOString().slice(0, 23)}000000Z ` : '';
	return `${time}${text}${partial ? '' : '\n'}`;
}
