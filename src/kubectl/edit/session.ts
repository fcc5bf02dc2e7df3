/** Editing objects in an editor until they are accepted or left alone (kubectl pkg/cmd/util/editor/editoptions.go). */
import {jsonEqual} from '../../apimachinery/equal.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {find, type Info} from '../builder.ts';
import {Client, isList} from '../client.ts';
import {CommandError, type Invocation} from '../command.ts';
import {fromFiles} from '../common-flags.ts';
import {configurationOf, lastAppliedAnnotation, lastAppliedOf, withLastApplied} from '../last-applied.ts';
import {objectsIn} from '../manifests.ts';
import {printerFor} from '../operation-printer.ts';
import {patchBetween} from '../pod-spec-edit.ts';
import {formatPrinter, objectFormats, unknownFormat} from '../printers/formats.ts';
import {patchObject, type WriteOptions} from '../writes.ts';
import {type EditMode, hasLines, headerOf, type Reason, refusalOf, withoutComments} from './text.ts';

/** What came of sending what was edited. */
interface Outcome {
	readonly reasons: readonly Reason[];
	readonly retryable: boolean;
	readonly gone: boolean;
}

export class EditSession {
	readonly #invocation: Invocation;
	readonly #client: Client;
	readonly #mode: EditMode;
	readonly #format: 'json' | 'yaml';
	readonly #options: WriteOptions;
	readonly #file: string;

	constructor(invocation: Invocation, mode: EditMode, options: WriteOptions = {}) {
		this.#invocation = invocation;
		this.#client = new Client(invocation.io);
		this.#mode = mode;
		const output = invocation.flags.string('output');
		if (!['', 'json', 'yaml', 'kyaml'].includes(output)) {
			throw unknownFormat(output, ['json', 'yaml', 'kyaml']);
		}
		this.#format = output === 'json' ? 'json' : 'yaml';
		this.#options = {fieldManager: invocation.flags.string('field-manager'), ...options};
		this.#file = `kubectl-edit-${invocation.io.connection.clock.now() % 1_000_000_000}.${this.#format}`;
	}

	/** @throws CommandError */
	async run(): Promise<number> {
		const {io, args} = this.#invocation;
		const result = await find(this.#client, {
			...fromFiles(this.#invocation),
			args,
			allowEmptySelector: true,
			latest: true,
			...(this.#options.subresource && {subresource: this.#options.subresource}),
			continueOnError: true,
			flatten: true,
		});
		const infos = this.#toEdit(await result.infos());
		if (!io.edit) {
			throw new CommandError('there is no terminal to open an editor on; use "kubectl apply", "patch" or "replace"');
		}
		return this.#edit(infos);
	}

	/** What is opened: the objects, or what was last applied to them. */
	#toEdit(infos: readonly Info[]): readonly Info[] {
		if (this.#mode === 'live') {
			if (infos.length === 0) {
				throw new CommandError('edit cancelled, no objects found');
			}
			return infos.map(info => ({...info, object: withoutManagedFields(info.object!)}));
		}
		const applied = infos.flatMap(info => {
			const text = lastAppliedOf(info.object!);
			return text === undefined ? [] : [{...info, object: JSON.parse(text) as KubernetesObject}];
		});
		if (applied.length === 0) {
			throw new CommandError(
				'no last-applied-configuration annotation found on resources, to create the annotation, use command `kubectl apply set-last-applied --create-annotation`',
			);
		}
		return applied;
	}

