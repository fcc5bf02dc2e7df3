/** `kubectl get --watch` (kubectl pkg/cmd/get/get.go, watch). */
import {ageOf} from '../../apimachinery/duration.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {hasReason} from '../../apimachinery/status.ts';
import {type BuilderOptions, find} from '../builder.ts';
import {type Client, isList, isTable, type Table} from '../client.ts';
import {CommandError, type Invocation} from '../command.ts';
import type {FormatPrinter} from '../printers/formats.ts';
import {TabWriter} from '../printers/tab-writer.ts';
import {type TablePrinter, tableOf} from '../printers/table.ts';
import {collectionPath, type Mapping} from '../resources.ts';

/** Says once that nothing will happen while time stands still. */
export function sayIfPaused({io}: Invocation): void {
	if (io.connection.clock.paused) io.err('(time is paused: nothing changes until it goes on)\n');
}

/**
 * Prints what there is, then every change, until it is interrupted.
 * @param printer for whole objects; undefined where tables are printed
 */
export async function watch(
	client: Client,
	invocation: Invocation,
	options: BuilderOptions,
	printer: FormatPrinter | undefined,
	tablesOf: (mapping: Mapping) => TablePrinter,
): Promise<number> {
	const {io, flags, args} = invocation;
	const found = await find(client, {
		...options,
		args,
		allowEmptySelector: true,
		singleResourceType: true,
		latest: true,
	});
	const {infos, errors} = await found.collect();
	if (errors.length > 0) {
		if (hasReason(errors[0], 'NotFound') && flags.bool('ignore-not-found')) return 0;
		throw errors[0];
	}
	const [info] = infos;
	if (!info?.mapping) throw new CommandError('no objects to watch');
	const {object} = info;
	const events = flags.bool('output-watch-events');
	const writer = new TabWriter();
	const tables = tablesOf(info.mapping);
	const print = (item: KubernetesObject, type: string) => {
		if (printer) io.out(printer(events ? watchEvent(type, item) : item));
		else {
			tables.print(tableFor(item, io.connection.clock.now()), writer, events ? type : '');
			io.out(writer.flush());
		}
	};

	// One object has no name here only if a whole collection was asked for.
	const isCollection = info.name === '';
	if (!flags.bool('watch-only')) {
		for (const one of infos) {
			const items = !printer || isTable(one.object) || !isList(one.object) ? [one.object!] : one.object.items;
			for (const item of items) print(item as KubernetesObject, 'ADDED');
		}
	}
	if (infos.length > 1 && found.sources.length > 1) {
		throw new CommandError('you may only watch a single resource or type of resource at a time');
	}
	const source = found.watchable ?? {
		path: collectionPath(info.mapping, info.namespace),
		query: {fieldSelector: `metadata.name=${info.name}`},
	};
	sayIfPaused(invocation);
	const resourceVersion = isCollection ? (object?.metadata as {resourceVersion?: string})?.resourceVersion : undefined;
	// A watch of one object begins with the object as it is, which is on the screen already.
	let skip = !isCollection;
	const query = {...source.query, ...(resourceVersion && {resourceVersion})};
	for await (const event of client.watch(source.path, query, options.accept)) {
		if (skip) {
			skip = false;
			continue;
		}
		print(event.object, event.type);
	}
	return io.signal.aborted ? 130 : 0;
}

function tableFor(object: KubernetesObject, now: number): Table {
	return isTable(object) ? object : tableOf(object, ageOf(object.metadata.creationTimestamp, now));
}

function watchEvent(type: string, object: KubernetesObject): KubernetesObject {
	return {type, object} as unknown as KubernetesObject;
}
