/** How the kubelet asks containers how they are, and what it runs at their start and end. */
import {
	defaulted,
	embedded,
	type Infer,
	int32,
	int64,
	intOrString,
	list,
	messagesOf,
	optional,
	ref,
	required,
	string,
} from '../../apimachinery/schema.ts';

const message = messagesOf('io.k8s.api.core.v1');

export const ExecAction = message('ExecAction', 'Runs a command in the container.', {
	command: optional(1, list(string), 'The program and its arguments, without a shell. Exit code 0 means success.', {
		listType: 'atomic',
	}),
});
export interface ExecAction extends Infer<typeof ExecAction> {}

export const HTTPHeader = message('HTTPHeader', 'A header of an HTTP request.', {
	name: required(1, string, 'The name of the header.'),
	value: required(2, string, 'The value of the header.'),
});
export interface HTTPHeader extends Infer<typeof HTTPHeader> {}

export const HTTPGetAction = message(
	'HTTPGetAction',
	'Sends an HTTP GET request; an answer from 200 to 399 means success.',
	{
		path: defaulted(1, string, '/', 'The path to ask for.'),
		port: required(2, intOrString, "The port, by number or by the name of a container's port."),
		host: optional(3, string, "The host to ask; the Pod's own IP where it is not given."),
		scheme: defaulted(4, string, 'HTTP', 'HTTP or HTTPS.', {enum: ['HTTP', 'HTTPS']}),
		httpHeaders: optional(5, list(ref(HTTPHeader)), 'Headers to send along.', {listType: 'atomic'}),
	},
);
export interface HTTPGetAction extends Infer<typeof HTTPGetAction> {}

export const TCPSocketAction = message('TCPSocketAction', 'Opens a TCP connection; that it opens means success.', {
	port: required(1, intOrString, "The port, by number or by the name of a container's port."),
	host: optional(2, string, "The host to connect to; the Pod's own IP where it is not given."),
});
export interface TCPSocketAction extends Infer<typeof TCPSocketAction> {}

export const GRPCAction = message('GRPCAction', 'Calls the gRPC health service.', {
	port: required(1, int32, 'The port of the gRPC server.'),
	service: defaulted(2, string, '', 'The service to ask for in the request.'),
});
export interface GRPCAction extends Infer<typeof GRPCAction> {}

export const SleepAction = message('SleepAction', 'Waits for a time.', {
	seconds: required(1, int64, 'How many seconds to wait.'),
});
export interface SleepAction extends Infer<typeof SleepAction> {}

export const handlerFields = {
	exec: optional(1, ref(ExecAction), 'Asks by running a command in the container.'),
	httpGet: optional(2, ref(HTTPGetAction), 'Asks by an HTTP request.'),
	tcpSocket: optional(3, ref(TCPSocketAction), 'Asks by opening a TCP connection.'),
	grpc: optional(4, ref(GRPCAction), 'Asks by a gRPC health request.'),
};

export const Probe = message('Probe', 'Asks a container again and again how it is; one way of asking is set.', {
	...embedded(1, handlerFields),
	initialDelaySeconds: optional(2, int32, 'Seconds from the start of the container until it is asked first.'),
	timeoutSeconds: defaulted(3, int32, 1, 'Seconds after which no answer counts as a failure.'),
	periodSeconds: defaulted(4, int32, 10, 'Seconds from one question to the next.'),
	successThreshold: defaulted(
		5,
		int32,
		1,
		'How many successes in a row count as success after a failure; must be 1 for liveness and startup.',
	),
	failureThreshold: defaulted(6, int32, 3, 'How many failures in a row count as failure.'),
	terminationGracePeriodSeconds: optional(
		7,
		int64,
		"The grace period when a failed probe ends the container, instead of the Pod's.",
	),
});
export interface Probe extends Infer<typeof Probe> {}

export const LifecycleHandler = message(
	'LifecycleHandler',
	'What is done at the start or the end of a container; one of them is set.',
	{
		exec: optional(1, ref(ExecAction), 'Runs a command in the container.'),
		httpGet: optional(2, ref(HTTPGetAction), 'Sends an HTTP request.'),
		tcpSocket: optional(3, ref(TCPSocketAction), 'No longer used; it is refused at run time.'),
		sleep: optional(4, ref(SleepAction), 'Waits for a time.'),
	},
);
export interface LifecycleHandler extends Infer<typeof LifecycleHandler> {}

export const Lifecycle = message(
	'Lifecycle',
	'What the kubelet does right after a container started and right before it ends.',
	{
		postStart: optional(
			1,
			ref(LifecycleHandler),
			'Done right after the container was created. If it fails, the container is ended and restarted by its policy.',
		),
		preStop: optional(
			2,
			ref(LifecycleHandler),
			'Done before the container is told to end. The grace period counts while it runs.',
		),
		stopSignal: optional(3, string, 'The signal that ends the container, instead of the one that its image names.'),
	},
);
export interface Lifecycle extends Infer<typeof Lifecycle> {}
