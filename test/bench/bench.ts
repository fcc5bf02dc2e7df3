/**
 * `npm run bench`: what things cost at 100, 1,000 and 10,000 Pods, side by side in one run, and how the cost of one Pod
 * grows. Nothing here passes or fails. `npm run bench -- 1000 30` measures one size only; a third number is how many Pods
 * a Deployment has. At the end, the API as it is served (served.ts).
 */
import type {Cluster} from '../../src/kubernetes/cluster.ts';
import {type Costs, measureCosts, type Size} from './costs.ts';
import {costsTable} from './costs-table.ts';
import {beServer, measureServed, serverWord} from './served.ts';
import {apply, labOf, podsOfDeployment, untilComplete} from './workload.ts';

const sizes: readonly Size[] = [
	{pods: 100, nodes: 3},
	{pods: 1000, nodes: 30},
	{pods: 10_000, nodes: 300},
];

async function main(): Promise<void> {
	const [pods, nodes, each = podsOfDeployment] = process.argv.slice(2).map(Number);
	// The compiler learns from what it sees often, and Pods are what is counted: not its learning.
	living.push(clusterOf({pods: 1000, nodes: 30}, each));
	for (let round = 0; round < 3; round++) {
		await measureCosts({pods: 1000, nodes: 30}, each);
	}
	const all: Costs[] = [];
	for (const size of pods && nodes ? [{pods, nodes}] : sizes) {
		all.push(await measureCosts(size, each));
	}
	console.log(costsTable(all).join('\n'));
	if (!pods) {
		console.log(`\n${(await measureServed()).join('\n')}`);
	}
}

/**
 * The compiler throws code away when the last object of a shape is collected, and memory is measured by collecting all
 * garbage between clusters. Where a cluster is in use, its objects are there.
 */
const living: Cluster[] = [];

function clusterOf({pods, nodes}: Size, each: number): Cluster {
	const cluster = labOf(nodes);
	apply(cluster, pods, each);
	untilComplete(cluster);
	return cluster;
}

// The server of the load generator is this program again, in a process of its own.
await (process.argv[2] === serverWord ? beServer() : main());
