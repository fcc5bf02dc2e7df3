/**
 * The subresources that change one part of a Pod's spec: its ephemeral containers, and what its containers may use
 * (podEphemeralContainersStrategy and podResizeStrategy in pkg/registry/core/pod/strategy.go).
 */
import type {Container} from '../../../api/core-v1/container.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import type {KubernetesObject, ObjectMeta} from '../../../apimachinery/object.ts';
import {forbidden} from '../../../apimachinery/status.ts';
import type {PartStrategy, StrategyContext} from '../resource.ts';
import {validateEphemeralContainersUpdate} from './pod/ephemeral-update.ts';
import {validatePodResize} from './pod/resize.ts';
import {checkPodLimits} from './pod-admission.ts';
import {checkResize} from './pod-resize-admission.ts';
import {countGeneration} from './strategy.ts';

const pods = {group: '', resource: 'pods'};

const ephemeralContainers: PartStrategy<Pod> = {
	fields: [['f:spec', 'f:ephemeralContainers']],
	prepareForUpdate(pod, old) {
		const {ephemeralContainers: _, ...spec} = old.spec;
		const added = pod.spec.ephemeralContainers;
		return onlySpec(pod, old, {...spec, ...(added && {ephemeralContainers: added})});
	},
	validateUpdate: validateEphemeralContainersUpdate,
	checkUpdate: checkServiceAccount,
};

const resizedFields = ['f:resources', 'f:resizePolicy'];

const resize: PartStrategy<Pod> = {
	fields: ['f:containers', 'f:initContainers'].flatMap(list =>
		resizedFields.map(field => ['f:spec', list, '*', field]),
	),
	prepareForUpdate(pod, old) {
		const {spec} = pod;
		// Containers that came or went are for the validation to refuse.
		if (
			spec.containers.length !== old.spec.containers.length ||
			(spec.initContainers ?? []).length !== (old.spec.initContainers ?? []).length
		) {
			return countGeneration(pod, old);
		}
		const {resources: _, ...rest} = old.spec;
		return onlySpec(pod, old, {
			...rest,
			...(spec.resources && {resources: spec.resources}),
			containers: resized(spec.containers, old.spec.containers),
			...(old.spec.initContainers && {initContainers: resized(spec.initContainers ?? [], old.spec.initContainers)}),
		});
	},
	validateUpdate: validatePodResize,
	checkUpdate(pod, old, context) {
		checkPodLimits(pod, context);
		checkResize(pod, old, context);
	},
};

/** The subresources by their names. */
export const podParts: Readonly<Record<string, PartStrategy<Pod>>> = {
	ephemeralcontainers: ephemeralContainers,
	resize,
};

function onlySpec(pod: Pod, old: Pod, spec: Pod['spec']): Pod {
	const {status, metadata} = old;
	return countGeneration({...pod, metadata: withOldMeta(pod.metadata, metadata), spec, status}, old);
}

/** Nothing of the metadata is written but the version that the client started from (ResetObjectMetaForStatus). */
function withOldMeta({resourceVersion, uid}: ObjectMeta, old: ObjectMeta): ObjectMeta {
	return {...old, ...(uid !== undefined && {uid}), resourceVersion};
}

/** The old containers with the new resources; as given where they stand in another order, for the validation to refuse. */
function resized(next: readonly Container[], old: readonly Container[]): readonly Container[] {
	if (next.some(({name}, index) => name !== old[index]!.name)) {
		return next;
	}
	return old.map((before, index) => {
		const {resources, resizePolicy} = next[index]!;
		const {resizePolicy: _, ...rest} = before;
		return {...rest, resources, ...(resizePolicy && {resizePolicy})};
	});
}

/** The ServiceAccount admission plugin wants the account to be there still. */
function checkServiceAccount({metadata, spec}: Pod, _old: Pod, context: StrategyContext): void {
	const {namespace = '', name} = metadata;
	const account = spec.serviceAccountName;
	if (!account) {
		throw forbidden(pods, name, `no service account specified for pod ${namespace}/${name}`);
	}
	const found: KubernetesObject | undefined = context.get('serviceaccounts', namespace, account);
	if (!found) {
		const why = `serviceaccount ${JSON.stringify(account)} not found`;
		throw forbidden(pods, name, `error looking up service account ${namespace}/${account}: ${why}`);
	}
}
