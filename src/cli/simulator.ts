import {type Cluster, createCluster, loadCluster, type SavedCluster, savedVersion} from '../kubernetes/cluster.ts';
import type {Simulator} from '../tutor/session/simulator.ts';

/** The built-in cluster, as the tutor uses it. */
export const simulator = {
	create: ({seed, start, workers}): Cluster => createCluster({seed, start, workers}),
	load: (saved): Cluster => loadCluster(saved as SavedCluster),
	isSaved: value => (value as Partial<SavedCluster> | null)?.version === savedVersion,
} satisfies Simulator;
