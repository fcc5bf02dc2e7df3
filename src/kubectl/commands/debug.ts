/** `kubectl debug` (kubectl pkg/cmd/debug/debug.go). */
import type {Node} from '../../api/core-v1/node.ts';
import {Pod} from '../../api/core-v1/pod.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import type {JsonMap} from '../../apimachinery/patch-error.ts';
import {createTwoWayMergePatch} from '../../apimachinery/strategic-merge-diff.ts';
import {find} from '../builder.ts';
import {Client} from '../client.ts';
import {type Command, CommandError, type Flag, type Invocation} from '../command.ts';
import {quietFlag} from '../common-flags.ts';
import {attachToDebugger} from '../debug/attach.ts';
import {type DebugOptions, readDebugOptions} from '../debug/options.ts';
import {copyWithDebugger, type Debugger, nodeDebugger, withEphemeralContainer} from '../debug/pods.ts';
import {RestMapper} from '../resources.ts';
import {createObject, deleteObject, patchObject} from '../writes.ts';

function keeps(name: string, what: string, kept = 'false'): Flag {
	return {name: `keep-${name}`, type: 'bool', default: kept, description: `With --copy-to: keeps ${what}.`};
}

export const debug: Command = {
	name: 'debug',
	usage: 'debug (POD | TYPE[[.VERSION].GROUP]/NAME) [ -- COMMAND [args...] ]',
	short: 'Create debugging sessions for troubleshooting workloads and nodes',
	long: 'Looks into what runs, with the tools of another image. A Pod gets one container more, beside those that run, and keeps it to its end; with --copy-to a copy of the Pod is made instead, with that container or with others changed. For a node, a Pod is made there that sees its processes, its network and, under /host, its files.',
	examples: [
		['A container with tools, in a Pod that runs', 'kubectl debug web -it --image=busybox:1.36'],
		['It sees the processes of one container', 'kubectl debug web -it --image=busybox:1.36 --target=nginx'],
		['A copy of the Pod, and the tools in it', 'kubectl debug web -it --image=busybox:1.36 --copy-to=web-debug'],
		['A copy in which one container runs a shell', 'kubectl debug web -it --copy-to=web-debug -c nginx -- sh'],
		['A copy with other images', 'kubectl debug web --copy-to=web-debug --set-image=*=nginx:1.28'],
		['On a node', 'kubectl debug node/worker-1 -it --image=busybox:1.36'],
	],
	flags: [
		{
			name: 'arguments-only',
			type: 'bool',
			default: 'false',
			description: "What follows -- is the container's arguments instead of its command.",
		},
		{
			name: 'attach',
			type: 'bool',
			default: 'false',
			description: 'Stays, and prints what the container prints. On with -i.',
		},
		{name: 'container', shorthand: 'c', type: 'string', description: 'The name of the container to debug with.'},
		{name: 'copy-to', type: 'string', description: 'Makes a copy of the Pod under this name.'},
		{name: 'custom', type: 'string', description: 'A file with part of a container, to change what the profile does.'},
		{name: 'env', type: 'stringToString', default: '[]', description: 'Variables, as KEY=VALUE.'},
		{
			name: 'filename',
			shorthand: 'f',
			type: 'strings',
			default: '[]',
			description: 'The file that names what is debugged.',
		},
		{name: 'image', type: 'string', description: 'The image to debug with.'},
		{name: 'image-pull-policy', type: 'string', description: 'Always, IfNotPresent or Never.'},
		keeps('annotations', 'the annotations'),
		keeps('init-containers', 'the init containers', 'true'),
		keeps('labels', 'the labels'),
		keeps('liveness', 'the liveness probes'),
		keeps('readiness', 'the readiness probes'),
		keeps('startup', 'the startup probes'),
		{
			name: 'profile',
			type: 'string',
			default: 'general',
			description: 'What the container may do: general, baseline, restricted, netadmin or sysadmin.',
		},
		quietFlag('the container'),
		{name: 'replace', type: 'bool', default: 'false', description: 'With --copy-to: deletes the original Pod.'},
		{name: 'same-node', type: 'bool', default: 'false', description: 'With --copy-to: on the same node.'},
		{
			name: 'set-image',
			type: 'stringToString',
			default: '[]',
			description: 'With --copy-to: other images, as CONTAINER=IMAGE; * stands for every container.',
		},
		{
			name: 'share-processes',
			type: 'bool',
			default: 'true',
			description: "With --copy-to: the containers see each other's processes.",
		},
		{name: 'stdin', shorthand: 'i', type: 'bool', default: 'false', description: 'Keeps standard input open.'},
		{name: 'target', type: 'string', description: 'The container whose processes the new one sees.'},
		{name: 'tty', shorthand: 't', type: 'bool', default: 'false', description: 'Gives the container a terminal.'},
	],
	completes: 'pods',
	run: runDebug,
};

