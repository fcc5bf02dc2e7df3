/** `kubectl apply --server-side` (kubectl pkg/cmd/apply/apply.go). */
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {hasReason} from '../../apimachinery/status.ts';
import type {Info} from '../builder.ts';
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
/** The manager that keeps the annotation of earlier applies from going away. */
const annotationManager = 'kubectl-last-applied';

function targetOf({mapping, namespace, name}: Info) {
	return {mapping: mapping!, namespace, name};
}

/** @throws CommandError where others own what the manifest says */
export async function applyOnServer(client: Client, info: Info, options: WriteOptions): Promise<KubernetesObject> {
	const target = targetOf(info);
	const send = () => patchObject(client, target, 'apply', info.object, options);
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
	applied = await keepAnnotation(client, info, applied, options);
	const managedFields = takenOver(applied, options.fieldManager ?? serverSideManager);
	if (!managedFields) {
		return applied;
	}
	// What was applied on the client's side before now belongs to the same manager, so that it can let go of it.
	const patch = [
		{op: 'replace', path: '/metadata/managedFields', value: managedFields},
		{op: 'replace', path: '/metadata/resourceVersion', value: applied.metadata.resourceVersion},
	];
	await patchObject(client, target, 'json', patch, options.dryRun ? {dryRun: options.dryRun} : {});
	return send();
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
