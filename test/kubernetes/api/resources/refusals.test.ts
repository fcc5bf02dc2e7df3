import {describe, expect, it} from 'vitest';
import type {KubernetesObject} from '../../../../src/apimachinery/object.ts';
import type {Status} from '../../../../src/apimachinery/status.ts';
import {ControlPlane, deployment, deployments} from '../managed-fields-fixture.ts';

const core = '/api/v1/namespaces/default';
const paths = {
	claims: `${core}/persistentvolumeclaims`,
	endpoints: `${core}/endpoints`,
	autoscalers: '/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers',
	ingresses: '/apis/networking.k8s.io/v1/namespaces/default/ingresses',
	nodes: '/api/v1/nodes',
	priorityClasses: '/apis/scheduling.k8s.io/v1/priorityclasses',
	roleBindings: '/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings',
	secrets: `${core}/secrets`,
	services: `${core}/services`,
	statefulSets: '/apis/apps/v1/namespaces/default/statefulsets',
	storageClasses: '/apis/storage.k8s.io/v1/storageclasses',
	volumes: '/api/v1/persistentvolumes',
} as const;

const named = (more: object) => ({metadata: {name: 'it'}, ...more});
const spec = (more: object) => named({spec: more});
const ports = [{port: 80}];

/** What the server says, without the words that every such answer begins with. */
function said(response: {readonly status: number; readonly body: unknown}): string {
	const {message = ''} = response.body as Status;
	return response.status < 300 ? 'accepted' : message.replace(/^.* is invalid: /, '');
}

function create(path: string, body: object, query: Readonly<Record<string, string>> = {}) {
	return new ControlPlane().handle('POST', path, body, {query});
}

function patch(cluster: ControlPlane, path: string, body: unknown, subresource = '') {
	return cluster.handle('PATCH', `${path}/it${subresource}`, body, {contentType: 'application/merge-patch+json'});
}

const volume = {capacity: {storage: '1Gi'}, accessModes: ['ReadWriteOnce']};
const forHosts = (hosts: readonly string[]) =>
	spec({defaultBackend: {service: {name: '1-web', port: {number: 80}}}, tls: [{hosts}]});
const endpointsAt = (ip: string) => named({subsets: [{addresses: [{ip}], ports: [{port: 80}]}]});
const dockerConfig = (text: string) =>
	named({type: 'kubernetes.io/dockerconfigjson', stringData: {'.dockerconfigjson': text}});
const addressMessage = 'must be a valid IP address';
const loopback = 'may not be in the loopback range (127.0.0.0/8, ::1/128)';

