/** `kubectl run` (kubectl pkg/cmd/run/run.go). */
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {find} from '../builder.ts';
import {Client} from '../client.ts';
import {type Command, CommandError, type Invocation} from '../command.ts';
import {fieldManagerFlag, outputFlags, saveConfigFlag} from '../common-flags.ts';
import {cascadeFlag, cascadeOf, DeletionRun} from '../deletion.ts';
import {type DryRun, dryRunFlag, dryRunOf} from '../dry-run.ts';
import {usageError} from '../errors.ts';
import {parseLabels} from '../expose/derive.ts';
import {serviceFor} from '../expose/service.ts';
import {isImageReference} from '../image-reference.ts';
import {withLastAppliedStruct} from '../last-applied.ts';
import {printerFor} from '../operation-printer.ts';
import {overrideFlags, withOverrides} from '../overrides.ts';
import {RestMapper} from '../resources.ts';
import {attachTo} from '../run/attach.ts';
import {podFor} from '../run/pod.ts';
import {createObject} from '../writes.ts';

const restartPolicies = ['Always', 'OnFailure', 'Never'];
const pullPolicies = ['', 'Always', 'IfNotPresent', 'Never'];

export const run: Command = {
	name: 'run',
	usage:
		'run NAME --image=image [--env="key=value"] [--port=port] [--dry-run=server|client] [--overrides=inline-json] [--command] -- [COMMAND] [args...]',
	short: 'Run a particular image on the cluster',
	long: 'Makes one bare Pod that runs an image. Nothing makes it anew when it is gone.',
	examples: [
		['nginx', 'kubectl run web --image=nginx:1.27'],
		['With a port and a variable', 'kubectl run web --image=nginx:1.27 --port=80 --env="MODE=fast"'],
		['Only print the manifest', 'kubectl run web --image=nginx:1.27 --dry-run=client -o yaml'],
		['A command that runs once', 'kubectl run once --image=busybox:1.36 --restart=Never -- echo hello'],
		['Stay until it ends, and delete it', 'kubectl run once --image=busybox:1.36 --restart=Never --rm -it -- date'],
	],
	flags: [
		...outputFlags,
		{name: 'annotations', type: 'stringArray', default: '[]', description: "The Pod's annotations, as KEY=VALUE."},
		{
			name: 'attach',
			type: 'bool',
			default: 'false',
			description: 'Stays, and prints what the container prints. On with -i.',
		},
		cascadeFlag,
		{
			name: 'command',
			type: 'bool',
			default: 'false',
			description: "What follows -- is the container's command instead of its arguments.",
		},
		{name: 'detach-keys', type: 'string', default: 'ctrl-p,ctrl-q', description: 'The keys that leave the container.'},
		dryRunFlag,
		{name: 'env', type: 'stringArray', default: '[]', description: 'A variable, as KEY=VALUE.'},
		{name: 'expose', type: 'bool', default: 'false', description: 'Also makes a Service for it; needs --port.'},
		fieldManagerFlag('kubectl-run'),
		{name: 'force', type: 'bool', default: 'false', description: 'With --rm: deletes without a grace period.'},
		{name: 'grace-period', type: 'int', default: '-1', description: 'With --rm: how many seconds there are to end.'},
		{name: 'image', type: 'string', description: 'The image.', required: true},
		{name: 'image-pull-policy', type: 'string', description: 'Always, IfNotPresent or Never.'},
		{name: 'labels', shorthand: 'l', type: 'string', description: "The Pod's labels, parted by commas."},
		{
			name: 'leave-stdin-open',
			type: 'bool',
			default: 'false',
			description: 'Leaves standard input open after the first attach.',
		},
		...overrideFlags,
		{name: 'pod-running-timeout', type: 'duration', default: '1m0s', description: 'How long to wait until it runs.'},
		{name: 'port', type: 'string', description: 'The port that the container serves on.'},
		{name: 'privileged', type: 'bool', default: 'false', description: 'Runs the container in privileged mode.'},
		{
			name: 'quiet',
			shorthand: 'q',
			type: 'bool',
			default: 'false',
			description: 'Says nothing beside what the container prints.',
		},
		{name: 'restart', type: 'string', default: 'Always', description: 'Always, OnFailure or Never.'},
		{
			name: 'rm',
			type: 'bool',
			default: 'false',
			description: 'Deletes the Pod when it has ended; only while staying with it.',
		},
		saveConfigFlag,
		{name: 'stdin', shorthand: 'i', type: 'bool', default: 'false', description: 'Keeps standard input open.'},
		{name: 'timeout', type: 'duration', default: '0s', description: 'With --rm: how long to wait until it is gone.'},
		{name: 'tty', shorthand: 't', type: 'bool', default: 'false', description: 'Gives the container a terminal.'},
		{name: 'wait', type: 'bool', default: 'false', description: 'With --rm: waits until it is gone.'},
	],
	completes: 'none',
	run: runImage,
};

