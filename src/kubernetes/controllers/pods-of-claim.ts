/** Which Pods use a claim (pkg/controller/volume/common/common.go). */
import type {Pod} from '../../api/core-v1/pod.ts';
import type {ApiClient} from '../api/client.ts';

/** Generic ephemeral volumes count by the names of the claims that are made for them. */
export function podsOfClaim(
	{metadata}: {readonly metadata: {readonly namespace?: string; readonly name: string}},
	api: ApiClient,
): Pod[] {
	return api.byIndex<Pod>('pods', 'claim', `${metadata.namespace}/${metadata.name}`);
}
