/** Services. */
import {
	always,
	bool,
	defaulted,
	type Infer,
	int32,
	intOrString,
	list,
	map,
	messagesOf,
	optional,
	ref,
	required,
	string,
} from '../../apimachinery/schema.ts';
import {Condition, objectMeta, typeMeta} from '../meta-v1.ts';

const message = messagesOf('io.k8s.api.core.v1');

export const ServicePort = message('ServicePort', 'A port of a Service.', {
	name: optional(1, string, 'The name of the port; needed where there are several.'),
	protocol: defaulted(2, string, 'TCP', 'TCP, UDP or SCTP.', {enum: ['SCTP', 'TCP', 'UDP']}),
	port: required(3, int32, 'The port at which the Service is reached.'),
	targetPort: optional(
		4,
		intOrString,
		'The port of the Pods, by number or by name; the same as port where it is not given.',
	),
	nodePort: optional(5, int32, 'The port of every node that leads to the Service.'),
	appProtocol: optional(6, string, 'The protocol of the application, as a hint.'),
});
export interface ServicePort extends Infer<typeof ServicePort> {}

export const ClientIPConfig = message('ClientIPConfig', "Affinity by the client's address.", {
	timeoutSeconds: optional(1, int32, 'How long a client stays with the same Pod.'),
});
export interface ClientIPConfig extends Infer<typeof ClientIPConfig> {}

export const SessionAffinityConfig = message('SessionAffinityConfig', 'Settings of the session affinity.', {
	clientIP: optional(1, ref(ClientIPConfig), "Affinity by the client's address."),
});
export interface SessionAffinityConfig extends Infer<typeof SessionAffinityConfig> {}

export const ServiceSpec = message('ServiceSpec', 'How a Service is reached, and which Pods answer.', {
	ports: optional(1, list(ref(ServicePort)), 'The ports of the Service.', {
		listType: 'map',
		listMapKeys: ['port', 'protocol'],
		mergeKey: 'port',
		patchStrategy: 'merge',
	}),
	selector: optional(
		2,
		map(string),
		'Labels of the Pods that answer. Without a selector the endpoints are made by hand.',
	),
	clusterIP: optional(3, string, 'The address of the Service. The server gives one; None makes the Service headless.'),
	type: defaulted(
		4,
		string,
		'ClusterIP',
		'How the Service is reached: ClusterIP, NodePort, LoadBalancer or ExternalName.',
		{enum: ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort']},
	),
	externalIPs: optional(5, list(string), 'Further addresses at which nodes accept its traffic.', {listType: 'atomic'}),
	sessionAffinity: defaulted(7, string, 'None', 'ClientIP sends a client to the same Pod each time; None does not.', {
		enum: ['ClientIP', 'None'],
	}),
	loadBalancerIP: optional(8, string, 'The address that the load balancer should have. Deprecated.'),
	loadBalancerSourceRanges: optional(9, list(string), 'From where the load balancer takes traffic.', {
		listType: 'atomic',
	}),
	externalName: optional(10, string, 'The DNS name that the Service stands for, with the type ExternalName.'),
	externalTrafficPolicy: optional(
		11,
		string,
		'Whether traffic from outside goes to Pods everywhere (Cluster) or on the same node only (Local).',
		{enum: ['Cluster', 'Local']},
	),
	healthCheckNodePort: optional(12, int32, 'The port at which load balancers ask nodes for local Pods.'),
	publishNotReadyAddresses: optional(13, bool, 'Whether Pods count that are not ready.'),
	sessionAffinityConfig: optional(14, ref(SessionAffinityConfig), 'Settings of the session affinity.'),
	ipFamilyPolicy: optional(17, string, 'SingleStack, PreferDualStack or RequireDualStack.', {
		enum: ['PreferDualStack', 'RequireDualStack', 'SingleStack'],
	}),
	clusterIPs: optional(18, list(string), 'The addresses of the Service, at most one of each family.', {
		listType: 'atomic',
	}),
	ipFamilies: optional(19, list(string), 'The families of the addresses: IPv4, IPv6 or both.', {
		listType: 'atomic',
		enum: ['IPv4', 'IPv6'],
	}),
	allocateLoadBalancerNodePorts: optional(20, bool, 'Whether ports of the nodes are given out for the load balancer.'),
	loadBalancerClass: optional(21, string, 'The load balancer that takes care of the Service.'),
	internalTrafficPolicy: optional(
		22,
		string,
		'Whether traffic from inside goes to Pods everywhere (Cluster) or on the same node only (Local).',
		{enum: ['Cluster', 'Local']},
	),
	trafficDistribution: optional(23, string, 'Which Pods are preferred, such as PreferSameZone.'),
});
export interface ServiceSpec extends Infer<typeof ServiceSpec> {}

export const PortStatus = message('PortStatus', 'A port of a load balancer.', {
	port: required(1, int32, 'The number of the port.'),
	protocol: required(2, string, 'The protocol of the port.', {enum: ['SCTP', 'TCP', 'UDP']}),
	error: optional(3, string, 'What is wrong with the port.'),
});
export interface PortStatus extends Infer<typeof PortStatus> {}

export const LoadBalancerIngress = message('LoadBalancerIngress', 'Where a load balancer is reached.', {
	ip: optional(1, string, 'Its address.'),
	hostname: optional(2, string, 'Its name.'),
	ipMode: optional(3, string, "Whether traffic arrives with the balancer's address (VIP) or the node's (Proxy)."),
	ports: optional(4, list(ref(PortStatus)), 'Its ports.', {listType: 'atomic'}),
});
export interface LoadBalancerIngress extends Infer<typeof LoadBalancerIngress> {}

export const LoadBalancerStatus = message('LoadBalancerStatus', 'Where the load balancer of a Service is reached.', {
	ingress: optional(1, list(ref(LoadBalancerIngress)), 'The addresses and names.', {listType: 'atomic'}),
});
export interface LoadBalancerStatus extends Infer<typeof LoadBalancerStatus> {}

export const ServiceStatus = message('ServiceStatus', 'The present state of a Service.', {
	loadBalancer: always(1, ref(LoadBalancerStatus), {}, 'Where its load balancer is reached.'),
	conditions: optional(2, list(ref(Condition)), 'Aspects of the present state.', {
		listType: 'map',
		listMapKeys: ['type'],
		mergeKey: 'type',
		patchStrategy: 'merge',
	}),
});
export interface ServiceStatus extends Infer<typeof ServiceStatus> {}

export const Service = message('Service', 'One lasting name and address for a changing set of Pods.', {
	...typeMeta,
	metadata: objectMeta,
	spec: always(2, ref(ServiceSpec), {}, 'How the Service is reached, and which Pods answer.'),
	status: always(3, ref(ServiceStatus), {}, 'The present state of the Service.'),
});
export interface Service extends Infer<typeof Service> {}
