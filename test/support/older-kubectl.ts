/**
 * What kubectl older than 1.32 answers differently, beyond its words (client-wording.ts): steps by scenario and number.
 * Known from 1.20, the one that Debian 12 has; the versions in between differ in some of them.
 */
interface Difference {
	readonly why: string;
	readonly steps: Readonly<Record<string, readonly number[]>>;
}

const differences: readonly Difference[] = [
	{
		why: 'describe and rollout history leave out node selectors, tolerations, service accounts and old ReplicaSets',
		steps: {
			'daemonset-create-update': [5, 14],
			'deployment-bad-image': [8, 10],
			'deployment-create-inspect': [7, 8],
			'deployment-rollout-rollback': [8, 9],
			'deployment-strategies': [6],
			'node-death': [8],
			'pod-crash-loop': [5],
			'pod-create-inspect-delete': [9],
			'pod-pending': [4, 5],
			'pod-two-containers': [5],
			'replicaset-bare': [6],
			'statefulset-ordered': [5, 16],
		},
	},
	{
		why: 'get -o yaml and -o json always show who set which field',
		steps: {
			'deployment-create-inspect': [9, 10],
			'pod-crash-loop': [4],
			'pod-create-inspect-delete': [7],
			'statefulset-ordered': [14, 15, 17],
			'statefulset-update': [15],
		},
	},
	{
		why: 'manifests are checked by the client, and dry runs allowed, by an OpenAPI document in protobuf, which is not served',
		steps: {'deployment-imperative': [8], 'deployment-mistakes': [2, 5, 9, 11]},
	},
	{
		why: 'errors are told in other sentences',
		steps: {'deployment-mistakes': [6, 7, 17, 20, 24], 'deployment-server-side': [6, 7]},
	},
	{
		why: 'a label that is taken off is said to be labeled',
		steps: {'daemonset-node-selector': [10, 13], 'pod-pending': [9]},
	},
	{
		why: 'wait knows neither jsonpath nor create, and fails where what is to be deleted is gone already',
		steps: {'deployment-wait': [3, 9, 10]},
	},
	{why: 'drain warns and refuses in other sentences', steps: {'node-drain': [3, 4]}},
];

/** The steps of a recording whose answers are other ones with a kubectl older than 1.32. */
export function stepsOfAge(name: string): readonly number[] {
	return differences.flatMap(({steps}) => steps[name] ?? []);
}
