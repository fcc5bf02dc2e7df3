/**
 * Ingresses (pkg/registry/networking/ingress/strategy.go, pkg/apis/networking/validation). They are kept and shown; no
 * controller acts on them, as on a cluster to which none was added.
 */
import {Ingress, type IngressBackend, IngressSpec, IngressStatus} from '../../../api/networking-v1.ts';
import {type FieldError, fieldErrors} from '../../../apimachinery/field-error.ts';
import {
	isDns1123Subdomain,
	isPortName,
	isPortNumber,
	isWildcardDns1123Subdomain,
	nameIsDnsLabel,
} from '../../../apimachinery/formats.ts';
import {nameIsDnsSubdomain} from '../../../apimachinery/validation.ts';
import type {ResourceDefinition} from '../resource.ts';
import {ageColumn, descriptionOf, nameColumn} from './columns.ts';
import {ipFamilyOf} from './ip-addresses.ts';
import {countGeneration, keep, withGeneration} from './strategy.ts';

const {invalid, notSupported, required} = fieldErrors;

export const ingresses: ResourceDefinition<Ingress> = {
	group: 'networking.k8s.io',
	version: 'v1',
	kind: 'Ingress',
	plural: 'ingresses',
	singular: 'ingress',
	shortNames: ['ing'],
	namespaced: true,
	subresources: ['status'],
	schema: Ingress,
	validateName: nameIsDnsSubdomain,
	columns: [
		nameColumn,
		{
			name: 'Class',
			type: 'string',
			description: descriptionOf(IngressSpec, 'ingressClassName'),
			cell: ({spec}) => spec.ingressClassName ?? '<none>',
		},
		{name: 'Hosts', type: 'string', description: descriptionOf(IngressSpec, 'rules'), cell: formatHosts},
		{
			name: 'Address',
			type: 'string',
			description: descriptionOf(IngressStatus, 'loadBalancer'),
			cell: formatAddresses,
		},
		{
			name: 'Ports',
			type: 'string',
			description: 'The ports that are open: 80, and 443 where there is a certificate.',
			cell: ({spec}) => (spec.tls?.length ? '80, 443' : '80'),
		},
		ageColumn,
	],
	strategy: {
		prepareForCreate: ingress => withGeneration({...ingress, status: {loadBalancer: {}}}, 1),
		prepareForUpdate: (next, old) => countGeneration(keep(next, old, 'status'), old),
		prepareForStatusUpdate: (next, old) => keep(next, old, 'spec'),
		validate: ({spec}) => validateIngress(spec),
		validateUpdate: ({spec}) => validateIngress(spec),
	},
};

const mostHosts = 3;

function formatHosts({spec: {rules = []}}: Ingress): string {
	const hosts = rules.flatMap(({host}) => host || []).slice(0, mostHosts);
	if (hosts.length === 0) {
		return '*';
	}
	return rules.length > mostHosts && hosts.length === mostHosts
		? `${hosts.join(',')} + ${rules.length - mostHosts} more...`
		: hosts.join(',');
}

function formatAddresses({status}: Ingress): string {
	const addresses = (status.loadBalancer.ingress ?? []).flatMap(({ip, hostname}) => ip || hostname || []);
	return [...new Set(addresses)].sort().join(',');
}

