/** What a Service may say (validateService in pkg/apis/core/validation/validation.go). */
import type {Service, ServicePort, ServiceSpec} from '../../../api/core-v1/service.ts';
import {type FieldError, fieldErrors} from '../../../apimachinery/field-error.ts';
import {
	isDns1123Label,
	isDns1123Subdomain,
	isPortName,
	isPortNumber,
	isQualifiedName,
} from '../../../apimachinery/formats.ts';
import {validateLabels} from '../../../apimachinery/validation.ts';
import {ipFamilyOf} from './ip-addresses.ts';
import {validateCidr, validateEndpointIp, validateIp} from './pod/ip.ts';
import {isExternallyAccessible, isHeadless, needsHealthCheck} from './service-rules.ts';

const {duplicate, forbidden, invalid, notSupported, required} = fieldErrors;
const protocols = ['SCTP', 'TCP', 'UDP'];
const types = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const trafficPolicies = ['Cluster', 'Local'];
const maxAffinitySeconds = 86_400;

/** @param old what it was, of an update */
export function validateService({spec}: Service, old?: Service): FieldError[] {
	const errors: FieldError[] = [];
	const ports = spec.ports ?? [];
	const headless = isHeadless(spec);
	if (ports.length === 0 && !headless && spec.type !== 'ExternalName') {
		errors.push(required('spec.ports'));
	}
	if (headless && (spec.type === 'LoadBalancer' || spec.type === 'NodePort')) {
		errors.push(invalid('spec.clusterIPs[0]', 'None', `may not be set to 'None' for ${spec.type} services`));
	}
	if (spec.type === 'ExternalName') {
		errors.push(...validateExternalName(spec));
	}
	errors.push(
		...validatePorts(ports),
		...validateLabels(spec.selector, 'spec.selector'),
		...validateAffinity(spec),
		...validateClusterIps(spec),
		...(spec.externalIPs ?? []).flatMap((ip, index) => validateExternalIp(ip, `spec.externalIPs[${index}]`)),
	);
	if (!types.includes(spec.type)) {
		errors.push(notSupported('spec.type', spec.type, types));
	}
	if (spec.type === 'ClusterIP') {
		ports.forEach((port, index) => {
			if (port.nodePort) {
				const message = "may not be used when `type` is 'ClusterIP'";
				errors.push(forbidden(`spec.ports[${index}].nodePort`, message));
			}
		});
	}
	return [...errors, ...validateRepeatedPorts(ports), ...validateBalancer(spec, old?.spec), ...validateTraffic(spec)];
}

function validateExternalName(spec: ServiceSpec): FieldError[] {
	const message = 'may not be set for ExternalName services';
	const errors: FieldError[] = [];
	for (const name of ['clusterIPs', 'ipFamilies'] as const) {
		if ((spec[name] ?? []).length > 0) {
			errors.push(forbidden(`spec.${name}`, message));
		}
	}
	if (spec.ipFamilyPolicy !== undefined) {
		errors.push(forbidden('spec.ipFamilyPolicy', message));
	}
	const name = (spec.externalName ?? '').replace(/\.$/, '');
	const field = 'spec.externalName';
	if (name === '') {
		return [...errors, required(field)];
	}
	return [...errors, ...isDns1123Subdomain(name).map(wrong => invalid(field, name, wrong))];
}

/** For historical reasons what may be no endpoint may be no external address either. */
function validateExternalIp(ip: string, field: string): FieldError[] {
	const wrong = validateIp(ip, field);
	return wrong.length > 0 ? wrong : validateEndpointIp(ip, field);
}

function validatePorts(ports: readonly ServicePort[]): FieldError[] {
	const names = new Set<string>();
	return ports.flatMap((port, index) => {
		const field = `spec.ports[${index}]`;
		const errors: FieldError[] = [];
		const {name, targetPort, appProtocol} = port;
		if (!name && ports.length > 1) {
			errors.push(required(`${field}.name`));
		} else if (name) {
			errors.push(...isDns1123Label(name).map(message => invalid(`${field}.name`, name, message)));
			if (names.has(name)) {
				errors.push(duplicate(`${field}.name`, name));
			}
			names.add(name);
		}
		errors.push(...isPortNumber(port.port ?? 0).map(message => invalid(`${field}.port`, port.port ?? 0, message)));
		if (!protocols.includes(port.protocol)) {
			errors.push(notSupported(`${field}.protocol`, port.protocol, protocols));
		}
		if (targetPort !== undefined) {
			const wrong = typeof targetPort === 'number' ? isPortNumber(targetPort) : isPortName(targetPort);
			errors.push(...wrong.map(message => invalid(`${field}.targetPort`, targetPort, message)));
		}
		if (appProtocol !== undefined) {
			const wrong = isQualifiedName(appProtocol);
			errors.push(...wrong.map(message => invalid(`${field}.appProtocol`, appProtocol, message)));
		}
		return errors;
	});
}

