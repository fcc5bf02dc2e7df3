/** Nodes. */
import {
	always,
	bool,
	emptyTime,
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
	time,
} from '../../apimachinery/schema.ts';
import {objectMeta, typeMeta} from '../meta-v1.ts';

const message = messagesOf('io.k8s.api.core.v1');

export const Taint = message('Taint', 'Keeps away Pods that do not tolerate it.', {
	key: required(1, string, 'The key of the taint.'),
	value: optional(2, string, 'The value of the taint.'),
	effect: required(
		3,
		string,
		'NoSchedule keeps new Pods away, PreferNoSchedule tries to, NoExecute also evicts those that run.',
		{enum: ['NoExecute', 'NoSchedule', 'PreferNoSchedule']},
	),
	timeAdded: optional(4, time, 'When the taint was added.'),
});
export interface Taint extends Infer<typeof Taint> {}

export const ConfigMapNodeConfigSource = message('ConfigMapNodeConfigSource', 'No longer used.', {
	namespace: required(1, string, 'The namespace of the ConfigMap.'),
	name: required(2, string, 'The name of the ConfigMap.'),
	uid: optional(3, string, 'The UID of the ConfigMap.'),
	resourceVersion: optional(4, string, 'The resourceVersion of the ConfigMap.'),
	kubeletConfigKey: required(5, string, "The key with the kubelet's configuration."),
});
export interface ConfigMapNodeConfigSource extends Infer<typeof ConfigMapNodeConfigSource> {}

export const NodeConfigSource = message('NodeConfigSource', 'No longer used.', {
	configMap: optional(2, ref(ConfigMapNodeConfigSource), "The ConfigMap with the kubelet's configuration."),
});
export interface NodeConfigSource extends Infer<typeof NodeConfigSource> {}

export const NodeSpec = message('NodeSpec', 'How a node should be used.', {
	podCIDR: optional(1, string, 'The range of addresses for its Pods.'),
	externalID: optional(2, string, 'No longer used.'),
	providerID: optional(3, string, 'The id of the machine at the cloud provider.'),
	unschedulable: optional(4, bool, 'Whether new Pods are kept away; kubectl cordon sets it.'),
	taints: optional(5, list(ref(Taint)), 'What keeps Pods away that do not tolerate it.', {listType: 'atomic'}),
	configSource: optional(6, ref(NodeConfigSource), 'No longer used.'),
	podCIDRs: optional(7, list(string), 'The ranges of addresses for its Pods, at most one of each family.', {
		listType: 'set',
		patchStrategy: 'merge',
	}),
});
export interface NodeSpec extends Infer<typeof NodeSpec> {}

export const NodeCondition = message('NodeCondition', 'One aspect of the present state of a node.', {
	type: required(1, string, 'Which aspect this is: Ready, MemoryPressure, DiskPressure, PIDPressure and others.'),
	status: required(2, string, 'True, False or Unknown.'),
	lastHeartbeatTime: always(3, emptyTime, null, 'When the condition was last reported.'),
	lastTransitionTime: always(4, emptyTime, null, 'When the status last changed.'),
	reason: optional(5, string, 'One word in CamelCase for why it is so.'),
	message: optional(6, string, 'The same for people to read.'),
});
export interface NodeCondition extends Infer<typeof NodeCondition> {}

export const NodeAddress = message('NodeAddress', 'An address of a node.', {
	type: required(1, string, 'InternalIP, ExternalIP, Hostname, InternalDNS or ExternalDNS.'),
	address: required(2, string, 'The address.'),
});
export interface NodeAddress extends Infer<typeof NodeAddress> {}

export const DaemonEndpoint = message('DaemonEndpoint', 'Where a daemon listens.', {
	Port: always(1, int32, 0, 'The port of the daemon.', {required: true}),
});
export interface DaemonEndpoint extends Infer<typeof DaemonEndpoint> {}

export const NodeDaemonEndpoints = message('NodeDaemonEndpoints', 'Where the daemons of a node listen.', {
	kubeletEndpoint: always(1, ref(DaemonEndpoint), {}, 'Where the kubelet listens.'),
});
export interface NodeDaemonEndpoints extends Infer<typeof NodeDaemonEndpoints> {}

export const NodeSwapStatus = message('NodeSwapStatus', 'The swap memory of a node.', {
	capacity: optional(1, int64, 'How many bytes there are.'),
});
export interface NodeSwapStatus extends Infer<typeof NodeSwapStatus> {}

export const NodeSystemInfo = message('NodeSystemInfo', 'What a node is made of.', {
	machineID: always(1, string, '', 'The id of the machine.', {required: true}),
	systemUUID: always(2, string, '', 'The UUID of the machine.', {required: true}),
	bootID: always(3, string, '', 'Changes with every boot.', {required: true}),
	kernelVersion: always(4, string, '', 'The version of the kernel.', {required: true}),
	osImage: always(5, string, '', 'The name and version of the operating system.', {required: true}),
	containerRuntimeVersion: always(6, string, '', 'The container runtime and its version.', {required: true}),
	kubeletVersion: always(7, string, '', 'The version of the kubelet.', {required: true}),
	kubeProxyVersion: always(8, string, '', 'No longer filled in.', {required: true}),
	operatingSystem: always(9, string, '', 'The operating system, such as linux.', {required: true}),
	architecture: always(10, string, '', 'The architecture of the processor, such as amd64.', {required: true}),
	swap: optional(11, ref(NodeSwapStatus), 'The swap memory.'),
});
export interface NodeSystemInfo extends Infer<typeof NodeSystemInfo> {}

