/** Endpoint slices: the addresses behind a Service. */
import {
	always,
	bool,
	defaulted,
	emptyList,
	type Infer,
	int32,
	list,
	map,
	messagesOf,
	optional,
	ref,
	required,
	string,
} from '../apimachinery/schema.ts';
import {ObjectReference} from './core-v1/references.ts';
import {objectMeta, typeMeta} from './meta-v1.ts';

const message = messagesOf('io.k8s.api.discovery.v1');

export const EndpointConditions = message('EndpointConditions', 'Whether an endpoint can be used.', {
	ready: optional(1, bool, 'Whether it takes traffic.'),
	serving: optional(2, bool, 'Whether it could take traffic, even while it ends.'),
	terminating: optional(3, bool, 'Whether it is ending.'),
});
export interface EndpointConditions extends Infer<typeof EndpointConditions> {}

export const ForZone = message('ForZone', 'A zone that should use an endpoint.', {
	name: required(1, string, 'The name of the zone.'),
});
export interface ForZone extends Infer<typeof ForZone> {}

export const ForNode = message('ForNode', 'A node that should use an endpoint.', {
	name: required(1, string, 'The name of the node.'),
});
export interface ForNode extends Infer<typeof ForNode> {}

export const EndpointHints = message('EndpointHints', 'Who should use an endpoint.', {
	forZones: optional(1, list(ref(ForZone)), 'Zones that should use it.', {listType: 'atomic'}),
	forNodes: optional(2, list(ref(ForNode)), 'Nodes that should use it.', {listType: 'atomic'}),
});
export interface EndpointHints extends Infer<typeof EndpointHints> {}

export const Endpoint = message('Endpoint', 'One thing behind a Service, mostly a Pod.', {
	addresses: required(1, list(string), 'Its addresses, all of which lead to the same.', {listType: 'set'}),
	conditions: always(2, ref(EndpointConditions), {}, 'Whether it can be used.'),
	hostname: optional(3, string, 'Its host name.'),
	targetRef: optional(4, ref(ObjectReference), 'The object that it is, mostly a Pod.'),
	deprecatedTopology: optional(5, map(string), 'No longer used.'),
	nodeName: optional(6, string, 'The node on which it is.'),
	zone: optional(7, string, 'The zone in which it is.'),
	hints: optional(8, ref(EndpointHints), 'Who should use it.'),
});
export interface Endpoint extends Infer<typeof Endpoint> {}

export const EndpointPort = message('EndpointPort', 'A port of the endpoints.', {
	name: defaulted(1, string, '', 'The name of the port.'),
	protocol: defaulted(2, string, 'TCP', 'TCP, UDP or SCTP.', {enum: ['SCTP', 'TCP', 'UDP']}),
	port: optional(3, int32, 'The number of the port.'),
	appProtocol: optional(4, string, 'The protocol of the application, as a hint.'),
});
export interface EndpointPort extends Infer<typeof EndpointPort> {}

export const EndpointSlice = message('EndpointSlice', 'Some of the endpoints of a Service.', {
	...typeMeta,
	metadata: objectMeta,
	endpoints: always(2, emptyList(ref(Endpoint)), null, 'The endpoints.', {listType: 'atomic', required: true}),
	ports: always(3, emptyList(ref(EndpointPort)), null, 'The ports that each of them has.', {listType: 'atomic'}),
	addressType: required(4, string, 'What the addresses are: IPv4, IPv6 or FQDN.', {enum: ['FQDN', 'IPv4', 'IPv6']}),
});
export interface EndpointSlice extends Infer<typeof EndpointSlice> {}
