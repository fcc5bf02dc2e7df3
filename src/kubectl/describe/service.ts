/** kubectl pkg/describe/describe.go describeService. */
import {formatLabels, orNone, writeAnnotations, writeLabels} from './common.ts';
import {describerOf} from './describer.ts';
import type {EndpointSlice, Service} from './types.ts';
import {listObjects} from './workload.ts';
import type {DescriptionWriter} from './writer.ts';

/** More addresses than these are only counted. */
const shownEndpoints = 3;

export const describeService = describerOf<Service, readonly EndpointSlice[]>({
	gather: ({metadata}, {connection}) =>
		listObjects<EndpointSlice>(
			connection,
			`/apis/discovery.k8s.io/v1/namespaces/${metadata.namespace}/endpointslices`,
			{
				labelSelector: `kubernetes.io/service-name=${metadata.name}`,
			},
		).catch(() => []),
	write(w, {metadata, spec, status}, slices) {
		w.line(0, `Name:\t${metadata.name}`);
		w.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
		writeLabels(w, 'Labels', metadata.labels);
		writeAnnotations(w, metadata.annotations);
		w.line(0, `Selector:\t${formatLabels(spec?.selector)}`);
		w.line(0, `Type:\t${spec?.type ?? ''}`);
		writeGiven(w, [['IP Family Policy', spec?.ipFamilyPolicy]]);
		w.line(0, `IP Families:\t${orNone(spec?.ipFamilies?.join(','))}`);
		w.line(0, `IP:\t${spec?.clusterIP ?? ''}`);
		w.line(0, `IPs:\t${orNone(spec?.clusterIPs?.join(','))}`);
		writeGiven(w, [
			['External IPs', spec?.externalIPs?.join(',')],
			['Desired LoadBalancer IP', spec?.loadBalancerIP],
			['External Name', spec?.externalName],
			['LoadBalancer Ingress', status?.loadBalancer?.ingress?.map(({ip, hostname}) => ip || hostname || '').join(', ')],
		]);
		for (const port of spec?.ports ?? []) {
			writePort(w, port, slices);
		}
		w.line(0, `Session Affinity:\t${spec?.sessionAffinity ?? ''}`);
		writeGiven(w, [
			['External Traffic Policy', spec?.externalTrafficPolicy],
			['Internal Traffic Policy', spec?.internalTrafficPolicy],
			['HealthCheck NodePort', spec?.healthCheckNodePort],
			['LoadBalancer Source Ranges', spec?.loadBalancerSourceRanges?.join(',')],
			['Traffic Distribution', spec?.trafficDistribution],
		]);
	},
});

function writeGiven(w: DescriptionWriter, lines: readonly (readonly [string, string | number | undefined])[]): void {
	for (const [title, value] of lines) {
		if (value) {
			w.line(0, `${title}:\t${value}`);
		}
	}
}

type Port = NonNullable<NonNullable<Service['spec']>['ports']>[number];

function writePort(w: DescriptionWriter, port: Port, slices: readonly EndpointSlice[]): void {
	const name = port.name || '<unset>';
	w.line(0, `Port:\t${name}\t${port.port}/${port.protocol}`);
	w.line(0, `TargetPort:\t${port.targetPort ?? 0}/${port.protocol}`);
	if (port.appProtocol) {
		w.line(0, `AppProtocol:\t${port.appProtocol}`);
	}
	if (port.nodePort) {
		w.line(0, `NodePort:\t${name}\t${port.nodePort}/${port.protocol}`);
	}
	w.line(0, `Endpoints:\t${endpointsText(slices, port.name ?? '')}`);
}

/** The ready addresses behind a port: three of them, and how many more. */
function endpointsText(slices: readonly EndpointSlice[], portName: string): string {
	if (slices.length === 0) {
		return '<none>';
	}
	const all: string[] = [];
	for (const slice of slices) {
		const ports = slice.ports && slice.ports.length > 0 ? slice.ports : [undefined];
		for (const port of ports) {
			if (port && (port.name ?? '') !== portName) {
				continue;
			}
			for (const {addresses, conditions} of slice.endpoints ?? []) {
				if (conditions?.ready ?? true) {
					all.push(port ? hostPort(addresses[0]!, port.port) : addresses[0]!);
				}
			}
		}
	}
	const shown = all.slice(0, shownEndpoints).join(',');
	return all.length > shownEndpoints ? `${shown} + ${all.length - shownEndpoints} more...` : shown;
}

function hostPort(host: string, port: number | undefined): string {
	return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
