/** IP addresses as texts (apimachinery pkg/util/validation/ip.go). */
import {type FieldError, fieldErrors} from '../../../apimachinery/field-error.ts';

export type IpFamily = 'IPv4' | 'IPv6';

/** The family of an address; undefined where the text is none. */
export function ipFamilyOf(address: string): IpFamily | undefined {
	if (ipv4Value(address) !== undefined) {
		return 'IPv4';
	}
	return isIpv6(address) ? 'IPv6' : undefined;
}

/** An IPv4 address as a number; undefined where the text is none. */
export function ipv4Value(address: string): number | undefined {
	const parts = address.split('.');
	if (parts.length !== 4 || parts.some(part => !/^\d{1,3}$/.test(part) || Number(part) > 255)) {
		return undefined;
	}
	return parts.reduce((value, part) => value * 256 + Number(part), 0);
}

export function formatIpv4(value: number): string {
	return [24, 16, 8, 0].map(shift => (value >>> shift) & 255).join('.');
}

function isIpv6(address: string): boolean {
	const halves = address.split('::');
	if (halves.length > 2 || !address.includes(':')) {
		return false;
	}
	const groups = halves.flatMap(half => (half === '' ? [] : half.split(':')));
	const last = groups.at(-1);
	const embedded = last !== undefined && ipv4Value(last) !== undefined;
	const plain = embedded ? groups.slice(0, -1) : groups;
	const count = plain.length + (embedded ? 2 : 0);
	return plain.every(group => /^[0-9a-fA-F]{1,4}$/.test(group)) && (halves.length === 2 ? count < 8 : count === 8);
}

export function validateIp(address: string, field: string): FieldError[] {
	if (ipFamilyOf(address)) {
		return [];
	}
	return [fieldErrors.invalid(field, address, 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)')];
}