	async #edit(infos: readonly Info[]): Promise<number> {
		const {io} = this.#invocation;
		const original = this.#textOf(infos);
		let body = original;
		let reasons: readonly Reason[] = [];
		for (;;) {
			const header = this.#format === 'json' ? '' : headerOf(this.#mode, reasons);
			const edited = (await io.edit!(this.#file, header + body)) ?? header + body;
			const text = withoutComments(edited);
			if (reasons.length > 0 && text === withoutComments(body)) {
				this.#keep(edited);
				throw new CommandError('Edit cancelled, no valid changes were saved.');
			}
			if (text === withoutComments(original)) {
				io.err('Edit cancelled, no changes made.\n');
				return 0;
			}
			if (!hasLines(edited)) {
				io.err('Edit cancelled, saved file was empty.\n');
				return 0;
			}
			body = text;
			let objects: readonly KubernetesObject[];
			try {
				objects = parse(text);
			} catch (error) {
				const why = error instanceof Error ? error.message : String(error);
				reasons = [{head: `The edited file had a syntax error: ${why}`, details: []}];
				continue;
			}
			const outcome = await this.#send(infos, objects, edited);
			if (outcome.retryable) {
				io.files.write(this.#file, text);
				io.err(`You can run \`kubectl replace -f ${this.#file}\` to try this update again.\n`);
				return 1;
			}
			if (outcome.gone) {
				io.files.write(this.#file, text);
				io.err(`The edits you made on deleted resources have been saved to ${JSON.stringify(this.#file)}\n`);
				return 1;
			}
			if (outcome.reasons.length === 0) {
				return 0;
			}
			reasons = outcome.reasons;
		}
	}

	#textOf(infos: readonly Info[]): string {
		const objects = infos.map(({object}) => object!);
		const list = {apiVersion: 'v1', kind: 'List', metadata: {}, items: objects} as unknown as KubernetesObject;
		const options = {allowMissingKeys: true, showManagedFields: false};
		const print = formatPrinter(this.#format, objectFormats, options, this.#invocation.io)!;
		return print(objects.length === 1 ? objects[0]! : list);
	}

	/** Saves what would be lost. */
	#keep(text: string): void {
		this.#invocation.io.files.write(this.#file, text);
		this.#invocation.io.err(`A copy of your changes has been stored to ${JSON.stringify(this.#file)}\n`);
	}

	async #send(infos: readonly Info[], objects: readonly KubernetesObject[], text: string): Promise<Outcome> {
		const {io, flags} = this.#invocation;
		const reasons: Reason[] = [];
		let retryable = false;
		let gone = false;
		for (const object of objects) {
			const info = infos.find(one => isSame(one.object!, object));
			try {
				if (!info) {
					throw new CommandError(`no original object found for ${JSON.stringify(object)}`);
				}
				this.#requireUnmoved(info, object);
			} catch (error) {
				this.#keep(text);
				throw error;
			}
			if (jsonEqual(info.object, object)) {
				printerFor(this.#invocation, 'skipped')(object);
				continue;
			}
			try {
				const {type, patch} = this.#patchFor(info, object);
				if (this.#mode === 'live' && flags.bool('output-patch')) {
					io.out(`Patch: ${JSON.stringify(patch)}\n`);
				}
				const target = {mapping: info.mapping!, namespace: info.namespace, name: info.name};
				printerFor(this.#invocation, 'edited')(await patchObject(this.#client, target, type, patch, this.#options));
			} catch (error) {
				io.signal.throwIfAborted();
				const refusal = refusalOf(error, info.mapping!, info.name);
				io.err(`${refusal.message}\n`);
				retryable ||= refusal.kind === 'retryable';
				gone ||= refusal.kind === 'gone';
				if (refusal.reason) {
					reasons.push(refusal.reason);
				}
			}
		}
		return {reasons, retryable, gone};
	}

	#patchFor(info: Info, object: KubernetesObject) {
		if (this.#mode === 'last-applied') {
			const annotations = {[lastAppliedAnnotation]: configurationOf(object)};
			return {type: 'merge' as const, patch: {metadata: {annotations}}};
		}
		const saves = this.#invocation.flags.bool('save-config');
		return patchBetween(info.object!, saves ? withLastApplied(object) : object);
	}

	/** @throws CommandError where the edited text means another object */
	#requireUnmoved({object: before, namespace}: Info, after: KubernetesObject): void {
		const moved = before!.metadata.name !== after.metadata.name;
		if (moved || before!.apiVersion !== after.apiVersion || before!.kind !== after.kind) {
			throw new CommandError('At least one of apiVersion, kind and name was changed');
		}
		const own = after.metadata.namespace ?? '';
		if (own !== (before!.metadata.namespace ?? '')) {
			throw new CommandError(
				`the namespace from the provided object ${JSON.stringify(own)} does not match the namespace ${JSON.stringify(namespace)}. You must pass '--namespace=${own}' to perform this operation.`,
			);
		}
	}
}

function withoutManagedFields(object: KubernetesObject): KubernetesObject {
	const {managedFields: _, ...metadata} = object.metadata;
	return {...object, metadata};
}

/** Objects are told apart by uid; what was last applied has none, and goes by its name. */
function isSame(a: KubernetesObject, b: KubernetesObject): boolean {
	if (a.metadata.uid !== undefined || b.metadata.uid !== undefined) {
		return a.metadata.uid === b.metadata.uid;
	}
	return a.kind === b.kind && a.metadata.name === b.metadata.name;
}

/** @throws CommandError where it cannot be read */
function parse(text: string): readonly KubernetesObject[] {
	const objects: KubernetesObject[] = [];
	for (const object of objectsIn({source: 'edited-file', text})) {
		if (object instanceof Error) {
			throw object;
		}
		objects.push(...(isList(object) ? object.items : [object]));
	}
	return objects;
}
