import type {Connection} from '../../apimachinery/connection.ts';
import type {WorkspaceFiles} from '../../kubectl/io.ts';
import type {ShellSession} from '../../shell/session.ts';

/** Programs that people have elsewhere, and what to say of them here. */
const elsewhere: ReadonlyMap<string, string> = new Map([
	...['docker', 'podman', 'nerdctl', 'crictl'].map(
		name =>
			[
				name,
				'there are no containers of your own here; the cluster runs them. See them with `kubectl get pods`.',
			] as const,
	),
	...['kind', 'minikube', 'k3d', 'kubeadm'].map(
		name => [name, 'there is no need for it: the lab cluster is built in and already runs.'] as const,
	),
	...['helm', 'kustomize', 'k9s', 'stern'].map(name => [name, 'it is not part of this lab; kubectl is.'] as const),
	...['awk', 'sed', 'jq', 'yq', 'less', 'more', 'diff', 'find'].map(
		name =>
			[
				name,
				'this small shell does not have it; it has grep, head, tail, wc, sort, uniq, cut, tr, tee and xargs.',
			] as const,
	),
	...['ssh', 'curl', 'wget', 'ping', 'sudo', 'systemctl', 'apt', 'npm', 'git', 'python', 'bash', 'sh'].map(
		name => [name, 'this small shell has kubectl and what one needs beside it; type `help` for the list.'] as const,
	),
]);

/** A shell over a connection, as every mission starts with. */
export function newShellSession(
	connection: Connection,
	workspace: WorkspaceFiles,
	more: Partial<ShellSession> = {},
): ShellSession {
	return {
		connection,
		workspace,
		settings: {
			context: 'lab',
			cluster: 'lab',
			user: 'learner',
			server: 'https://10.100.100.7:6443',
			namespace: 'default',
		},
		variables: new Map([
			['HOME', '~'],
			['USER', 'learner'],
			['EDITOR', 'edit'],
		]),
		aliases: new Map([['k', 'kubectl']]),
		history: [],
		folder: '',
		lastExit: 0,
		elsewhere,
		...more,
	};
}
