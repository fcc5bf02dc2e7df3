/** Containers, and what they ask for. */
import {
	always,
	bool,
	defaulted,
	embedded,
	type Infer,
	int32,
	list,
	map,
	messagesOf,
	optional,
	quantity,
	ref,
	required,
	string,
} from '../../apimachinery/schema.ts';
import {EnvFromSource, EnvVar} from './env.ts';
import {Lifecycle, Probe} from './probes.ts';
import {SecurityContext} from './security.ts';

const message = messagesOf('io.k8s.api.core.v1');

export const ContainerPort = message(
	'ContainerPort',
	'A port that a container listens on. It informs: other ports can be reached as well.',
	{
		name: optional(1, string, 'A name by which Services and probes can call the port.'),
		hostPort: optional(2, int32, 'A port of the node that leads to this one; few containers need it.'),
		containerPort: required(3, int32, 'The number of the port, from 1 to 65535.'),
		protocol: defaulted(4, string, 'TCP', 'TCP, UDP or SCTP.', {enum: ['SCTP', 'TCP', 'UDP']}),
		hostIP: optional(5, string, 'The address of the node to which hostPort is bound.'),
	},
);
export interface ContainerPort extends Infer<typeof ContainerPort> {}

export const ResourceClaim = message('ResourceClaim', "Gives a container one of the Pod's resource claims.", {
	name: required(1, string, "The claim's name in spec.resourceClaims."),
	request: optional(2, string, 'The one request of the claim that is meant; all of them where it is not given.'),
});
export interface ResourceClaim extends Infer<typeof ResourceClaim> {}

export const ResourceRequirements = message(
	'ResourceRequirements',
	'How much CPU, memory and other resources a container needs and may use.',
	{
		limits: optional(
			1,
			map(quantity),
			'The most that it may use. Above its memory limit it is killed; its CPU is throttled.',
		),
		requests: optional(
			2,
			map(quantity),
			'What it is guaranteed; the scheduler chooses a node that has it left. It defaults to the limits.',
		),
		claims: optional(3, list(ref(ResourceClaim)), 'Claims of the Pod that this container uses.', {
			listType: 'map',
			listMapKeys: ['name'],
		}),
	},
);
export interface ResourceRequirements extends Infer<typeof ResourceRequirements> {}

export const VolumeMount = message('VolumeMount', 'Makes a volume of the Pod visible in a container.', {
	name: required(1, string, 'The name of the volume.'),
	readOnly: optional(2, bool, 'Whether the container may only read it.'),
	mountPath: required(3, string, 'Where in the container the volume appears.'),
	subPath: optional(4, string, 'A folder of the volume to mount instead of its root.'),
	mountPropagation: optional(
		5,
		string,
		'Whether mounts made on one side show on the other: None, HostToContainer or Bidirectional.',
		{enum: ['Bidirectional', 'HostToContainer', 'None']},
	),
	subPathExpr: optional(6, string, 'Like subPath, with $(VARIABLE) filled in from the environment.'),
	recursiveReadOnly: optional(7, string, 'Whether mounts below it are read-only too: Disabled, IfPossible or Enabled.'),
});
export interface VolumeMount extends Infer<typeof VolumeMount> {}

export const VolumeDevice = message('VolumeDevice', 'Gives a container a raw block device.', {
	name: required(1, string, 'The name of the volume.'),
	devicePath: required(2, string, 'Where in the container the device appears.'),
});
export interface VolumeDevice extends Infer<typeof VolumeDevice> {}

export const ContainerResizePolicy = message(
	'ContainerResizePolicy',
	'What happens to a container when one of its resources is resized.',
	{
		resourceName: required(1, string, 'The resource: cpu or memory.'),
		restartPolicy: required(2, string, 'NotRequired or RestartContainer.'),
	},
);
export interface ContainerResizePolicy extends Infer<typeof ContainerResizePolicy> {}

export const ContainerRestartRuleOnExitCodes = message(
	'ContainerRestartRuleOnExitCodes',
	'Which exit codes a restart rule is about.',
	{
		operator: required(1, string, 'In or NotIn.'),
		values: optional(2, list(int32), 'The exit codes.', {listType: 'set'}),
	},
);
export interface ContainerRestartRuleOnExitCodes extends Infer<typeof ContainerRestartRuleOnExitCodes> {}

