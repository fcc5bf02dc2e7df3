/** Endpoints (pkg/registry/core/endpoint/strategy.go; pkg/apis/core/validation, ValidateEndpoints). */
import {
	type EndpointAddress,
	type EndpointPort,
	type EndpointSubset,
	Endpoints,
} from '../../../api/core-v1/endpoints.ts';
import {semanticEqual} from '../../../apimachinery/equal.ts';
import {type FieldError, fieldErrors} from '../../../apimachinery/field-error.ts';
import {isDns1123Label, isDns1123Subdomain, isPortNumber, isQualifiedName} from '../../../apimachinery/formats.ts';
import {nameIsDnsSubdomain} from '../../../apimachinery/validation.ts';
import type {ResourceDefinition} from '../resource.ts';
import {ageColumn, descriptionOf, nameColumn} from './columns.ts';
import {validateEndpointIp, validateIp} from './pod/ip.ts';

const {invalid, notSupported, required} = fieldErrors;
const protocols = ['SCTP', 'TCP', 'UDP'];
/** How many addresses a table shows. */
const shown = 3;

export const endpoints: ResourceDefinition<Endpoints> = {
	group: '',
	version: 'v1',
	kind: 'Endpoints',
	plural: 'endpoints',
	singular: 'endpoints',
	shortNames: ['ep'],
	namespaced: true,
	deprecated: {since: 'v1.33', use: 'discovery.k8s.io/v1 EndpointSlice'},
	schema: Endpoints,
	validateName: nameIsDnsSubdomain,
	columns: [
		nameColumn,
		{
			name: 'Endpoints',
			type: 'string',
			description: descriptionOf(Endpoints, 'subsets'),
			cell: ({subsets}) => addressesText(subsets ?? []),
		},
		ageColumn,
	],
	strategy: {
		createOnUpdate: true,
		validate: ({subsets}) => validateSubsets(subsets),
		// Subsets that were let in under older rules may stay.
		validateUpdate: ({subsets}, old) => (semanticEqual(subsets, old.subsets) ? [] : validateSubsets(subsets)),
	},
};

/** The ready addresses with their ports (pkg/printers/internalversion/printers.go, formatEndpoints). */
function addressesText(subsets: readonly EndpointSubset[]): string {
	if (subsets.length === 0) {
		return '<none>';
	}
	const all = subsets.flatMap(({addresses = [], ports = []}) =>
		ports.length === 0
			? addresses.map(({ip}) => ip)
			: ports.flatMap(({port}) => addresses.map(({ip}) => (ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`))),
	);
	const more = all.length > shown ? ` + ${all.length - shown} more...` : '';
	return all.slice(0, shown).join(',') + more;
}

function validateSubsets(subsets: readonly EndpointSubset[] = []): FieldError[] {
	return subsets.flatMap(({addresses = [], notReadyAddresses = [], ports = []}, index) => {
		const field = `subsets[${index}]`;
		const none = addresses.length === 0 && notReadyAddresses.length === 0;
		return [
			...(none ? [required(field, 'must specify `addresses` or `notReadyAddresses`')] : []),
			...addresses.flatMap((address, i) => validateAddress(address, `${field}.addresses[${i}]`)),
			...notReadyAddresses.flatMap((address, i) => validateAddress(address, `${field}.notReadyAddresses[${i}]`)),
			...ports.flatMap((port, i) => validatePort(port, ports.length > 1, `${field}.ports[${i}]`)),
		];
	});
}

function validateAddress({ip = '', hostname, nodeName}: EndpointAddress, field: string): FieldError[] {
	return [
		...validateIp(ip, `${field}.ip`),
		...(hostname ? isDns1123Label(hostname).map(message => invalid(`${field}.hostname`, hostname, message)) : []),
		...(nodeName === undefined
			? []
			: isDns1123Subdomain(nodeName).map(message => invalid(`${field}.nodeName`, nodeName, message))),
		...validateEndpointIp(ip, `${field}.ip`),
	];
}

function validatePort(
	{name, port = 0, protocol, appProtocol}: EndpointPort,
	named: boolean,
	field: string,
): FieldError[] {
	const errors: FieldError[] = [];
	if (name) {
		errors.push(...isDns1123Label(name).map(message => invalid(`${field}.name`, name, message)));
	} else if (named) {
		errors.push(required(`${field}.name`));
	}
	errors.push(...isPortNumber(port).map(message => invalid(`${field}.port`, port, message)));
	if (!protocols.includes(protocol)) {
		errors.push(notSupported(`${field}.protocol`, protocol, protocols));
	}
	if (appProtocol !== undefined) {
		errors.push(...isQualifiedName(appProtocol).map(message => invalid(`${field}.appProtocol`, appProtocol, message)));
	}
	return errors;
}
