/** Pods. */
import {
	always,
	bool,
	defaulted,
	type Infer,
	int32,
	int64,
	list,
	map,
	messagesOf,
	optional,
	quantity,
	ref,
	required,
	string,
} from '../../apimachinery/schema.ts';
import {objectMeta, typeMeta} from '../meta-v1.ts';
import {Affinity, Toleration, TopologySpreadConstraint} from './affinity.ts';
import {Container, EphemeralContainer, ResourceRequirements} from './container.ts';
import {PodStatus} from './pod-status.ts';
import {LocalObjectReference, ObjectReference} from './references.ts';
import {PodSecurityContext} from './security.ts';
import {Volume} from './volumes.ts';

const message = messagesOf('io.k8s.api.core.v1');

export const HostAlias = message('HostAlias', "A line for the Pod's hosts file.", {
	ip: required(1, string, 'The address.'),
	hostnames: optional(2, list(string), 'The names of the address.', {listType: 'atomic'}),
});
export interface HostAlias extends Infer<typeof HostAlias> {}

export const PodDNSConfigOption = message('PodDNSConfigOption', 'An option of the resolver.', {
	name: optional(1, string, 'The name of the option.'),
	value: optional(2, string, 'The value of the option.'),
});
export interface PodDNSConfigOption extends Infer<typeof PodDNSConfigOption> {}

export const PodDNSConfig = message('PodDNSConfig', 'Settings of the resolver, added to those that dnsPolicy gives.', {
	nameservers: optional(1, list(string), 'Addresses of name servers.', {listType: 'atomic'}),
	searches: optional(2, list(string), 'Domains in which names are looked up.', {listType: 'atomic'}),
	options: optional(3, list(ref(PodDNSConfigOption)), 'Options of the resolver.', {listType: 'atomic'}),
});
export interface PodDNSConfig extends Infer<typeof PodDNSConfig> {}

export const PodReadinessGate = message('PodReadinessGate', 'A condition that must be true for the Pod to be ready.', {
	conditionType: required(1, string, 'The type of the condition.'),
});
export interface PodReadinessGate extends Infer<typeof PodReadinessGate> {}

export const PodOS = message('PodOS', 'The operating system that the Pod is made for.', {
	name: required(1, string, 'linux or windows.'),
});
export interface PodOS extends Infer<typeof PodOS> {}

export const PodSchedulingGate = message(
	'PodSchedulingGate',
	'Something that the Pod waits for before it is scheduled.',
	{
		name: required(1, string, 'The name of the gate.'),
	},
);
export interface PodSchedulingGate extends Infer<typeof PodSchedulingGate> {}

export const PodResourceClaim = message('PodResourceClaim', 'A resource claim that containers can use.', {
	name: required(1, string, 'The name by which containers refer to it.'),
	resourceClaimName: optional(3, string, 'A claim that exists.'),
	resourceClaimTemplateName: optional(4, string, 'A template from which a claim is made for the Pod.'),
});
export interface PodResourceClaim extends Infer<typeof PodResourceClaim> {}

export const PodSchedulingGroup = message('PodSchedulingGroup', 'The group that the Pod is scheduled with.', {
	podGroupName: optional(1, string, 'The name of the group.'),
});
export interface PodSchedulingGroup extends Infer<typeof PodSchedulingGroup> {}

