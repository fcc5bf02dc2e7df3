import {describe, expect, it} from 'vitest';
import {services} from '../../../../src/kubernetes/api/resources/services.ts';
import {refusal, registryWith} from './fixture.ts';

const web = {spec: {selector: {app: 'web'}, ports: [{port: 80}]}};

describe('Services', () => {
	it('get an address of their own, and the defaults of a ClusterIP', () => {
		const {create} = registryWith(services);
		const {spec, status} = create(services, web);
		expect(spec).toMatchObject({
			type: 'ClusterIP',
			sessionAffinity: 'None',
			internalTrafficPolicy: 'Cluster',
			ipFamilies: ['IPv4'],
			ipFamilyPolicy: 'SingleStack',
			ports: [{port: 80, protocol: 'TCP', targetPort: 80}],
		});
		expect(spec.clusterIP).toMatch(/^10\.(9[6-9]|10\d|11[01])\.\d+\.\d+$/);
		expect(spec.clusterIPs).toEqual([spec.clusterIP]);
		expect(spec.externalTrafficPolicy).toBeUndefined();
		expect(status).toEqual({loadBalancer: {}});
	});

	it('never share an address', () => {
		const {create} = registryWith(services);
		const ips = Array.from({length: 50}, (_, index) => {
			return create(services, {...web, metadata: {name: `s${index}`}}).spec.clusterIP;
		});
		expect(new Set(ips).size).toBe(50);
	});

	it('are headless where they say None, with both families where nothing is selected', () => {
		const {create, row} = registryWith(services);
		const db = create(services, {spec: {clusterIP: 'None', selector: {app: 'db'}, ports: [{port: 5432}]}});
		expect(db.spec).toMatchObject({clusterIP: 'None', clusterIPs: ['None'], ipFamilies: ['IPv4']});
		expect(row(services, db)).toMatchObject({'Cluster-IP': 'None', 'External-IP': '<none>', 'Port(s)': '5432/TCP'});
		const bare = create(services, {metadata: {name: 'bare'}, spec: {clusterIP: 'None'}});
		expect(bare.spec).toMatchObject({ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'RequireDualStack'});
	});

	it('give out ports of the nodes', () => {
		const {create, update, row} = registryWith(services);
		const node = create(services, {spec: {...web.spec, type: 'NodePort'}});
		const port = node.spec.ports![0]!.nodePort!;
		expect(port).toBeGreaterThanOrEqual(30_000);
		expect(port).toBeLessThanOrEqual(32_767);
		expect(node.spec.externalTrafficPolicy).toBe('Cluster');
		expect(row(services, node)['Port(s)']).toBe(`80:${port}/TCP`);
		const back = update(services, 'it', old => ({...old, spec: {...old.spec, type: 'ClusterIP'}}));
		expect(back.spec.ports![0]!.nodePort).toBeUndefined();
		expect(back.spec.externalTrafficPolicy).toBeUndefined();
		expect(back.spec.clusterIP).toBe(node.spec.clusterIP);
	});

	it('wait for a load balancer', () => {
		const {create, row} = registryWith(services);
		const balanced = create(services, {spec: {...web.spec, type: 'LoadBalancer'}});
		expect(balanced.spec.allocateLoadBalancerNodePorts).toBe(true);
		expect(row(services, balanced)['External-IP']).toBe('<pending>');
	});

	it('keep what was allocated when an update does not say it', () => {
		const {create, update} = registryWith(services);
		const {spec} = create(services, web);
		const next = update(services, 'it', old => {
			const {clusterIP: _, clusterIPs: __, ...rest} = old.spec;
			return {...old, spec: {...rest, selector: {app: 'other'}}};
		});
		expect(next.spec.clusterIP).toBe(spec.clusterIP);
	});

	it.each([
		[{ports: []}, 'spec.ports: Required value'],
		[{ports: [{port: 0}]}, 'spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive'],
		[{ports: [{port: 80}, {port: 81}]}, 'spec.ports[0].name: Required value'],
		[
			{ports: [{port: 80, nodePort: 30080}]},
			"spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'",
		],
		[
			{...web.spec, type: 'Nodeport'},
			'spec.type: Unsupported value: "Nodeport": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"',
		],
		[
			{...web.spec, clusterIP: '10.0.0.300'},
			'spec.clusterIPs[0]: Invalid value: "10.0.0.300": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
		],
		[
			{...web.spec, clusterIP: '10.0.0.3'},
			'spec.clusterIPs: Invalid value: ["10.0.0.3"]: failed to allocate IP 10.0.0.3: the provided IP (10.0.0.3) is not in the valid range. The range of valid IPs is 10.96.0.0/12',
		],
		[
			{...web.spec, type: 'NodePort', ports: [{port: 80, nodePort: 80}]},
			'spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767',
		],
		[{type: 'ExternalName'}, 'spec.externalName: Required value'],
	])('refuse %j', (spec, message) => {
		const {create} = registryWith(services);
		expect(refusal(() => create(services, {spec}))).toContain(message);
	});

	it('refuse an address that is taken, and a change of their own', () => {
		const {create, update} = registryWith(services);
		create(services, {spec: {...web.spec, clusterIP: '10.96.0.10'}});
		const again = {metadata: {name: 'again'}, spec: {...web.spec, clusterIP: '10.96.0.10'}};
		expect(refusal(() => create(services, again))).toContain(
			'failed to allocate IP 10.96.0.10: provided IP is already allocated',
		);
		const change = () =>
			update(services, 'it', old => ({
				...old,
				spec: {...old.spec, clusterIP: '10.96.0.11', clusterIPs: ['10.96.0.11']},
			}));
		expect(refusal(change)).toContain('spec.clusterIPs[0]: Invalid value: ["10.96.0.11"]: may not change once set');
	});
});
