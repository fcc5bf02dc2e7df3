/** Who the Pods of a StatefulSet are, and what they look like (pkg/controller/statefulset/stateful_set_utils.go). */
import type {StatefulSet} from '../../../api/apps-v1.ts';
import type {PersistentVolumeClaim} from '../../../api/core-v1/claims.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import type {Volume} from '../../../api/core-v1/volumes.ts';
import {isPodAvailable, isPodReady} from '../../conditions.ts';
import {revisionHashLabel} from '../history.ts';
import {podFromTemplate} from '../pod-control.ts';

export const podNameLabel = 'statefulset.kubernetes.io/pod-name';
export const podIndexLabel = 'apps.kubernetes.io/pod-index';
const largestOrdinal = 2 ** 31 - 1;

/** The set's name and the number in a Pod's name: `db-12` is `['db', 12]`. No such name: `['', -1]`. */
export function parentAndOrdinal(podName: string): readonly [parent: string, ordinal: number] {
	const match = /^(.*)-([0-9]+)$/s.exec(podName);
	if (!match) {
		return ['', -1];
	}
	const ordinal = Number(match[2]);
	return [match[1]!, ordinal <= largestOrdinal ? ordinal : -1];
}

export function ordinalOf(pod: Pod): number {
	return parentAndOrdinal(pod.metadata.name)[1];
}

/** Whether the Pod's name is one of the set's. */
export function isMemberOf(set: StatefulSet, pod: Pod): boolean {
	return parentAndOrdinal(pod.metadata.name)[0] === set.metadata.name;
}

/** The number of the first Pod. */
export function startOrdinal(set: StatefulSet): number {
	return set.spec.ordinals?.start ?? 0;
}

/** Whether the Pod's number is one that the set wants. Example: start 5 and 3 replicas want 5, 6 and 7. */
export function inOrdinalRange(pod: Pod, set: StatefulSet): boolean {
	const index = ordinalOf(pod) - startOrdinal(set);
	return index >= 0 && index < set.spec.replicas;
}

export function podName(set: StatefulSet, ordinal: number): string {
	return `${set.metadata.name}-${ordinal}`;
}

/** Such as `data-db-0`. */
export function claimName(set: StatefulSet, template: PersistentVolumeClaim, ordinal: number): string {
	return `${template.metadata.name}-${set.metadata.name}-${ordinal}`;
}

/** Whether the server has the Pod; one that is still to be made has no phase. */
export function isCreated(pod: Pod): boolean {
	return pod.status.phase !== undefined;
}

export function isTerminating(pod: Pod): boolean {
	return pod.metadata.deletionTimestamp !== undefined;
}

export function isRunningAndReady(pod: Pod): boolean {
	return pod.status.phase === 'Running' && isPodReady(pod);
}

/** @param now milliseconds since 1970 */
export function isUnavailable(pod: Pod, set: StatefulSet, now: number): boolean {
	return isTerminating(pod) || !isPodAvailable(pod, set.spec.minReadySeconds ?? 0, now);
}

/** The name of the revision that a Pod was made from. */
export function podRevision(pod: Pod): string {
	return pod.metadata.labels?.[revisionHashLabel] ?? '';
}

/** The claims of a Pod, as they are made from the templates. */
export function claimsOf(set: StatefulSet, pod: Pod): PersistentVolumeClaim[] {
	const ordinal = ordinalOf(pod);
	return (set.spec.volumeClaimTemplates ?? []).map(template => {
		const labels = {...template.metadata.labels, ...set.spec.selector.matchLabels};
		return {
			...template,
			metadata: {
				...template.metadata,
				name: claimName(set, template, ordinal),
				namespace: set.metadata.namespace!,
				...(Object.keys(labels).length > 0 && {labels}),
			},
		};
	});
}

export function identityMatches(set: StatefulSet, pod: Pod): boolean {
	const [parent, ordinal] = parentAndOrdinal(pod.metadata.name);
	return (
		ordinal >= 0 &&
		parent === set.metadata.name &&
		pod.metadata.name === podName(set, ordinal) &&
		pod.metadata.labels?.[podNameLabel] === pod.metadata.name
	);
}

/** Whether the Pod has a volume for each of the set's claim templates. */
export function storageMatches(set: StatefulSet, pod: Pod): boolean {
	const ordinal = ordinalOf(pod);
	return (
		ordinal >= 0 &&
		(set.spec.volumeClaimTemplates ?? []).every(template => {
			const volume = pod.spec.volumes?.find(({name}) => name === template.metadata.name);
			return volume?.persistentVolumeClaim?.claimName === claimName(set, template, ordinal);
		})
	);
}

/** The Pod with the labels that say which one of the set it is. */
export function withIdentity(set: StatefulSet, pod: Pod): Pod {
	const ordinal = ordinalOf(pod);
	const name = podName(set, ordinal);
	const labels = {...pod.metadata.labels, [podNameLabel]: name, [podIndexLabel]: String(ordinal)};
	return {...pod, metadata: {...pod.metadata, name, namespace: set.metadata.namespace!, labels}};
}

/** The Pod with a volume for each claim, in the place of volumes of the same names. */
export function withStorage(set: StatefulSet, pod: Pod): Pod {
	const ordinal = ordinalOf(pod);
	const claims = (set.spec.volumeClaimTemplates ?? []).map(
		(template): Volume => ({
			name: template.metadata.name,
			persistentVolumeClaim: {claimName: claimName(set, template, ordinal)},
		}),
	);
	const others = (pod.spec.volumes ?? []).filter(({name}) => !claims.some(claim => claim.name === name));
	const volumes = [...claims, ...others];
	return volumes.length === 0 ? pod : {...pod, spec: {...pod.spec, volumes}};
}

/** The Pod of that number, as it is made: its host name and subdomain give it its name in the DNS. */
export function newStatefulSetPod(set: StatefulSet, ordinal: number, revision: string): Pod {
	const made = podFromTemplate(set.spec.template, set);
	const named = withIdentity(set, {...made, metadata: {...made.metadata, name: podName(set, ordinal)}});
	const {subdomain: _, ...spec} = named.spec;
	const {serviceName} = set.spec;
	return withStorage(set, {
		...named,
		metadata: {...named.metadata, labels: {...named.metadata.labels, [revisionHashLabel]: revision}},
		spec: {...spec, hostname: named.metadata.name, ...(serviceName && {subdomain: serviceName})},
	});
}

/**
 * Whether a new Pod of that number is made from the current revision, not from the one that is rolled out. Example:
 * with 5 Pods and a partition of 3, the Pods 0, 1 and 2 are.
 */
export function isCurrentRevisionsTurn({spec, status}: StatefulSet, ordinal: number): boolean {
	const {type, rollingUpdate} = spec.updateStrategy;
	const index = ordinal - (spec.ordinals?.start ?? 0);
	if (rollingUpdate) {
		return index < (rollingUpdate.partition ?? 0);
	}
	return type === 'RollingUpdate' && index < (status.currentReplicas ?? 0);
}
