/** The Pods that `kubectl debug` sends: with a container more, as a copy, or on a node (kubectl pkg/cmd/debug/debug.go). */
import type {Container, EphemeralContainer} from '../../api/core-v1/container.ts';
import type {Node} from '../../api/core-v1/node.ts';
import type {Pod} from '../../api/core-v1/pod.ts';
import {CommandError} from '../command.ts';
import type {KubectlIo} from '../io.ts';
import {withCustomProfile} from './custom-profile.ts';
import {nameSuffix} from './name.ts';
import type {DebugOptions} from './options.ts';
import type {DebugStyle} from './profiles.ts';

/** A Pod and the name of the container in it that one debugs with; '' where there is none. */
export interface Debugger {
	readonly pod: Pod;
	readonly container: string;
}

function profiled(pod: Pod, container: string, style: DebugStyle, {profile, custom}: DebugOptions): Pod {
	const changed = profile(pod, container, style);
	return custom ? withCustomProfile(changed, container, custom) : changed;
}

/** What the line says of the new container. Go leaves out what is empty, but for the resources. */
function newContainer(name: string, options: DebugOptions): Container {
	const {env, image, pullPolicy, stdin, tty} = options;
	return {
		name,
		...(image !== '' && {image}),
		...wordsOf(options),
		...(env && env.length > 0 && {env}),
		resources: {},
		terminationMessagePolicy: 'File',
		...(pullPolicy !== '' && {imagePullPolicy: pullPolicy}),
		...(stdin && {stdin}),
		...(tty && {tty}),
	} as Container;
}

function wordsOf({words, argsOnly}: DebugOptions): Partial<Container> {
	return words.length === 0 ? {} : argsOnly ? {args: words} : {command: words};
}

/** The Pod with one ephemeral container more. */
export function withEphemeralContainer(pod: Pod, options: DebugOptions, io: KubectlIo): Debugger {
	const name = debuggerName(pod, options, io);
	const added = {
		...newContainer(name, options),
		...(options.target !== '' && {targetContainerName: options.target}),
	} as EphemeralContainer;
	const ephemeralContainers = [...(pod.spec.ephemeralContainers ?? []), added];
	return {
		pod: profiled({...pod, spec: {...pod.spec, ephemeralContainers}}, name, 'ephemeral', options),
		container: name,
	};
}

/** A Pod on the node, in its namespaces and with its files as the profile has it. */
export function nodeDebugger(node: Node, options: DebugOptions, io: KubectlIo): Debugger {
	const container = options.container || 'debugger';
	const host = node.metadata.name;
	const name = `node-debugger-${host}-${nameSuffix(node, io.connection.clock.now())}`;
	if (!options.quiet) {
		io.out(`Creating debugging pod ${name} with container ${container} on node ${host}.\n`);
	}
	const pod = {
		apiVersion: 'v1',
		kind: 'Pod',
		metadata: {name, labels: {'app.kubernetes.io/managed-by': 'kubectl-debug'}},
		spec: {
			containers: [newContainer(container, options)],
			restartPolicy: 'Never',
			nodeName: host,
			tolerations: [{operator: 'Exists'}],
		},
	} as unknown as Pod;
	return {pod: profiled(pod, container, 'node', options), container};
}

/**
 * A copy of the Pod, with other images or with a container added or changed.
 * @throws CommandError where a new container has no image
 */
export function copyWithDebugger(pod: Pod, options: DebugOptions, io: KubectlIo): Debugger {
	const {setImages, image, container: named} = options;
	const copy = bareCopy(pod, options);
	const existing = [...copy.spec.containers, ...(copy.spec.initContainers ?? [])].find(({name}) => name === named);
	if (!existing && image === '') {
		if (setImages.size > 0) {
			return {pod: copy, container: ''};
		}
		throw new CommandError('you must specify image when creating new container');
	}
	const name = existing ? named : debuggerName(copy, options, io);
	const change = (container: Container) => (container.name === name ? changedContainer(container, options) : container);
	const {initContainers} = copy.spec;
	const spec = {
		...copy.spec,
		containers: existing ? copy.spec.containers.map(change) : [...copy.spec.containers, newContainer(name, options)],
		...(initContainers && {initContainers: initContainers.map(change)}),
	};
	return {pod: profiled({...copy, spec}, name, 'copy', options), container: name};
}

function bareCopy({metadata, spec}: Pod, {copyTo, sameNode, shareProcesses, setImages}: DebugOptions): Pod {
	const {namespace, annotations, labels} = metadata;
	const {ephemeralContainers: _, nodeName, ...rest} = spec;
	const imageOf = ({name, image}: Container) => setImages.get(name) || setImages.get('*') || image;
	return {
		apiVersion: 'v1',
		kind: 'Pod',
		metadata: {name: copyTo, ...(namespace && {namespace}), ...(annotations && {annotations}), ...(labels && {labels})},
		spec: {
			...rest,
			...(sameNode && nodeName && {nodeName}),
			...(shareProcesses !== undefined && {shareProcessNamespace: shareProcesses}),
			containers: spec.containers.map(container => {
				const image = imageOf(container);
				return image === container.image ? container : {...container, image};
			}),
		},
	} as unknown as Pod;
}

/** A container of the copy that runs something else. A terminal and an input it has only where the line says so. */
function changedContainer(container: Container, options: DebugOptions): Container {
	const {words, argsOnly, env, image, pullPolicy, stdin, tty} = options;
	const {stdin: _, tty: __, args, ...rest} = container;
	return {
		...rest,
		...(args && (words.length === 0 || argsOnly) && {args}),
		...wordsOf(options),
		...(env && env.length > 0 && {env}),
		...(image !== '' && {image}),
		...(pullPolicy !== '' && {imagePullPolicy: pullPolicy}),
		...(stdin && {stdin}),
		...(tty && {tty}),
	} as Container;
}

/** The name that the line gives, or one that no container of the Pod has; that is said. */
function debuggerName(pod: Pod, {container, quiet}: DebugOptions, io: KubectlIo): string {
	if (container !== '') {
		return container;
	}
	const {containers, initContainers = [], ephemeralContainers = []} = pod.spec;
	const taken = new Set([...containers, ...initContainers, ...ephemeralContainers].map(({name}) => name));
	const suffix = nameSuffix(pod, io.connection.clock.now(), each => taken.has(`debugger-${each}`));
	if (!quiet) {
		io.out(`Defaulting debug container name to debugger-${suffix}.\n`);
	}
	return `debugger-${suffix}`;
}
