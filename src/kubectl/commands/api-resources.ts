/** What the server offers (kubectl pkg/cmd/apiresources). */
import {goJson} from '../../apimachinery/json.ts';
import {toYaml} from '../../apimachinery/yaml/write.ts';
import {Client} from '../client.ts';
import {type Command, CommandError, type Flags} from '../command.ts';
import {usageError} from '../errors.ts';
import {unknownFormat} from '../printers/formats.ts';
import {TabWriter} from '../printers/tab-writer.ts';
import {apiVersionOf, groupResource, type Mapping, RestMapper} from '../resources.ts';

function refuseArguments(args: readonly string[], path: string): void {
	if (args.length > 0) throw usageError(path, `unexpected arguments: [${args.join(' ')}]`);
}

/** Each resource once, in the version that the server prefers. */
function preferred(mappings: readonly Mapping[]): Mapping[] {
	const seen = new Set<string>();
	return mappings.filter(mapping => {
		const name = groupResource(mapping);
		if (seen.has(name)) return false;
		seen.add(name);
		return true;
	});
}

function isWanted(mapping: Mapping, flags: Flags): boolean {
	return (
		mapping.verbs.length > 0 &&
		!(flags.has('api-group') && flags.string('api-group') !== mapping.group) &&
		!(flags.has('namespaced') && flags.bool('namespaced') !== mapping.namespaced) &&
		flags.strings('verbs').every(verb => mapping.verbs.includes(verb)) &&
		flags.strings('categories').every(category => mapping.categories.includes(category))
	);
}

function sorted(mappings: readonly Mapping[], by: string): Mapping[] {
	const key = (mapping: Mapping) => (by === 'name' ? mapping.resource : by === 'kind' ? mapping.kind : mapping.group);
	const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
	return [...mappings].sort((a, b) => compare(key(a), key(b)) || compare(a.resource, b.resource));
}

function apiResource(mapping: Mapping) {
	const {resource, singular, namespaced, group, version, kind, verbs, shortNames, categories} = mapping;
	return {
		name: resource,
		singularName: singular,
		namespaced,
		...(group && {group}),
		version,
		kind,
		verbs,
		...(shortNames.length > 0 && {shortNames}),
		...(categories.length > 0 && {categories}),
	};
}

export const apiResources: Command = {
	name: 'api-resources',
	usage: 'api-resources [flags]',
	short: 'Print the supported API resources on the server',
	long: 'Lists the kinds of objects that the server knows, with their short names and API versions.',
	examples: [
		['Everything', 'kubectl api-resources'],
		['With verbs and categories', 'kubectl api-resources -o wide'],
		['What lives in namespaces', 'kubectl api-resources --namespaced=true'],
		['One API group', 'kubectl api-resources --api-group=apps'],
	],
	flags: [
		{name: 'api-group', type: 'string', description: 'Only this API group.'},
		{name: 'cached', type: 'bool', default: 'false', description: 'Takes what was discovered before.'},
		{name: 'categories', type: 'strings', default: '[]', description: 'Only what belongs to all of these categories.'},
		{
			name: 'namespaced',
			type: 'bool',
			default: 'true',
			description: 'Only what lives in namespaces, or with =false only what does not.',
		},
		{name: 'no-headers', type: 'bool', default: 'false', description: 'Leaves out the line of headers.'},
		{name: 'output', shorthand: 'o', type: 'string', description: 'How to print: json, yaml, name or wide.'},
		{name: 'show-managed-fields', type: 'bool', default: 'false', description: 'Has no effect here.', hidden: true},
		{name: 'sort-by', type: 'string', description: 'Sorts by name or by kind.'},
		{name: 'verbs', type: 'strings', default: '[]', description: 'Only what understands all of these verbs.'},
	],
	completes: 'none',
	async run({io, flags, args, path}) {
		refuseArguments(args, path);
		const output = flags.string('output');
		if (!['', 'wide', 'name', 'json', 'yaml'].includes(output)) {
			throw unknownFormat(output, ['json', 'yaml', 'kyaml', 'name', 'wide']);
		}
		const sortBy = flags.string('sort-by');
		if (!['', 'name', 'kind'].includes(sortBy)) throw new CommandError('--sort-by accepts only name or kind');
		const mapper = await RestMapper.load(new Client(io), {fresh: !flags.bool('cached')});
		const mappings = sorted(
			preferred(mapper.discovery.mappings).filter(mapping => isWanted(mapping, flags)),
			sortBy,
		);
		if (output === 'json' || output === 'yaml') {
			const list = {kind: 'APIResourceList', apiVersion: 'v1', groupVersion: '', resources: mappings.map(apiResource)};
			io.out(output === 'json' ? `${goJson(list, {indent: '    ', keys: 'as-given'})}\n` : toYaml(list));
			return 0;
		}
		if (output === 'name') {
			io.out(mappings.map(mapping => `${groupResource(mapping)}\n`).join(''));
			return 0;
		}
		const wide = output === 'wide';
		const writer = new TabWriter();
		if (!flags.bool('no-headers')) {
			const headers = ['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND'];
			writer.line(wide ? [...headers, 'VERBS', 'CATEGORIES'] : headers);
		}
		for (const mapping of mappings) {
			const {resource, shortNames, namespaced, kind, verbs, categories} = mapping;
			const cells = [resource, shortNames.join(','), apiVersionOf(mapping), String(namespaced), kind];
			writer.line(wide ? [...cells, verbs.join(','), categories.join(',')] : cells);
		}
		io.out(writer.flush());
		return 0;
	},
};

export const apiVersions: Command = {
	name: 'api-versions',
	usage: 'api-versions',
	short: 'Print the supported API versions on the server, in the form of "group/version"',
	long: 'Lists the API groups and versions that the server knows.',
	examples: [['All of them', 'kubectl api-versions']],
	flags: [],
	completes: 'none',
	async run({io, args, path}) {
		refuseArguments(args, path);
		const mapper = await RestMapper.load(new Client(io), {fresh: true});
		io.out(
			[...mapper.discovery.groupVersions]
				.sort()
				.map(version => `${version}\n`)
				.join(''),
		);
		return 0;
	},
};
