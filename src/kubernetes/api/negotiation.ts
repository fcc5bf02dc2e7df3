/** What a client wants back, by its `Accept` (apiserver pkg/endpoints/handlers/negotiation). */
import {notAcceptable} from './errors.ts';

export type Representation = 'object' | 'Table' | 'PartialObjectMetadata' | 'PartialObjectMetadataList';

/** What the server writes. It answers with JSON values; another layer may write them as YAML or protobuf. */
const written = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf'];
const conversions = new Set<string>(['Table', 'PartialObjectMetadata', 'PartialObjectMetadataList']);

/**
 * The first acceptable choice of a list such as `application/json;as=Table;v=v1;g=meta.k8s.io,application/json`.
 * @param convertible false for what is answered and not kept: it has no other form than its own
 */
export function negotiate(accept: string | undefined, convertible = true): Representation {
	if (!accept) {
		return 'object';
	}
	for (const choice of accept.split(',')) {
		const [type = '', ...parameters] = choice.split(';').map(part => part.trim());
		if (!matches(type)) {
			continue;
		}
		const values = Object.fromEntries(parameters.map(parameter => parameter.split('=') as [string, string]));
		const as = values.as;
		if (as === undefined) {
			return 'object';
		}
		const known =
			convertible && values.g === 'meta.k8s.io' && (values.v === 'v1' || values.v === 'v1beta1') && conversions.has(as);
		if (known && !(as === 'Table' && type.endsWith('protobuf'))) {
			return as as Representation;
		}
	}
	throw notAcceptable(`only the following media types are accepted: ${written.join(', ')}`);
}

/** The media types of an `Accept`, without their parameters; anything where there is none. */
export function acceptedTypes(accept: string | undefined): readonly string[] {
	return (accept || '*/*').split(',').map(choice => bareType(choice) ?? '');
}

/** Whether the client can take the aggregated form of discovery (`as=APIGroupDiscoveryList`). */
export function wantsAggregated(accept: string | undefined): boolean {
	return accept?.includes('as=APIGroupDiscoveryList') ?? false;
}

function matches(type: string): boolean {
	return type === '*/*' || type === 'application/*' || written.includes(type);
}

/** A media type without its parameters; undefined where there is none. */
export function bareType(contentType: string | undefined): string | undefined {
	return contentType?.replace(/;.*/s, '').trim() || undefined;
}