async function runDebug(invocation: Invocation): Promise<number> {
	const {io, flags, namespace, namespaceGiven} = invocation;
	const options = readDebugOptions(invocation);
	const client = new Client(io);
	const found = await find(client, {
		namespace,
		enforceNamespace: namespaceGiven,
		filenames: flags.strings('filename'),
		...(options.targets.length > 0 && {names: {type: 'pods', names: options.targets}}),
	});
	for (const {object} of await found.infos()) {
		const made = await debugObject(client, object!, options, namespace);
		if (options.attach && made.container !== '') {
			await attachToDebugger(client, made, options);
		}
	}
	return 0;
}

/** Makes what one debugs with. @throws CommandError for other kinds than Pods and nodes */
async function debugObject(
	client: Client,
	object: KubernetesObject,
	options: DebugOptions,
	namespace: string,
): Promise<Debugger> {
	const {apiVersion, kind} = object;
	if (kind === 'Node' && apiVersion === 'v1') {
		const {pod, container} = nodeDebugger(object as Node, options, client.io);
		return {pod: await create(client, pod, namespace), container};
	}
	if (kind !== 'Pod' || apiVersion !== 'v1') {
		throw new CommandError(`${JSON.stringify(`${apiVersion}, Kind=${kind}`)} not supported by debug`);
	}
	const pod = object as Pod;
	return options.copyTo === '' ? addContainer(client, pod, options) : copyPod(client, pod, options);
}

async function addContainer(client: Client, pod: Pod, options: DebugOptions): Promise<Debugger> {
	const {pod: changed, container} = withEphemeralContainer(pod, options, client.io);
	warnOfUser(client, changed, container);
	const patch = createTwoWayMergePatch(pod as unknown as JsonMap, changed as unknown as JsonMap, Pod);
	const {name, namespace = ''} = pod.metadata;
	const target = {mapping: await podMapping(client), namespace, name};
	const patched = await patchObject(client, target, 'strategic', patch, {subresource: 'ephemeralcontainers'});
	return {pod: patched as Pod, container};
}

async function copyPod(client: Client, pod: Pod, options: DebugOptions): Promise<Debugger> {
	const {pod: copy, container} = copyWithDebugger(pod, options, client.io);
	warnOfUser(client, copy, container);
	const {name, namespace = ''} = pod.metadata;
	const created = await create(client, copy, namespace);
	if (options.replace) {
		await deleteObject(client, {mapping: await podMapping(client), namespace, name}, {gracePeriodSeconds: 0});
	}
	return {pod: created, container};
}

async function create(client: Client, pod: Pod, namespace: string): Promise<Pod> {
	return (await createObject(client, {mapping: await podMapping(client), namespace}, pod)) as Pod;
}

async function podMapping(client: Client) {
	return (await (await RestMapper.load(client)).forKind('v1', 'Pod'))!;
}

/** Capabilities mean little to a process that is not root's. */
function warnOfUser({io}: Client, {spec}: Pod, name: string): void {
	const all = [...spec.containers, ...(spec.ephemeralContainers ?? [])];
	const security = all.find(container => container.name === name)?.securityContext;
	const granted = security?.privileged || (security?.capabilities?.add ?? []).length > 0;
	if (spec.securityContext?.runAsUser && granted && security?.runAsUser !== 0) {
		io.err(
			'Warning: Non-root user is configured for the entire target Pod, and some capabilities granted by debug profile may not work. Please consider using "--custom" with a custom profile that specifies "securityContext.runAsUser: 0".\n',
		);
	}
}
