/** The servers that a learner opens on the cluster of a mission. */
import {homedir} from 'node:os';
import {join} from 'node:path';
import type {OpenLabServer} from '../../tutor/session/mission-server.ts';

/** @param stateFolder where the kubeconfig, the certificate and the token are kept */
export function labServers(stateFolder: string): OpenLabServer {
	return async (cluster, {through, clients, ticked, failed}) => {
		const {openServer} = await import('./open-server.ts');
		return openServer({
			cluster,
			stateFolder,
			kubeconfig: join(stateFolder, 'kubeconfig'),
			home: homedir(),
			through,
			onClients: clients,
			ticked,
			failed,
		});
	};
}
