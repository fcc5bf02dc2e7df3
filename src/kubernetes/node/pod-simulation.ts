/** Puts together what the processes of a Pod need to run in virtual time. */
import type {Container, ResourceRequirements} from '../../api/core-v1/container.ts';
import type {Node} from '../../api/core-v1/node.ts';
import type {Pod} from '../../api/core-v1/pod.ts';
import type {ControllerContext} from '../controller.ts';
import {actualResources} from './allocation.ts';
import {cgroupFiles} from './cgroup-files.ts';
import {clusterNetwork} from './cluster-network.ts';
import {expandVariables, type PodFacts, serviceEnvironment} from './environment.ts';
import {imageNamed} from './images/catalog.ts';
import type {Image} from './images/image.ts';
import {hostNames, managedFiles} from './pod-files.ts';
import type {MachineInput} from './process/machine.ts';
import {PodSimulation, type RequestInput} from './process/simulation.ts';
import {type ContainerRun, nodeState, type PodRecord} from './state.ts';
import {userOf} from './status/container-status.ts';
import {mountsOf, volumeTrees} from './volumes.ts';

/** Every container that the Pod names: those that run first, its own, and those of debuggers. */
export function allContainers({spec}: Pod): readonly Container[] {
	const {initContainers, containers, ephemeralContainers} = spec;
	return initContainers || ephemeralContainers
		? [...(initContainers ?? []), ...containers, ...(ephemeralContainers ?? [])]
		: containers;
}

export function nodeAddress(node: Node | undefined): string {
	return node?.status.addresses?.find(({type}) => type === 'InternalIP')?.address ?? '';
}

export function podFacts(pod: Pod, record: PodRecord, context: Pick<ControllerContext, 'api'>): PodFacts {
	const node = context.api.get<Node>('nodes', '', record.node);
	const hostIP = nodeAddress(node);
	return {
		podIP: pod.spec.hostNetwork ? hostIP : (record.ip ?? ''),
		hostIP,
		allocatable: node?.status.allocatable ?? {},
	};
}

/** The words of process 1: the Pod's command and args where it gives them, else the image's. */
export function commandLine(container: Container, image: Image, env: ReadonlyMap<string, string>): string[] {
	const expand = (words: readonly string[]) => words.map(word => expandVariables(word, name => env.get(name)));
	if (container.command && container.command.length > 0) {
		return [...expand(container.command), ...expand(container.args ?? [])];
	}
	const args = container.args && container.args.length > 0 ? expand(container.args) : image.command;
	return [...image.entrypoint, ...args];
}

/**
 * The processes of a Pod, before any has run. Logs, exit codes and files come out of it.
 * @param requests what its servers are asked besides, such as by probes, in the order of time
 */
export function simulatePod(
	pod: Pod,
	record: PodRecord,
	context: Pick<ControllerContext, 'api' | 'now' | 'table'>,
	requests: readonly RequestInput[] = [],
): PodSimulation {
	const {api} = context;
	const facts = podFacts(pod, record, context);
	const trees = volumeTrees(pod, facts, api, nodeState(context), record.seenAt);
	const machines: MachineInput[] = [];
	for (const container of allContainers(pod)) {
		for (const run of record.containers[container.name]?.runs ?? []) {
			const image = imageNamed(run.image);
			if (run.startedAt !== undefined && image) {
				machines.push({
					...machineInput(pod, container, run, image, {...facts, resources: actualResources(container, record)}, api),
					mounts: mountsOf(pod, container, trees, new Map(run.env)),
					pidNamespace: pidNamespaceOf(pod, record, container, run),
				});
			}
		}
	}
	const all = [...record.requests, ...requests].sort((a, b) => a.at - b.at);
	const network = clusterNetwork(pod.metadata.namespace!, context, facts.podIP);
	return new PodSimulation({
		machines,
		requests: all,
		podIP: facts.podIP,
		otherProcesses: otherProcesses(pod),
		network,
		present: context.now,
	});
}

/** What a container sees besides the processes of containers: the Pod's sandbox, or what a node runs. */
function otherProcesses({spec}: Pod): readonly (readonly [number, readonly string[]])[] {
	if (spec.hostPID) {
		return nodeProcesses;
	}
	return spec.shareProcessNamespace ? [[1, ['/pause']]] : [];
}

const nodeProcesses = [
	[1, ['/sbin/init']],
	[412, ['/usr/lib/systemd/systemd-journald']],
	[731, ['/usr/bin/containerd']],
	[902, ['/usr/bin/kubelet', '--config=/var/lib/kubelet/config.yaml']],
] as const;

/** Whose processes a container sees: those of all in the Pod, or those of the run that it targets. */
function pidNamespaceOf(pod: Pod, record: PodRecord, container: Container, run: ContainerRun): string {
	const {shareProcessNamespace, hostPID, ephemeralContainers} = pod.spec;
	if (shareProcessNamespace || hostPID) {
		return pod.metadata.uid!;
	}
	const target = ephemeralContainers?.find(({name}) => name === container.name)?.targetContainerName;
	const runs = target === undefined ? [] : (record.containers[target]?.runs ?? []);
	return runs.findLast(({startedAt}) => startedAt !== undefined && startedAt <= run.startedAt!)?.id ?? run.id;
}

function machineInput(
	pod: Pod,
	container: Container,
	run: ContainerRun,
	image: Image,
	facts: PodFacts & {readonly resources: ResourceRequirements},
	api: ControllerContext['api'],
): Omit<MachineInput, 'mounts'> {
	const {hostname, fqdn} = hostNames(pod);
	const {linux} = userOf(pod, container, image.user);
	const startedAt = run.startedAt!;
	const env = new Map<string, string>([
		...Object.entries({PATH: image.env.PATH ?? ''}),
		['HOSTNAME', hostname],
		...Object.entries(image.env),
		...run.env,
		...serviceEnvironment(pod, api, startedAt),
		['HOME', linux!.uid === 0 ? '/root' : '/'],
	]);
	for (const [name, value] of run.env) {
		env.set(name, value);
	}
	const killedAt = run.stopping?.killAt;
	return {
		id: run.id,
		argv: commandLine(container, image, env),
		env,
		cwd: container.workingDir || image.workingDir,
		bin: image.bin,
		files: {
			...image.files,
			...cgroupFiles(pod, facts.resources),
			...managedFiles(pod, facts.podIP, container.terminationMessagePath),
		},
		readOnlyRoot: container.securityContext?.readOnlyRootFilesystem ?? false,
		host: {
			hostname,
			...(fqdn !== undefined && {fqdn}),
			podIP: facts.podIP,
			nodeName: pod.spec.nodeName ?? '',
			user: {uid: linux!.uid, gid: linux!.gid, groups: linux!.supplementalGroups ?? []},
		},
		startedAt,
		stdinOpen: container.stdin ?? false,
		...(run.typed && {typed: run.typed}),
		tty: container.tty ?? false,
		ownProcesses: !pod.spec.shareProcessNamespace && !pod.spec.hostPID,
		signals: run.stopping ? [{at: run.stopping.at, signal: run.stopping.signal}] : [],
		...(killedAt !== undefined && {killedAt}),
		execs: run.execs,
		answers: run.answers,
	};
}