function validateAffinity({sessionAffinity, sessionAffinityConfig}: ServiceSpec): FieldError[] {
	const field = 'spec.sessionAffinityConfig';
	if (sessionAffinity === 'ClientIP') {
		const seconds = sessionAffinityConfig?.clientIP?.timeoutSeconds;
		if (seconds === undefined) {
			return [required(field, 'when session affinity type is ClientIP')];
		}
		const message = `must be greater than 0 and less than ${maxAffinitySeconds}`;
		const wrong = seconds <= 0 || seconds > maxAffinitySeconds;
		return wrong ? [invalid(`${field}.clientIP.timeoutSeconds`, seconds, message)] : [];
	}
	if (sessionAffinity !== 'None') {
		return [notSupported('spec.sessionAffinity', sessionAffinity, ['ClientIP', 'None'])];
	}
	return sessionAffinityConfig ? [forbidden(field, 'must not be set when session affinity is None')] : [];
}

/** The addresses of a Service, and whether they fit one another (ValidateServiceClusterIPsRelatedFields). */
export function validateClusterIps(spec: ServiceSpec): FieldError[] {
	if (spec.type === 'ExternalName') {
		return [];
	}
	const {clusterIP = '', clusterIPs = [], ipFamilies = [], ipFamilyPolicy} = spec;
	const field = 'spec.clusterIPs';
	const errors: FieldError[] = [];
	if (clusterIP !== '' && clusterIPs.length === 0) {
		errors.push(required(field));
	} else if (clusterIP !== '' && clusterIPs[0] !== clusterIP) {
		errors.push(invalid(field, clusterIPs, 'first value must match `clusterIP`'));
	} else if (clusterIP === '' && clusterIPs.length > 0) {
		errors.push(invalid(field, clusterIPs, 'must be empty when `clusterIP` is not specified'));
	}
	ipFamilies.forEach((family, index) => {
		if (family !== 'IPv4' && family !== 'IPv6') {
			errors.push(notSupported(`spec.ipFamilies[${index}]`, family, ['IPv4', 'IPv6']));
		}
		if (ipFamilies.indexOf(family) < index) {
			errors.push(duplicate(`spec.ipFamilies[${index}]`, family));
		}
	});
	const policies = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];
	if (ipFamilyPolicy !== undefined && !policies.includes(ipFamilyPolicy)) {
		errors.push(notSupported('spec.ipFamilyPolicy', ipFamilyPolicy, policies));
	}
	const wrong = clusterIPs.flatMap((ip, index) => {
		if (index === 0 && ip === 'None') {
			return clusterIPs.length > 1 ? [invalid(field, clusterIPs, "'None' must be the first and only value")] : [];
		}
		return validateIp(ip, `${field}[${index}]`);
	});
	errors.push(...wrong);
	if (clusterIPs.length > 2) {
		errors.push(invalid(field, clusterIPs, 'may only hold up to 2 values'));
	}
	if (wrong.length > 0) {
		return errors;
	}
	if (clusterIPs.length > 1 && new Set(clusterIPs.map(ipFamilyOf)).size !== 2) {
		errors.push(invalid(field, clusterIPs, 'may specify no more than one IP for each IP family'));
	}
	clusterIPs.forEach((ip, index) => {
		const family = ipFamilies[index];
		if (ip !== 'None' && family && family !== ipFamilyOf(ip)) {
			const message = `expected an ${family} value as indicated by \`ipFamilies[${index}]\``;
			errors.push(invalid(`${field}[${index}]`, ip, message));
		}
	});
	return errors;
}

function validateRepeatedPorts(ports: readonly ServicePort[]): FieldError[] {
	const errors: FieldError[] = [];
	const nodePorts = new Set<string>();
	ports.forEach((port, index) => {
		const id = `${port.protocol}/${port.nodePort}`;
		if (port.nodePort && nodePorts.has(id)) {
			errors.push(duplicate(`spec.ports[${index}].nodePort`, port.nodePort));
		}
		nodePorts.add(id);
	});
	const numbers = new Set<string>();
	ports.forEach(({protocol, port}, index) => {
		const id = `${protocol}/${port}`;
		if (numbers.has(id)) {
			const value = {Name: '', Protocol: protocol, AppProtocol: null, Port: port, TargetPort: 0, NodePort: 0};
			errors.push(duplicate(`spec.ports[${index}]`, value));
		}
		numbers.add(id);
	});
	return errors;
}

