/** `kubectl apply --server-side` (kubectl pkg/cmd/apply/apply.go). */
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {hasReason} from '../../apimachinery/status.ts';
import {getObject, type Info} from '../builder.ts';
import type {Client} from '../client.ts';
import {CommandError} from '../command.ts';
import {lastAppliedAnnotation, lastAppliedOf} from '../last-applied.ts';
import {patchObject, type WriteOptions} from '../writes.ts';
import {managersOfAnnotation, takenOver} from './managed-fields.ts';

const advice = `Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
* If you intend to manage all of these fields, please re-run the apply
  command with the \`--force-conflicts\` flag.
* If you do not intend to manage all of the fields, please edit your
  manifest to remove references to the fields that should keep their
  current managers.
* You may co-own fields by updating your manifest to match the existing
  value; in this case, you'll become the manager if the other manager(s)
  stop managing the field (remove it from their configuration).
See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts`;

/** The manager that `--server-side` has unless it is told another. */
export const serverSideManager = 'kubectl';
/** How often the fields of client-side applies are taken over anew when somebody else wrote in between. */
const maxRetries = 5;
/** The manager that keeps the annotation of earlier applies from going away. */
const annotationManager = 'kubectl-last-applied';

function targetOf({mapping, namespace, name}: Info) {
	return {mapping: mapping!, namespace, name};
}

/** @throws CommandError where others own what the manifest says */
export async function applyOnServer(client: Client, info: Info, options: WriteOptions): Promise<KubernetesObject> {
	const send = () => patchObject(client, targetOf(info), 'apply', info.object, options);
	let applied: KubernetesObject;
	try {
		applied = await send();
	} catch (error) {
		if (hasReason(error, 'Conflict')) {
			throw new CommandError(`${error instanceof Error ? error.message : String(error)}\n${advice}`);
		}
		if (hasReason(error, 'UnsupportedMediaType')) {
			const why = error instanceof Error ? error.message : String(error);
			throw new CommandError(`Server-side apply not available on the server: (${why})`);
		}
		throw error;
	}
	return migrated(client, info, applied, options, send);
}

/**
 * Has what was applied on the client's side before belong to the same manager, so that it can let go of it. Where that
 * fails the object was applied all the same; it is tried again with the next apply.
 */
async function migrated(
	client: Client,
	info: Info,
	applied: KubernetesObject,
	options: WriteOptions,
	send: () => Promise<KubernetesObject>,
): Promise<KubernetesObject> {
	let object = applied;
	try {
		object = await keepAnnotation(client, info, applied, options);
	} catch (error) {
		warn(client, `failed to migrate ${lastAppliedAnnotation} for Server-Side Apply`, error);
		return object;
	}
	let taken: KubernetesObject | undefined;
	try {
		taken = await takeOver(client, info, object, options);
	} catch (error) {
		warn(client, 'server rejected managed fields migration to Server-Side Apply', error);
		return object;
	}
	if (!taken) {
		return object;
	}
	try {
		return await send();
	} catch (error) {
		warn(client, 'failed to re-apply configuration after performing Server-Side Apply migration', error);
		return taken;
	}
}

function warn(client: Client, what: string, error: unknown): void {
	const why = error instanceof Error ? error.message : String(error);
	client.io.err(`Warning: ${what}. This is non-fatal and will be retried next time you apply. Error: ${why}\n`);
}

/** Gives the fields of client-side applies to the manager; undefined where there are none. */
async function takeOver(
	client: Client,
	info: Info,
	applied: KubernetesObject,
	{dryRun, fieldManager = serverSideManager}: WriteOptions,
): Promise<KubernetesObject | undefined> {
	let object = applied;
	for (let attempt = 1; ; attempt++) {
		const managedFields = takenOver(object, fieldManager);
		if (!managedFields) {
			return undefined;
		}
		const patch = [
			{op: 'replace', path: '/metadata/managedFields', value: managedFields},
			{op: 'replace', path: '/metadata/resourceVersion', value: object.metadata.resourceVersion},
		];
		try {
			return await patchObject(client, targetOf(info), 'json', patch, dryRun ? {dryRun} : {});
		} catch (error) {
			if (!hasReason(error, 'Conflict') || attempt === maxRetries) {
				throw error;
			}
		}
		// Somebody else wrote in between, as the controllers do right after an apply.
		object = await getObject(client, info);
	}
}

/** The annotation would go with the first apply on the server; a manager of its own keeps it. */
async function keepAnnotation(
	client: Client,
	info: Info,
	applied: KubernetesObject,
	options: WriteOptions,
): Promise<KubernetesObject> {
	const text = lastAppliedOf(applied);
	const ours = options.fieldManager === serverSideManager;
	if (!ours || text === undefined || managersOfAnnotation(applied, 'Apply').length > 0) {
		return applied;
	}
	const {apiVersion, kind} = applied;
	const {name, namespace} = applied.metadata;
	const metadata = {name, ...(namespace && {namespace}), annotations: {[lastAppliedAnnotation]: text}};
	const {force: _force, ...rest} = options;
	const keeping = {...rest, fieldManager: annotationManager};
	return patchObject(client, targetOf(info), 'apply', {apiVersion, kind, metadata}, keeping);
}
