/** Endpoints: the addresses behind a Service in one object, as they were written before there were EndpointSlices. */
import {
	defaulted,
	type Infer,
	int32,
	list,
	messagesOf,
	optional,
	ref,
	required,
	string,
} from '../../apimachinery/schema.ts';
import {objectMeta, typeMeta} from '../meta-v1.ts';
import {ObjectReference} from './references.ts';

const message = messagesOf('io.k8s.api.core.v1');

export const EndpointAddress = message('EndpointAddress', 'One address behind a Service.', {
	ip: required(1, string, 'The IP address.'),
	targetRef: optional(2, ref(ObjectReference), 'The object that it belongs to, mostly a Pod.'),
	hostname: optional(3, string, 'Its host name.'),
	nodeName: optional(4, string, 'The node on which it is.'),
});
export interface EndpointAddress extends Infer<typeof EndpointAddress> {}

export const EndpointPort = message('EndpointPort', 'A port that the addresses of a subset have.', {
	name: optional(1, string, 'The name of the port; needed where there are several.'),
	port: required(2, int32, 'The number of the port.'),
	protocol: defaulted(3, string, 'TCP', 'TCP, UDP or SCTP.', {enum: ['SCTP', 'TCP', 'UDP']}),
	appProtocol: optional(4, string, 'The protocol of the application, as a hint.'),
});
export interface EndpointPort extends Infer<typeof EndpointPort> {}

export const EndpointSubset = message('EndpointSubset', 'Addresses that all have the same ports.', {
	addresses: optional(1, list(ref(EndpointAddress)), 'Those that take traffic.', {listType: 'atomic'}),
	notReadyAddresses: optional(2, list(ref(EndpointAddress)), 'Those that do not take traffic yet, or no longer.', {
		listType: 'atomic',
	}),
	ports: optional(3, list(ref(EndpointPort)), 'The ports of each of them.', {listType: 'atomic'}),
});
export interface EndpointSubset extends Infer<typeof EndpointSubset> {}

export const Endpoints = message(
	'Endpoints',
	'The addresses behind a Service in one object. Deprecated since v1.33: EndpointSlices tell more.',
	{
		...typeMeta,
		metadata: objectMeta,
		subsets: optional(2, list(ref(EndpointSubset)), 'The addresses, by the ports that they have.', {
			listType: 'atomic',
		}),
	},
);
export interface Endpoints extends Infer<typeof Endpoints> {}
