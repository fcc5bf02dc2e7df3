/** `kubectl cluster-info` (kubectl pkg/cmd/clusterinfo/clusterinfo.go). */
import type {KubernetesList, KubernetesObject} from '../../apimachinery/object.ts';
import {Client} from '../client.ts';
import {type Command, CommandError} from '../command.ts';

interface Service extends KubernetesObject {
	readonly spec?: {readonly ports?: readonly {readonly name?: string; readonly port: number}[]};
}

const dump: Command = {
	name: 'dump',
	usage: 'cluster-info dump [flags]',
	short: 'Not available here',
	flags: [],
	async run() {
		throw new CommandError(
			'"kubectl cluster-info dump" is a real kubectl command, but it is not available here; "kubectl get all -A -o yaml" shows as much',
		);
	},
};

export const clusterInfo: Command = {
	name: 'cluster-info',
	usage: 'cluster-info [flags]',
	short: 'Display cluster information',
	long: 'Says where the control plane answers, and the services of the cluster itself.',
	examples: [['The addresses', 'kubectl cluster-info']],
	flags: [],
	subcommands: [dump],
	completes: 'none',
	async run({io, namespace, namespaceGiven}) {
		const client = new Client(io);
		const {server} = io.settings;
		const where = namespaceGiven ? namespace : 'kube-system';
		const services = await client.get<KubernetesList<Service>>(`/api/v1/namespaces/${where}/services`, {
			labelSelector: 'kubernetes.io/cluster-service=true',
		});
		io.out(`Kubernetes control plane is running at ${server}\n`);
		for (const {metadata, spec} of services.items) {
			const port = spec?.ports?.[0];
			const scheme = port?.name === 'https' || port?.port === 443 ? 'https' : '';
			const target = port
				? [scheme, metadata.name, port.name ?? ''].join(':').replace(/^:(.*):$/, '$1')
				: metadata.name;
			const name = metadata.labels?.['kubernetes.io/name'] ?? metadata.name;
			const link = `${server}/api/v1/namespaces/${metadata.namespace}/services/${target.replace(/^:/, '')}/proxy`;
			io.out(`${name} is running at ${link}\n`);
		}
		io.out("\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n");
		return 0;
	},
};
