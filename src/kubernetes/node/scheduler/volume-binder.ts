/**
 * Binds the claims that wait for their first Pod: to a volume that the node can reach, or by asking for one to be made
 * for that node (plugins/volumebinding/binder.go).
 */
import type {PersistentVolumeClaim} from '../../../api/core-v1/claims.ts';
import type {Node} from '../../../api/core-v1/node.ts';
import type {PersistentVolume} from '../../../api/core-v1/persistent-volume.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import type {StorageClass} from '../../../api/storage-v1.ts';
import type {ApiClient} from '../../api/client.ts';
import {claimNamesOf} from '../../api/resources/pods.ts';
import {boundVolume, isBindCompleted} from '../../controllers/persistentvolume/binding.ts';
import {findMatchingVolume} from '../../controllers/persistentvolume/matching.ts';
import {
	annotationOf,
	annotations,
	claimsResource,
	classesResource,
	classNameOf,
	volumesResource,
	withAnnotations,
} from '../../controllers/persistentvolume/objects.ts';
import {matchesNodeSelector} from '../../node-affinity.ts';

const noProvisioner = 'kubernetes.io/no-provisioner';

/** The claims of a Pod that are not bound yet. */
export function unboundClaims({metadata, spec}: Pod, api: ApiClient): PersistentVolumeClaim[] {
	return claimNamesOf(spec, metadata.name).flatMap(name => {
		const claim = api.get<PersistentVolumeClaim>(claimsResource, metadata.namespace ?? '', name);
		return claim && !(claim.spec.volumeName && isBindCompleted(claim)) ? [claim] : [];
	});
}

/** A claim, and the volume for it; without one a volume has to be made. */
interface Binding {
	readonly claim: PersistentVolumeClaim;
	readonly volume?: PersistentVolume;
}

/** How the claims would be bound with the Pod on that node; undefined where they cannot. */
export function findBindings(
	claims: readonly PersistentVolumeClaim[],
	node: Node,
	api: ApiClient,
): readonly Binding[] | undefined {
	const taken = new Set<string>();
	const bindings: Binding[] = [];
	for (const claim of claims) {
		const className = classNameOf(claim);
		const free = api
			.byIndex<PersistentVolume>(volumesResource, 'unclaimed', className)
			.filter(({metadata, spec}) => !taken.has(metadata.name) && isReachable(spec, node));
		const volume = findMatchingVolume(claim, free, false);
		if (volume) {
			taken.add(volume.metadata.name);
			bindings.push({claim, volume});
			continue;
		}
		const provisioner = api.get<StorageClass>(classesResource, '', className)?.provisioner ?? noProvisioner;
		if (provisioner === noProvisioner) {
			return undefined;
		}
		bindings.push({claim});
	}
	return bindings;
}

function isReachable({nodeAffinity}: PersistentVolume['spec'], node: Node): boolean {
	return !nodeAffinity?.required || matchesNodeSelector(nodeAffinity.required, node);
}

/** Has what is not bound yet bound for the node. @returns whether nothing is left to wait for */
export function bindVolumes(pod: Pod, nodeName: string, api: ApiClient): boolean {
	const claims = unboundClaims(pod, api);
	const node = api.get<Node>('nodes', '', nodeName);
	const asked = (claim: PersistentVolumeClaim) => annotationOf(claim, annotations.selectedNode) === nodeName;
	const kept = ({metadata}: PersistentVolumeClaim) =>
		api.byIndex(volumesResource, 'claim', `${metadata.namespace}/${metadata.name}`).length > 0;
	const waiting = claims.filter(claim => !asked(claim) && !kept(claim));
	for (const {claim, volume} of (node && findBindings(waiting, node, api)) ?? []) {
		if (volume) {
			api.update(volumesResource, boundVolume(volume, claim));
		} else {
			api.update(claimsResource, withAnnotations(claim, {[annotations.selectedNode]: nodeName}));
		}
	}
	return claims.length === 0;
}
