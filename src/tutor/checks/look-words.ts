/** What is looked at, in words. */
import type {LookWanted} from '../missions/mission.ts';

/** What one is to look at, to be read after "a look at". */
export function lookWords({at, name, namespace, of, by}: LookWanted): string {
	const where = namespace === undefined ? '' : ` in namespace ${namespace}`;
	const what = name === undefined ? `the ${at}${where}` : `${singular(at)} ${name}${where}`;
	switch (by) {
		case 'describe':
			return `the description of ${what}`;
		case 'logs':
			return name === undefined ? 'the logs' : `the logs of ${what}`;
		case 'rollout status':
			return `the rollout of ${what} (rollout status)`;
		case 'rollout history':
			return `the revisions of ${what} (rollout history)`;
		case 'explain':
			return `what the fields of ${what} mean`;
		default:
			return name !== undefined
				? what
				: at === 'events'
					? `the events${of === undefined ? '' : ` of a ${of}`}${where}`
					: `the list of ${at}${where}`;
	}
}

/** The kind that the plural name of a resource stands for. */
export function singular(plural: string): string {
	const irregular: Readonly<Record<string, string>> = {
		pods: 'Pod',
		nodes: 'Node',
		deployments: 'Deployment',
		replicasets: 'ReplicaSet',
		daemonsets: 'DaemonSet',
		statefulsets: 'StatefulSet',
		services: 'Service',
		persistentvolumeclaims: 'claim',
	};
	return irregular[plural] ?? plural.replace(/s$/, '');
}
