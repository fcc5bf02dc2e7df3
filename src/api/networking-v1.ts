/** How requests from outside the cluster reach Services. */
import {
	always,
	embedded,
	type Infer,
	int32,
	list,
	messagesOf,
	optional,
	ref,
	required,
	string,
} from '../apimachinery/schema.ts';
import {TypedLocalObjectReference} from './core-v1/references.ts';
import {objectMeta, typeMeta} from './meta-v1.ts';

const message = messagesOf('io.k8s.api.networking.v1');

const ServiceBackendPort = message('ServiceBackendPort', 'A port of a Service; exactly one of the two is set.', {
	name: optional(1, string, 'The name of the port.'),
	number: optional(2, int32, 'The number of the port.'),
});

const IngressServiceBackend = message('IngressServiceBackend', 'A Service that answers requests.', {
	name: required(1, string, 'The name of the Service.'),
	port: optional(2, ref(ServiceBackendPort), 'The port of the Service.'),
});

export const IngressBackend = message('IngressBackend', 'Who answers requests; exactly one of the two is set.', {
	resource: optional(3, ref(TypedLocalObjectReference), 'An object of another kind.'),
	service: optional(4, ref(IngressServiceBackend), 'A Service.'),
});

export interface IngressBackend extends Infer<typeof IngressBackend> {}

const HTTPIngressPath = message('HTTPIngressPath', 'Which requests go where, by their path.', {
	path: optional(1, string, 'The path, which begins with a /.'),
	backend: required(2, ref(IngressBackend), 'Who answers them.'),
	pathType: required(3, string, 'How the path is compared: Exact, Prefix or ImplementationSpecific.'),
});

const HTTPIngressRuleValue = message('HTTPIngressRuleValue', 'Which requests over HTTP go where.', {
	paths: required(1, list(ref(HTTPIngressPath)), 'The paths.', {listType: 'atomic'}),
});

const IngressRule = message('IngressRule', 'Which requests to a host go where.', {
	host: optional(1, string, 'The name of the host; empty for all of them. It may begin with *.'),
	...embedded(2, {http: optional(1, ref(HTTPIngressRuleValue), 'Where requests over HTTP go.')}),
});

const IngressTLS = message('IngressTLS', 'The certificate of some hosts.', {
	hosts: optional(1, list(string), 'The hosts.', {listType: 'atomic'}),
	secretName: optional(2, string, 'The Secret that holds the certificate and its key.'),
});

export const IngressSpec = message('IngressSpec', 'Which requests go where.', {
	defaultBackend: optional(1, ref(IngressBackend), 'Who answers what no rule speaks of.'),
	tls: optional(2, list(ref(IngressTLS)), 'The certificates.', {listType: 'atomic'}),
	rules: optional(3, list(ref(IngressRule)), 'Where requests go, by their host.', {listType: 'atomic'}),
	ingressClassName: optional(4, string, 'Which controller this is for.'),
});
export interface IngressSpec extends Infer<typeof IngressSpec> {}

const IngressPortStatus = message('IngressPortStatus', 'A port of a load balancer.', {
	port: required(1, int32, 'The number of the port.'),
	protocol: required(2, string, 'TCP, UDP or SCTP.'),
	error: optional(3, string, 'What is wrong with it, in CamelCase.'),
});

const IngressLoadBalancerIngress = message('IngressLoadBalancerIngress', 'An address of a load balancer.', {
	ip: optional(1, string, 'The IP address.'),
	hostname: optional(2, string, 'The name of the host.'),
	ports: optional(4, list(ref(IngressPortStatus)), 'The ports.', {listType: 'atomic'}),
});

const IngressLoadBalancerStatus = message('IngressLoadBalancerStatus', 'The addresses of a load balancer.', {
	ingress: optional(1, list(ref(IngressLoadBalancerIngress)), 'The addresses.', {listType: 'atomic'}),
});

export const IngressStatus = message('IngressStatus', 'The present state.', {
	loadBalancer: always(1, ref(IngressLoadBalancerStatus), {}, 'Where requests arrive.'),
});

export const Ingress = message('Ingress', 'Leads requests from outside the cluster to Services, by host and path.', {
	...typeMeta,
	metadata: objectMeta,
	spec: always(2, ref(IngressSpec), {}, 'Which requests go where.'),
	status: always(3, ref(IngressStatus), {}, 'The present state.'),
});
export interface Ingress extends Infer<typeof Ingress> {}
