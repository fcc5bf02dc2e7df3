/** A kubectl whose surroundings are plain values: files, what is piped in, and a server that answers from a list. */
import {
	type ApiRequest,
	type ApiResponse,
	acceptTable,
	type Connection,
	type WatchEvent,
} from '../../../src/apimachinery/connection.ts';
import type {KubernetesObject} from '../../../src/apimachinery/object.ts';
import {notFound} from '../../../src/apimachinery/status.ts';
import {FileError, type KubectlIo, type WorkspaceFiles} from '../../../src/kubectl/io.ts';
import {kubectl} from '../../../src/kubectl/main.ts';

export interface Answer {
	readonly exit: number;
	readonly stdout: string;
	readonly stderr: string;
}

export interface Surroundings {
	readonly files?: Readonly<Record<string, string>>;
	readonly stdin?: string;
	readonly namespace?: string;
	readonly connection?: Connection;
}

function filesOf(texts: Readonly<Record<string, string>>): WorkspaceFiles {
	const isFolder = (path: string) => path === '.' || Object.keys(texts).some(name => name.startsWith(`${path}/`));
	return {
		read(path) {
			const text = texts[path];
			if (text !== undefined) return text;
			throw new FileError(isFolder(path) ? 'EISDIR' : 'ENOENT', path);
		},
		write() {
			throw new Error('these files stay as they are');
		},
		remove() {
			throw new Error('these files stay as they are');
		},
		list(folder) {
			const prefix = folder === '.' ? '' : `${folder}/`;
			const inside = Object.keys(texts).filter(name => name.startsWith(prefix));
			const names = new Set(inside.map(name => name.slice(prefix.length).split('/')[0]!));
			return [...names].sort().map(name => ({name, folder: texts[prefix + name] === undefined}));
		},
		kind: path => (texts[path] !== undefined ? 'file' : isFolder(path) ? 'folder' : undefined),
	};
}

/** Runs one kubectl call, its words given as they come from a shell. */
export async function run(words: readonly string[], surroundings: Surroundings = {}): Promise<Answer> {
	const {files = {}, stdin, namespace = 'default', connection = serverWith([])} = surroundings;
	let stdout = '';
	let stderr = '';
	const io: KubectlIo = {
		connection,
		files: filesOf(files),
		settings: {context: 'lab', cluster: 'lab', user: 'admin', server: 'https://10.100.100.7:6443', namespace},
		...(stdin !== undefined && {stdin}),
		out: text => {
			stdout += text;
		},
		err: text => {
			stderr += text;
		},
		signal: new AbortController().signal,
	};
	const exit = await kubectl(words, io);
	return {exit, stdout, stderr};
}

const resources = [
	['v1', 'Event', 'events', true, ['ev'], []],
	['v1', 'Namespace', 'namespaces', false, ['ns'], []],
	['v1', 'Pod', 'pods', true, ['po'], ['all']],
	['apps/v1', 'Deployment', 'deployments', true, ['deploy'], ['all']],
] as const;

const verbs = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'];

function discovery(path: string): unknown {
	if (path === '/api') return {kind: 'APIVersions', versions: ['v1']};
	if (path === '/apis') {
		const version = {groupVersion: 'apps/v1', version: 'v1'};
		return {kind: 'APIGroupList', groups: [{name: 'apps', versions: [version], preferredVersion: version}]};
	}
	const groupVersion = {'/api/v1': 'v1', '/apis/apps/v1': 'apps/v1'}[path];
	if (groupVersion === undefined) return undefined;
	return {
		groupVersion,
		resources: resources
			.filter(([version]) => version === groupVersion)
			.map(([, kind, name, namespaced, shortNames, categories]) => ({
				name,
				singularName: kind.toLowerCase(),
				kind,
				namespaced,
				verbs,
				shortNames,
				categories,
			})),
	};
}

/** A server that has these objects `seen` collects what was asked of it. */
export function serverWith(
	objects: readonly KubernetesObject[],
	options: {readonly seen?: ApiRequest[]; readonly events?: readonly WatchEvent[]} = {},
): Connection {
	const answer = (body: unknown): ApiResponse => ({status: 200, body});
	const printed = (found: readonly KubernetesObject[], {accept}: ApiRequest, whole: unknown) =>
		answer(accept === acceptTable ? tableOf(found) : whole);
	return {
		clock: {now: () => Date.UTC(2026, 0, 1, 1), sleep: async () => {}, paused: false},
		async request(request) {
			const known = discovery(request.path);
			if (known !== undefined) return answer(known);
			options.seen?.push(request);
			const match = /^\/apis?\/(?:(apps)\/)?v1(?:\/namespaces\/([^/]+)(?=\/))?\/([^/]+)(?:\/([^/]+))?$/.exec(
				request.path,
			);
			const [, group, namespace, resource = '', name] = match ?? [];
			const [, kind] = resources.find(([, , plural]) => plural === resource) ?? [];
			const items = objects.filter(
				object => object.kind === kind && (namespace === undefined || object.metadata.namespace === namespace),
			);
			if (name === undefined) {
				const list = {kind: `${kind}List`, apiVersion: 'v1', metadata: {resourceVersion: '9'}, items};
				return printed(items, request, list);
			}
			const found = items.find(object => object.metadata.name === name);
			if (found) return printed([found], request, found);
			return {status: 404, body: notFound({group: group ?? '', resource}, name).status};
		},
		async *watch({accept}) {
			for (const {type, object} of options.events ?? []) {
				yield {type, object: accept === acceptTable ? (tableOf([object]) as unknown as KubernetesObject) : object};
			}
		},
		// biome-ignore lint/correctness/useYield: nothing here can be followed
		async *stream() {
			throw new Error('nothing to follow');
		},
	};
}

function tableOf(objects: readonly KubernetesObject[]) {
	const column = {type: 'string', description: '', priority: 0};
	return {
		kind: 'Table',
		apiVersion: 'meta.k8s.io/v1',
		metadata: {resourceVersion: '9'},
		columnDefinitions: [
			{...column, name: 'Name', format: 'name'},
			{...column, name: 'Age', format: ''},
			{...column, name: 'Node', format: '', priority: 1},
		],
		rows: objects.map(object => ({cells: [object.metadata.name, '60m', 'worker-1'], object})),
	};
}

export function pod(name: string, rest: Record<string, unknown> = {}, labels: Record<string, string> = {}) {
	return {
		apiVersion: 'v1',
		kind: 'Pod',
		metadata: {name, namespace: 'default', creationTimestamp: '2026-01-01T00:00:00Z', labels},
		...rest,
	};
}
