/** `kubectl explain` (kubectl pkg/cmd/explain/explain.go), from the schemas that the API itself is made of. */
import {kinds} from '../../api/kinds.ts';
import {Client} from '../client.ts';
import {type Command, CommandError} from '../command.ts';
import {explanation, heading, NoSuchField} from '../explain/print.ts';
import {type Mapping, parseApiVersion, RestMapper} from '../resources.ts';
import {suggestApiResources} from './get.ts';

/** The resource that a path begins with, and the field names after it: `deployments.apps.spec` has both. */
async function parsePath(mapper: RestMapper, path: string): Promise<{mapping: Mapping; fields: string[]}> {
	const words = path.replace(/\.$/, '').split('.');
	const [first = ''] = words;
	let mapping: Mapping;
	try {
		mapping = await mapper.forArgument(first);
	} catch (error) {
		if (error instanceof CommandError) throw new CommandError(error.message, {bare: true});
		throw error;
	}
	const {group, resource} = mapping;
	const qualified = group === '' ? resource : `${resource}.${group}`;
	if (group !== '' && (path === qualified || path.startsWith(`${qualified}.`))) {
		return {
			mapping,
			fields: path
				.slice(qualified.length + 1)
				.split('.')
				.filter(word => word !== ''),
		};
	}
	return {mapping, fields: words.slice(1)};
}

export const explain: Command = {
	name: 'explain',
	usage:
		'explain TYPE [--recursive=FALSE|TRUE] [--api-version=api-version-group] [-o|--output=plaintext|plaintext-openapiv2]',
	short: 'Get documentation for a resource',
	long: `Describes the fields of a kind, and what they are for. A path such as pod.spec.containers goes further in.

${suggestApiResources}`,
	examples: [
		['The fields of a Pod', 'kubectl explain pods'],
		['One of them', 'kubectl explain pods.spec.containers'],
		['All of them at once, by name', 'kubectl explain deployment --recursive'],
	],
	flags: [
		{name: 'api-version', type: 'string', description: 'Explains the kind in this API version.'},
		{name: 'output', shorthand: 'o', type: 'string', default: 'plaintext', description: 'How to print: plaintext.'},
		{
			name: 'recursive',
			shorthand: 'R',
			type: 'bool',
			default: 'false',
			description: 'Shows the fields of fields too, by name and type.',
		},
	],
	completes: 'type',
	async run({io, flags, args}) {
		const [path, ...others] = args;
		if (path === undefined) {
			throw new CommandError(`You must specify the type of resource to explain. ${suggestApiResources}\n`);
		}
		if (others.length > 0) throw new CommandError('We accept only this format: explain RESOURCE\n');
		const output = flags.string('output');
		if (output !== 'plaintext' && output !== 'plaintext-openapiv2') {
			throw new CommandError(`unrecognized format: ${output}`);
		}
		if (path.startsWith('.') || path.includes('[')) {
			throw new CommandError('invalid jsonpath syntax, first node must be field node');
		}
		const mapper = await RestMapper.load(new Client(io));
		const {mapping, fields} = await parsePath(mapper, path);
		const asked = flags.string('api-version');
		const {group, version} = asked === '' ? mapping : parseApiVersion(asked);
		const kind = kinds.find(one => one.group === group && one.version === version && one.kind === mapping.kind);
		if (!kind) {
			const gvr = `${group}/${version}, Resource=${mapping.resource}`;
			throw new CommandError(
				asked === '' ? `GVR (${gvr}) not found in OpenAPI schema` : `couldn't find resource for "${gvr}"`,
			);
		}
		io.out(heading(kind));
		try {
			io.out(explanation(kind, fields, flags.bool('recursive')));
		} catch (error) {
			if (error instanceof NoSuchField) throw new CommandError(error.message);
			throw error;
		}
		return 0;
	},
};
