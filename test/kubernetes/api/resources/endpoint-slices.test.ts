import {describe, expect, it} from 'vitest';
import {endpointSlices} from '../../../../src/kubernetes/api/resources/endpoint-slices.ts';
import {formatIpv4, ipFamilyOf, ipv4Value} from '../../../../src/kubernetes/api/resources/ip-addresses.ts';
import {refusal, registryWith} from './fixture.ts';

const endpoint = (...addresses: string[]) => ({addresses, conditions: {ready: true}});

describe('endpoint slices', () => {
	it('are listed with the first three addresses', () => {
		const {create, row} = registryWith(endpointSlices);
		const slice = create(endpointSlices, {
			addressType: 'IPv4',
			ports: [{port: 80}],
			endpoints: ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4', '10.0.0.5'].map(ip => endpoint(ip)),
		});
		expect(slice.ports).toEqual([{name: '', protocol: 'TCP', port: 80}]);
		expect(row(endpointSlices, slice)).toMatchObject({
			Ports: '80',
			Endpoints: '10.0.0.1,10.0.0.2,10.0.0.3 + 2 more...',
		});
		const empty = create(endpointSlices, {metadata: {name: 'empty'}, addressType: 'IPv4'});
		expect(row(endpointSlices, empty)).toMatchObject({Ports: '<unset>', Endpoints: '<unset>'});
	});

	it('count changes of endpoints and labels as generations', () => {
		const {create, update} = registryWith(endpointSlices);
		create(endpointSlices, {addressType: 'IPv4', endpoints: [endpoint('10.0.0.1')]});
		const annotated = update(endpointSlices, 'it', old => ({
			...old,
			metadata: {...old.metadata, annotations: {a: 'b'}},
		}));
		expect(annotated.metadata.generation).toBe(1);
		const emptied = update(endpointSlices, 'it', old => ({...old, endpoints: []}));
		expect(emptied.metadata.generation).toBe(2);
	});

	it.each([
		[{endpoints: []}, 'addressType: Required value'],
		[{addressType: 'IPv5'}, 'addressType: Unsupported value: "IPv5": supported values: "FQDN", "IPv4", "IPv6"'],
		[
			{addressType: 'IPv4', endpoints: [endpoint('fe80::1')]},
			'endpoints[0].addresses: Invalid value: "fe80::1": must be an IPv4 address',
		],
		[
			{addressType: 'IPv4', endpoints: [endpoint()]},
			'endpoints[0].addresses: Required value: must contain at least 1 address',
		],
		[{addressType: 'IPv4', ports: [{port: 1}, {port: 2}]}, 'ports[1].name: Duplicate value: ""'],
	])('refuse %j', (given, message) => {
		const {create} = registryWith(endpointSlices);
		expect(refusal(() => create(endpointSlices, given))).toContain(message);
	});
});

describe('addresses', () => {
	it.each([
		['10.96.0.1', 'IPv4'],
		['::1', 'IPv6'],
		['fd00:10:96::a', 'IPv6'],
		['10.96.0', undefined],
		['10.96.0.256', undefined],
		['web', undefined],
	])('%s is of the family %s', (address, family) => {
		expect(ipFamilyOf(address)).toBe(family);
	});

	it('are numbers and back', () => {
		expect(formatIpv4(ipv4Value('10.96.255.1')! + 1)).toBe('10.96.255.2');
	});
});
