/** Going back to an earlier revision (kubectl pkg/polymorphichelpers/rollback.go). */
import type {ControllerRevision, ReplicaSet} from '../../api/apps-v1.ts';
import {semanticEqual} from '../../apimachinery/equal.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import type {Client} from '../client.ts';
import {CommandError} from '../command.ts';
import {podTemplateText} from '../describe/pod-template.ts';
import {withoutHash} from '../describe/replica-sets.ts';
import type {DryRun} from '../dry-run.ts';
import {patchObject, type Target} from '../writes.ts';
import {currentWorkload, type Revision, revisionsOf} from './history.ts';

/** Annotations of a Deployment that belong to it and not to a revision. */
const keptAnnotations = [
	'kubectl.kubernetes.io/last-applied-configuration',
	'deployment.kubernetes.io/revision',
	'deployment.kubernetes.io/revision-history',
	'deployment.kubernetes.io/desired-replicas',
	'deployment.kubernetes.io/max-replicas',
	'deprecated.deployment.rollback.to',
];

function notFound(revision: bigint): CommandError {
	return new CommandError(`unable to find specified revision ${revision} in history`);
}

/**
 * Rolls a workload back.
 * @param toRevision 0 for the one before the present one
 * @returns what was done, as it is printed after the object's name
 * @throws CommandError
 */
export async function rollBack(client: Client, target: Target, toRevision: bigint, dryRun: DryRun): Promise<string> {
	if (toRevision < 0) {
		throw notFound(toRevision);
	}
	const workload = await currentWorkload(client, target);
	const revisions = await revisionsOf(client, workload);
	const deployment = workload.kind === 'Deployment';
	const revision = toRevision > 0 ? revisions.find(({number}) => number === toRevision) : revisions.at(-2);
	if (!revision) {
		if (toRevision > 0) {
			throw notFound(toRevision);
		}
		throw new CommandError(
			deployment ? `no rollout history found for deployment "${target.name}"` : 'no last revision to roll back to',
		);
	}
	if (dryRun === 'client') {
		// What the history adds of the change-cause is not in the template.
		const {keeper, template} = revision;
		const own = deployment ? (keeper as ReplicaSet).spec.template : template;
		return `${deployment ? '' : 'will roll back to '}${podTemplateText(own)}`;
	}
	if (deployment && (workload.spec as {readonly paused?: boolean}).paused) {
		throw new CommandError(
			"you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again",
		);
	}
	const present = deployment ? withoutHash(workload.spec.template) : workload.spec.template;
	if (semanticEqual(deployment ? templateOf(revision) : revision.template, present)) {
		return `skipped rollback (current template already matches revision ${toRevision})`;
	}
	const [type, patch] = deployment
		? (['json', deploymentPatch(workload, revision)] as const)
		: (['strategic', (revision.keeper as ControllerRevision).data] as const);
	try {
		await patchObject(client, target, type, patch, {dryRun});
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		throw new CommandError(`failed restoring revision ${toRevision}: ${why}`);
	}
	return 'rolled back';
}

function templateOf({keeper}: Revision): unknown {
	const {spec} = keeper as unknown as {readonly spec: {readonly template: Revision['template']}};
	return withoutHash(spec.template);
}

function deploymentPatch(deployment: KubernetesObject, revision: Revision): unknown {
	const annotations: Record<string, string> = {};
	for (const name of keptAnnotations) {
		const value = deployment.metadata.annotations?.[name];
		if (value !== undefined) {
			annotations[name] = value;
		}
	}
	for (const [name, value] of Object.entries(revision.keeper.metadata.annotations ?? {})) {
		if (!keptAnnotations.includes(name)) {
			annotations[name] = value;
		}
	}
	return [
		{op: 'replace', path: '/spec/template', value: templateOf(revision)},
		{op: 'replace', path: '/metadata/annotations', value: annotations},
	];
}
