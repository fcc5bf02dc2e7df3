/** IP addresses (apimachinery pkg/util/validation/ip.go, as strict as since Kubernetes 1.36). */
import {type FieldError, fieldErrors} from '../../../../apimachinery/field-error.ts';

export function validateIp(address: string, field: string): FieldError[] {
	const octets = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
	if (octets) {
		const parts = octets.slice(1);
		if (parts.every(part => Number(part) <= 255)) {
			const leadingZero = parts.some(part => part.length > 1 && part.startsWith('0'));
			return leadingZero ? [fieldErrors.invalid(field, address, 'must not have leading 0s')] : [];
		}
	} else if (isIpv6(address)) {
		const mapped = /^(0*:)*:*ffff:\d+\.\d+\.\d+\.\d+$/i.test(address);
		return mapped ? [fieldErrors.invalid(field, address, 'must not be an IPv4-mapped IPv6 address')] : [];
	}
	const message = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';
	return [fieldErrors.invalid(field, address, message)];
}

function isIpv6(address: string): boolean {
	const [head = '', tail, ...more] = address.split('::');
	if (more.length > 0 || !address.includes(':')) {
		return false;
	}
	const groups = [head, tail ?? ''].flatMap(half => (half === '' ? [] : half.split(':')));
	const last = groups.at(-1) ?? '';
	const embedded = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(last);
	if (embedded?.slice(1).some(part => Number(part) > 255)) {
		return false;
	}
	const hexadecimal = embedded ? groups.slice(0, -1) : groups;
	const size = hexadecimal.length + (embedded ? 2 : 0);
	return hexadecimal.every(group => /^[0-9a-f]{1,4}$/i.test(group)) && (tail === undefined ? size === 8 : size < 8);
}
