/**
 * `npm run bench`: what things cost at 100, 1,000 and 10,000 Pods, side by side in one run, and how the cost of one Pod
 * grows. CPU time, so that it means something on a busy machine; nothing here passes or fails. `npm run bench -- 1000 30`
 * measures one size only; a third number is how many Pods a Deployment has.
 */
import type {Cluster} from '../../src/kubernetes/cluster.ts';
import {apply, labOf, podsOfDeployment, setImage, untilComplete} from './workload.ts';

interface Size {
	readonly pods: number;
	readonly nodes: number;
}

/** Each in milliseconds of CPU time, but for the memory. */
interface Measured extends Size {
	readonly applied: number;
	readonly rollout: number;
	readonly replaced: number;
	readonly idle: number;
	readonly listed: number;
	readonly snapshot: number;
	readonly undo: number;
	readonly megabytes: number;
}

const sizes: readonly Size[] = [
	{pods: 100, nodes: 3},
	{pods: 1000, nodes: 30},
	{pods: 10_000, nodes: 300},
];

/** Milliseconds of CPU time, of all threads. */
function cpu(run: () => void): number {
	const before = process.cpuUsage();
	run();
	const {user, system} = process.cpuUsage(before);
	return (user + system) / 1000;
}

async function cpuOf(run: () => Promise<unknown>): Promise<number> {
	const before = process.cpuUsage();
	await run();
	const {user, system} = process.cpuUsage(before);
	return (user + system) / 1000;
}

function collectGarbage(): void {
	(globalThis as {gc?: () => void}).gc?.();
}

function heap(): number {
	collectGarbage();
	return process.memoryUsage().heapUsed / 1e6;
}

async function measure({pods, nodes}: Size, each: number): Promise<Measured> {
	const before = heap();
	const cluster = labOf(nodes);
	const applied = cpu(() => {
		apply(cluster, pods, each);
		untilComplete(cluster);
	});
	const megabytes = heap() - before;
	const listed = await list(cluster);
	const start = cluster.snapshot();
	const rollout = cpu(() => {
		setImage(cluster, 'nginx:1.28');
		untilComplete(cluster);
	});
	const undo = cpu(() => cluster.rewind(start));
	cluster.advance(60_000);
	const idle = cpu(() => cluster.advance(replacing * replacements)) / replacements;
	const replaced = cpu(() => replace(cluster)) / replacements - idle;
	const snapshots = 1000;
	const snapshot =
		cpu(() => {
			for (let i = 0; i < snapshots; i++) {
				cluster.snapshot();
			}
		}) / snapshots;
	return {pods, nodes, applied, rollout, replaced, idle, listed, snapshot, undo, megabytes};
}

const replacements = 50;
/** The virtual time within which a Pod has been replaced, in milliseconds. */
const replacing = 3000;

function replace(cluster: Cluster): void {
	const pods = cluster.client.list('pods', 'default');
	const apart = Math.floor(pods.length / replacements);
	for (let i = 0; i < replacements; i++) {
		const {namespace, name} = pods[i * apart]!.metadata;
		cluster.client.delete('pods', namespace!, name);
		cluster.advance(replacing);
	}
}

async function list(cluster: Cluster): Promise<number> {
	const connection = cluster.connect({latency: 0});
	const times = 5;
	return (
		(await cpuOf(async () => {
			for (let i = 0; i < times; i++) {
				await connection.request({method: 'GET', path: '/api/v1/namespaces/default/pods'});
			}
		})) / times
	);
}

const rows: readonly {
	readonly title: string;
	readonly value: keyof Measured;
	/** Whether the cost of one Pod is what to look at. */
	readonly perPod: boolean;
	readonly unit: string;
	readonly aim: string;
}[] = [
	{
		title: 'apply to all Ready',
		value: 'applied',
		perPod: true,
		unit: 'ms',
		aim: '1,000: 500 ms; 10,000: 12 times that',
	},
	{title: 'rollout of all', value: 'rollout', perPod: true, unit: 'ms', aim: ''},
	{title: 'one Pod deleted and replaced', value: 'replaced', perPod: false, unit: 'ms', aim: '10,000: 2 ms'},
	{title: 'three idle seconds', value: 'idle', perPod: false, unit: 'ms', aim: ''},
	{title: 'list of all Pods', value: 'listed', perPod: true, unit: 'ms', aim: ''},
	{title: 'snapshot', value: 'snapshot', perPod: false, unit: 'ms', aim: '0.1 ms'},
	{title: 'undo of the rollout', value: 'undo', perPod: false, unit: 'ms', aim: ''},
	{title: 'memory', value: 'megabytes', perPod: true, unit: 'MB', aim: '10,000: 600 MB'},
];

function print(measured: readonly Measured[]): void {
	const cells: string[][] = [
		['', ...measured.map(({pods, nodes}) => `${pods} Pods, ${nodes} nodes`), 'growth of a Pod’s cost', 'aim'],
	];
	for (const {title, value, perPod, unit, aim} of rows) {
		const costs = measured.map(one => (perPod ? one[value] / one.pods : one[value]));
		cells.push([
			title,
			...measured.map((one, i) => {
				const whole = `${figure(one[value])} ${unit}`;
				return perPod ? `${whole} (${figure(costs[i]!)} a Pod)` : whole;
			}),
			costs
				.slice(1)
				.map((cost, i) => `×${(cost / costs[i]!).toFixed(2)}`)
				.join(' '),
			aim,
		]);
	}
	const widths = cells[0]!.map((_, column) => Math.max(...cells.map(row => row[column]!.length)));
	for (const row of cells) {
		console.log(
			row
				.map((cell, i) => cell.padEnd(widths[i]!))
				.join('  ')
				.trimEnd(),
		);
	}
}

function figure(value: number): string {
	return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

const [pods, nodes, each = podsOfDeployment] = process.argv.slice(2).map(Number);
// The compiler learns from what it sees often, and Pods are what is counted: not its learning.
for (let round = 0; round < 3; round++) {
	await measure({pods: 1000, nodes: 30}, each);
}
const measured: Measured[] = [];
for (const size of pods && nodes ? [{pods, nodes}] : sizes) {
	measured.push(await measure(size, each));
}
print(measured);
