/** `kubectl events` (kubectl pkg/cmd/events). */
import {ageOf} from '../../apimachinery/duration.ts';
import type {KubernetesList, KubernetesObject} from '../../apimachinery/object.ts';
import {parseTime} from '../../apimachinery/time.ts';
import {Client} from '../client.ts';
import {type Command, CommandError, type Invocation} from '../command.ts';
import {allNamespacesFlag, outputFlags} from '../common-flags.ts';
import {sayIfPaused} from '../get/watch.ts';
import {goSorted} from '../go-sort.ts';
import {formatOptionsOf, formatPrinter, objectFormats} from '../printers/formats.ts';
import {TabWriter} from '../printers/tab-writer.ts';
import {escapeTerminal} from '../printers/table.ts';
import {apiVersionOf, RestMapper} from '../resources.ts';

interface Event extends KubernetesObject {
	readonly type?: string;
	readonly reason?: string;
	readonly message?: string;
	readonly count?: number;
	readonly firstTimestamp?: string | null;
	readonly lastTimestamp?: string | null;
	readonly eventTime?: string | null;
	readonly series?: {readonly count: number; readonly lastObservedTime: string} | null;
	readonly involvedObject: {readonly kind?: string; readonly name?: string};
}

/** `2m (x4 over 10m)`. */
function lastSeen(event: Event, now: number): string {
	const age = (time: string | null | undefined) => ageOf(time ?? undefined, now);
	const first = age(event.eventTime ?? event.firstTimestamp);
	if (event.series) return `${age(event.series.lastObservedTime)} (x${event.series.count} over ${first})`;
	if ((event.count ?? 0) > 1) return `${age(event.lastTimestamp)} (x${event.count} over ${first})`;
	return first;
}

function timeOf(event: Event): number {
	return parseTime(event.series?.lastObservedTime ?? event.lastTimestamp ?? event.eventTime) ?? 0;
}

/** The field selector of `--for TYPE/NAME`. */
async function selectorFor(client: Client, target: string): Promise<string> {
	const parts = target.split('/');
	if (parts.length < 2) throw new CommandError('--for must be in resource/name form');
	if (parts.length > 2) throw new CommandError('arguments in resource/name form may not have more than one slash');
	const mapper = await RestMapper.load(client);
	const mapping = await mapper.resourceFor(parts[0]!.toLowerCase());
	// No name is no condition: what happened to any of the kind, and to anything else.
	if (parts[1] === '') return '';
	return [
		`involvedObject.kind=${mapping.kind}`,
		`involvedObject.apiVersion=${apiVersionOf(mapping)}`,
		`involvedObject.name=${parts[1]}`,
	].join(',');
}

/** Prints events as lines, the headers above the first. */
class EventPrinter {
	readonly #writer = new TabWriter();
	readonly #allNamespaces: boolean;
	#headers: boolean;

	constructor({flags}: Invocation) {
		this.#allNamespaces = flags.bool('all-namespaces');
		this.#headers = !flags.bool('no-headers');
	}

	print(events: readonly Event[], now: number): string {
		if (this.#headers) this.#line('NAMESPACE', ['LAST SEEN', 'TYPE', 'REASON', 'OBJECT', 'MESSAGE']);
		this.#headers = false;
		for (const event of events) {
			const {type = '', reason = '', message = '', involvedObject} = event;
			const object = `${involvedObject.kind ?? ''}/${involvedObject.name ?? ''}`;
			const cells = [type, reason, object, message.trim()].map(escapeTerminal);
			this.#line(event.metadata.namespace ?? '', [lastSeen(event, now), ...cells]);
		}
		return this.#writer.flush();
	}

	#line(namespace: string, cells: readonly string[]): void {
		this.#writer.line(this.#allNamespaces ? [namespace, ...cells] : cells);
	}
}

export const events: Command = {
	name: 'events',
	usage: `events [(-o|--output=)${objectFormats.join('|')}] [--for TYPE/NAME] [--watch] [--types=Normal,Warning]`,
	short: 'List events',
	long: 'Lists what happened lately in the namespace, the oldest first: who did what, and what went wrong.',
	examples: [
		['What happened lately', 'kubectl events'],
		['What went wrong, anywhere', 'kubectl events -A --types=Warning'],
		['What happened to one Pod, and goes on happening', 'kubectl events --for pod/web --watch'],
	],
	flags: [
		allNamespacesFlag,
		...outputFlags,
		{
			name: 'chunk-size',
			type: 'int64',
			default: '500',
			description: 'How many events one answer of the server holds; 0 is all.',
		},
		{name: 'for', type: 'string', description: 'Only what happened to this object, as TYPE/NAME.'},
		{name: 'no-headers', type: 'bool', default: 'false', description: 'Leaves out the line of headers.'},
		{name: 'types', type: 'strings', default: '[]', description: 'Only events of these types: Normal, Warning.'},
		{name: 'watch', shorthand: 'w', type: 'bool', default: 'false', description: 'Goes on with events as they come.'},
	],
	completes: 'none',
	async run(invocation) {
		const {io, flags, namespace} = invocation;
		const client = new Client(io);
		const types = flags.strings('types').map(type => type.toLowerCase());
		const target = flags.string('for');
		const fieldSelector = target === '' ? '' : await selectorFor(client, target);
		const output = flags.string('output');
		const format =
			output === '' && flags.string('template') === ''
				? undefined
				: formatPrinter(output, objectFormats, formatOptionsOf(flags), io);
		if (types.some(type => type !== 'normal' && type !== 'warning')) {
			throw new CommandError('valid --types are Normal or Warning');
		}
		const wanted = (event: Event) => types.length === 0 || types.includes((event.type ?? '').toLowerCase());
		const allNamespaces = flags.bool('all-namespaces');
		const path = allNamespaces ? '/api/v1/events' : `/api/v1/namespaces/${namespace}/events`;
		const query = fieldSelector === '' ? undefined : {fieldSelector};
		const printer = new EventPrinter(invocation);
		if (flags.bool('watch')) {
			sayIfPaused(invocation);
			for await (const {type, object} of client.watch<Event>(path, query ?? {})) {
				if (type === 'DELETED' || !wanted(object)) continue;
				io.out(format ? format(object) : printer.print([object], io.connection.clock.now()));
			}
			return io.signal.aborted ? 130 : 0;
		}
		const list = await client.get<KubernetesList<Event>>(path, query);
		const shown = list.items.filter(wanted).map(event => ({...event, apiVersion: 'v1', kind: 'Event'}));
		const items = goSorted(shown, (a, b) => timeOf(a) < timeOf(b));
		if (items.length === 0) {
			io.err(allNamespaces ? 'No events found.\n' : `No events found in ${namespace} namespace.\n`);
			return 0;
		}
		// The list of events is no list to this printer: kubectl prints nothing.
		if (output === 'name') return 0;
		if (format) {
			io.out(format({kind: 'EventList', apiVersion: 'v1', metadata: {}, items} as unknown as KubernetesObject));
		} else io.out(printer.print(items, io.connection.clock.now()));
		return 0;
	},
};