describe('the server refuses to create', () => {
	it.each<[what: string, path: string, body: object, message: string]>([
		[
			'an external address that only leads back',
			paths.services,
			spec({ports, externalIPs: ['127.0.0.1']}),
			`spec.externalIPs[0]: Invalid value: "127.0.0.1": ${loopback}`,
		],
		[
			'an affinity of no time at all',
			paths.services,
			spec({ports, sessionAffinity: 'ClientIP', sessionAffinityConfig: {clientIP: {timeoutSeconds: 0}}}),
			'spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 0: must be greater than 0 and less than 86400',
		],
		[
			'a source range that is none',
			paths.services,
			spec({ports, type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.0/33']}),
			'spec.LoadBalancerSourceRanges[0]: Invalid value: "10.0.0.0/33": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
		],
		[
			'a source range with more bits than it has',
			paths.services,
			spec({ports, type: 'LoadBalancer', loadBalancerSourceRanges: [' 10.0.0.0/8', 'fd00::/8', '10.1.0.0/8']}),
			'spec.LoadBalancerSourceRanges[2]: Invalid value: "10.1.0.0/8": must not have bits set beyond the prefix length',
		],
		[
			'an endpoint without an address',
			paths.endpoints,
			endpointsAt('x'),
			`[subsets[0].addresses[0].ip: Invalid value: "x": ${addressMessage}, (e.g. 10.9.8.7 or 2001:db8::ffff), subsets[0].addresses[0].ip: Invalid value: "x": ${addressMessage}]`,
		],
		[
			'an endpoint that is every address',
			paths.endpoints,
			endpointsAt('0.0.0.0'),
			'subsets[0].addresses[0].ip: Invalid value: "0.0.0.0": may not be unspecified (0.0.0.0)',
		],
		[
			'a login that is half a document',
			paths.secrets,
			dockerConfig('{'),
			'data[.dockerconfigjson]: Invalid value: "<secret contents redacted>": unexpected end of JSON input',
		],
		[
			'a login that is a list',
			paths.secrets,
			dockerConfig('[]'),
			'data[.dockerconfigjson]: Invalid value: "<secret contents redacted>": json: cannot unmarshal array into Go value of type map[string]interface {}',
		],
		[
			'an autoscaler of what has no group',
			paths.autoscalers,
			spec({scaleTargetRef: {kind: 'Deployment', name: 'web'}, maxReplicas: 2}),
			'spec.scaleTargetRef.apiVersion: Invalid value: "": apiVersion must specify API group',
		],
		[
			'an autoscaler whose metric names nothing',
			paths.autoscalers,
			spec({
				scaleTargetRef: {kind: 'ReplicationController', name: 'web', apiVersion: 'v1'},
				maxReplicas: 2,
				metrics: [{type: 'Pods', pods: {metric: {name: ''}, target: {type: 'AverageValue'}}}],
			}),
			'[spec.metrics[0].pods.metric.name: Required value: must specify a metric name, spec.metrics[0].pods.target.averageValue: Required value: must specify a positive target averageValue]',
		],
		[
			'a wildcard in the middle of a host',
			paths.ingresses,
			forHosts(['*.example.com', 'a.*.com']),
			"spec.tls[0].hosts[1]: Invalid value: \"a.*.com\": a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
		],
		[
			'the same taint twice',
			paths.nodes,
			spec({
				taints: [
					{key: 'd', effect: 'NoSchedule'},
					{key: 'd', effect: 'NoSchedule', value: 'x'},
				],
			}),
			'metadata.taints[1]: Duplicate value: {"Key":"d","Value":"x","Effect":"NoSchedule","TimeAdded":null}: taints must be unique by key and effect pair',
		],
		[
			'a volume in two places',
			paths.volumes,
			spec({...volume, nfs: {server: 'a', path: 'b'}, hostPath: {path: '/..'}}),
			'[spec.hostPath.path: Invalid value: "/..": must not contain \'..\', spec.nfs: Forbidden: may not specify more than 1 volume type]',
		],
		[
			'a local volume on no node',
			paths.volumes,
			spec({...volume, local: {path: '/disk'}}),
			'spec.nodeAffinity: Required value: Local volume requires node affinity',
		],
	])('%s', (_what, path, body, message) => {
		expect(said(create(path, body))).toBe(message);
	});
});

describe('the server accepts', () => {
	it('claim templates of one name, and the name of a Service that begins with a digit', () => {
		const claim = {
			metadata: {name: 'data'},
			spec: {accessModes: ['ReadWriteOnce'], resources: {requests: {storage: 1}}},
		};
		const template = {metadata: {labels: {app: 'db'}}, spec: {containers: [{name: 'db', image: 'redis:7'}]}};
		const set = {selector: {matchLabels: {app: 'db'}}, template, volumeClaimTemplates: [claim, claim]};
		expect(said(create(paths.statefulSets, spec(set)))).toBe('accepted');
		expect(said(create(paths.ingresses, forHosts([])))).toBe('accepted');
	});

	it('a source that a claim could never name, and forgets it', () => {
		const wanted = {accessModes: ['ReadWriteOnce'], resources: {requests: {storage: '1Gi'}}};
		const made = create(paths.claims, spec({...wanted, dataSource: {kind: 'Thing', name: 'x'}}));
		expect((made.body as {spec: object}).spec).not.toHaveProperty('dataSource');
		const copy = create(paths.claims, spec({...wanted, dataSource: {kind: 'PersistentVolumeClaim', name: 'x'}}));
		expect(copy.body).toMatchObject({spec: {dataSourceRef: {kind: 'PersistentVolumeClaim', name: 'x'}}});
	});

	it('any address in a dry run that only a real one would find taken', () => {
		const cluster = new ControlPlane();
		const fixed = {ports: [{port: 80}], clusterIP: '10.96.0.9'};
		expect(said(cluster.handle('POST', paths.services, spec(fixed)))).toBe('accepted');
		const again = {metadata: {name: 'other'}, spec: fixed};
		expect(said(cluster.handle('POST', paths.services, again))).toContain('provided IP is already allocated');
		expect(said(cluster.handle('POST', paths.services, again, {query: {dryRun: 'All'}}))).toBe('accepted');
		const tried = create(paths.services, spec({type: 'NodePort', ports: [{port: 80}]}), {dryRun: 'All'});
		expect(tried.body).toMatchObject({spec: {clusterIP: '10.96.0.0', ports: [{nodePort: 32_769}]}});
	});

	it('a container without a name in an apply, so that it is the field that is found missing', () => {
		const template = {metadata: {labels: {app: 'web'}}, spec: {containers: [{image: 'nginx:1.27'}]}};
		const nameless = deployment({template});
		const missing = 'spec.template.spec.containers[0].name: Required value';
		expect(said(new ControlPlane().apply(`${deployments}/web`, nameless))).toBe(missing);
	});
});

describe('the server refuses to change', () => {
	it('a priority class into a second default, but for itself', () => {
		const cluster = new ControlPlane();
		cluster.handle('POST', paths.priorityClasses, {metadata: {name: 'first'}, value: 1, globalDefault: true});
		cluster.handle('POST', paths.priorityClasses, named({value: 2}));
		expect(said(patch(cluster, paths.priorityClasses, {globalDefault: true}))).toContain(
			'PriorityClass first is already marked as default. Only one default can exist',
		);
		const own = cluster.handle(
			'PATCH',
			`${paths.priorityClasses}/first`,
			{description: 'x'},
			{
				contentType: 'application/merge-patch+json',
			},
		);
		expect(said(own)).toBe('accepted');
	});

	it('the size of a claim whose class does not let it grow', () => {
		const cluster = new ControlPlane();
		const storageClass = (name: string, more = {}) =>
			cluster.handle('POST', paths.storageClasses, {metadata: {name}, provisioner: 'x.y/z', ...more});
		storageClass('fixed');
		storageClass('growing', {allowVolumeExpansion: true});
		const larger = {spec: {resources: {requests: {storage: '2Gi'}}}};
		const grow = (storageClassName: string) => {
			const name = `of-${storageClassName}`;
			const claim = {accessModes: ['ReadWriteOnce'], resources: {requests: {storage: '1Gi'}}, storageClassName};
			cluster.handle('POST', paths.claims, {metadata: {name}, spec: claim});
			const path = `${paths.claims}/${name}`;
			cluster.handle(
				'PATCH',
				`${path}/status`,
				{status: {phase: 'Bound'}},
				{contentType: 'application/merge-patch+json'},
			);
			return said(cluster.handle('PATCH', path, larger, {contentType: 'application/merge-patch+json'}));
		};
		expect(grow('fixed')).toContain('the storageclass that provisions the pvc must support resize');
		expect(grow('growing')).toBe('accepted');
	});

	it.each<[what: string, path: string, body: object, change: unknown, subresource: string, message: string]>([
		[
			'whom a role is given by',
			paths.roleBindings,
			named({roleRef: {apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view'}, subjects: []}),
			{roleRef: {name: 'edit'}},
			'',
			'roleRef: Invalid value: {"APIGroup":"rbac.authorization.k8s.io","Kind":"ClusterRole","Name":"edit"}: cannot change roleRef',
		],
		[
			'when an object goes',
			paths.services,
			spec({ports}),
			{metadata: {deletionTimestamp: '2030-01-01T00:00:00Z'}},
			'',
			'metadata.deletionTimestamp: Invalid value: "2030-01-01T00:00:00Z": field is immutable',
		],
		[
			'the balancer of a Service that has none',
			paths.services,
			spec({ports}),
			{status: {loadBalancer: {ingress: [{ip: '192.0.2.1'}]}}},
			'/status',
			"status.loadBalancer.ingress: Forbidden: may only be used when `spec.type` is 'LoadBalancer'",
		],
		['anything by a patch that is null', paths.services, spec({ports}), null, '', 'Invalid JSON Patch'],
	])('%s', (_what, path, body, change, subresource, message) => {
		const cluster = new ControlPlane();
		expect(said(cluster.handle('POST', path, body))).toBe('accepted');
		expect(said(patch(cluster, path, change, subresource))).toBe(message);
	});

	it('traffic arrives at a balancer as it was sent where nothing else is said', () => {
		const cluster = new ControlPlane();
		cluster.handle('POST', paths.services, spec({ports, type: 'LoadBalancer'}));
		patch(cluster, paths.services, {status: {loadBalancer: {ingress: [{ip: '192.0.2.1'}]}}}, '/status');
		const {status} = cluster.read<KubernetesObject & {status: unknown}>(`${paths.services}/it`);
		expect(status).toEqual({loadBalancer: {ingress: [{ip: '192.0.2.1', ipMode: 'VIP'}]}});
	});

	it("the cluster's own priority classes are not deleted", () => {
		const cluster = new ControlPlane();
		const path = `${paths.priorityClasses}/system-node-critical`;
		cluster.handle('POST', paths.priorityClasses, {metadata: {name: 'system-node-critical'}, value: 2_000_001_000});
		expect(said(cluster.handle('DELETE', path))).toContain('this is a system priority class and cannot be deleted');
	});
});