/** @param old what it was, of an update: ranges that were let in under older rules may stay */
function validateBalancer(spec: ServiceSpec, old: ServiceSpec | undefined): FieldError[] {
	const message = "may only be used when `type` is 'LoadBalancer'";
	const ranges = spec.loadBalancerSourceRanges ?? [];
	const before = new Set(old?.loadBalancerSourceRanges?.map(range => range.trim()));
	const ofRanges = 'spec.LoadBalancerSourceRanges';
	const errors = ranges.flatMap((range, index) =>
		before.has(range.trim()) ? [] : validateCidr(range.trim(), `${ofRanges}[${index}]`),
	);
	if (spec.type !== 'LoadBalancer') {
		if (ranges.length > 0) {
			errors.unshift(forbidden(ofRanges, message));
		}
		for (const name of ['allocateLoadBalancerNodePorts', 'loadBalancerClass'] as const) {
			if (spec[name] !== undefined) {
				errors.push(forbidden(`spec.${name}`, message));
			}
		}
	} else if (spec.loadBalancerClass !== undefined) {
		const name = spec.loadBalancerClass;
		errors.push(...isQualifiedName(name).map(wrong => invalid('spec.loadBalancerClass', name, wrong)));
	}
	return errors;
}

function validateTraffic(spec: ServiceSpec): FieldError[] {
	const errors: FieldError[] = [];
	const {externalTrafficPolicy: external, internalTrafficPolicy: internal, healthCheckNodePort: port} = spec;
	if (!isExternallyAccessible(spec)) {
		if (external) {
			const message = 'may only be set for externally-accessible services';
			errors.push(invalid('spec.externalTrafficPolicy', external, message));
		}
	} else if (!external || !trafficPolicies.includes(external)) {
		errors.push(notSupported('spec.externalTrafficPolicy', external ?? '', trafficPolicies));
	}
	if (port && !needsHealthCheck(spec)) {
		const message = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
		errors.push(invalid('spec.healthCheckNodePort', port, message));
	} else if (needsHealthCheck(spec)) {
		const wrong = isPortNumber(port ?? 0).map(message => invalid('spec.healthCheckNodePort', port, message));
		errors.push(...(port ? wrong : [required('spec.healthCheckNodePort')]));
	}
	if (internal !== undefined && !trafficPolicies.includes(internal)) {
		errors.push(notSupported('spec.internalTrafficPolicy', internal, trafficPolicies));
	}
	const distributions = ['PreferClose', 'PreferSameZone', 'PreferSameNode'];
	if (spec.trafficDistribution !== undefined && !distributions.includes(spec.trafficDistribution)) {
		errors.push(notSupported('spec.trafficDistribution', spec.trafficDistribution, distributions));
	}
	return errors;
}

/** What may not change once it is set. */
export function validateServiceUpdate({spec}: Service, {spec: old}: Service): FieldError[] {
	const errors: FieldError[] = [];
	const bothHeadless = isHeadless(spec) && isHeadless(old);
	if (spec.type !== 'ExternalName' && old.type !== 'ExternalName' && !bothHeadless) {
		errors.push(...validateIpChange(spec, old));
	}
	if (spec.type === 'LoadBalancer' && old.type === 'LoadBalancer' && spec.loadBalancerClass !== old.loadBalancerClass) {
		errors.push(invalid('spec.loadBalancerClass', spec.loadBalancerClass, 'may not change once set'));
	}
	if (needsHealthCheck(spec) && needsHealthCheck(old) && spec.healthCheckNodePort !== old.healthCheckNodePort) {
		errors.push(forbidden('spec.healthCheckNodePort', 'field is immutable'));
	}
	return errors;
}

function validateIpChange(spec: ServiceSpec, old: ServiceSpec): FieldError[] {
	const errors: FieldError[] = [];
	const [ips, before] = [spec.clusterIPs ?? [], old.clusterIPs ?? []];
	if (ips.length === 0 && before.length > 0) {
		errors.push(invalid('spec.clusterIPs[0]', ips, 'primary clusterIP can not be unset'));
	}
	before.forEach((ip, index) => {
		if (index < ips.length && ips[index] !== ip && (index === 0 || ips.length === before.length)) {
			errors.push(invalid(`spec.clusterIPs[${index}]`, ips, 'may not change once set'));
		}
	});
	const families = spec.ipFamilies ?? [];
	const changed = old.ipFamilies?.some((family, index) => index < families.length && families[index] !== family);
	if (!isHeadless(spec) && !isHeadless(old) && changed) {
		errors.push(invalid('spec.ipFamilies[0]', families, 'may not change once set'));
	}
	return errors;
}