function validateIngress({rules = [], defaultBackend, tls = [], ingressClassName}: IngressSpec): FieldError[] {
	const errors: FieldError[] = [];
	if (rules.length === 0 && !defaultBackend) {
		errors.push(invalid('spec', null, 'either `defaultBackend` or `rules` must be specified'));
	}
	if (defaultBackend) {
		errors.push(...validateBackend(defaultBackend, 'spec.defaultBackend'));
	}
	for (const [index, {host = '', http}] of rules.entries()) {
		const field = `spec.rules[${index}]`;
		errors.push(...validateHost(host, `${field}.host`));
		if (http) {
			errors.push(...validatePaths(http.paths ?? [], `${field}.http.paths`));
		}
	}
	for (const [index, {hosts = [], secretName}] of tls.entries()) {
		const field = `spec.tls[${index}]`;
		errors.push(...hosts.flatMap((host, at) => validateHostName(host, `${field}.hosts[${at}]`)));
		if (secretName) {
			const wrong = nameIsDnsSubdomain(secretName);
			errors.push(...wrong.map(message => invalid(`${field}.secretName`, secretName, message)));
		}
	}
	if (ingressClassName !== undefined) {
		const field = 'spec.ingressClassName';
		errors.push(...nameIsDnsSubdomain(ingressClassName).map(message => invalid(field, ingressClassName, message)));
	}
	return errors;
}

function validateHost(host: string, field: string): FieldError[] {
	if (host === '') {
		return [];
	}
	const errors = ipFamilyOf(host) ? [invalid(field, host, 'must be a DNS name, not an IP address')] : [];
	return [...errors, ...validateHostName(host, field)];
}

function validateHostName(host: string, field: string): FieldError[] {
	const wrong = host.includes('*') ? isWildcardDns1123Subdomain(host) : isDns1123Subdomain(host);
	return wrong.map(message => invalid(field, host, message));
}

type HttpPath = NonNullable<NonNullable<IngressSpec['rules']>[number]['http']>['paths'][number];

const pathTypes = ['Exact', 'ImplementationSpecific', 'Prefix'];
const forbiddenInPaths = ['//', '/./', '/../', '%2f', '%2F'];
const forbiddenAtEnds = ['/..', '/.'];

function validatePaths(paths: readonly HttpPath[], field: string): FieldError[] {
	return paths.length === 0
		? [required(field, '')]
		: paths.flatMap((path, index) => validatePath(path, `${field}[${index}]`));
}

function validatePath({path = '', pathType, backend}: HttpPath, field: string): FieldError[] {
	if (pathType === undefined) {
		return [required(`${field}.pathType`, 'pathType must be specified')];
	}
	const errors: FieldError[] = [];
	const refuse = (why: string) => {
		errors.push(invalid(`${field}.path`, path, why));
	};
	const exact = pathType === 'Exact' || pathType === 'Prefix';
	if (!pathTypes.includes(pathType)) {
		errors.push(notSupported(`${field}.pathType`, pathType, pathTypes));
	} else if (!path.startsWith('/') && (exact || path !== '')) {
		refuse('must be an absolute path');
	}
	const never = exact
		? [
				...forbiddenInPaths.filter(part => path.includes(part)).map(part => `must not contain '${part}'`),
				...forbiddenAtEnds.filter(part => path.endsWith(part)).map(part => `cannot end with '${part}'`),
			]
		: [];
	for (const why of never) {
		refuse(why);
	}
	return [...errors, ...validateBackend(backend ?? {}, `${field}.backend`)];
}

function validateBackend({resource, service}: IngressBackend, field: string): FieldError[] {
	if (resource && service) {
		return [invalid(field, '', 'cannot set both resource and service backends')];
	}
	if (resource) {
		return (['kind', 'name'] as const).flatMap(name =>
			resource[name] ? [] : [required(`${field}.resource.${name}`, '')],
		);
	}
	if (!service) {
		return [invalid(field, '', 'resource or service backend is required')];
	}
	const {name, number} = service.port ?? {};
	const port = `${field}.service.port`;
	return [
		...(service.name
			? nameIsDnsLabel(service.name).map(message => invalid(`${field}.service.name`, service.name, message))
			: [required(`${field}.service.name`, '')]),
		...(name && number ? [invalid(field, '', 'cannot set both port name & port number')] : []),
		...(name && !number ? isPortName(name).map(message => invalid(`${port}.name`, name, message)) : []),
		...(number && !name ? isPortNumber(number).map(message => invalid(`${port}.number`, number, message)) : []),
		...(name || number ? [] : [required(field, 'port name or number is required')]),
	];
}
