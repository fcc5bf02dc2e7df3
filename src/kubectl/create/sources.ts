/** Keys and values from files and from the line (kubectl pkg/util/util.go, pkg/cmd/util/env_file.go). */
import {isCautiousEnvVarName, isConfigMapKey} from '../../apimachinery/formats.ts';
import {CommandError, type Flag, type Invocation} from '../command.ts';
import {FileError, type KubectlIo} from '../io.ts';

export const sourceFlags: readonly Flag[] = [
	{name: 'append-hash', type: 'bool', default: 'false', description: 'Adds a hash of the content to the name.'},
	{name: 'from-env-file', type: 'strings', default: '[]', description: 'A file with KEY=VALUE lines.'},
	{
		name: 'from-file',
		type: 'strings',
		default: '[]',
		description: 'A file, its name being the key, or KEY=FILE; a folder gives each of its files.',
	},
	{name: 'from-literal', type: 'stringArray', default: '[]', description: 'KEY=VALUE.'},
];

/** How messages name what is made. */
export interface Kind {
	readonly kind: 'ConfigMap' | 'Secret';
	readonly name: string;
	/** The key of a file that is named without one; else it is the file's name. */
	readonly fileKey?: string;
}

/** Everything that the flags name, by key. @throws CommandError */
export function readSources({io, flags, command}: Invocation, of: Kind): Readonly<Record<string, string>> {
	const declared = new Set(command.flags.map(({name}) => name));
	const files = flags.strings('from-file');
	const literals = declared.has('from-literal') ? flags.strings('from-literal') : [];
	const envFiles = declared.has('from-env-file') ? flags.strings('from-env-file') : [];
	if (envFiles.length > 0 && files.length + literals.length > 0) {
		throw new CommandError('from-env-file cannot be combined with from-file or from-literal');
	}
	const data: Record<string, string> = {};
	const add = (key: string, value: string) => {
		const problems = isConfigMapKey(key);
		if (problems.length > 0) {
			throw new CommandError(`${JSON.stringify(key)} is not a valid key name for a ${of.kind}: ${problems.join(',')}`);
		}
		if (key in data) {
			const where = of.kind === 'ConfigMap' ? `in Data for ConfigMap ${JSON.stringify(of.name)}` : '';
			throw new CommandError(
				`cannot add key ${of.kind === 'ConfigMap' ? JSON.stringify(key) : key}, another key by that name already exists${where && ` ${where}`}`,
			);
		}
		data[key] = value;
	};
	for (const source of files) {
		addFile(io, of.fileKey === undefined || source.includes('=') ? source : `${of.fileKey}=${source}`, add);
	}
	for (const literal of literals) {
		const [key = '', value] = literal.split(/=(.*)/s);
		if (value === undefined || key === '') {
			throw new CommandError(`invalid literal source ${literal}, expected key=value`);
		}
		add(key, value);
	}
	for (const file of envFiles) {
		addVariables(io, file, add);
	}
	return data;
}

function addFile(io: KubectlIo, source: string, add: (key: string, value: string) => void): void {
	const [before = '', after, ...more] = source.split('=');
	if (more.length > 0) {
		throw new CommandError("key names or file paths cannot contain '='");
	}
	if (after !== undefined && before === '') {
		throw new CommandError(`key name for file path ${after} missing`);
	}
	if (after === '') {
		throw new CommandError(`file path for key name ${before} missing`);
	}
	const path = after ?? before;
	const kind = io.files.kind(path);
	if (kind === undefined) {
		throw new CommandError(`error reading ${path}: no such file or directory`);
	}
	if (kind === 'file') {
		add(after === undefined ? path.split('/').at(-1)! : before, io.files.read(path));
		return;
	}
	if (after !== undefined) {
		throw new CommandError('cannot give a key name for a directory path');
	}
	for (const entry of io.files.list(path)) {
		if (!entry.folder) {
			add(entry.name, io.files.read(`${path.replace(/\/$/, '')}/${entry.name}`));
		}
	}
}

function addVariables(io: KubectlIo, file: string, add: (key: string, value: string) => void): void {
	let text: string;
	try {
		text = io.files.read(file);
	} catch (error) {
		if (!(error instanceof FileError)) {
			throw error;
		}
		throw new CommandError(
			error.code === 'EISDIR'
				? 'env config file cannot be a directory'
				: `error reading ${file}: no such file or directory`,
		);
	}
	for (const whole of text.replace(/^\ufeff/, '').split(/\r?\n/)) {
		const line = whole.trimStart();
		if (line === '' || line.startsWith('#')) {
			continue;
		}
		const [key = '', value = ''] = line.split(/=(.*)/s);
		const problems = isCautiousEnvVarName(key);
		if (problems.length > 0) {
			throw new CommandError(`${JSON.stringify(key)} is not a valid key name: ${problems.join(';')}`);
		}
		add(key, value);
	}
}

export function base64(text: string): string {
	return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
