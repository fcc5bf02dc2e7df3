/**
 * Goes back to the revision that an annotation names (pkg/controller/deployment/rollback.go). `kubectl rollout undo`
 * writes the old template itself; this is what clients of the API's first versions asked for.
 */
import type {Deployment, ReplicaSet} from '../../../api/apps-v1.ts';
import type {ControllerContext} from '../../controller.ts';
import {
	annotated,
	integer,
	lastRevision,
	revisionOf,
	rollbackToAnnotation,
	rolledBackAnnotations,
} from './annotations.ts';
import {ensureNewReplicaSet, type Found} from './new-replica-set.ts';
import {allOf, equalIgnoringHash, withoutHash} from './replica-sets.ts';
import {deploymentsResource} from './status.ts';

/** The revision to go back to, 0 for the last one; undefined where nobody asks for it. */
export function rollbackTo({metadata}: Deployment): bigint | undefined {
	const text = metadata.annotations?.[rollbackToAnnotation];
	return text === undefined ? undefined : integer(text);
}

export function rollback(before: Found, revision: bigint, context: ControllerContext): void {
	const {deployment, ...replicaSets} = ensureNewReplicaSet(before, context);
	const all = allOf(replicaSets);
	const wanted = revision === 0n ? lastRevision(all) : revision;
	const target = wanted === 0n ? undefined : all.find(replicaSet => revisionOf(replicaSet) === wanted);
	if (!target) {
		const message = wanted === 0n ? 'Unable to find last revision.' : 'Unable to find the revision to rollback to.';
		context.events.event(deployment, 'Warning', 'DeploymentRollbackRevisionNotFound', message);
		finish(deployment, context);
	} else {
		rollbackToTemplate(deployment, target, wanted, context);
	}
}

function rollbackToTemplate(
	deployment: Deployment,
	target: ReplicaSet,
	revision: bigint,
	context: ControllerContext,
): void {
	const {name} = deployment.metadata;
	if (equalIgnoringHash(deployment.spec.template, target.spec.template)) {
		const message = `The rollback revision contains the same template as current deployment "${name}"`;
		context.events.event(deployment, 'Warning', 'DeploymentRollbackTemplateUnchanged', message);
		finish(deployment, context);
		return;
	}
	const spec = {...deployment.spec, template: withoutHash(target.spec.template)};
	finish(annotated({...deployment, spec}, rolledBackAnnotations(deployment, target)), context);
	const message = `Rolled back deployment "${name}" to revision ${revision}`;
	context.events.event(deployment, 'Normal', 'DeploymentRollback', message);
}

/** Writes the Deployment without the annotation, so that it is gone back once. */
function finish(deployment: Deployment, {api}: ControllerContext): void {
	const {[rollbackToAnnotation]: _, ...annotations} = deployment.metadata.annotations ?? {};
	api.update(deploymentsResource, annotated(deployment, annotations));
}
