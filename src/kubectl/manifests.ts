/** Objects from files (cli-runtime pkg/resource/visitor.go, mapper.go, metadata_decoder.go). */
import {goJson} from '../apimachinery/json.ts';
import type {Json, JsonObject, KubernetesObject} from '../apimachinery/object.ts';
import {readDocuments} from '../apimachinery/yaml/documents.ts';
import {YamlError} from '../apimachinery/yaml/error.ts';
import {CommandError} from './command.ts';
import {FileError, type KubectlIo} from './io.ts';

/** Where an object was read: a path, or STDIN. */
export interface Manifest {
	readonly source: string;
	readonly text: string;
}

/** A file whose YAML or JSON cannot be read. `cause` holds the line that is really wrong. */
export class ManifestError extends CommandError {
	readonly source: string;
	override readonly cause: YamlError;
	constructor(source: string, cause: YamlError) {
		super(`error parsing ${source}: ${cause.message}`);
		this.source = source;
		this.cause = cause;
	}
}

const extensions = ['.json', '.yaml', '.yml'];

export function pathMissing(path: string): CommandError {
	return new CommandError(`the path ${JSON.stringify(path)} does not exist`);
}

function join(folder: string, name: string): string {
	const base = folder.replace(/\/+$/, '').replace(/^(\.\/)+/, '');
	return base === '' || base === '.' ? name : `${base}/${name}`;
}

/** The files that one `-f` names: itself, or those of a folder with a manifest's extension. */
function filesUnder(path: string, io: KubectlIo, recursive: boolean): string[] {
	const kind = io.files.kind(path);
	if (kind === undefined) throw pathMissing(path);
	if (kind === 'file') return [path];
	return io.files.list(path).flatMap(entry => {
		const inner = join(path, entry.name);
		if (entry.folder) return recursive ? filesUnder(inner, io, recursive) : [];
		return extensions.some(extension => entry.name.endsWith(extension)) ? [inner] : [];
	});
}

