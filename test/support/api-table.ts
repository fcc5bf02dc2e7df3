/** The tables of docs/api.md, made from what the server knows. */
import {kinds} from '../../src/api/kinds.ts';
import {resourceEntries} from '../../src/kubernetes/api/discovery/resources.ts';
import {apiVersionOf, type ResourceDefinition} from '../../src/kubernetes/api/resource.ts';
import {allResources} from '../../src/kubernetes/api/resources/index.ts';

const allVerbs = 'create delete deletecollection get list patch update watch';

/** A line for each resource: where it is, what it is called, and what it answers. */
export function resourceTable(): string {
	const rows = allResources.map(definition => {
		const [own, ...subresources] = resourceEntries(definition);
		const verbs = own!.verbs.toSorted().join(' ');
		return [
			`${definition.plural}${definition.shortNames ? ` (${definition.shortNames.join(', ')})` : ''}`,
			apiVersionOf(definition),
			definition.kind,
			definition.namespaced ? 'yes' : 'no',
			verbs === allVerbs ? 'all' : verbs,
			subresources.map(({name, verbs}) => `${name.split('/')[1]} (${verbs.join(' ')})`).join(', '),
			fieldsOf(definition),
		];
	});
	const heads = ['resource', 'group and version', 'kind', 'namespaced', 'verbs', 'subresources', 'field selectors'];
	return table(heads, rows);
}

/** The kinds that are read in bodies, or known to the schemas, without a resource of their own. */
export function otherKindsTable(): string {
	const served = new Set(allResources.map(definition => `${apiVersionOf(definition)} ${definition.kind}`));
	const subresources = allResources.flatMap(definition => resourceEntries(definition).slice(1));
	const whereUsed = (kind: string) => {
		const names = subresources.filter(entry => entry.kind === kind).map(({name}) => name);
		return names.length > 0 ? names.join(', ') : 'bodies and answers';
	};
	const rows = kinds.flatMap(({group, version, kind}) => {
		const apiVersion = group === '' ? version : `${group}/${version}`;
		return served.has(`${apiVersion} ${kind}`) ? [] : [[kind, apiVersion, whereUsed(kind)]];
	});
	return table(['kind', 'group and version', 'where it is used'], rows);
}

function fieldsOf({fields = {}}: ResourceDefinition): string {
	return Object.keys(fields).toSorted().join(', ');
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
	const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
	return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}
