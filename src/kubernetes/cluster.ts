/** The simulated cluster as a whole: every resource and controller there is, with the lab in it. */
import {setApart} from './api/change-log.ts';
import {allResources} from './api/resources/index.ts';
import {allControllers} from './controllers/index.ts';
import {type LabOptions, setUpLab} from './lab.ts';
import {kubeletMachines, nodeControllers} from './node/index.ts';
import {Cluster, type ClusterParts, type ClusterSnapshot, type SavedCluster} from './virtual-cluster.ts';

export {
	type ChangeListener,
	Cluster,
	type ClusterParts,
	type ClusterSnapshot,
	type SavedCluster,
	savedVersion,
} from './virtual-cluster.ts';

export interface ClusterOptions extends Partial<LabOptions> {
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
const defaultWorkers = 3;
/** 1 June 2026, 09:00 UTC. */
const defaultStart = Date.UTC(2026, 5, 1, 9);

/**
 * How long before the cluster's start the lab was made. Longer than Events are kept, so that what a new cluster says of
 * itself is not told to learners as news.
 */
const labAge = 75 * 60_000 + 5000;

/** A new cluster with the lab in it, settled: every node Ready, everything in it some time old. */
export function createCluster(options: ClusterOptions = {}): Cluster {
	const {start = defaultStart, seed = 1, age = labAge, workers = defaultWorkers} = options;
	const key = JSON.stringify([start, seed, age, workers]);
	const made = labs.get(key);
	const cluster = new Cluster(parts, {start: start - age, seed});
	if (made) {
		cluster.restore(made);
		return cluster;
	}
	cluster.start();
	setUpLab(cluster, {workers});
	cluster.advanceTo(start);
	remember(key, cluster);
	return cluster;
}

/** The labs that were made last, by what was asked for: the same is made again and again, by lint and by scenarios. */
const labs = new Map<string, ClusterSnapshot>();
const mostLabs = 4;

function remember(key: string, lab: Cluster): void {
	const [oldest] = labs.keys();
	if (labs.size === mostLabs && oldest !== undefined) {
		labs.delete(oldest);
	}
	const {store, clock} = lab.snapshot();
	labs.set(key, {store: {...store, history: setApart(store.history)}, clock});
}

/** The cluster that was saved. Throws where the version is none that this program can read. */
export function loadCluster(saved: SavedCluster): Cluster {
	const cluster = new Cluster(parts, {start: saved.clock.now, seed: 0});
	cluster.load(saved);
	return cluster;
}
