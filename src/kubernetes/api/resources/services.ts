/** Services (pkg/registry/core/service/strategy.go, storage/storage.go; pkg/apis/core/v1/defaults.go). */
import {Service, ServiceSpec} from '../../../api/core-v1/service.ts';
import {jsonEqual} from '../../../apimachinery/equal.ts';
import {formatLabels} from '../../../apimachinery/labels.ts';
import {nameIsDnsLabel} from '../../../apimachinery/validation.ts';
import type {ResourceDefinition} from '../resource.ts';
import {ageColumn, descriptionOf, nameColumn} from './columns.ts';
import {validateLoadBalancer} from './load-balancer-validation.ts';
import {allocate} from './service-allocation.ts';
import {isExternallyAccessible, isHeadless, needsClusterIp, needsNodePort, withSpec} from './service-rules.ts';
import {validateService, validateServiceUpdate} from './service-validation.ts';
import {keep} from './strategy.ts';

const affinitySeconds = 10_800;

export const services: ResourceDefinition<Service> = {
	group: '',
	version: 'v1',
	kind: 'Service',
	plural: 'services',
	singular: 'service',
	shortNames: ['svc'],
	categories: ['all'],
	namespaced: true,
	subresources: ['proxy', 'status'],
	schema: Service,
	validateName: nameIsDnsLabel,
	fields: {'spec.clusterIP': ({spec}) => spec.clusterIP ?? '', 'spec.type': ({spec}) => spec.type},
	columns: [
		nameColumn,
		{name: 'Type', type: 'string', description: descriptionOf(ServiceSpec, 'type'), cell: ({spec}) => spec.type},
		{
			name: 'Cluster-IP',
			type: 'string',
			description: descriptionOf(ServiceSpec, 'clusterIP'),
			cell: ({spec}) => spec.clusterIPs?.[0] ?? '<none>',
		},
		{
			name: 'External-IP',
			type: 'string',
			description: descriptionOf(ServiceSpec, 'externalIPs'),
			cell: externalIp,
		},
		{name: 'Port(s)', type: 'string', description: descriptionOf(ServiceSpec, 'ports'), cell: formatPorts},
		ageColumn,
		{
			name: 'Selector',
			type: 'string',
			priority: 1,
			description: descriptionOf(ServiceSpec, 'selector'),
			cell: ({spec}) => formatLabels(spec.selector),
		},
	],
	strategy: {
		returnsDeleted: true,
		createOnUpdate: true,
		applyDefaults: defaultService,
		prepareForCreate: (service, context) =>
			allocate(inStep({...service, status: {loadBalancer: {}}}, undefined), undefined, context),
		prepareForUpdate: (next, old, context) => {
			const kept = inStep(withAllocated(keep(next, old, 'status'), old), old);
			const same = jsonEqual(kept.spec, old.spec);
			return same ? kept : dropUnused(allocate(kept, old, context), old);
		},
		prepareForStatusUpdate: (next, old) => keep(next, old, 'spec'),
		validateStatusUpdate: ({spec, status}, old) =>
			validateLoadBalancer(status.loadBalancer, old.status.loadBalancer, spec),
		validate: service => validateService(service),
		validateUpdate: (next, old) => [...validateServiceUpdate(next, old), ...validateService(next, old)],
		warnings,
	},
};

function defaultService(service: Service): Service {
	const {spec} = service;
	const changes: {-readonly [K in keyof ServiceSpec]?: ServiceSpec[K] | undefined} = {};
	if (spec.sessionAffinity === 'None') {
		changes.sessionAffinityConfig = undefined;
	} else if (
		spec.sessionAffinity === 'ClientIP' &&
		spec.sessionAffinityConfig?.clientIP?.timeoutSeconds === undefined
	) {
		changes.sessionAffinityConfig = {clientIP: {timeoutSeconds: affinitySeconds}};
	}
	if (spec.ports?.some(({targetPort}) => targetPort === undefined || targetPort === 0 || targetPort === '')) {
		changes.ports = spec.ports.map(port => ({...port, targetPort: port.targetPort || port.port}));
	}
	if (isExternallyAccessible(spec) && !spec.externalTrafficPolicy) {
		changes.externalTrafficPolicy = 'Cluster';
	}
	if (spec.internalTrafficPolicy === undefined && ['NodePort', 'LoadBalancer', 'ClusterIP'].includes(spec.type)) {
		changes.internalTrafficPolicy = 'Cluster';
	}
	if (spec.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts === undefined) {
		changes.allocateLoadBalancerNodePorts = true;
	}
	const next = Object.keys(changes).length > 0 ? withSpec(service, changes) : service;
	return spec.type === 'LoadBalancer' ? withIpModes(next) : next;
}

/** Traffic for an address of a load balancer arrives as it was sent, unless something else is said. */
function withIpModes(service: Service): Service {
	const {ingress = []} = service.status?.loadBalancer ?? {};
	if (!ingress.some(({ip, ipMode}) => ip && ipMode === undefined)) {
		return service;
	}
	const filled = ingress.map(each => (each.ip && each.ipMode === undefined ? {...each, ipMode: 'VIP'} : each));
	return {...service, status: {...service.status, loadBalancer: {...service.status.loadBalancer, ingress: filled}}};
}

