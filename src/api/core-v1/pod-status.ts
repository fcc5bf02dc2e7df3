/** What a Pod and its containers are doing now. */
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
import {ResourceRequirements} from './container.ts';

const message = messagesOf('io.k8s.api.core.v1');

export const PodCondition = message('PodCondition', 'One aspect of the present state of a Pod.', {
	type: required(1, string, 'Which aspect this is: PodScheduled, Initialized, ContainersReady, Ready and others.'),
	status: required(2, string, 'True, False or Unknown.'),
	lastProbeTime: always(3, emptyTime, null, 'No longer used.'),
	lastTransitionTime: always(4, emptyTime, null, 'When the status last changed.'),
	reason: optional(5, string, 'One word in CamelCase for why it is so.'),
	message: optional(6, string, 'The same for people to read.'),
	observedGeneration: optional(7, int64, 'The generation of the Pod that the condition was worked out for.'),
});
export interface PodCondition extends Infer<typeof PodCondition> {}

export const HostIP = message('HostIP', 'An address of the node.', {
	ip: required(1, string, 'The address.'),
});
export interface HostIP extends Infer<typeof HostIP> {}

export const PodIP = message('PodIP', 'An address of the Pod.', {
	ip: required(1, string, 'The address.'),
});
export interface PodIP extends Infer<typeof PodIP> {}

export const ContainerStateWaiting = message('ContainerStateWaiting', 'The container has yet to start.', {
	reason: optional(1, string, 'Why it waits, such as ContainerCreating, ImagePullBackOff or CrashLoopBackOff.'),
	message: optional(2, string, 'The same for people to read.'),
});
export interface ContainerStateWaiting extends Infer<typeof ContainerStateWaiting> {}

export const ContainerStateRunning = message('ContainerStateRunning', 'The container runs.', {
	startedAt: always(1, emptyTime, null, 'When it started.'),
});
export interface ContainerStateRunning extends Infer<typeof ContainerStateRunning> {}

export const ContainerStateTerminated = message('ContainerStateTerminated', 'The container has ended.', {
	exitCode: always(1, int32, 0, 'The exit code of its first process; 0 means success.', {required: true}),
	signal: optional(2, int32, 'The signal that ended it.'),
	reason: optional(3, string, 'Why it ended, such as Completed, Error or OOMKilled.'),
	message: optional(4, string, 'What the container left as its termination message.'),
	startedAt: always(5, emptyTime, null, 'When it started.'),
	finishedAt: always(6, emptyTime, null, 'When it ended.'),
	containerID: optional(7, string, 'The id of the container at the runtime.'),
});
export interface ContainerStateTerminated extends Infer<typeof ContainerStateTerminated> {}

export const ContainerState = message('ContainerState', 'What a container is doing; one of them is set.', {
	waiting: optional(1, ref(ContainerStateWaiting), 'It has yet to start.'),
	running: optional(2, ref(ContainerStateRunning), 'It runs.'),
	terminated: optional(3, ref(ContainerStateTerminated), 'It has ended.'),
});
export interface ContainerState extends Infer<typeof ContainerState> {}

export const ImageVolumeStatus = message('ImageVolumeStatus', 'The state of a volume made from an image.', {
	imageRef: required(1, string, 'The digest of the image.'),
});
export interface ImageVolumeStatus extends Infer<typeof ImageVolumeStatus> {}

export const VolumeStatus = message('VolumeStatus', 'The state of a mounted volume.', {
	image: optional(1, ref(ImageVolumeStatus), 'The state of a volume made from an image.'),
});
export interface VolumeStatus extends Infer<typeof VolumeStatus> {}

export const VolumeMountStatus = message('VolumeMountStatus', 'A volume as it is mounted.', {
	name: required(1, string, 'The name of the volume.'),
	mountPath: required(2, string, 'Where in the container it appears.'),
	readOnly: optional(3, bool, 'Whether it may only be read.'),
	recursiveReadOnly: optional(4, string, 'Whether mounts below it are read-only too.'),
	volumeStatus: optional(5, ref(VolumeStatus), 'The state of the volume.'),
});
export interface VolumeMountStatus extends Infer<typeof VolumeMountStatus> {}

