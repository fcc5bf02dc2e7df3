/** Puts an answer into the form that the client asked for: whole, as a Table, or metadata alone. */
import type {KubernetesList, KubernetesObject} from '../../apimachinery/object.ts';
import {notAcceptable} from './errors.ts';
import type {Representation} from './negotiation.ts';
import type {Query} from './options.ts';
import {apiVersionOf, type ResourceDefinition} from './resource.ts';
import {metadataOnly, shownObject} from './shown-forms.ts';
import {includeObjectOf, tableOf} from './table.ts';

export interface RepresentOptions {
	readonly representation: Representation;
	readonly query: Query;
	/** Milliseconds since 1970. */
	readonly now: number;
}

/** The whole object as clients of a resource see it. @param object as it is stored */
export function shownForm(definition: ResourceDefinition, object: KubernetesObject): KubernetesObject {
	const shown = shownObject(object);
	return definition.view ? definition.view.fromStored(shown) : shown;
}

export function representObject(definition: ResourceDefinition, object: KubernetesObject, options: RepresentOptions) {
	switch (options.representation) {
		case 'object':
			return shownForm(definition, object);
		case 'Table': {
			const includeObject = includeObjectOf(options.query.includeObject);
			const metadata = {resourceVersion: object.metadata.resourceVersion ?? ''};
			return tableOf(definition, [object], metadata, {includeObject, now: options.now});
		}
		case 'PartialObjectMetadata':
			return metadataOnly(object);
		case 'PartialObjectMetadataList':
			throw notAcceptable(
				`you requested PartialObjectMetadataList, but the requested object is not a list (${goType(definition)})`,
			);
	}
}

export function representList(definition: ResourceDefinition, list: KubernetesList, options: RepresentOptions) {
	switch (options.representation) {
		case 'object':
			return {
				...list,
				apiVersion: apiVersionOf(definition),
				kind: `${definition.kind}List`,
				items: list.items.map(object => shownForm(definition, object)),
			};
		case 'Table': {
			const includeObject = includeObjectOf(options.query.includeObject);
			return tableOf(definition, list.items, list.metadata, {includeObject, now: options.now});
		}
		case 'PartialObjectMetadataList':
			return {
				kind: 'PartialObjectMetadataList',
				apiVersion: 'meta.k8s.io/v1',
				metadata: list.metadata,
				items: list.items.map(metadataOnly),
			};
		case 'PartialObjectMetadata':
			throw notAcceptable(
				`you requested PartialObjectMetadata, but the requested object is a list (${goType(definition, 'List')})`,
			);
	}
}

/** The name of the server's own type, which its errors show, such as `*core.PodList`. */
function goType({group, kind}: ResourceDefinition, suffix = ''): string {
	return `*${group === '' ? 'core' : group.split('.')[0]}.${kind}${suffix}`;
}