function restartPolicyOf({flags, path}: Invocation): string {
	const given = flags.string('restart');
	if (given === '') {
		return flags.bool('stdin') ? 'OnFailure' : 'Always';
	}
	if (!restartPolicies.includes(given)) {
		throw usageError(path, `invalid restart policy: ${given}`);
	}
	return given;
}

function attaches({flags}: Invocation): boolean {
	return flags.has('attach') ? flags.bool('attach') : flags.bool('stdin');
}

function check(invocation: Invocation, dryRun: DryRun): void {
	const {args, argsBeforeDash, flags, path} = invocation;
	const image = flags.string('image');
	if (args.length === 0 || argsBeforeDash === 0) {
		throw usageError(path, 'NAME is required for run');
	}
	if (image === '') {
		throw new CommandError('--image is required');
	}
	if (!isImageReference(image)) {
		throw new CommandError(`Invalid image name ${JSON.stringify(image)}: invalid reference format`);
	}
	if (flags.bool('tty') && !flags.bool('stdin')) {
		throw usageError(path, '-i/--stdin is required for containers with -t/--tty=true');
	}
	if (flags.bool('expose') && flags.string('port') === '') {
		throw usageError(path, '--port must be set when exposing a service');
	}
	restartPolicyOf(invocation);
	if (!attaches(invocation) && flags.bool('rm')) {
		throw usageError(path, '--rm should only be used for attached containers');
	}
	if (attaches(invocation) && dryRun !== 'none') {
		throw usageError(
			path,
			"--dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)",
		);
	}
	const pullPolicy = flags.string('image-pull-policy');
	if (!pullPolicies.includes(pullPolicy)) {
		throw usageError(path, `invalid image pull policy: ${pullPolicy}`);
	}
}

async function runImage(invocation: Invocation): Promise<number> {
	const {io, flags} = invocation;
	const dryRun = dryRunOf(invocation);
	const print = printerFor(invocation, 'created', dryRun, {keys: 'as-given'});
	check(invocation, dryRun);
	const client = new Client(io);
	const restartPolicy = restartPolicyOf(invocation);
	const pod = await make(client, invocation, withOverrides(podFor(invocation, restartPolicy), flags), dryRun);
	const created = [pod];
	if (flags.bool('expose')) {
		const service = await make(client, invocation, serviceOf(invocation), dryRun);
		created.push(service);
		print(service);
		if (flags.string('output') === 'yaml') {
			io.out('---\n');
		}
	}
	if (!attaches(invocation)) {
		printerFor(invocation, 'created', dryRun, {keys: 'as-given'})(pod);
		return 0;
	}
	try {
		return await attachTo(client, pod, {
			timeout: flags.duration('pod-running-timeout'),
			quiet: flags.bool('quiet'),
			stdin: flags.bool('stdin'),
			tty: flags.bool('tty'),
			restartPolicy,
		});
	} finally {
		if (flags.bool('rm') && !io.signal.aborted) {
			await removeAll(client, invocation, created);
		}
	}
}

async function make(
	client: Client,
	invocation: Invocation,
	object: KubernetesObject,
	dryRun: DryRun,
): Promise<KubernetesObject> {
	const {flags, namespace, namespaceGiven} = invocation;
	if (dryRun === 'client') {
		const {name, ...rest} = object.metadata;
		return namespaceGiven ? {...object, metadata: {name, namespace, ...rest}} : object;
	}
	const mapping = (await (await RestMapper.load(client)).forKind(object.apiVersion, object.kind))!;
	const body = flags.bool('save-config') ? withLastAppliedStruct(object) : object;
	return createObject(client, {mapping, namespace}, body, {dryRun, fieldManager: flags.string('field-manager')});
}

function serviceOf({args, flags}: Invocation): KubernetesObject {
	const [name = ''] = args;
	const labels = flags.string('labels');
	const selector = labels === '' ? {run: name} : parseLabels(labels);
	const own = labels === '' ? undefined : selector;
	const ports = [flags.string('port')];
	return serviceFor({name, selector, labels: own, ports, protocols: new Map(), protocol: '', targetPort: ''});
}

async function removeAll(client: Client, {flags, namespace}: Invocation, objects: readonly KubernetesObject[]) {
	for (const {kind, metadata} of objects) {
		const names = {type: `${kind.toLowerCase()}s`, names: [metadata.name]};
		const found = await find(client, {namespace, names, continueOnError: true, flatten: true});
		await new DeletionRun(client, {
			dryRun: 'none',
			gracePeriod: -1,
			ignoreNotFound: true,
			quiet: flags.bool('quiet'),
			wait: false,
			timeout: 0,
			...cascadeOf(flags, client.io.err),
		}).run(found);
	}
}