export const LinuxContainerUser = message('LinuxContainerUser', "The user of a container's first process on Linux.", {
	uid: required(1, int64, 'The number of the user.'),
	gid: required(2, int64, 'The number of the group.'),
	supplementalGroups: optional(3, list(int64), 'The numbers of further groups.', {listType: 'atomic'}),
});
export interface LinuxContainerUser extends Infer<typeof LinuxContainerUser> {}

export const ContainerUser = message('ContainerUser', "The user of a container's first process.", {
	linux: optional(1, ref(LinuxContainerUser), 'The user on Linux.'),
});
export interface ContainerUser extends Infer<typeof ContainerUser> {}

export const ResourceHealth = message('ResourceHealth', 'The health of a device.', {
	resourceID: required(1, string, 'The id of the device.'),
	health: optional(2, string, 'Healthy, Unhealthy or Unknown.'),
	message: optional(6, string, 'The same for people to read.'),
});
export interface ResourceHealth extends Infer<typeof ResourceHealth> {}

export const ResourceStatus = message('ResourceStatus', 'The devices that a container got for a resource.', {
	name: required(1, string, 'The name of the resource.'),
	resources: optional(2, list(ref(ResourceHealth)), 'The devices and their health.', {
		listType: 'map',
		listMapKeys: ['resourceID'],
	}),
});
export interface ResourceStatus extends Infer<typeof ResourceStatus> {}

export const ContainerStatus = message('ContainerStatus', 'What a container is doing, and what it did before.', {
	name: required(1, string, 'The name of the container.'),
	state: always(2, ref(ContainerState), {}, 'What it is doing now.'),
	lastState: always(3, ref(ContainerState), {}, 'How it ended the last time.'),
	ready: always(4, bool, false, 'Whether it passes its readiness probe.', {required: true}),
	restartCount: always(5, int32, 0, 'How many times it was restarted.', {required: true}),
	image: always(6, string, '', 'The image that it runs.', {required: true}),
	imageID: always(7, string, '', 'The digest of that image.', {required: true}),
	containerID: optional(8, string, 'The id of the container at the runtime.'),
	started: optional(9, bool, 'Whether it has started, as its startup probe says.'),
	allocatedResources: optional(10, map(quantity), 'The resources that the node has set aside for it.'),
	resources: optional(11, ref(ResourceRequirements), 'The requests and limits that hold for it now.'),
	volumeMounts: optional(12, list(ref(VolumeMountStatus)), 'The volumes as they are mounted.', {
		listType: 'map',
		listMapKeys: ['mountPath'],
		mergeKey: 'mountPath',
		patchStrategy: 'merge',
	}),
	user: optional(13, ref(ContainerUser), 'The user of its first process.'),
	allocatedResourcesStatus: optional(14, list(ref(ResourceStatus)), 'The health of its devices.', {
		listType: 'map',
		listMapKeys: ['name'],
		mergeKey: 'name',
		patchStrategy: 'merge',
	}),
	stopSignal: optional(15, string, 'The signal that ends it.'),
});
export interface ContainerStatus extends Infer<typeof ContainerStatus> {}

export const PodResourceClaimStatus = message(
	'PodResourceClaimStatus',
	"The resource claim that stands for one of the Pod's entries.",
	{
		name: required(1, string, 'The entry in spec.resourceClaims.'),
		resourceClaimName: optional(2, string, 'The claim that was made for it.'),
	},
);
export interface PodResourceClaimStatus extends Infer<typeof PodResourceClaimStatus> {}

export const ContainerExtendedResourceRequest = message(
	'ContainerExtendedResourceRequest',
	"A container's extended resource and the request made for it.",
	{
		containerName: required(1, string, 'The name of the container.'),
		resourceName: required(2, string, 'The name of the extended resource.'),
		requestName: required(3, string, 'The name of the request in the claim.'),
	},
);
export interface ContainerExtendedResourceRequest extends Infer<typeof ContainerExtendedResourceRequest> {}