export const ContainerRestartRule = message(
	'ContainerRestartRule',
	'A rule for whether an ended container is restarted.',
	{
		action: required(1, string, 'What is done: Restart or RestartAllContainers.'),
		exitCodes: optional(2, ref(ContainerRestartRuleOnExitCodes), 'The exit codes for which it is done.'),
	},
);
export interface ContainerRestartRule extends Infer<typeof ContainerRestartRule> {}

export const containerFields = {
	name: required(1, string, 'The name, unique within the Pod. It cannot be changed.'),
	image: optional(2, string, 'The image to run, such as nginx:1.27.'),
	command: optional(3, list(string), "The program to run instead of the image's ENTRYPOINT.", {listType: 'atomic'}),
	args: optional(4, list(string), "Arguments instead of the image's CMD.", {listType: 'atomic'}),
	workingDir: optional(5, string, "The folder in which the program starts; the image's where it is not given."),
	ports: optional(6, list(ref(ContainerPort)), 'Ports that the container listens on.', {
		listType: 'map',
		listMapKeys: ['containerPort', 'protocol'],
		mergeKey: 'containerPort',
		patchStrategy: 'merge',
	}),
	env: optional(7, list(ref(EnvVar)), 'Environment variables.', {
		listType: 'map',
		listMapKeys: ['name'],
		mergeKey: 'name',
		patchStrategy: 'merge',
	}),
	resources: always(8, ref(ResourceRequirements), {}, 'What the container needs, and the most that it may use.'),
	volumeMounts: optional(9, list(ref(VolumeMount)), 'Volumes of the Pod, and where they appear in the container.', {
		listType: 'map',
		listMapKeys: ['mountPath'],
		mergeKey: 'mountPath',
		patchStrategy: 'merge',
	}),
	livenessProbe: optional(10, ref(Probe), 'Asks whether the container is alive; if not, it is restarted.'),
	readinessProbe: optional(11, ref(Probe), 'Asks whether the container can serve; if not, Services send it nothing.'),
	lifecycle: optional(12, ref(Lifecycle), 'What is done right after its start and right before its end.'),
	terminationMessagePath: defaulted(
		13,
		string,
		'/dev/termination-log',
		'The file whose content is shown as the message when the container has ended.',
	),
	imagePullPolicy: optional(
		14,
		string,
		'When the image is pulled: Always, IfNotPresent or Never. With the tag latest, or none, it is Always.',
		{enum: ['Always', 'IfNotPresent', 'Never']},
	),
	securityContext: optional(15, ref(SecurityContext), 'What the container may do.'),
	stdin: optional(16, bool, 'Whether the container keeps an input open.'),
	stdinOnce: optional(17, bool, 'Whether the input closes for good when its first client leaves.'),
	tty: optional(18, bool, 'Whether the container gets a terminal.'),
	envFrom: optional(19, list(ref(EnvFromSource)), 'ConfigMaps and Secrets whose keys all become variables.', {
		listType: 'atomic',
	}),
	terminationMessagePolicy: defaulted(
		20,
		string,
		'File',
		'Whether the message is read from the file alone, or from the end of the log where the container failed without one.',
		{enum: ['FallbackToLogsOnError', 'File']},
	),
	volumeDevices: optional(21, list(ref(VolumeDevice)), 'Raw block devices.', {
		listType: 'map',
		listMapKeys: ['devicePath'],
		mergeKey: 'devicePath',
		patchStrategy: 'merge',
	}),
	startupProbe: optional(
		22,
		ref(Probe),
		'Asks whether the container has started; until it has, the other probes wait.',
	),
	resizePolicy: optional(
		23,
		list(ref(ContainerResizePolicy)),
		'What happens when resources are resized while it runs.',
		{listType: 'atomic'},
	),
	restartPolicy: optional(
		24,
		string,
		'Always makes an init container a sidecar, which starts before the others and runs beside them.',
	),
	restartPolicyRules: optional(
		25,
		list(ref(ContainerRestartRule)),
		'Rules by exit code that come before the restart policy.',
		{listType: 'atomic'},
	),
};

export const Container = message('Container', 'One container of a Pod.', containerFields);
export interface Container extends Infer<typeof Container> {}

export const EphemeralContainer = message(
	'EphemeralContainer',
	'A container added to a running Pod to look into it. It has no ports, probes or guarantees.',
	{
		...embedded(1, containerFields),
		targetContainerName: optional(2, string, 'The container whose processes it sees.'),
	},
);
export interface EphemeralContainer extends Infer<typeof EphemeralContainer> {}
