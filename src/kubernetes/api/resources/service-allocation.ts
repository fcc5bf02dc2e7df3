/**
 * The addresses and ports that the server gives to Services (pkg/registry/core/service/storage/alloc.go). What is taken
 * is read from the Services themselves, so there is nothing to be released.
 */
import type {Service, ServicePort} from '../../../api/core-v1/service.ts';
import {type FieldError, fieldErrors, invalid as invalidObject} from '../../../apimachinery/field-error.ts';
import {failure} from '../../../apimachinery/status.ts';
import type {StrategyContext} from '../resource.ts';
import {formatIpv4, ipFamilyOf, ipv4Value} from './ip-addresses.ts';
import {needsHealthCheck, needsNodePort, withSpec} from './service-rules.ts';
import {validateClusterIps} from './service-validation.ts';

const {invalid} = fieldErrors;

/** Where addresses of Services come from: kubeadm's network. */
export const serviceNetwork = '10.96.0.0/12';
const networkStart = ipv4Value('10.96.0.0')!;
const networkSize = 2 ** 20;
/** The first addresses are left to those that are asked for by name (KEP 3070). */
const staticBand = 256;

const firstNodePort = 30_000;
const lastNodePort = 32_767;

/** @param old the stored Service, of an update */
export function allocate(service: Service, old: Service | undefined, context: StrategyContext): Service {
	const others = (context.list('services') as readonly Service[]).filter(
		({metadata: {namespace, name}}) =>
			namespace !== service.metadata.namespace || name !== service.metadata.name || !old,
	);
	const withFamilies = initFamilies(service, old);
	return allocatePorts(allocateIps(withFamilies, others, context), old, others, context);
}

function refuse(service: Service, errors: readonly FieldError[]): never {
	throw invalidObject({group: '', kind: 'Service'}, service.metadata.name, errors);
}

/** Fills in the families of the addresses; this cluster has IPv4 only. */
function initFamilies(service: Service, old: Service | undefined): Service {
	const {spec} = service;
	if (spec.type === 'ExternalName') {
		return service;
	}
	const selectorless = spec.clusterIP === 'None' && Object.keys(spec.selector ?? {}).length === 0;
	const policy = spec.ipFamilyPolicy ?? old?.spec.ipFamilyPolicy ?? (selectorless ? 'RequireDualStack' : 'SingleStack');
	const next = withSpec(service, {ipFamilyPolicy: policy});
	const wrong = validateClusterIps(next.spec);
	if (wrong.length > 0) {
		refuse(service, wrong);
	}
	const field = 'spec.ipFamilyPolicy';
	const errors: FieldError[] = [];
	const families = [...(spec.ipFamilies ?? [])];
	if (policy === 'SingleStack') {
		const message = (what: string) =>
			`must be 'RequireDualStack' or 'PreferDualStack' when multiple ${what} are specified`;
		if (spec.clusterIPs?.length === 2) {
			errors.push(invalid(field, policy, message('cluster IPs')));
		}
		if (families.length === 2) {
			errors.push(invalid(field, policy, message('IP families')));
		}
	}
	spec.clusterIPs?.forEach((ip, index) => {
		const family = ipFamilyOf(ip);
		if (ip === 'None' || !family || index < families.length) {
			return;
		}
		if (family === 'IPv4') {
			families.push(family);
		} else {
			const message = `${family} is not configured on this cluster`;
			errors.push(invalid(`spec.clusterIPs[${index}]`, spec.clusterIPs, message));
		}
	});
	if (errors.length > 0) {
		refuse(service, errors);
	}
	if (selectorless) {
		const first = families[0] ?? 'IPv4';
		const both = families.length < 2 && policy !== 'SingleStack';
		const ipFamilies = both ? [first, first === 'IPv4' ? 'IPv6' : 'IPv4'] : families.length > 0 ? families : [first];
		return withSpec(next, {ipFamilies});
	}
	if (policy === 'RequireDualStack') {
		errors.push(invalid(field, policy, 'this cluster is not configured for dual-stack services'));
	}
	families.forEach((family, index) => {
		if (family !== 'IPv4') {
			errors.push(invalid(`spec.ipFamilies[${index}]`, family, 'not configured on this cluster'));
		}
	});
	if (errors.length > 0) {
		refuse(service, errors);
	}
	return withSpec(next, {ipFamilies: families.length > 0 ? families : ['IPv4']});
}

