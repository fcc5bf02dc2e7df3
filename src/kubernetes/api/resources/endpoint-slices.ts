/** Endpoint slices (pkg/registry/discovery/endpointslice/strategy.go, pkg/apis/discovery/validation). */
import {type Endpoint, type EndpointPort, EndpointSlice} from '../../../api/discovery-v1.ts';
import {semanticEqual} from '../../../apimachinery/equal.ts';
import {type FieldError, fieldErrors} from '../../../apimachinery/field-error.ts';
import {isDns1123Label, isDns1123Subdomain} from '../../../apimachinery/formats.ts';
import {nameIsDnsSubdomain, validateImmutableField} from '../../../apimachinery/validation.ts';
import type {ResourceDefinition} from '../resource.ts';
import {ageColumn, descriptionOf, nameColumn} from './columns.ts';
import {ipFamilyOf} from './ip-addresses.ts';
import {validateEndpointIp, validateIp} from './pod/ip.ts';
import {withGeneration} from './strategy.ts';

const {duplicate, invalid, notSupported, required, tooMany} = fieldErrors;
const addressTypes = ['FQDN', 'IPv4', 'IPv6'];
const protocols = ['SCTP', 'TCP', 'UDP'];
const maxEndpoints = 1000;
const maxAddresses = 100;
/** How many ports and addresses a table shows. */
const shown = 3;

export const endpointSlices: ResourceDefinition<EndpointSlice> = {
	group: 'discovery.k8s.io',
	version: 'v1',
	kind: 'EndpointSlice',
	plural: 'endpointslices',
	singular: 'endpointslice',
	namespaced: true,
	schema: EndpointSlice,
	validateName: nameIsDnsSubdomain,
	indexes: {
		/** The Service that a slice belongs to, as `namespace/name`. */
		service({metadata: {namespace, labels}}) {
			const name = labels?.['kubernetes.io/service-name'];
			return name === undefined ? [] : [`${namespace}/${name}`];
		},
	},
	columns: [
		nameColumn,
		{
			name: 'AddressType',
			type: 'string',
			description: descriptionOf(EndpointSlice, 'addressType'),
			cell: ({addressType}) => addressType,
		},
		{
			name: 'Ports',
			type: 'string',
			description: descriptionOf(EndpointSlice, 'ports'),
			cell: ({ports}) => listed((ports ?? []).map(port => String(port.port ?? port.name))),
		},
		{
			name: 'Endpoints',
			type: 'string',
			description: descriptionOf(EndpointSlice, 'endpoints'),
			cell: ({endpoints}) => listed((endpoints ?? []).flatMap(endpoint => endpoint.addresses)),
		},
		ageColumn,
	],
	strategy: {
		applyDefaults: ({endpoints, ports, ...slice}) => ({
			...slice,
			endpoints: endpoints?.length ? endpoints : null,
			ports: ports?.length ? ports : null,
		}),
		prepareForCreate: slice => withGeneration(slice, 1),
		prepareForUpdate: (next, old) => {
			const content = ({metadata, ...rest}: EndpointSlice) => [rest, metadata.labels ?? {}];
			const same = semanticEqual(content(next), content(old));
			return same ? next : withGeneration(next, (old.metadata.generation ?? 0) + 1);
		},
		validate: validateSlice,
		validateUpdate: (next, old) => [
			...validateSlice(next),
			...validateImmutableField(next.addressType, old.addressType, 'addressType'),
		],
		warnings: ({addressType}, old) =>
			addressType === 'FQDN' && !old ? ['spec.addressType: FQDN endpoints are deprecated'] : [],
	},
};

function listed(items: readonly string[]): string {
	if (items.length === 0) {
		return '<unset>';
	}
	const more = items.length > shown ? ` + ${items.length - shown} more...` : '';
	return items.slice(0, shown).join(',') + more;
}

function validateSlice(slice: EndpointSlice): FieldError[] {
	const errors: FieldError[] = [];
	if (!slice.addressType) {
		errors.push(required('addressType'));
	} else if (!addressTypes.includes(slice.addressType)) {
		errors.push(notSupported('addressType', slice.addressType, addressTypes));
	}
	const endpoints = slice.endpoints ?? [];
	return [
		...errors,
		...validatePorts(slice.ports ?? []),
		...(endpoints.length > maxEndpoints
			? [tooMany('endpoints', endpoints.length, maxEndpoints)]
			: endpoints.flatMap((endpoint, index) => validateEndpoint(endpoint, slice.addressType, `endpoints[${index}]`))),
	];
}

function validatePorts(ports: readonly EndpointPort[]): FieldError[] {
	const names = new Set<string>();
	return ports.flatMap(({name, protocol}, index) => {
		const field = `ports[${index}]`;
		const errors = name ? isDns1123Label(name).map(message => invalid(`${field}.name`, name, message)) : [];
		if (names.has(name)) {
			errors.push(duplicate(`${field}.name`, name));
		}
		names.add(name);
		if (!protocols.includes(protocol)) {
			errors.push(notSupported(`${field}.protocol`, protocol, protocols));
		}
		return errors;
	});
}

function validateEndpoint(endpoint: Endpoint, addressType: string, field: string): FieldError[] {
	const addresses = endpoint.addresses ?? [];
	const errors: FieldError[] = [];
	if (addresses.length === 0) {
		errors.push(required(`${field}.addresses`, 'must contain at least 1 address'));
	} else if (addresses.length > maxAddresses) {
		errors.push(tooMany(`${field}.addresses`, addresses.length, maxAddresses));
	}
	addresses.forEach((address, index) => {
		if (addressType === 'IPv4' || addressType === 'IPv6') {
			const wrong = validateIp(address, `${field}.addresses[${index}]`);
			errors.push(...wrong);
			if (wrong.length === 0) {
				if (ipFamilyOf(address) !== addressType) {
					errors.push(invalid(`${field}.addresses`, address, `must be an ${addressType} address`));
				}
				errors.push(...validateEndpointIp(address, `${field}.addresses[${index}]`));
			}
		}
	});
	const {nodeName, hostname} = endpoint;
	if (nodeName !== undefined) {
		errors.push(...isDns1123Subdomain(nodeName).map(message => invalid(`${field}.nodeName`, nodeName, message)));
	}
	if (hostname !== undefined) {
		errors.push(...isDns1123Label(hostname).map(message => invalid(`${field}.hostname`, hostname, message)));
	}
	return errors;
}
