/** Where things are on disk. */
import {existsSync} from 'node:fs';
import {homedir} from 'node:os';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';

/** The folder of this package: the nearest one above that holds its missions. */
export const packageFolder = (() => {
	let folder = dirname(fileURLToPath(import.meta.url));
	while (!existsSync(join(folder, 'missions', 'order.yaml'))) {
		const above = dirname(folder);
		if (above === folder) {
			throw new Error('The missions of the tutor are missing from its package.');
		}
		folder = above;
	}
	return folder;
})();

export interface Places {
	/** Progress and clusters. */
	readonly state: string;
	/** The learner's files, in a folder for each mission. */
	readonly workspace: string;
	readonly missions: string;
}

export interface PlaceOptions {
	readonly home?: string | undefined;
	readonly workspace?: string | undefined;
	readonly missions?: string | undefined;
}

/** The usual place for an application's state on this system (XDG, macOS, Windows). */
function defaultState(environment: NodeJS.ProcessEnv): string {
	const name = 'k8s-workloads-tutor';
	if (process.platform === 'win32') {
		return join(environment.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), name);
	}
	if (process.platform === 'darwin') {
		return join(homedir(), 'Library', 'Application Support', name);
	}
	return join(environment.XDG_STATE_HOME || join(homedir(), '.local', 'state'), name);
}

export function places(options: PlaceOptions, environment: NodeJS.ProcessEnv = process.env): Places {
	const state = options.home ?? environment.K8S_WORKLOADS_TUTOR_HOME;
	return {
		state: resolve(state ?? defaultState(environment)),
		workspace: resolve(
			options.workspace ?? (state === undefined ? join(homedir(), 'k8s-workloads-tutor') : join(state, 'workspace')),
		),
		missions: options.missions === undefined ? join(packageFolder, 'missions') : resolve(options.missions),
	};
}
