/** `kubectl cp`: files travel as tar archives (kubectl pkg/cmd/cp/cp.go). */
import type {Pod} from '../../api/core-v1/pod.ts';
import {packTar, TarError, type TarMember, unpackTar} from '../../apimachinery/tar.ts';
import {Client} from '../client.ts';
import {type Command, CommandError, type Invocation} from '../command.ts';
import {FileError, type KubectlIo} from '../io.ts';
import {executeIn} from '../remote-exec.ts';

export const cp: Command = {
	name: 'cp',
	usage: 'cp <file-spec-src> <file-spec-dest>',
	short: 'Copy files and directories to and from containers',
	long: 'Copies files and folders to and from containers. The image must have the program tar. Symbolic links are left out on the way from a container.',
	examples: [
		['A file into a Pod', 'kubectl cp page.html web:/usr/share/nginx/html/index.html'],
		['A file out of a Pod', 'kubectl cp web:/etc/hosts hosts'],
		['Of another namespace, and of one container', 'kubectl cp kube-system/calico:/tmp/log log -c calico-node'],
	],
	flags: [
		{name: 'container', shorthand: 'c', type: 'string', description: 'The container to copy to or from.'},
		{
			name: 'no-preserve',
			type: 'bool',
			default: 'false',
			description: 'Leaves owners and permissions to the container.',
		},
		{
			name: 'retries',
			type: 'int',
			default: '0',
			description: 'How often to go on where a copy from a container broke off; below 0 without end.',
		},
	],
	completes: 'pods',
	run: copy,
};

interface FileSpec {
	/** '' where none is named. */
	readonly namespace: string;
	/** '' for files here. */
	readonly pod: string;
	readonly file: string;
}

function readSpec(text: string): FileSpec {
	const colon = text.indexOf(':');
	if (colon < 0) {
		return {namespace: '', pod: '', file: text};
	}
	const parts = text.slice(0, colon).split('/');
	if (colon === 0 || parts.length > 2) {
		throw new CommandError('filespec must match the canonical format: [[namespace/]pod:]file/path');
	}
	return {namespace: parts.length > 1 ? parts[0]! : '', pod: parts.at(-1)!, file: text.slice(colon + 1)};
}

async function copy(invocation: Invocation): Promise<number> {
	const {args} = invocation;
	if (args.length !== 2) {
		throw new CommandError('source and destination are required');
	}
	const [from, to] = [readSpec(args[0]!), readSpec(args[1]!)];
	if (from.pod !== '' && to.pod !== '') {
		throw new CommandError('one of src or dest must be a local file specification');
	}
	if (from.file === '' || to.file === '') {
		throw new CommandError('filepath can not be empty');
	}
	if (from.pod !== '') {
		return copyFromPod(invocation, from, to.file);
	}
	if (to.pod !== '') {
		return copyToPod(invocation, from.file, to);
	}
	throw new CommandError('one of src or dest must be a remote file specification');
}

function podOf(client: Client, {pod, namespace}: FileSpec, fallback: string): Promise<Pod> {
	return client.get<Pod>(`/api/v1/namespaces/${namespace || fallback}/pods/${pod}`);
}

async function copyToPod({io, flags, namespace}: Invocation, source: string, to: FileSpec): Promise<number> {
	if (io.files.kind(source) === undefined) {
		throw new CommandError(`${source} doesn't exist in local filesystem`);
	}
	const client = new Client(io);
	const container = flags.string('container');
	let destination = cleanPath(to.file);
	if (await isFolder(client, to, {container, namespace})) {
		destination = joinPath(destination, baseOf(source));
	}
	const preserve = flags.bool('no-preserve') ? ['--no-same-permissions', '--no-same-owner'] : [];
	const members = gather(io, source, baseOf(destination));
	return executeIn(client, await podOf(client, to, namespace), {
		container,
		command: ['tar', ...preserve, '-xmf', '-', '-C', folderOf(destination)],
		stdin: packTar(members),
	});
}

/** Whether the destination is a folder; what goes wrong is told by the copy itself. */
async function isFolder(
	client: Client,
	to: FileSpec,
	{container, namespace}: {readonly container: string; readonly namespace: string},
): Promise<boolean> {
	const silent = () => {};
	try {
		const command = ['test', '-d', to.file];
		const pod = await podOf(client, to, namespace);
		return (await executeIn(client, pod, {container, command, out: silent, err: silent})) === 0;
	} catch {
		return false;
	}
}

