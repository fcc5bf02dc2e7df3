/** What a debugging profile does to the container that is added, and to the Pod around it (kubectl pkg/cmd/debug/profiles.go). */
import type {Container} from '../../api/core-v1/container.ts';
import type {Pod, PodSpec} from '../../api/core-v1/pod.ts';
import type {Volume} from '../../api/core-v1/volumes.ts';
import {CommandError} from '../command.ts';

/** How one debugs: a container more in the Pod, a copy of the Pod, or a Pod on a node. */
export type DebugStyle = 'ephemeral' | 'copy' | 'node';

/** What a copy keeps of the Pod. */
export interface KeepFlags {
	readonly labels: boolean;
	readonly annotations: boolean;
	readonly liveness: boolean;
	readonly readiness: boolean;
	readonly startup: boolean;
	readonly initContainers: boolean;
}

/** Changes the Pod that holds the debugger. */
export type Profile = (pod: Pod, container: string, style: DebugStyle) => Pod;

/** @throws CommandError where there is no such profile */
export function profileNamed(name: string, keep: KeepFlags): Profile {
	const profile = profiles[name];
	if (!profile) {
		throw new CommandError(`unknown profile: ${name}`);
	}
	return (pod, container, style) => profile({pod, container, style, keep});
}

interface Step {
	readonly pod: Pod;
	readonly container: string;
	readonly style: DebugStyle;
	readonly keep: KeepFlags;
}

const profiles: Readonly<Record<string, (step: Step) => Pod>> = {
	legacy({pod, container, style}) {
		if (style === 'node') {
			return withHostNamespaces(withRootPartition(pod, container));
		}
		return style === 'copy' ? withoutLabels(pod) : pod;
	},
	general(step) {
		const {pod, container, style} = step;
		if (style === 'node') {
			const mounted = withRootPartition(pod, container);
			return withHostNamespaces(withSecurity(mounted, container, () => undefined));
		}
		const traced = (from: Pod) => withCapabilities(from, container, ['SYS_PTRACE']);
		return style === 'copy' ? withSharedProcesses(traced(withoutRest(step))) : traced(pod);
	},
	baseline(step) {
		const pod = withSecurity(step.pod, step.container, () => undefined);
		return asCopy({...step, pod});
	},
	restricted(step) {
		const pod = withSecurity(step.pod, step.container, () => ({
			runAsNonRoot: true,
			capabilities: {drop: ['ALL']},
			allowPrivilegeEscalation: false,
			seccompProfile: {type: 'RuntimeDefault'},
		}));
		return asCopy({...step, pod});
	},
	netadmin(step) {
		const pod = withCapabilities(step.pod, step.container, ['NET_ADMIN', 'NET_RAW']);
		return step.style === 'node' ? withHostNamespaces(pod) : asCopy({...step, pod});
	},
	sysadmin(step) {
		const {container, style} = step;
		const pod = withSecurity(step.pod, container, before => ({...before, privileged: true}));
		return style === 'node' ? withRootPartition(withHostNamespaces(pod), container) : asCopy({...step, pod});
	},
};

/** Takes from a copy what it is not to keep, and has its containers see each other; any other Pod stays as it is. */
function asCopy(step: Step): Pod {
	return step.style === 'copy' ? withSharedProcesses(withoutRest(step)) : step.pod;
}

function withoutRest({pod, keep}: Step): Pod {
	const {labels, annotations, ...metadata} = pod.metadata;
	const {initContainers, ...spec} = pod.spec;
	return {
		...pod,
		metadata: {
			...metadata,
			...(keep.labels && labels && {labels}),
			...(keep.annotations && annotations && {annotations}),
		},
		spec: {
			...spec,
			...(keep.initContainers && initContainers && {initContainers}),
			containers: pod.spec.containers.map(container => withoutProbes(container, keep)),
		},
	};
}

function withoutLabels(pod: Pod): Pod {
	const {labels: _, ...metadata} = pod.metadata;
	return {...pod, metadata};
}

function withoutProbes(container: Container, keep: KeepFlags): Container {
	const {livenessProbe, readinessProbe, startupProbe, ...rest} = container;
	return {
		...rest,
		...(keep.liveness && livenessProbe && {livenessProbe}),
		...(keep.readiness && readinessProbe && {readinessProbe}),
		...(keep.startup && startupProbe && {startupProbe}),
	};
}

const rootVolume = 'host-root';

function withRootPartition(pod: Pod, container: string): Pod {
	// The server fills in the type.
	const root = {name: rootVolume, hostPath: {path: '/'}} as Volume;
	const volumes = [...(pod.spec.volumes ?? []), root];
	const mount = {name: rootVolume, mountPath: '/host'};
	return withContainer({...pod, spec: {...pod.spec, volumes}}, container, before => ({
		...before,
		volumeMounts: [...(before.volumeMounts ?? []), mount],
	}));
}

function withHostNamespaces(pod: Pod): Pod {
	return {...pod, spec: {...pod.spec, hostNetwork: true, hostPID: true, hostIPC: true}};
}

function withSharedProcesses(pod: Pod): Pod {
	return {...pod, spec: {...pod.spec, shareProcessNamespace: pod.spec.shareProcessNamespace ?? true}};
}

type Security = Container['securityContext'];

function withSecurity(pod: Pod, container: string, change: (before: Security) => Security): Pod {
	return withContainer(pod, container, ({securityContext, ...rest}) => {
		const after = change(securityContext);
		return {...rest, ...(after && {securityContext: after})};
	});
}

function withCapabilities(pod: Pod, container: string, added: readonly string[]): Pod {
	return withSecurity(pod, container, before => ({
		...before,
		capabilities: {...before?.capabilities, add: [...(before?.capabilities?.add ?? []), ...added]},
	}));
}

const lists = ['containers', 'initContainers', 'ephemeralContainers'] as const satisfies readonly (keyof PodSpec)[];

/** The Pod with one of its containers changed, of whatever kind it is. */
export function withContainer(pod: Pod, name: string, change: (container: Container) => Container): Pod {
	const changed = lists.flatMap(list => {
		const containers = pod.spec[list];
		const after = containers?.map(container => (container.name === name ? change(container) : container));
		return after ? [[list, after]] : [];
	});
	return {...pod, spec: {...pod.spec, ...Object.fromEntries(changed)}};
}
