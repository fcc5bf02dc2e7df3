/** What containers and Pods may do on their node. */
import {bool, type Infer, int64, list, messagesOf, optional, ref, required, string} from '../../apimachinery/schema.ts';

const message = messagesOf('io.k8s.api.core.v1');

export const Capabilities = message('Capabilities', 'Linux capabilities that a container gets or loses.', {
	add: optional(1, list(string), 'Capabilities to add to those that the runtime gives.', {listType: 'atomic'}),
	drop: optional(2, list(string), 'Capabilities to take away.', {listType: 'atomic'}),
});
export interface Capabilities extends Infer<typeof Capabilities> {}

export const SELinuxOptions = message('SELinuxOptions', 'The SELinux label of a container.', {
	user: optional(1, string, 'The user of the label.'),
	role: optional(2, string, 'The role of the label.'),
	type: optional(3, string, 'The type of the label.'),
	level: optional(4, string, 'The level of the label.'),
});
export interface SELinuxOptions extends Infer<typeof SELinuxOptions> {}

export const WindowsSecurityContextOptions = message(
	'WindowsSecurityContextOptions',
	'Settings for containers on Windows.',
	{
		gmsaCredentialSpecName: optional(1, string, 'The name of the group-managed service account to use.'),
		gmsaCredentialSpec: optional(2, string, "The content of that account's specification."),
		runAsUserName: optional(3, string, 'The Windows user who runs the first process.'),
		hostProcess: optional(4, bool, 'Whether the container runs as a process of the host.'),
	},
);
export interface WindowsSecurityContextOptions extends Infer<typeof WindowsSecurityContextOptions> {}

export const SeccompProfile = message('SeccompProfile', 'Which system calls a container may make.', {
	type: required(1, string, 'Localhost, RuntimeDefault or Unconfined.', {
		enum: ['Localhost', 'RuntimeDefault', 'Unconfined'],
	}),
	localhostProfile: optional(2, string, 'The file of the profile on the node, for the type Localhost.'),
});
export interface SeccompProfile extends Infer<typeof SeccompProfile> {}

export const AppArmorProfile = message('AppArmorProfile', 'Which AppArmor rules hold for a container.', {
	type: required(1, string, 'Localhost, RuntimeDefault or Unconfined.', {
		enum: ['Localhost', 'RuntimeDefault', 'Unconfined'],
	}),
	localhostProfile: optional(2, string, 'The file of the profile on the node, for the type Localhost.'),
});
export interface AppArmorProfile extends Infer<typeof AppArmorProfile> {}

export const SecurityContext = message('SecurityContext', 'What a container may do; it overrides what the Pod says.', {
	capabilities: optional(1, ref(Capabilities), 'Linux capabilities to add or drop.'),
	privileged: optional(2, bool, 'Whether its processes are nearly as root on the node.'),
	seLinuxOptions: optional(3, ref(SELinuxOptions), 'The SELinux label of the container.'),
	runAsUser: optional(4, int64, 'The number of the user who runs the first process.'),
	runAsNonRoot: optional(5, bool, 'Whether the container must not run as root; if it would, it is not started.'),
	readOnlyRootFilesystem: optional(6, bool, 'Whether its own file system may only be read.'),
	allowPrivilegeEscalation: optional(7, bool, 'Whether a process may gain more rights than its parent has.'),
	runAsGroup: optional(8, int64, 'The number of the group that runs the first process.'),
	procMount: optional(9, string, 'How /proc is mounted: Default or Unmasked.', {enum: ['Default', 'Unmasked']}),
	windowsOptions: optional(10, ref(WindowsSecurityContextOptions), 'Settings for Windows.'),
	seccompProfile: optional(11, ref(SeccompProfile), 'The system calls that the container may make.'),
	appArmorProfile: optional(12, ref(AppArmorProfile), 'The AppArmor profile of the container.'),
});
export interface SecurityContext extends Infer<typeof SecurityContext> {}

export const Sysctl = message('Sysctl', 'A kernel parameter.', {
	name: required(1, string, 'The name of the parameter.'),
	value: required(2, string, 'The value of the parameter.'),
});
export interface Sysctl extends Infer<typeof Sysctl> {}

export const PodSecurityContext = message(
	'PodSecurityContext',
	'What all containers of a Pod may do, unless they say otherwise.',
	{
		seLinuxOptions: optional(1, ref(SELinuxOptions), 'The SELinux label of all containers.'),
		runAsUser: optional(2, int64, 'The number of the user who runs the first processes.'),
		runAsNonRoot: optional(3, bool, 'Whether containers must not run as root.'),
		supplementalGroups: optional(4, list(int64), 'Further groups of the first processes.', {listType: 'atomic'}),
		fsGroup: optional(5, int64, 'The group that owns the volumes that support it.'),
		runAsGroup: optional(6, int64, 'The number of the group that runs the first processes.'),
		sysctls: optional(7, list(ref(Sysctl)), 'Kernel parameters of the Pod.', {listType: 'atomic'}),
		windowsOptions: optional(8, ref(WindowsSecurityContextOptions), 'Settings for Windows.'),
		fsGroupChangePolicy: optional(
			9,
			string,
			"When the owner of a volume's files is changed to fsGroup: OnRootMismatch or Always.",
			{enum: ['Always', 'OnRootMismatch']},
		),
		seccompProfile: optional(10, ref(SeccompProfile), 'The system calls that containers may make.'),
		appArmorProfile: optional(11, ref(AppArmorProfile), 'The AppArmor profile of the containers.'),
		supplementalGroupsPolicy: optional(
			12,
			string,
			'Whether groups that the image names are added (Merge) or not (Strict).',
			{enum: ['Merge', 'Strict']},
		),
		seLinuxChangePolicy: optional(13, string, 'How the SELinux label gets onto volumes: MountOption or Recursive.'),
	},
);
export interface PodSecurityContext extends Infer<typeof PodSecurityContext> {}
