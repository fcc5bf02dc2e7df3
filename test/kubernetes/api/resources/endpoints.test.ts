import {describe, expect, it} from 'vitest';
import {endpoints} from '../../../../src/kubernetes/api/resources/endpoints.ts';
import {refusal, registryWith} from './fixture.ts';

const subset = (ip: string, ports: readonly object[] = [{port: 80}]) => ({addresses: [{ip}], ports});

describe('endpoints', () => {
	it('are listed with the first three ready addresses and ports', () => {
		const {create, row} = registryWith(endpoints);
		const many = create(endpoints, {
			subsets: [
				{
					addresses: [{ip: '10.0.0.1'}, {ip: '10.0.0.2'}],
					notReadyAddresses: [{ip: '10.0.0.3'}],
					ports: [
						{name: 'http', port: 80},
						{name: 'https', port: 443},
					],
				},
				{addresses: [{ip: 'fd00::1'}], ports: [{port: 53}]},
			],
		});
		expect(many.subsets?.[1]?.ports).toEqual([{port: 53, protocol: 'TCP'}]);
		expect(row(endpoints, many)).toMatchObject({Endpoints: '10.0.0.1:80,10.0.0.2:80,10.0.0.1:443 + 2 more...'});
		const bare = create(endpoints, {metadata: {name: 'bare'}, subsets: [{addresses: [{ip: '10.0.0.1'}]}]});
		expect(row(endpoints, bare)).toMatchObject({Endpoints: '10.0.0.1'});
		const none = create(endpoints, {metadata: {name: 'none'}});
		expect(row(endpoints, none)).toMatchObject({Endpoints: '<none>'});
	});

	it.each([
		[{ports: [{port: 80}]}, 'subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`'],
		[
			subset('127.0.0.1'),
			'subsets[0].addresses[0].ip: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
		],
		[subset('0.0.0.0'), 'subsets[0].addresses[0].ip: Invalid value: "0.0.0.0": may not be unspecified (0.0.0.0)'],
		[
			subset('169.254.1.1'),
			'subsets[0].addresses[0].ip: Invalid value: "169.254.1.1": may not be in the link-local range (169.254.0.0/16, fe80::/10)',
		],
		[subset('10.0.0.1', [{port: 80}, {name: 'b', port: 81}]), 'subsets[0].ports[0].name: Required value'],
		[
			subset('10.0.0.1', [{port: 80, protocol: 'ICMP'}]),
			'subsets[0].ports[0].protocol: Unsupported value: "ICMP": supported values: "SCTP", "TCP", "UDP"',
		],
	])('%j is refused', (wrong, message) => {
		const {create} = registryWith(endpoints);
		expect(refusal(() => create(endpoints, {subsets: [wrong]}))).toContain(message);
	});
});
