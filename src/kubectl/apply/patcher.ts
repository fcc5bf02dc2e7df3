/** Bringing a live object to what a manifest says (kubectl pkg/cmd/apply/patcher.go). */
import {findKind} from '../../api/kinds.ts';
import {goJson} from '../../apimachinery/json.ts';
import {applyMergePatch, createThreeWayMergePatch as createThreeWayJsonPatch} from '../../apimachinery/merge-patch.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {goValue, type JsonMap, PatchError} from '../../apimachinery/patch-error.ts';
import {hasReason} from '../../apimachinery/status.ts';
import {createThreeWayMergePatch} from '../../apimachinery/strategic-merge-diff.ts';
import {applyStrategicMergePatch} from '../../apimachinery/strategic-merge-patch.ts';
import type {Info} from '../builder.ts';
import type {Client} from '../client.ts';
import {CommandError} from '../command.ts';
import {addSource} from '../errors.ts';
import {lastAppliedOf} from '../last-applied.ts';
import {objectPath} from '../resources.ts';
import {sayIfPaused, within} from '../waiting.ts';
import {createObject, type DeleteOptions, deleteObject, patchObject, type WriteOptions} from '../writes.ts';

/** How often a patch is made anew when somebody else wrote in between. */
const maxRetries = 5;
/** From this try on there is a pause before the next. */
const triesBeforePause = 1;

export interface Patched {
	readonly patch: JsonMap;
	readonly object: KubernetesObject;
}

export interface PatcherOptions extends WriteOptions {
	/** Deletes and creates where the change is refused. */
	readonly recreate?: DeleteOptions & {readonly timeout: number};
}

function targetOf({mapping, namespace, name}: Info) {
	return {mapping: mapping!, namespace, name};
}

/** @throws CommandError where no patch can be made, after `say` has told of the ways that were tried */
function patchFor(
	current: KubernetesObject,
	modified: KubernetesObject,
	say: (line: string) => void,
): {type: 'strategic' | 'merge'; patch: JsonMap} {
	const text = lastAppliedOf(current);
	let original: JsonMap = {};
	try {
		original = text ? (JSON.parse(text) as JsonMap) : {};
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		throw new CommandError(`retrieving original configuration from:\n${goJson(current)}\nfor: ${why}`);
	}
	const kind = findKind(modified.apiVersion, modified.kind);
	const [to, from] = [modified as unknown as JsonMap, current as unknown as JsonMap];
	try {
		return kind
			? {type: 'strategic', patch: createThreeWayMergePatch(original, to, from, kind.message)}
			: {type: 'merge', patch: ofSameObject(createThreeWayJsonPatch(original, to, from))};
	} catch (error) {
		if (!(error instanceof PatchError)) {
			throw error;
		}
		if (kind) {
			// kubectl asks three descriptions of the kind, one after the other.
			say(`warning: error calculating patch from openapi v3 spec: ${error.message}\n`);
			say(`warning: error calculating patch from openapi spec: ${error.message}\n`);
		}
		const [now, wanted] = [`current:\n${goJson(current)}\n`, `modified:\n${goJson(modified)}\n`];
		throw new CommandError(`creating patch with:\noriginal:\n${text ?? ''}\n${wanted}\n${now}\nfor: ${error.message}`);
	}
}

/** A patch must not make another object of one. @throws PatchError */
function ofSameObject(patch: JsonMap): JsonMap {
	const metadata = patch.metadata as JsonMap | undefined;
	if ('apiVersion' in patch || 'kind' in patch || (metadata && 'name' in metadata)) {
		throw new PatchError(`precondition failed for: ${goValue(patch)}`);
	}
	return patch;
}

/** Works the change of `info`'s live object out without sending it. @throws Error naming the file */
export function patchLocally(info: Info, modified: KubernetesObject, say: (line: string) => void): Patched {
	const current = info.object!;
	let made: ReturnType<typeof patchFor>;
	try {
		made = patchFor(current, modified, say);
	} catch (error) {
		throw addSource(applyingTo(undefined, info), info.source, error);
	}
	const {type, patch} = made;
	const kind = findKind(current.apiVersion, current.kind);
	const document = current as unknown as JsonMap;
	const patched =
		type === 'strategic' ? applyStrategicMergePatch(document, patch, kind!.message) : applyMergePatch(document, patch);
	return {patch, object: patched as unknown as KubernetesObject};
}

/** Sends the change; does so anew where it met with another. @throws StatusError, naming the file */
export async function patchOnServer(
	client: Client,
	info: Info,
	modified: KubernetesObject,
	options: PatcherOptions,
): Promise<Patched> {
	let current = info.object!;
	let patch: JsonMap | undefined;
	const attempt = async (): Promise<Patched> => {
		const made = patchFor(current, modified, client.io.err);
		patch = made.patch;
		if (Object.keys(made.patch).length === 0) {
			return {patch: made.patch, object: current};
		}
		return {patch: made.patch, object: await patchObject(client, targetOf(info), made.type, made.patch, options)};
	};
	for (let retry = 1; ; retry++) {
		try {
			return await attempt();
		} catch (error) {
			if (hasReason(error, 'Conflict') && retry <= maxRetries) {
				if (retry > triesBeforePause) {
					await client.io.connection.clock.sleep(1000, client.io.signal);
				}
				current = await client.get(objectPath(info.mapping!, info.namespace, info.name));
				continue;
			}
			if (options.recreate && (hasReason(error, 'Conflict') || hasReason(error, 'Invalid'))) {
				return {patch: modified as unknown as JsonMap, object: await recreate(client, info, modified, options)};
			}
			throw addSource(applyingTo(patch, info), info.source, addSource('patching', info.source, error));
		}
	}
}

/** How an error names the patch, if one was made, and the object that it was for. */
function applyingTo(patch: JsonMap | undefined, {mapping, name, namespace}: Info): string {
	const {group, version, resource, kind} = mapping!;
	const what = `Resource: "${group}/${version}, Resource=${resource}", GroupVersionKind: "${group}/${version}, Kind=${kind}"`;
	const which = `Name: ${JSON.stringify(name)}, Namespace: ${JSON.stringify(namespace)}`;
	return `applying patch:\n${patch ? goJson(patch) : ''}\nto:\n${what}\n${which}\nfor:`;
}

async function recreate(
	client: Client,
	info: Info,
	modified: KubernetesObject,
	options: PatcherOptions,
): Promise<KubernetesObject> {
	const {timeout, ...deleteOptions} = options.recreate!;
	await deleteObject(client, targetOf(info), deleteOptions);
	const path = objectPath(info.mapping!, info.namespace, info.name);
	const {clock} = client.io.connection;
	await within(client.io, timeout || undefined, async signal => {
		for (;;) {
			const there = await client.get(path).catch(error => {
				if (hasReason(error, 'NotFound')) {
					return undefined;
				}
				throw error;
			});
			if (!there) {
				return;
			}
			sayIfPaused(client.io);
			await clock.sleep(1000, signal);
		}
	});
	try {
		return await createObject(client, targetOf(info), modified, options);
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		const {resourceVersion: _version, ...metadata} = info.object!.metadata;
		await createObject(client, targetOf(info), {...info.object!, metadata}, options).catch(second => {
			const whyNot = second instanceof Error ? second.message : String(second);
			throw new CommandError(
				`An error occurred force-replacing the existing object with the newly provided one:\n\n${why}.\n\nAdditionally, an error occurred attempting to restore the original object:\n\n${whyNot}`,
			);
		});
		throw error;
	}
}
