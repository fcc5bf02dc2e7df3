/** The order and headings under which `kubectl` lists its commands (kubectl pkg/cmd/cmd.go). */
export const commandGroups: readonly {readonly heading: string; readonly names: readonly string[]}[] = [
	{heading: 'Basic Commands (Beginner):', names: ['create', 'expose', 'run', 'set']},
	{heading: 'Basic Commands (Intermediate):', names: ['explain', 'get', 'edit', 'delete']},
	{heading: 'Deploy Commands:', names: ['rollout', 'scale', 'autoscale']},
	{
		heading: 'Cluster Management Commands:',
		names: ['certificate', 'cluster-info', 'top', 'cordon', 'uncordon', 'drain', 'taint'],
	},
	{
		heading: 'Troubleshooting and Debugging Commands:',
		names: ['describe', 'logs', 'attach', 'exec', 'port-forward', 'proxy', 'cp', 'auth', 'debug', 'events'],
	},
	{heading: 'Advanced Commands:', names: ['diff', 'apply', 'patch', 'replace', 'wait', 'kustomize']},
	{heading: 'Settings Commands:', names: ['label', 'annotate', 'completion']},
	{
		heading: 'Other Commands:',
		names: ['api-resources', 'api-versions', 'config', 'kuberc', 'plugin', 'version', 'options', 'help'],
	},
];

const order = new Map(commandGroups.flatMap(group => group.names).map((name, index) => [name, index]));

/** Sorts commands as kubectl lists them. */
export function inGroupOrder<T extends {readonly name: string}>(commands: readonly T[]): T[] {
	const rank = (command: T) => order.get(command.name) ?? order.size;
	return [...commands].sort((a, b) => rank(a) - rank(b));
}