/** The one address and the list of them say the same, whichever of them a client gives (normalizeClusterIPs). */
function inStep(service: Service, old: Service | undefined): Service {
	const {clusterIP = '', clusterIPs = []} = service.spec;
	if (!old) {
		return clusterIP !== '' && clusterIPs.length === 0 ? withSpec(service, {clusterIPs: [clusterIP]}) : service;
	}
	const before = old.spec;
	if (clusterIP === (before.clusterIP ?? '')) {
		return clusterIPs.length === 0 && before.clusterIPs ? withSpec(service, {clusterIPs: before.clusterIPs}) : service;
	}
	if (!jsonEqual(clusterIPs, before.clusterIPs ?? [])) {
		return service;
	}
	return withSpec(service, {clusterIPs: clusterIP === '' ? undefined : [clusterIP]});
}

/** What was allocated stays where a client's update does not say it (patchAllocatedValues). */
function withAllocated(service: Service, old: Service): Service {
	let next = service;
	if (needsClusterIp(old.spec) && needsClusterIp(next.spec)) {
		next = withSpec(next, {
			clusterIP: next.spec.clusterIP || old.spec.clusterIP,
			clusterIPs: next.spec.clusterIPs?.length ? next.spec.clusterIPs : old.spec.clusterIPs,
		});
	}
	if (needsNodePort(old.spec) && needsNodePort(next.spec)) {
		const given = new Set(next.spec.ports?.map(port => port.nodePort));
		const ports = next.spec.ports?.map(port => {
			const before = old.spec.ports?.find(other => (other.name ?? '') === (port.name ?? ''))?.nodePort;
			return port.nodePort || !before || given.has(before) ? port : {...port, nodePort: before};
		});
		next = withSpec(next, {
			ports,
			healthCheckNodePort: next.spec.healthCheckNodePort || old.spec.healthCheckNodePort,
		});
	}
	return next;
}

/** Fields that a new type has no use for go, unless the client changed them too (dropTypeDependentFields). */
function dropUnused(service: Service, old: Service): Service {
	const {spec} = service;
	const before = old.spec;
	const changes: {-readonly [K in keyof ServiceSpec]?: ServiceSpec[K] | undefined} = {};
	const drop = (name: keyof ServiceSpec, unused: boolean) => {
		if (unused && spec[name] !== undefined && jsonEqual(spec[name], before[name])) {
			changes[name] = undefined;
		}
	};
	const noIp = needsClusterIp(before) && !needsClusterIp(spec);
	for (const name of ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy'] as const) {
		drop(name, noIp);
	}
	if (needsNodePort(before) && !needsNodePort(spec)) {
		const known = new Set(before.ports?.map(port => port.nodePort));
		if (spec.ports?.every(port => !port.nodePort || known.has(port.nodePort))) {
			changes.ports = spec.ports.map(({nodePort: _, ...port}) => port);
		}
	}
	const noBalancer = before.type === 'LoadBalancer' && spec.type !== 'LoadBalancer';
	for (const name of ['allocateLoadBalancerNodePorts', 'loadBalancerClass', 'healthCheckNodePort'] as const) {
		drop(name, noBalancer);
	}
	drop('externalTrafficPolicy', isExternallyAccessible(before) && !isExternallyAccessible(spec));
	const next = Object.keys(changes).length > 0 ? withSpec(service, changes) : service;
	return noBalancer ? {...next, status: {...next.status, loadBalancer: {}}} : next;
}

function warnings({spec}: Service): string[] {
	const found: string[] = [];
	const externalIps = spec.externalIPs ?? [];
	if (isHeadless(spec)) {
		if (spec.loadBalancerIP) {
			found.push('spec.loadBalancerIP is ignored for headless services');
		}
		if (externalIps.length > 0) {
			found.push('spec.externalIPs is ignored for headless services');
		}
		if (spec.sessionAffinity !== 'None') {
			found.push('spec.SessionAffinity is ignored for headless services');
		}
	} else if (externalIps.length > 0 && spec.type !== 'ExternalName') {
		found.push('spec.externalIPs is deprecated and may no longer be implemented in some clusters');
	}
	if (spec.type === 'ExternalName' && externalIps.length > 0) {
		found.push('spec.externalIPs is ignored when spec.type is "ExternalName"');
	}
	if (spec.type !== 'ExternalName' && spec.externalName) {
		found.push('spec.externalName is ignored when spec.type is not "ExternalName"');
	}
	if (spec.trafficDistribution === 'PreferClose') {
		found.push('spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"');
	}
	return found;
}

function externalIp({spec, status}: Service): string {
	const given = spec.externalIPs ?? [];
	switch (spec.type) {
		case 'ClusterIP':
		case 'NodePort':
			return given.join(',') || '<none>';
		case 'LoadBalancer': {
			const ingress = (status.loadBalancer.ingress ?? []).map(({ip, hostname}) => ip || hostname || '');
			const known = [...new Set(ingress.filter(address => address !== ''))].sort();
			return [...known, ...given].join(',') || '<pending>';
		}
		case 'ExternalName':
			return spec.externalName ?? '';
		default:
			return '<unknown>';
	}
}

function formatPorts({spec}: Service): string {
	const ports = (spec.ports ?? []).map(
		({port, nodePort, protocol}) => `${port}${nodePort ? `:${nodePort}` : ''}/${protocol}`,
	);
	return ports.join(',') || '<none>';
}
