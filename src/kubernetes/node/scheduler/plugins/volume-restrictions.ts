/** VolumeRestrictions: claims must exist, and one that is for a single Pod has no second (plugins/volumerestrictions). */
import type {PersistentVolumeClaim} from '../../../../api/core-v1/claims.ts';
import type {Pod} from '../../../../api/core-v1/pod.ts';
import type {Plugin} from '../framework.ts';
import {countsOnNode} from '../node-usage.ts';

const inUse = 'node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode';

export const volumeRestrictions: Plugin = {
	name: 'VolumeRestrictions',
	prepareFilter({pod, snapshot: {api}}) {
		const {namespace = '', uid} = pod.metadata;
		const exclusive = new Set<string>();
		for (const name of namedClaims(pod)) {
			const claim = api.get<PersistentVolumeClaim>('persistentvolumeclaims', namespace, name);
			if (!claim) {
				return {reject: `persistentvolumeclaim ${JSON.stringify(name)} not found`};
			}
			if (claim.spec.accessModes?.includes('ReadWriteOncePod')) {
				exclusive.add(name);
			}
		}
		if (exclusive.size === 0) {
			return undefined;
		}
		const taken = api
			.list<Pod>('pods', namespace)
			.some(
				other =>
					other.metadata.uid !== uid && countsOnNode(other) && namedClaims(other).some(name => exclusive.has(name)),
			);
		const rejection = {reasons: [inUse], unresolvable: false, plugin: 'VolumeRestrictions'};
		return taken ? {filter: () => rejection} : undefined;
	},
};

/** The claims that a Pod names itself. */
export function namedClaims({spec}: Pod): string[] {
	return (spec.volumes ?? []).flatMap(({persistentVolumeClaim}) => persistentVolumeClaim?.claimName ?? []);
}
