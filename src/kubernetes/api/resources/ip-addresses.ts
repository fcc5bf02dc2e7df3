/** IP addresses of Services and endpoints: their families, and IPv4 addresses as numbers. */
import {validateIp} from './pod/ip.ts';

export type IpFamily = 'IPv4' | 'IPv6';

/** The family of an address; undefined where the text is none. */
export function ipFamilyOf(address: string): IpFamily | undefined {
	if (validateIp(address, '').length > 0) {
		return undefined;
	}
	return address.includes(':') ? 'IPv6' : 'IPv4';
}

/** An IPv4 address as a number; undefined where the text is none. */
export function ipv4Value(address: string): number | undefined {
	if (ipFamilyOf(address) !== 'IPv4') {
		return undefined;
	}
	return address.split('.').reduce((value, part) => value * 256 + Number(part), 0);
}

export function formatIpv4(value: number): string {
	return [24, 16, 8, 0].map(shift => (value >>> shift) & 255).join('.');
}
