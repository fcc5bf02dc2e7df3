/** The revisions of a workload (kubectl pkg/polymorphichelpers/history.go). */
import type {ControllerRevision, Deployment, ReplicaSet} from '../../api/apps-v1.ts';
import type {PodTemplateSpec} from '../../api/core-v1/pod-template.ts';
import type {LabelSelector} from '../../api/meta-v1.ts';
import {controllerOf, type KubernetesList, type KubernetesObject} from '../../apimachinery/object.ts';
import type {Client} from '../client.ts';
import {CommandError} from '../command.ts';
import {replicaSetsOf} from '../describe/replica-sets.ts';
import {selectorQuery} from '../describe/selector.ts';
import {objectPath} from '../resources.ts';
import type {Target} from '../writes.ts';
import {revisionNumber} from './revision-number.ts';

export const changeCause = 'kubernetes.io/change-cause';

/** One state that a workload was in. */
export interface Revision {
	/** Any int64: a client may have set the annotation that counts on from it. */
	readonly number: bigint;
	readonly template: PodTemplateSpec;
	readonly changeCause: string | undefined;
	/** What keeps it: a ReplicaSet, or a ControllerRevision. */
	readonly keeper: ReplicaSet | ControllerRevision;
}

interface Workload extends KubernetesObject {
	readonly spec: {readonly selector?: LabelSelector; readonly template: PodTemplateSpec};
}

/** What a history is kept of, as errors name it; undefined for kinds without one. */
const titles: Readonly<Record<string, string>> = {
	Deployment: 'deployment',
	DaemonSet: 'DaemonSet',
	StatefulSet: 'Statefulset',
};

export function hasHistory(group: string, kind: string): boolean {
	return group === 'apps' && kind in titles;
}

/** The workload as it is now. @throws CommandError */
export async function currentWorkload(client: Client, {mapping, namespace, name}: Target): Promise<Workload> {
	try {
		return await client.get<Workload>(objectPath(mapping, namespace, name));
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		throw new CommandError(`failed to retrieve ${titles[mapping.kind]} ${name}: ${why}`);
	}
}

/** Every revision of a workload, oldest first. */
export async function revisionsOf(client: Client, workload: Workload): Promise<readonly Revision[]> {
	const revisions =
		workload.kind === 'Deployment'
			? await ofDeployment(client, workload as unknown as Deployment)
			: await ofControllerRevisions(client, workload);
	return [...revisions].sort((a, b) => (a.number < b.number ? -1 : 1));
}

async function ofDeployment(client: Client, deployment: Deployment): Promise<Revision[]> {
	const {old, current} = await replicaSetsOf(deployment, client.io.connection);
	const revisions = new Map<bigint, Revision>();
	for (const keeper of current ? [...old, current] : old) {
		const number = revisionNumber(keeper);
		const cause = keeper.metadata.annotations?.[changeCause];
		const own = keeper.spec.template.metadata?.annotations?.[changeCause];
		revisions.set(number, {
			number,
			template: withCause(keeper.spec.template, cause),
			changeCause: cause ?? own,
			keeper,
		});
	}
	return [...revisions.values()];
}

/** The change-cause of a ReplicaSet is shown with its template. */
function withCause(template: PodTemplateSpec, cause: string | undefined): PodTemplateSpec {
	if (!cause) {
		return template;
	}
	const annotations = {...template.metadata?.annotations, [changeCause]: cause};
	return {...template, metadata: {...template.metadata, annotations}} as PodTemplateSpec;
}

async function ofControllerRevisions(client: Client, workload: Workload): Promise<Revision[]> {
	const path = `/apis/apps/v1/namespaces/${workload.metadata.namespace}/controllerrevisions`;
	const labelSelector = selectorQuery(workload.spec.selector);
	const list = await client.get<KubernetesList<ControllerRevision>>(path, {labelSelector});
	return list.items
		.filter(keeper => controllerOf(keeper)?.uid === workload.metadata.uid)
		.map(keeper => ({
			number: BigInt(keeper.revision),
			template: templateOf(keeper),
			changeCause: keeper.metadata.annotations?.[changeCause],
			keeper,
		}));
}

/** A ControllerRevision keeps a patch that replaces the whole template. */
function templateOf({data}: ControllerRevision): PodTemplateSpec {
	const patch = data as {readonly spec: {readonly template: PodTemplateSpec & {readonly $patch?: string}}};
	const {$patch: _replace, ...template} = patch.spec.template;
	return template as PodTemplateSpec;
}
