import type {Namespace} from '../../../api/core-v1/namespace.ts';
import type {ApiClient} from '../../api/client.ts';

/** Whether there is such a namespace and it is not ending, so that things can be made in it. */
export function isActive(name: string, api: ApiClient): boolean {
	const namespace = api.get<Namespace>('namespaces', '', name);
	return namespace !== undefined && namespace.metadata.deletionTimestamp === undefined;
}
