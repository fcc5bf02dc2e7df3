/** The simulated cluster as a whole: every resource and controller there is, with the lab in it. */
import {allResources} from './api/resources/index.ts';
import {allControllers} from './controllers/index.ts';
import {type LabOptions, setUpLab} from './lab.ts';
import {kubeletMachines, nodeControllers} from './node/index.ts';
import {Cluster, type ClusterParts, type SavedCluster} from './virtual-cluster.ts';

export {
	type ChangeListener,
	Cluster,
	type ClusterParts,
	type ClusterSnapshot,
	type SavedCluster,
	savedVersion,
} from './virtual-cluster.ts';

export interface ClusterOptions extends LabOptions {
	/** The same seed, requests and times give the same cluster, byte for byte. */
	readonly seed?: number;
	/** When it begins, in milliseconds since 1970; the lab in it is older. */
	readonly start?: number;
	/** How old the lab in it is, in milliseconds; a minute is the least in which it settles. */
	readonly age?: number;
}

const parts: ClusterParts = {
	resources: allResources,
	controllers: [...allControllers, ...nodeControllers],
	machines: kubeletMachines,
};
/** 1 June 2026, 09:00 UTC. */
const defaultStart = Date.UTC(2026, 5, 1, 9);

/**
 * How long before the cluster's start the lab was made. Longer than Events are kept, so that what a new cluster says of
 * itself is not told to learners as news.
 */
const labAge = 75 * 60_000 + 5000;

/** A new cluster with the lab in it, settled: every node Ready, everything in it some time old. */
export function createCluster(options: ClusterOptions = {}): Cluster {
	const {start = defaultStart, seed = 1, age = labAge} = options;
	const cluster = new Cluster(parts, {start: start - age, seed});
	cluster.start();
	setUpLab(cluster, options);
	cluster.advanceTo(start);
	return cluster;
}

/** The cluster that was saved. Throws where the version is none that this program can read. */
export function loadCluster(saved: SavedCluster): Cluster {
	const cluster = new Cluster(parts, {start: saved.clock.now, seed: 0});
	cluster.load(saved);
	return cluster;
}
