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
import {validateIp} from './pod/ip.ts';

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
	const wrong = validateIp(ip, `${field}.ip`);
	return [
		...wrong,
		...(hostname ? isDns1123Label(hostname).map(message => invalid(`${field}.hostname`, hostname, message)) : []),
		...(nodeName === undefined
			? []
			: isDns1123Subdomain(nodeName).map(message => invalid(`${field}.nodeName`, nodeName, message))),
		...(wrong.length === 0 ? validateRange(ip, `${field}.ip`) : []),
	];
}

/** Addresses that mean something else on every machine lead to no Pod (ValidateEndpointIP). */
function validateRange(ip: string, field: string): FieldError[] {
	const ranges: readonly (readonly [RegExp, string])[] = [
		[/^(0\.0\.0\.0|[0:]+)$/, `may not be unspecified (${ip})`],
		[/^(127\.|[0:]+:0*1$)/, 'may not be in the loopback range (127.0.0.0/8, ::1/128)'],
		[/^(169\.254\.|fe[89ab][0-9a-f]:)/i, 'may not be in the link-local range (169.254.0.0/16, fe80::/10)'],
		[/^(224\.0\.0\.|ff02:)/i, 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)'],
	];
	return ranges.flatMap(([range, message]) => (range.test(ip) ? [invalid(field, ip, message)] : []));
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