export const PodSpec = message('PodSpec', 'What a Pod should be.', {
	volumes: optional(1, list(ref(Volume)), 'Volumes that the containers can mount.', {
		listType: 'map',
		listMapKeys: ['name'],
		mergeKey: 'name',
		patchStrategy: 'merge,retainKeys',
	}),
	containers: required(
		2,
		list(ref(Container)),
		'The containers, at least one. They cannot be added or removed later.',
		{listType: 'map', listMapKeys: ['name'], mergeKey: 'name', patchStrategy: 'merge'},
	),
	restartPolicy: defaulted(3, string, 'Always', 'Whether ended containers are restarted: Always, OnFailure or Never.', {
		enum: ['Always', 'Never', 'OnFailure'],
	}),
	terminationGracePeriodSeconds: defaulted(
		4,
		int64,
		30,
		'Seconds from the request to end until containers are killed.',
	),
	activeDeadlineSeconds: optional(5, int64, 'Seconds that the Pod may run before it is ended and counts as failed.'),
	dnsPolicy: defaulted(
		6,
		string,
		'ClusterFirst',
		'Where names are looked up: ClusterFirst, ClusterFirstWithHostNet, Default or None.',
		{enum: ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None']},
	),
	nodeSelector: optional(7, map(string), 'Labels that the node must have.'),
	serviceAccountName: optional(8, string, 'The service account as which the Pod talks to the API.'),
	serviceAccount: optional(9, string, 'The old name of serviceAccountName.'),
	nodeName: optional(10, string, 'The node of the Pod. The scheduler sets it; who gives it goes past the scheduler.'),
	hostNetwork: optional(11, bool, 'Whether the Pod shares the network of its node.'),
	hostPID: optional(12, bool, 'Whether the Pod sees the processes of its node.'),
	hostIPC: optional(13, bool, 'Whether the Pod shares inter-process communication with its node.'),
	securityContext: always(14, ref(PodSecurityContext), {}, 'What the containers may do, unless they say otherwise.'),
	imagePullSecrets: optional(15, list(ref(LocalObjectReference)), 'Secrets with which images are pulled.', {
		listType: 'map',
		listMapKeys: ['name'],
		mergeKey: 'name',
		patchStrategy: 'merge',
	}),
	hostname: optional(16, string, 'The host name of the Pod; its own name where it is not given.'),
	subdomain: optional(17, string, "The domain of the Pod's host name, mostly that of a headless Service."),
	affinity: optional(18, ref(Affinity), 'Rules for where the Pod may or should run.'),
	schedulerName: defaulted(19, string, 'default-scheduler', 'The scheduler that places the Pod.'),
	initContainers: optional(
		20,
		list(ref(Container)),
		'Containers that run one after the other, each to its end, before the others start.',
		{listType: 'map', listMapKeys: ['name'], mergeKey: 'name', patchStrategy: 'merge'},
	),
	automountServiceAccountToken: optional(21, bool, 'Whether a token of the service account is mounted.'),
	tolerations: optional(22, list(ref(Toleration)), 'The taints of nodes that the Pod tolerates.', {listType: 'atomic'}),
	hostAliases: optional(23, list(ref(HostAlias)), 'Lines for the hosts file.', {
		listType: 'map',
		listMapKeys: ['ip'],
		mergeKey: 'ip',
		patchStrategy: 'merge',
	}),
	priorityClassName: optional(24, string, 'The class that gives the Pod its priority.'),
	priority: optional(25, int32, 'How important the Pod is; set from its priority class.'),
	dnsConfig: optional(26, ref(PodDNSConfig), 'Settings of the resolver.'),
	shareProcessNamespace: optional(27, bool, "Whether the containers see each other's processes."),
	readinessGates: optional(
		28,
		list(ref(PodReadinessGate)),
		'Further conditions that must be true for the Pod to be ready.',
		{listType: 'atomic'},
	),
	runtimeClassName: optional(29, string, 'The container runtime to use.'),
	enableServiceLinks: optional(30, bool, 'Whether Services of the namespace appear as environment variables.'),
	preemptionPolicy: optional(
		31,
		string,
		'Whether the Pod may push out others of lower priority: PreemptLowerPriority or Never.',
		{enum: ['Never', 'PreemptLowerPriority']},
	),
	overhead: optional(32, map(quantity), 'Resources that running the Pod takes beside those of its containers.'),
	topologySpreadConstraints: optional(
		33,
		list(ref(TopologySpreadConstraint)),
		'How Pods like this one are spread over places.',
		{
			listType: 'map',
			listMapKeys: ['topologyKey', 'whenUnsatisfiable'],
			mergeKey: 'topologyKey',
			patchStrategy: 'merge',
		},
	),
	ephemeralContainers: optional(34, list(ref(EphemeralContainer)), 'Containers added to look into the running Pod.', {
		listType: 'map',
		listMapKeys: ['name'],
		mergeKey: 'name',
		patchStrategy: 'merge',
	}),
	setHostnameAsFQDN: optional(35, bool, 'Whether the host name is the full domain name.'),
	os: optional(36, ref(PodOS), 'The operating system that the Pod is made for.'),
	hostUsers: optional(37, bool, 'Whether the Pod shares the users of its node.'),
	schedulingGates: optional(38, list(ref(PodSchedulingGate)), 'What the Pod waits for before it is scheduled.', {
		listType: 'map',
		listMapKeys: ['name'],
		mergeKey: 'name',
		patchStrategy: 'merge',
	}),
	resourceClaims: optional(39, list(ref(PodResourceClaim)), 'Resource claims that containers can use.', {
		listType: 'map',
		listMapKeys: ['name'],
		mergeKey: 'name',
		patchStrategy: 'merge,retainKeys',
	}),
	resources: optional(40, ref(ResourceRequirements), 'What all containers together need and may use.'),
	hostnameOverride: optional(41, string, 'The host name, whatever hostname and subdomain say.'),
	schedulingGroup: optional(43, ref(PodSchedulingGroup), 'The group that the Pod is scheduled with.'),
});
export interface PodSpec extends Infer<typeof PodSpec> {}

export const Pod = message(
	'Pod',
	'One or more containers that run together on one node, with one address and shared volumes.',
	{
		...typeMeta,
		metadata: objectMeta,
		spec: always(2, ref(PodSpec), {}, 'What the Pod should be.'),
		status: always(3, ref(PodStatus), {}, 'What the Pod is doing.'),
	},
);
export interface Pod extends Infer<typeof Pod> {}

export const Binding = message('Binding', 'Puts an object onto another: a Pod onto a node.', {
	...typeMeta,
	metadata: objectMeta,
	target: always(2, ref(ObjectReference), {}, 'The object that it is bound to.', {required: true}),
});
export interface Binding extends Infer<typeof Binding> {}
