/** Questions that defaults, allocation and validation of Services all ask (pkg/api/service/util.go). */
import type {Service, ServiceSpec} from '../../../api/core-v1/service.ts';

/** Without an address of its own: its name stands for the addresses of its Pods. */
export function isHeadless({clusterIPs}: ServiceSpec): boolean {
	return clusterIPs?.length === 1 && clusterIPs[0] === 'None';
}

export function needsClusterIp({type}: ServiceSpec): boolean {
	return type !== 'ExternalName';
}

export function needsNodePort({type}: ServiceSpec): boolean {
	return type === 'NodePort' || type === 'LoadBalancer';
}

export function isExternallyAccessible(spec: ServiceSpec): boolean {
	return needsNodePort(spec) || (spec.type === 'ClusterIP' && (spec.externalIPs ?? []).length > 0);
}

export function needsHealthCheck({type, externalTrafficPolicy}: ServiceSpec): boolean {
	return type === 'LoadBalancer' && externalTrafficPolicy === 'Local';
}

/** The Service with some of its spec replaced; a field that is undefined goes. */
export function withSpec(
	service: Service,
	changes: {readonly [K in keyof ServiceSpec]?: ServiceSpec[K] | undefined},
): Service {
	const merged = Object.entries({...service.spec, ...changes}).filter(([, value]) => value !== undefined);
	return {...service, spec: Object.fromEntries(merged) as unknown as ServiceSpec};
}