/** The file, or the files of the folder; only folders that hold nothing are members themselves. */
function gather(io: KubectlIo, path: string, name: string): TarMember[] {
	const at = io.connection.clock.now();
	if (io.files.kind(path) === 'file') {
		return [{name, kind: 'file', data: io.files.read(path), mode: 0o644, at}];
	}
	const entries = io.files.list(path);
	return entries.length === 0
		? [{name: `${name}/`, kind: 'folder', data: '', mode: 0o755, at}]
		: entries.flatMap(entry => gather(io, joinPath(path, entry.name), `${name}/${entry.name}`));
}

async function copyFromPod({io, flags, namespace}: Invocation, from: FileSpec, destination: string): Promise<number> {
	const client = new Client(io);
	let archive = '';
	const pod = await podOf(client, from, namespace);
	const exit = await executeIn(client, pod, {
		container: flags.string('container'),
		command: tarCommand(from.file, flags.int('retries')),
		out: text => {
			archive += text;
		},
		// What tar says goes where the copy's own words go.
		err: text => (text.startsWith('command terminated') ? io.err(text) : io.out(text)),
	});
	if (exit !== 0) {
		return exit;
	}
	const prefix = withoutShortcuts(cleanPath(from.file.replace(/^\/+|\/+$/g, '')));
	unpack(io, archive, {prefix, destination, pod, source: from.file});
	return 0;
}

/** With retries the rest can be asked for from where the copy broke off. */
function tarCommand(path: string, retries: number): string[] {
	const quoted = path.replaceAll("'", "'\\''");
	return retries === 0 ? ['tar', 'cf', '-', path] : ['sh', '-c', `tar cf - '${quoted}' | tail -c+0`];
}

interface Unpacking {
	/** How the names of all members begin. */
	readonly prefix: string;
	readonly destination: string;
	readonly pod: Pod;
	readonly source: string;
}

function unpack(io: KubectlIo, archive: string, {prefix, destination, pod, source}: Unpacking): void {
	let members: readonly TarMember[];
	try {
		members = unpackTar(archive);
	} catch (error) {
		throw error instanceof TarError ? new CommandError(error.message) : error;
	}
	let told = false;
	for (const {name, kind, data, target = ''} of members) {
		if (!name.startsWith(prefix)) {
			throw new CommandError('tar contents corrupted');
		}
		const path = joinPath(destination, name.slice(prefix.length));
		if (cleanPath(path).startsWith('..') && !cleanPath(destination).startsWith('..')) {
			io.err(`warning: file ${JSON.stringify(path)} is outside target destination, skipping\n`);
		} else if (kind === 'link') {
			const {namespace = '', name: podName} = pod.metadata;
			const [from, to, ns, where, what] = [path, target, namespace, podName, source].map(text => JSON.stringify(text));
			const hint = ` (consider using "kubectl exec -n ${ns} ${where} -- tar cf - ${what} | tar xf -")`;
			io.err(`warning: skipping symlink: ${from} -> ${to}${told ? '' : hint}\n`);
			told = true;
		} else if (kind === 'file') {
			write(io, path, data);
		}
	}
}

function write(io: KubectlIo, path: string, data: string): void {
	try {
		io.files.write(path, data);
	} catch (error) {
		if (!(error instanceof FileError)) {
			throw error;
		}
		const why = {
			EISDIR: 'is a directory',
			ENOTDIR: 'not a directory',
			ENOENT: 'no such file or directory',
			EACCES: 'permission denied',
			EOUTSIDE: 'outside of the workspace',
		}[error.code];
		throw new CommandError(`open ${path}: ${why}`);
	}
}

/** Go's path.Clean. */
function cleanPath(path: string): string {
	const rooted = path.startsWith('/');
	const parts: string[] = [];
	for (const part of path.split('/')) {
		if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') {
			parts.pop();
		} else if (part === '..' ? !rooted : part !== '' && part !== '.') {
			parts.push(part);
		}
	}
	return (rooted ? '/' : '') + parts.join('/') || '.';
}

function joinPath(a: string, b: string): string {
	return cleanPath(b === '' ? a : `${a}/${b}`);
}

function baseOf(path: string): string {
	return cleanPath(path).split('/').at(-1) || '/';
}

function folderOf(path: string): string {
	const slash = path.lastIndexOf('/');
	return slash < 0 ? '.' : path.slice(0, slash) || '/';
}

/** A path that leads upwards, as tar names it. */
function withoutShortcuts(path: string): string {
	const trimmed = path.replace(/^(\.\.\/)+/, '');
	return trimmed === '.' || trimmed === '..' ? '' : trimmed;
}
