/** Waits until a cluster has come to rest, and shows what it came to. */
import type {KubernetesObject} from '../apimachinery/object.ts';
import type {Cluster} from '../kubernetes/cluster.ts';
import {LastChange} from './last-change.ts';
import type {RecordedStep} from './scenario.ts';

/** How long nothing may change until a cluster counts as settled, in milliseconds. */
const quiet = 3000;
/** A cluster that has not settled by then never will. */
const patience = 60 * 60 * 1000;

/** The resources that a settled step shows, as the store names them. */
const shownResources = [
	'deployments.apps',
	'replicasets.apps',
	'daemonsets.apps',
	'statefulsets.apps',
	'cronjobs.batch',
	'jobs.batch',
	'controllerrevisions.apps',
	'pods',
	'persistentvolumeclaims',
	'services',
];

/** Moves time on until no object of the namespace, and no Event of any, has changed for 3 s. */
export function settle(cluster: Cluster, namespace: string): RecordedStep {
	const changes = new LastChange(
		cluster,
		({resource, object}) => resource === 'events' || object.metadata.namespace === namespace,
	);
	const deadline = cluster.now + patience;
	while (cluster.now < changes.at + quiet && cluster.now < deadline) {
		cluster.advanceTo(changes.at + quiet);
	}
	const settled = cluster.now >= changes.at + quiet;
	changes.stop();
	return {
		settle: true,
		objects: shownResources
			.flatMap(resource => shown(cluster, resource, namespace))
			.filter(({kind, metadata}) => !(kind === 'Service' && metadata.name === 'kubernetes')),
		events: shown(cluster, 'events', namespace),
		...(!settled && {unsettled: 'Something still changed at least every 3 s after an hour.'}),
	};
}

function shown(cluster: Cluster, resource: string, namespace: string): KubernetesObject[] {
	return cluster.client.list(resource, namespace);
}
