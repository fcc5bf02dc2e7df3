/** StatefulSets in a lab. The lab is made once; each test goes on from a copy of it. */
import type {StatefulSet, StatefulSetSpec} from '../../../../src/api/apps-v1.ts';
import type {PersistentVolumeClaim} from '../../../../src/api/core-v1/claims.ts';
import type {Event} from '../../../../src/api/core-v1/event.ts';
import type {Pod} from '../../../../src/api/core-v1/pod.ts';
import {type Cluster, createCluster} from '../../../../src/kubernetes/cluster.ts';
import {isPodReady} from '../../../../src/kubernetes/conditions.ts';

let lab: Cluster | undefined;

export function freshLab(): Cluster {
	lab ??= createCluster({age: 90_000});
	return lab.fork();
}

const claimTemplate = {
	metadata: {name: 'data'},
	spec: {accessModes: ['ReadWriteOnce'], resources: {requests: {storage: '1Gi'}}},
};

/** A set `db` of redis with a claim for each Pod. */
export function aSet(spec: object = {}, image = 'redis:7'): StatefulSet {
	return {
		apiVersion: 'apps/v1',
		kind: 'StatefulSet',
		metadata: {name: 'db', namespace: 'default'},
		spec: {
			serviceName: 'db',
			selector: {matchLabels: {app: 'db'}},
			template: {
				metadata: {labels: {app: 'db'}},
				spec: {
					terminationGracePeriodSeconds: 5,
					containers: [{name: 'main', image, volumeMounts: [{name: 'data', mountPath: '/data'}]}],
				},
			},
			volumeClaimTemplates: [claimTemplate],
			...spec,
		},
	} as unknown as StatefulSet;
}

export function makeSet(c: Cluster, spec: object = {}): void {
	c.client.create('statefulsets.apps', aSet(spec));
}

export function theSet(c: Cluster): StatefulSet {
	return c.client.get<StatefulSet>('statefulsets.apps', 'default', 'db')!;
}

export function changeSet(c: Cluster, change: (spec: StatefulSetSpec) => object): void {
	const set = theSet(c);
	c.client.update('statefulsets.apps', {...set, spec: {...set.spec, ...change(set.spec)}});
}

export function setImage(c: Cluster, image: string): void {
	changeSet(c, ({template}) => {
		const containers = template.spec.containers.map(container => ({...container, image}));
		return {template: {...template, spec: {...template.spec, containers}}};
	});
}

export function pods(c: Cluster): Pod[] {
	return c.client.list<Pod>('pods', 'default');
}

export function podNames(c: Cluster): string[] {
	return pods(c).map(({metadata}) => metadata.name);
}

export function images(c: Cluster): string[] {
	return pods(c).map(({spec}) => spec.containers[0]!.image!);
}

export function claims(c: Cluster): PersistentVolumeClaim[] {
	return c.client.list<PersistentVolumeClaim>('persistentvolumeclaims', 'default');
}

export function claimNames(c: Cluster): string[] {
	return claims(c).map(({metadata}) => metadata.name);
}

/** What Events of that component say, the oldest first, each once. */
export function said(c: Cluster, component: string): string[] {
	return c.client
		.list<Event>('events', 'default')
		.filter(({source, reportingComponent}) => (source?.component || reportingComponent) === component)
		.sort((a, b) => Date.parse(a.firstTimestamp ?? '') - Date.parse(b.firstTimestamp ?? ''))
		.map(({reason, message}) => `${reason}: ${message}`);
}

export function isWhole(pod: Pod): boolean {
	return isPodReady(pod) && !pod.metadata.deletionTimestamp;
}

/** Runs `seconds` of time, and gives the names of Pods as they came and went. */
export function comingsAndGoings(c: Cluster, seconds: number): string[] {
	const seen: string[] = [];
	const stop = c.onChange(change => {
		if (change?.resource === 'pods' && change.object.metadata.namespace === 'default') {
			const {name, deletionTimestamp} = change.object.metadata;
			if (change.type === 'ADDED') {
				seen.push(`+${name}`);
			} else if (change.type === 'MODIFIED' && deletionTimestamp && !change.previous?.metadata.deletionTimestamp) {
				seen.push(`-${name}`);
			}
		}
	});
	c.advance(seconds * 1000);
	stop();
	return seen;
}