/** The paths that a pattern such as `*.yaml` means; the pattern itself where a file has that name. */
function expandPattern(pattern: string, io: KubectlIo): string[] {
	if (io.files.kind(pattern) !== undefined) return [pattern];
	const slash = pattern.lastIndexOf('/');
	const folder = slash === -1 ? '.' : pattern.slice(0, slash);
	const name = pattern.slice(slash + 1);
	if (!/[*?[]/.test(name) || io.files.kind(folder) !== 'folder') throw pathMissing(pattern);
	const expression = new RegExp(
		`^${name
			.replace(/[.+^${}()|\\]/g, '\\$&')
			.replaceAll('*', '[^/]*')
			.replaceAll('?', '[^/]')}$`,
	);
	const matches = io.files
		.list(folder)
		.filter(entry => expression.test(entry.name))
		.map(entry => join(folder, entry.name));
	if (matches.length === 0) throw pathMissing(pattern);
	return matches;
}

export interface ManifestFiles {
	readonly paths: readonly string[];
	/** Whether `-` is among them. */
	readonly stdin: boolean;
	/** Whether one of them is a folder with several files. */
	readonly folder: boolean;
}

/** Finds what `-f` names. Collects what is wrong with each, as kubectl says all of it at once. */
export function findManifests(
	names: readonly string[],
	recursive: boolean,
	io: KubectlIo,
): ManifestFiles & {readonly errors: readonly Error[]} {
	const paths: string[] = [];
	const errors: Error[] = [];
	let stdin = false;
	let folder = false;
	for (const name of names) {
		if (name === '-') {
			if (stdin) errors.push(new CommandError('standard input cannot be used for multiple arguments'));
			stdin = true;
			paths.push(name);
			continue;
		}
		if (/^https?:\/\//.test(name)) {
			errors.push(new CommandError(`${JSON.stringify(name)} is not fetched: nothing here reaches the network`));
			continue;
		}
		try {
			for (const path of expandPattern(name, io)) {
				const files = filesUnder(path, io, recursive);
				if (files.length > 1) folder = true;
				paths.push(...files);
				if (paths.length === 0) {
					errors.push(
						new CommandError(`error reading [${path}]: recognized file extensions are [${extensions.join(' ')}]`),
					);
				}
			}
		} catch (error) {
			if (!(error instanceof CommandError)) throw error;
			errors.push(error);
		}
	}
	return {paths, stdin, folder, errors};
}

/** Reads one of those paths. */
export function readManifest(path: string, io: KubectlIo): Manifest {
	if (path === '-') return {source: 'STDIN', text: io.stdin ?? ''};
	try {
		return {source: path, text: io.files.read(path)};
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		if (error.code === 'ENOENT') throw pathMissing(path);
		const reason = error.code === 'EISDIR' ? 'is a directory' : 'permission denied';
		throw new CommandError(`open ${path}: ${reason}`);
	}
}

export type ValidationDirective = 'Strict' | 'Warn' | 'Ignore';

function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What kubectl checks itself before it asks a server that validates: that there are an apiVersion and a kind. */
function validateKind(value: Json, source: string): void {
	const problems: string[] = isObject(value) ? [] : ['invalid object to validate'];
	if (isObject(value)) {
		for (const field of ['apiVersion', 'kind'] as const) {
			const given = value[field];
			if (given === undefined || given === null || given === '') problems.push(`${field} not set`);
			else if (typeof given !== 'string') problems.push(`${field} isn't string type`);
		}
	}
	if (problems.length === 0) return;
	const said = problems.length === 1 ? problems[0] : `[${problems.join(', ')}]`;
	throw new CommandError(
		`error validating ${JSON.stringify(source)}: error validating data: ${said}; if you choose to ignore these errors, turn validation off with --validate=false`,
	);
}

function goKind(value: unknown): string {
	if (Array.isArray(value)) return 'array';
	if (value === null) return 'null';
	return typeof value === 'boolean' ? 'bool' : typeof value;
}

const metadataTypes: Readonly<Record<string, 'string' | 'int64' | 'map' | 'slice'>> = {
	name: 'string',
	generateName: 'string',
	namespace: 'string',
	selfLink: 'string',
	uid: 'string',
	resourceVersion: 'string',
	generation: 'int64',
	deletionGracePeriodSeconds: 'int64',
	labels: 'map',
	annotations: 'map',
	finalizers: 'slice',
};

function cannotUnmarshal(what: string, field: string, type: string): CommandError {
	return new CommandError(`json: cannot unmarshal ${what} into Go struct field ${field} of type ${type}`);
}

/** The types of metadata are checked here, since kubectl itself works with them. */
function checkMetadata(object: JsonObject): void {
	const {metadata} = object;
	if (metadata === undefined || metadata === null) return;
	if (!isObject(metadata)) throw cannotUnmarshal(goKind(metadata), 'metadataOnlyObject.metadata', 'v1.ObjectMeta');
	for (const [name, value] of Object.entries(metadata).sort(([a], [b]) => (a < b ? -1 : 1))) {
		const type = metadataTypes[name];
		if (type === undefined || value === null || value === undefined) continue;
		const field = `ObjectMeta.metadata.${name}`;
		if (type === 'string' && typeof value !== 'string') throw cannotUnmarshal(goKind(value), field, 'string');
		if (type === 'int64' && typeof value !== 'number') throw cannotUnmarshal(goKind(value), field, 'int64');
		if (type === 'slice') {
			if (!Array.isArray(value)) throw cannotUnmarshal(goKind(value), field, '[]string');
		}
		if (type === 'map') {
			if (!isObject(value)) throw cannotUnmarshal(goKind(value), field, 'map[string]string');
			for (const item of Object.values(value)) {
				if (item !== null && typeof item !== 'string') throw cannotUnmarshal(goKind(item), field, 'string');
			}
		}
	}
}

/** A JSON value as an object with kind and metadata. @throws CommandError worded as kubectl's decoder */
function decode(value: Json, source: string): KubernetesObject {
	const refuse = (why: string) => new CommandError(`unable to decode ${JSON.stringify(source)}: ${why}`);
	if (!isObject(value)) {
		throw refuse(`json: cannot unmarshal ${goKind(value)} into Go value of type unstructured.detector`);
	}
	for (const field of ['apiVersion', 'kind'] as const) {
		const given = value[field];
		if (given !== undefined && given !== null && typeof given !== 'string') {
			throw refuse(`json: cannot unmarshal ${goKind(given)} into Go struct field .${field} of type string`);
		}
	}
	if (!value.kind) throw refuse(`Object 'Kind' is missing in '${goJson(value)}'`);
	if (!value.apiVersion) throw refuse(`Object 'apiVersion' is missing in '${goJson(value)}'`);
	try {
		checkMetadata(value);
	} catch (error) {
		throw refuse(error instanceof Error ? error.message : String(error));
	}
	const metadata = isObject(value.metadata) ? value.metadata : {};
	return {...value, metadata: {...metadata}} as unknown as KubernetesObject;
}

/**
 * The objects of one file, in order. What is wrong with one object is yielded in its place; what makes the rest
 * unreadable is thrown.
 */
export function* objectsIn(
	manifest: Manifest,
	validation: ValidationDirective = 'Ignore',
): Generator<KubernetesObject | Error> {
	const documents = readDocuments(manifest.text);
	for (;;) {
		let next: IteratorResult<Json>;
		try {
			next = documents.next();
		} catch (error) {
			throw error instanceof YamlError ? new ManifestError(manifest.source, error) : error;
		}
		if (next.done) return;
		if (validation !== 'Ignore') validateKind(next.value, manifest.source);
		try {
			yield decode(next.value, manifest.source);
		} catch (error) {
			if (!(error instanceof CommandError)) throw error;
			yield error;
		}
	}
}
