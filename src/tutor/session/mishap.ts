/** A line that failed, with what there is to say something helpful about it. */
import type {WorkspaceFiles} from '../../kubectl/io.ts';
import type {ClusterView} from '../checks/cluster-view.ts';

export interface Mishap {
	/** The line that was typed. */
	readonly line: string;
	/** What it wrote to standard error. */
	readonly errors: string;
	/** What ended the kubectl command, where one was ended. */
	readonly failure: unknown;
	readonly files: WorkspaceFiles;
	/** The files that the mission has put there. */
	readonly given?: readonly string[];
	/** What is in the cluster. */
	readonly view?: ClusterView;
}
