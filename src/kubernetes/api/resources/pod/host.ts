/** What a Pod shares with its node, and how names are found in it. */
import type {PodDNSConfig, PodSpec} from '../../../../api/core-v1/pod.ts';
import {type FieldError, fieldErrors} from '../../../../apimachinery/field-error.ts';
import {isDns1123Subdomain, isDns1123SubdomainWithUnderscore} from '../../../../apimachinery/formats.ts';
import {validateIp} from './ip.ts';
import {containersWithFields, invalidEach} from './paths.ts';

const {invalid, required, forbidden, tooLong} = fieldErrors;

/** On the node's network a container's port is the node's; a template may leave that to the Pod. */
export function validateHostNetworkPorts(spec: PodSpec, field: string, resourceIsPod: boolean): FieldError[] {
	if (!spec.hostNetwork) {
		return [];
	}
	const message = 'must match `containerPort` when `hostNetwork` is true';
	return (spec.containers ?? []).flatMap((container, index) =>
		(container.ports ?? []).flatMap(({hostPort = 0, containerPort}, place) =>
			(resourceIsPod || hostPort !== 0) && hostPort !== containerPort
				? [invalid(`${field}.containers[${index}].ports[${place}].hostPort`, hostPort, message)]
				: [],
		),
	);
}

export function validateHostUsers(spec: PodSpec, field: string): FieldError[] {
	if (spec.hostUsers !== false) {
		return [];
	}
	const message = 'when `hostUsers` is false';
	return [
		...(spec.hostNetwork ? [forbidden(`${field}.hostNetwork`, message)] : []),
		...(spec.hostPID ? [forbidden(`${field}.HostPID`, message)] : []),
		...(spec.hostIPC ? [forbidden(`${field}.HostIPC`, message)] : []),
		...containersWithFields(spec, field).flatMap(({container, field: at}) =>
			container.volumeDevices?.length ? [forbidden(`${at}.volumeDevices`, message)] : [],
		),
	];
}

export function validateHostnameOverride(spec: PodSpec, field: string): FieldError[] {
	const name = spec.hostnameOverride;
	if (name === undefined) {
		return [];
	}
	const errors: FieldError[] = [];
	if (spec.setHostnameAsFQDN) {
		errors.push(forbidden(field, 'may not be specified when setHostnameAsFQDN is true'));
	}
	if (spec.hostNetwork) {
		errors.push(forbidden(field, 'may not be specified when hostNetwork is true'));
	}
	if (name.length > 64) {
		errors.push(tooLong(field, 64));
	}
	return [...errors, ...invalidEach(field, name, isDns1123Subdomain(name))];
}

export function validateHostAliases(spec: PodSpec, field: string): FieldError[] {
	return (spec.hostAliases ?? []).flatMap(({ip, hostnames}, index) => [
		...validateIp(ip ?? '', `${field}[${index}].ip`),
		...(hostnames ?? []).flatMap((name, place) =>
			invalidEach(`${field}[${index}].hostnames[${place}]`, name, isDns1123Subdomain(name)),
		),
	]);
}

export function validateDnsConfig(config: PodDNSConfig | undefined, policy: string, field: string): FieldError[] {
	if (policy === 'None' && !config) {
		return [required(field, 'must provide `dnsConfig` when `dnsPolicy` is None')];
	}
	if (policy === 'None' && !config?.nameservers?.length) {
		const message = 'must provide at least one DNS nameserver when `dnsPolicy` is None';
		return [required(`${field}.nameservers`, message)];
	}
	const {nameservers = [], searches = [], options = []} = config ?? {};
	const errors: FieldError[] = [];
	if (nameservers.length > 3) {
		errors.push(invalid(`${field}.nameservers`, nameservers, 'must not have more than 3 nameservers'));
	}
	errors.push(...nameservers.flatMap((server, index) => validateIp(server, `${field}.nameservers[${index}]`)));
	if (searches.length > 32) {
		errors.push(invalid(`${field}.searches`, searches, 'must not have more than 32 search paths'));
	}
	if (searches.join(' ').length > 2048) {
		const message = 'must not have more than 2048 characters (including spaces) in the search list';
		errors.push(invalid(`${field}.searches`, searches, message));
	}
	searches.forEach((search, index) => {
		const name = search.replace(/\.$/, '');
		if (search !== '.') {
			errors.push(...invalidEach(`${field}.searches[${index}]`, name, isDns1123SubdomainWithUnderscore(name)));
		}
	});
	options.forEach((option, index) => {
		if (!option.name) {
			errors.push(required(`${field}.options[${index}]`, 'must not be empty'));
		}
	});
	return errors;
}