export const ContainerImage = message('ContainerImage', 'An image that is on the node.', {
	names: optional(1, list(string), 'The names of the image.', {listType: 'atomic'}),
	sizeBytes: optional(2, int64, 'How many bytes it has.'),
});
export interface ContainerImage extends Infer<typeof ContainerImage> {}

export const AttachedVolume = message('AttachedVolume', 'A volume attached to a node.', {
	name: required(1, string, 'The name of the volume.'),
	devicePath: required(2, string, 'The device of the volume.'),
});
export interface AttachedVolume extends Infer<typeof AttachedVolume> {}

export const NodeConfigStatus = message('NodeConfigStatus', 'No longer used.', {
	assigned: optional(1, ref(NodeConfigSource), 'The configuration that was assigned.'),
	active: optional(2, ref(NodeConfigSource), 'The configuration in use.'),
	lastKnownGood: optional(3, ref(NodeConfigSource), 'The last configuration that worked.'),
	error: optional(4, string, 'What went wrong.'),
});
export interface NodeConfigStatus extends Infer<typeof NodeConfigStatus> {}

export const NodeRuntimeHandlerFeatures = message('NodeRuntimeHandlerFeatures', 'What a runtime handler can do.', {
	recursiveReadOnlyMounts: optional(1, bool, 'Whether mounts can be read-only all the way down.'),
	userNamespaces: optional(2, bool, 'Whether Pods can have users of their own.'),
});
export interface NodeRuntimeHandlerFeatures extends Infer<typeof NodeRuntimeHandlerFeatures> {}

export const NodeRuntimeHandler = message('NodeRuntimeHandler', 'A runtime that the node offers.', {
	name: optional(1, string, 'The name of the handler; empty for the default one.'),
	features: optional(2, ref(NodeRuntimeHandlerFeatures), 'What the handler can do.'),
});
export interface NodeRuntimeHandler extends Infer<typeof NodeRuntimeHandler> {}

export const NodeFeatures = message('NodeFeatures', 'What the runtime of a node can do.', {
	supplementalGroupsPolicy: optional(1, bool, 'Whether it knows supplementalGroupsPolicy.'),
});
export interface NodeFeatures extends Infer<typeof NodeFeatures> {}

export const NodeStatus = message('NodeStatus', 'The present state of a node.', {
	capacity: optional(1, map(quantity), 'The resources that the node has.'),
	allocatable: optional(2, map(quantity), 'The resources that Pods can use.'),
	phase: optional(3, string, 'No longer used.', {enum: ['Pending', 'Running', 'Terminated']}),
	conditions: optional(4, list(ref(NodeCondition)), 'Aspects of the present state, such as Ready.', {
		listType: 'map',
		listMapKeys: ['type'],
		mergeKey: 'type',
		patchStrategy: 'merge',
	}),
	addresses: optional(5, list(ref(NodeAddress)), 'The addresses of the node.', {
		listType: 'map',
		listMapKeys: ['type'],
		mergeKey: 'type',
		patchStrategy: 'merge',
	}),
	daemonEndpoints: always(6, ref(NodeDaemonEndpoints), {}, 'Where the daemons of the node listen.'),
	nodeInfo: always(7, ref(NodeSystemInfo), {}, 'What the node is made of: versions and ids.'),
	images: optional(8, list(ref(ContainerImage)), 'The images that are on the node.', {listType: 'atomic'}),
	volumesInUse: optional(9, list(string), 'Attached volumes that are in use.', {listType: 'atomic'}),
	volumesAttached: optional(10, list(ref(AttachedVolume)), 'Volumes that are attached.', {listType: 'atomic'}),
	config: optional(11, ref(NodeConfigStatus), 'No longer used.'),
	runtimeHandlers: optional(12, list(ref(NodeRuntimeHandler)), 'The runtimes that the node offers.', {
		listType: 'atomic',
	}),
	features: optional(13, ref(NodeFeatures), 'What the runtime of the node can do.'),
	declaredFeatures: optional(14, list(string), 'Features that the node has declared.', {listType: 'atomic'}),
});
export interface NodeStatus extends Infer<typeof NodeStatus> {}

export const Node = message('Node', 'A machine that runs Pods.', {
	...typeMeta,
	metadata: objectMeta,
	spec: always(2, ref(NodeSpec), {}, 'How the node should be used.'),
	status: always(3, ref(NodeStatus), {}, 'The present state of the node.'),
});
export interface Node extends Infer<typeof Node> {}
