/** The network as Pods find it: names of Services and Pods, and what answers behind them. */
import type {Pod} from '../../api/core-v1/pod.ts';
import type {Service} from '../../api/core-v1/service.ts';
import {isPodReady} from '../conditions.ts';
import type {ControllerContext} from '../controller.ts';
import {simulatePod} from './pod-simulation.ts';
import type {Network, Reply} from './process/process.ts';
import {nodeState} from './state.ts';

type NetworkContext = Pick<ControllerContext, 'api' | 'now' | 'table'>;

const address = /^\d+\.\d+\.\d+\.\d+$/;

/** @param namespace of the Pod that asks @param from its address */
export function clusterNetwork(namespace: string, context: NetworkContext, from: string): Network {
	return {
		resolve: name => resolve(name, namespace, context),
		connect: (host, port) => dial(host, port, namespace, context, () => 'open'),
		get: (host, port, path, headers) =>
			dial(host, port, namespace, context, (pod, targetPort) => {
				const record = nodeState(context).pods.get(pod.metadata.uid!);
				if (!record) {
					return 'timeout';
				}
				const simulation = simulatePod(pod, record, context);
				simulation.advanceTo(context.now);
				return simulation.request({port: targetPort, path, host, agent: headers['User-Agent'] ?? '-', from});
			}),
	};
}

/** The addresses of a name in the cluster's DNS (pkg/dns of CoreDNS' kubernetes plugin): `web`, `web.default.svc`, … */
function resolve(name: string, namespace: string, context: NetworkContext): readonly string[] {
	if (address.test(name)) {
		return [name];
	}
	const {api} = context;
	const found = serviceNamed(name, namespace, context);
	if (found) {
		const {service, host} = found;
		if (service.spec.clusterIP && service.spec.clusterIP !== 'None') {
			return host === undefined ? [service.spec.clusterIP] : [];
		}
		const backends = backendsOf(service, context);
		const chosen =
			host === undefined ? backends : backends.filter(pod => (pod.spec.hostname ?? pod.metadata.name) === host);
		return chosen.map(pod => pod.status.podIP!);
	}
	const node = api.get('nodes', '', name) as {status?: {addresses?: readonly {address: string}[]}} | undefined;
	return node?.status?.addresses?.slice(0, 1).map(each => each.address) ?? [];
}

/** Finds `[host.]service[.namespace[.svc[.cluster.local]]]`. */
function serviceNamed(
	name: string,
	namespace: string,
	{api}: NetworkContext,
): {service: Service; host?: string} | undefined {
	const words = name
		.replace(/\.$/, '')
		.replace(/\.svc(\.cluster\.local)?$/, '')
		.split('.');
	const tries: [string, string, string | undefined][] = [
		[words[0] ?? '', words[1] ?? namespace, undefined],
		[words[1] ?? '', words[2] ?? namespace, words[0]],
	];
	for (const [serviceName, serviceNamespace, host] of tries) {
		const service = api.get<Service>('services', serviceNamespace, serviceName);
		const length = words.length - (host === undefined ? 0 : 1);
		if (service && length >= 1 && length <= 2) {
			return {service, ...(host !== undefined && {host})};
		}
	}
	return undefined;
}

/** The Pods that a Service sends to. */
function backendsOf({metadata, spec}: Service, {api}: NetworkContext): Pod[] {
	const selector = Object.entries(spec.selector ?? {});
	if (selector.length === 0) {
		return [];
	}
	return api
		.list<Pod>('pods', metadata.namespace)
		.filter(pod => selector.every(([key, value]) => pod.metadata.labels?.[key] === value))
		.filter(
			pod => pod.status.podIP && !pod.metadata.deletionTimestamp && (spec.publishNotReadyAddresses || isPodReady(pod)),
		);
}

function dial(
	host: string,
	port: number,
	namespace: string,
	context: NetworkContext,
	answer: (pod: Pod, port: number) => Reply,
): Reply {
	const [ip] = resolve(host, namespace, context);
	if (ip === undefined) {
		return 'unresolved';
	}
	const target = podAt(ip, port, context);
	if (!target) {
		return 'timeout';
	}
	if (target === 'refused') {
		return 'refused';
	}
	const [pod, targetPort] = target;
	const record = nodeState(context).pods.get(pod.metadata.uid!);
	if (!record) {
		return 'timeout';
	}
	const simulation = simulatePod(pod, record, context);
	simulation.advanceTo(context.now);
	return simulation.serverAt(targetPort) ? answer(pod, targetPort) : 'refused';
}

/** The Pod that answers at a name or an address now, and its port; undefined where none does. */
export function serverAt(
	host: string,
	port: number,
	namespace: string,
	context: NetworkContext,
): readonly [pod: Pod, port: number] | undefined {
	const [ip] = resolve(host, namespace, context);
	const target = ip === undefined ? undefined : podAt(ip, port, context);
	return target === 'refused' ? undefined : target;
}

function podAt(ip: string, port: number, context: NetworkContext): [Pod, number] | 'refused' | undefined {
	const {api} = context;
	const service = api.list<Service>('services').find(({spec}) => spec.clusterIP === ip);
	if (!service) {
		const pod = api.list<Pod>('pods').find(({status, spec}) => status.podIP === ip && !spec.hostNetwork);
		return pod && [pod, port];
	}
	const servicePort = service.spec.ports?.find(each => each.port === port);
	if (!servicePort) {
		return undefined;
	}
	const backends = backendsOf(service, context);
	const pod = backends[Math.floor(context.now / 1000) % Math.max(1, backends.length)];
	if (!pod) {
		return 'refused';
	}
	const wanted = servicePort.targetPort ?? port;
	const named = pod.spec.containers.flatMap(({ports = []}) => ports).find(({name}) => name === wanted);
	return [pod, typeof wanted === 'number' ? wanted : (named?.containerPort ?? port)];
}
