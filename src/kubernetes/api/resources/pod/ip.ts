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

/** Addresses that mean something else on every machine, and so lead to no Pod. */
const specialRanges: readonly (readonly [range: RegExp, message: string])[] = [
	[/^(127\.|[0:]+:0*1$)/, 'may not be in the loopback range (127.0.0.0/8, ::1/128)'],
	[/^(169\.254\.|fe[89ab][0-9a-f]:)/i, 'may not be in the link-local range (169.254.0.0/16, fe80::/10)'],
	[/^(224\.0\.0\.|ff02:)/i, 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)'],
];

/** What may stand in Endpoints, in slices of them and as an external address (core validation.go ValidateEndpointIP). */
export function validateEndpointIp(address: string, field: string): FieldError[] {
	const {invalid} = fieldErrors;
	if (validateIp(address, field).some(({detail}) => !detail.startsWith('must not'))) {
		return [invalid(field, address, 'must be a valid IP address')];
	}
	if (/^(0+(\.0+){3}|[0:]+)$/.test(address)) {
		return [invalid(field, address, `may not be unspecified (${address})`)];
	}
	return specialRanges.flatMap(([range, message]) => (range.test(address) ? [invalid(field, address, message)] : []));
}

/** A network such as 10.96.0.0/12 (apimachinery pkg/util/validation/ip.go parseCIDR). */
export function validateCidr(network: string, field: string): FieldError[] {
	const [address = '', prefix = '', ...more] = network.split('/');
	const six = address.includes(':');
	const length = six ? 128 : 32;
	const wrong = validateIp(address, field);
	const bits = /^\d+$/.test(prefix) ? Number(prefix) : Number.NaN;
	const unreadable = wrong.some(({detail}) => !detail.startsWith('must not'));
	if (more.length > 0 || unreadable || !(bits <= length)) {
		const message = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)';
		return [fieldErrors.invalid(field, network, message)];
	}
	if (/^0\d/.test(prefix) || wrong.some(({detail}) => detail.includes('leading 0s'))) {
		return [fieldErrors.invalid(field, network, 'must not have leading 0s in IP or prefix length')];
	}
	if (wrong.length > 0) {
		return [fieldErrors.invalid(field, network, 'must not have an IPv4-mapped IPv6 address')];
	}
	const beyond = toBits(address, six).slice(bits).includes('1');
	return beyond ? [fieldErrors.invalid(field, network, 'must not have bits set beyond the prefix length')] : [];
}

/** The bits of a well-formed address, as text. */
function toBits(address: string, six: boolean): string {
	if (!six) {
		return address
			.split('.')
			.map(part => Number(part).toString(2).padStart(8, '0'))
			.join('');
	}
	const [head = '', tail] = address.split('::');
	const groups = (half: string) =>
		half.split(':').flatMap(group => {
			if (!group.includes('.')) {
				return group === '' ? [] : [Number.parseInt(group, 16)];
			}
			const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
			return [a * 256 + b, c * 256 + d];
		});
	const [first, last] = [groups(head), groups(tail ?? '')];
	const zeros = Array.from({length: 8 - first.length - last.length}, () => 0);
	return [...first, ...zeros, ...last].map(group => group.toString(2).padStart(16, '0')).join('');
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
