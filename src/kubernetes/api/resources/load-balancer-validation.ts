/** Where a Service or an Ingress says that it is reached (ValidateLoadBalancerStatus in pkg/apis/core/validation/validation.go). */
import type {LoadBalancerIngress, LoadBalancerStatus, ServiceSpec} from '../../../api/core-v1/service.ts';
import {type FieldError, fieldErrors} from '../../../apimachinery/field-error.ts';
import {isDns1123Subdomain} from '../../../apimachinery/formats.ts';
import {ipFamilyOf} from './ip-addresses.ts';
import {validateIp} from './pod/ip.ts';

const {forbidden, invalid, notSupported, required} = fieldErrors;
const ipModes = ['Proxy', 'VIP'];
const field = 'status.loadBalancer.ingress';

/** @param old what it was: addresses that were let in under older rules may stay */
export function validateLoadBalancer(
	{ingress = []}: LoadBalancerStatus,
	old: LoadBalancerStatus,
	{type}: ServiceSpec,
): FieldError[] {
	if (type !== 'LoadBalancer' && ingress.length > 0) {
		return [forbidden(field, "may only be used when `spec.type` is 'LoadBalancer'")];
	}
	const before = new Set(old.ingress?.map(({ip}) => ip));
	return ingress.flatMap((point, index) => validatePoint(point, `${field}[${index}]`, before));
}

function validatePoint(
	{ip, ipMode, hostname}: LoadBalancerIngress,
	at: string,
	before: ReadonlySet<string | undefined>,
): FieldError[] {
	const errors = ip && !before.has(ip) ? validateIp(ip, `${at}.ip`) : [];
	if (ipMode === undefined) {
		errors.push(...(ip ? [required(`${at}.ipMode`, 'must be specified when `ip` is set')] : []));
	} else if (!ip) {
		errors.push(forbidden(`${at}.ipMode`, 'may not be specified when `ip` is not set'));
	} else if (!ipModes.includes(ipMode)) {
		errors.push(notSupported(`${at}.ipMode`, ipMode, ipModes));
	}
	if (hostname) {
		errors.push(...isDns1123Subdomain(hostname).map(message => invalid(`${at}.hostname`, hostname, message)));
		if (ipFamilyOf(hostname)) {
			errors.push(invalid(`${at}.hostname`, hostname, 'must be a DNS name, not an IP address'));
		}
	}
	return errors;
}