function allocateIps(service: Service, others: readonly Service[], context: StrategyContext): Service {
	const {spec} = service;
	if (spec.type === 'ExternalName' || spec.clusterIP === 'None') {
		return service;
	}
	const taken = new Set(others.flatMap(other => other.spec.clusterIPs ?? []));
	const asked = spec.clusterIPs?.[0];
	if (asked) {
		// Nothing is set aside in a dry run, so what is taken is not found out.
		const why = whyNotIp(asked, context.dryRun ? new Set() : taken);
		if (why) {
			refuse(service, [invalid('spec.clusterIPs', spec.clusterIPs, `failed to allocate IP ${asked}: ${why}`)]);
		}
		return service;
	}
	const clusterIP = context.dryRun ? formatIpv4(networkStart) : freeIp(taken, context);
	return withSpec(service, {clusterIP, clusterIPs: [clusterIP]});
}

function whyNotIp(ip: string, taken: ReadonlySet<string>): string | undefined {
	const offset = (ipv4Value(ip) ?? -1) - networkStart;
	if (offset <= 0 || offset >= networkSize - 1) {
		return `the provided IP (${ip}) is not in the valid range. The range of valid IPs is ${serviceNetwork}`;
	}
	return taken.has(ip) ? 'provided IP is already allocated' : undefined;
}

function freeIp(taken: ReadonlySet<string>, {random}: StrategyContext): string {
	const choices = networkSize - staticBand - 1;
	const start = random.below(choices);
	for (let tried = 0; tried < choices; tried++) {
		const ip = formatIpv4(networkStart + staticBand + ((start + tried) % choices));
		if (!taken.has(ip)) {
			return ip;
		}
	}
	throw failure(500, 'InternalError', 'Internal error occurred: failed to allocate a serviceIP: range is full');
}

function allocatePorts(
	service: Service,
	old: Service | undefined,
	others: readonly Service[],
	context: StrategyContext,
): Service {
	const {spec} = service;
	if (!needsNodePort(spec)) {
		return service;
	}
	const taken = new Set(others.flatMap(other => nodePortsOf(other)));
	const own = new Set(old ? nodePortsOf(old) : []);
	const allocated = spec.type === 'NodePort' || spec.allocateLoadBalancerNodePorts !== false;
	const byPort = new Map<number, number>();
	const ports = spec.ports?.map((port, index): ServicePort => {
		if (!port.nodePort && !allocated) {
			return port;
		}
		// The same port over two protocols has the same node port.
		const asked = port.nodePort || byPort.get(port.port) || requested(spec.ports ?? [], port.port);
		const nodePort = asked || (context.dryRun ? dummyPort([...byPort.values()]) : freePort(taken, context));
		if (asked && !own.has(asked) && byPort.get(port.port) !== asked) {
			const why = whyNotPort(asked, taken, context.dryRun);
			if (why) {
				refuse(service, [invalid(`spec.ports[${index}].nodePort`, asked, why)]);
			}
		}
		taken.add(nodePort);
		byPort.set(port.port, nodePort);
		return {...port, nodePort};
	});
	const healthCheckNodePort = needsHealthCheck(spec)
		? spec.healthCheckNodePort || (context.dryRun ? dummyPort([...byPort.values()]) : freePort(taken, context))
		: spec.healthCheckNodePort;
	return withSpec(service, {ports, healthCheckNodePort});
}

function requested(ports: readonly ServicePort[], port: number): number {
	return ports.find(other => other.port === port && other.nodePort)?.nodePort ?? 0;
}

function nodePortsOf({spec}: Service): number[] {
	const ports = (spec.ports ?? []).flatMap(({nodePort}) => (nodePort ? [nodePort] : []));
	return spec.healthCheckNodePort ? [...ports, spec.healthCheckNodePort] : ports;
}

/** A port that stands for one in a dry run, in which none is set aside (portallocator/operation.go AllocateNext). */
function dummyPort(given: readonly number[]): number {
	return (given.length > 0 ? Math.max(...given) : lastNodePort + 1) + 1;
}

function whyNotPort(port: number, taken: ReadonlySet<number>, dryRun: boolean): string | undefined {
	if (!dryRun && (port < firstNodePort || port > lastNodePort)) {
		const range = `${firstNodePort}-${lastNodePort}`;
		return `provided port is not in the valid range. The range of valid ports is ${range}`;
	}
	return taken.has(port) ? 'provided port is already allocated' : undefined;
}

function freePort(taken: ReadonlySet<number>, {random}: StrategyContext): number {
	const choices = lastNodePort - firstNodePort + 1;
	const start = random.below(choices);
	for (let tried = 0; tried < choices; tried++) {
		const port = firstNodePort + ((start + tried) % choices);
		if (!taken.has(port)) {
			return port;
		}
	}
	throw failure(500, 'InternalError', 'Internal error occurred: failed to allocate a nodePort: range is full');
}
