/** Files that the kubelet and the runtime put into every container. */
import type {Pod} from '../../api/core-v1/pod.ts';

export interface HostNames {
	readonly hostname: string;
	readonly fqdn?: string;
}

/** The name of the host that a Pod's processes see (kubelet_pods.go GeneratePodHostNameAndDomain). */
export function hostNames(pod: Pod): HostNames {
	const {spec, metadata} = pod;
	const hostname =
		(spec.hostNetwork ? spec.nodeName : (spec.hostnameOverride ?? spec.hostname ?? metadata.name)) ?? metadata.name;
	const domain = spec.subdomain && `${spec.subdomain}.${metadata.namespace}.svc.cluster.local`;
	return {hostname: hostname.slice(0, 63).replace(/[-.]+$/, ''), ...(domain && {fqdn: `${hostname}.${domain}`})};
}

export function managedFiles(
	pod: Pod,
	podIP: string,
	terminationLog: string | undefined,
): Readonly<Record<string, string>> {
	const {hostname, fqdn} = hostNames(pod);
	const aliases = (pod.spec.hostAliases ?? [])
		.map(({ip, hostnames = []}) => `${ip}\t${hostnames.join('\t')}\n`)
		.join('');
	const searches = [`${pod.metadata.namespace}.svc.cluster.local`, 'svc.cluster.local', 'cluster.local'];
	return {
		'/etc/hostname': `${hostname}\n`,
		'/etc/hosts': `# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\nfe00::0\tip6-localnet\nfe00::0\tip6-mcastprefix\nfe00::1\tip6-allnodes\nfe00::2\tip6-allrouters\n${podIP}\t${fqdn ? `${fqdn}\t` : ''}${hostname}\n${aliases && `\n# Entries added by HostAliases.\n${aliases}`}`,
		'/etc/resolv.conf':
			pod.spec.dnsPolicy === 'Default' || (pod.spec.hostNetwork && pod.spec.dnsPolicy === 'ClusterFirst')
				? 'nameserver 10.100.100.1\n'
				: `search ${searches.join(' ')}\nnameserver 10.96.0.10\noptions ndots:5\n`,
		...(terminationLog && {[terminationLog]: ''}),
	};
}