export const PodExtendedResourceClaimStatus = message(
	'PodExtendedResourceClaimStatus',
	"The claim that was made for the Pod's extended resources.",
	{
		requestMappings: required(
			1,
			list(ref(ContainerExtendedResourceRequest)),
			"Which request stands for which container's resource.",
			{listType: 'atomic'},
		),
		resourceClaimName: required(2, string, 'The name of the claim.'),
	},
);
export interface PodExtendedResourceClaimStatus extends Infer<typeof PodExtendedResourceClaimStatus> {}

export const NodeAllocatableResourceClaimStatus = message(
	'NodeAllocatableResourceClaimStatus',
	'A claim that takes from what the node can allocate.',
	{
		resourceClaimName: required(1, string, 'The name of the claim.'),
		containers: optional(2, list(string), 'The containers that use it.', {listType: 'set'}),
		resources: required(3, map(quantity), 'How much it takes.'),
	},
);
export interface NodeAllocatableResourceClaimStatus extends Infer<typeof NodeAllocatableResourceClaimStatus> {}

export const PodStatus = message(
	'PodStatus',
	'What a Pod and its containers are doing. It may lag behind where the node cannot be reached.',
	{
		phase: optional(1, string, 'The state in one word: Pending, Running, Succeeded, Failed or Unknown.', {
			enum: ['Failed', 'Pending', 'Running', 'Succeeded', 'Unknown'],
		}),
		conditions: optional(2, list(ref(PodCondition)), 'Aspects of the present state, such as Ready.', {
			listType: 'map',
			listMapKeys: ['type'],
			mergeKey: 'type',
			patchStrategy: 'merge',
		}),
		message: optional(3, string, 'Why the Pod is in this state, for people to read.'),
		reason: optional(4, string, 'Why the Pod is in this state, in one word, such as Evicted.'),
		hostIP: optional(5, string, 'The address of the node.'),
		podIP: optional(6, string, 'The address of the Pod.'),
		startTime: optional(7, time, 'When the kubelet took the Pod over.'),
		containerStatuses: optional(8, list(ref(ContainerStatus)), 'What each container is doing.', {listType: 'atomic'}),
		qosClass: optional(
			9,
			string,
			'How soon the Pod is evicted when the node runs short: BestEffort first, Guaranteed last.',
			{enum: ['BestEffort', 'Burstable', 'Guaranteed']},
		),
		initContainerStatuses: optional(10, list(ref(ContainerStatus)), 'What each init container is doing.', {
			listType: 'atomic',
		}),
		nominatedNodeName: optional(11, string, 'The node on which Pods of lower priority make room for this one.'),
		podIPs: optional(12, list(ref(PodIP)), 'The addresses of the Pod, at most one of each family.', {
			listType: 'map',
			listMapKeys: ['ip'],
			mergeKey: 'ip',
			patchStrategy: 'merge',
		}),
		ephemeralContainerStatuses: optional(13, list(ref(ContainerStatus)), 'What each ephemeral container is doing.', {
			listType: 'atomic',
		}),
		resize: optional(14, string, 'How far a resize has come. Replaced by conditions.'),
		resourceClaimStatuses: optional(15, list(ref(PodResourceClaimStatus)), 'The resource claims made for the Pod.', {
			listType: 'map',
			listMapKeys: ['name'],
			mergeKey: 'name',
			patchStrategy: 'merge,retainKeys',
		}),
		hostIPs: optional(16, list(ref(HostIP)), 'The addresses of the node.', {
			listType: 'atomic',
			mergeKey: 'ip',
			patchStrategy: 'merge',
		}),
		observedGeneration: optional(17, int64, 'The generation of the Pod that the kubelet has seen.'),
		extendedResourceClaimStatus: optional(
			18,
			ref(PodExtendedResourceClaimStatus),
			"The claim made for the Pod's extended resources.",
		),
		allocatedResources: optional(19, map(quantity), 'The resources that the node has set aside for the Pod.'),
		resources: optional(20, ref(ResourceRequirements), 'The requests and limits that hold for the Pod now.'),
		nodeAllocatableResourceClaimStatuses: optional(
			21,
			list(ref(NodeAllocatableResourceClaimStatus)),
			'The claims that take from what the node can allocate.',
			{listType: 'atomic'},
		),
	},
);
export interface PodStatus extends Infer<typeof PodStatus> {}
