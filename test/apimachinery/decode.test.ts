import {describe, expect, it, test} from 'vitest';
import {Deployment} from '../../src/api/apps-v1.ts';
import {Event} from '../../src/api/core-v1/event.ts';
import {Pod} from '../../src/api/core-v1/pod.ts';
import {decode} from '../../src/apimachinery/decode.ts';
import {applyDefaults} from '../../src/apimachinery/defaults.ts';
import type {Message} from '../../src/apimachinery/schema.ts';

const pod = (spec: object, metadata: object = {}) => ({apiVersion: 'v1', kind: 'Pod', metadata, spec});
const deployment = (spec: object) => ({apiVersion: 'apps/v1', kind: 'Deployment', metadata: {name: 'web'}, spec});
const container = (fields: object) => pod({containers: [{name: 'a', ...fields}]});

describe('a field of the wrong type', () => {
	it.each<[Message, unknown, string]>([
		[
			Deployment,
			deployment({replicas: 'three'}),
			'json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32',
		],
		[
			Deployment,
			deployment({replicas: 1.5}),
			'json: cannot unmarshal number 1.5 into Go struct field DeploymentSpec.spec.replicas of type int32',
		],
		[
			Deployment,
			deployment({replicas: 3_000_000_000}),
			'json: cannot unmarshal number 3000000000 into Go struct field DeploymentSpec.spec.replicas of type int32',
		],
		[
			Deployment,
			deployment({selector: 'app=web'}),
			'json: cannot unmarshal string into Go struct field DeploymentSpec.spec.selector of type v1.LabelSelector',
		],
		[
			Deployment,
			deployment({template: {metadata: {labels: {a: 1}}}}),
			'json: cannot unmarshal number into Go struct field ObjectMeta.spec.template.metadata.labels of type string',
		],
		[
			Deployment,
			deployment({template: {spec: {containers: [{env: [{name: 'A', value: 5}]}]}}}),
			'json: cannot unmarshal number into Go struct field EnvVar.spec.template.spec.containers.env.value of type string',
		],
		[
			Deployment,
			deployment({strategy: {rollingUpdate: {maxSurge: true}}}),
			'json: cannot unmarshal bool into Go struct field RollingUpdateDeployment.spec.strategy.rollingUpdate.maxSurge of type int32',
		],
		[
			Pod,
			pod({containers: {name: 'a'}}),
			'json: cannot unmarshal object into Go struct field PodSpec.spec.containers of type []v1.Container',
		],
		[
			Pod,
			pod({containers: ['a']}),
			'json: cannot unmarshal string into Go struct field PodSpec.spec.containers of type v1.Container',
		],
		[
			Pod,
			pod({restartPolicy: 5}),
			'json: cannot unmarshal number into Go struct field PodSpec.spec.restartPolicy of type v1.RestartPolicy',
		],
		[
			Pod,
			pod({hostNetwork: 'yes'}),
			'json: cannot unmarshal string into Go struct field PodSpec.spec.hostNetwork of type bool',
		],
		[
			Pod,
			container({command: 'sleep 10'}),
			'json: cannot unmarshal string into Go struct field Container.spec.containers.command of type []string',
		],
		[
			Pod,
			container({command: [1]}),
			'json: cannot unmarshal number into Go struct field Container.spec.containers.command of type string',
		],
		[
			Pod,
			container({resources: {limits: ['cpu']}}),
			'json: cannot unmarshal array into Go struct field ResourceRequirements.spec.containers.resources.limits of type v1.ResourceList',
		],
		[
			Pod,
			container({livenessProbe: {httpGet: 'x'}}),
			'json: cannot unmarshal string into Go struct field Probe.spec.containers.livenessProbe.ProbeHandler.httpGet of type v1.HTTPGetAction',
		],
		[
			Pod,
			pod({volumes: [{name: 'v', emptyDir: 'x'}]}),
			'json: cannot unmarshal string into Go struct field Volume.spec.volumes.VolumeSource.emptyDir of type v1.EmptyDirVolumeSource',
		],
		[
			Pod,
			container({securityContext: {capabilities: {add: [1]}}}),
			'json: cannot unmarshal number into Go struct field Capabilities.spec.containers.securityContext.capabilities.add of type v1.Capability',
		],
		[
			Pod,
			pod({}, {creationTimestamp: 5}),
			'json: cannot unmarshal number into Go struct field ObjectMeta.metadata.creationTimestamp of type string',
		],
		[
			Pod,
			pod({}, {creationTimestamp: 'soon'}),
			'parsing time "soon" as "2006-01-02T15:04:05Z07:00": cannot parse "soon" as "2006"',
		],
		[
			Pod,
			container({resources: {limits: {memory: '64 megs'}}}),
			"quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
		],
		[Pod, container({resources: {limits: {memory: '1K'}}}), "unable to parse quantity's suffix"],
	])('%#', (message, json, error) => {
		expect(() => decode(message, json)).toThrow(error);
	});

	it('is told before unknown fields, and of several the first in order of the names', () => {
		const wrong = deployment({replcas: 1, template: 5, replicas: '1'});
		expect(() => decode(Deployment, wrong)).toThrow('DeploymentSpec.spec.replicas of type int32');
	});
});

describe('unknown fields', () => {
	const wrong = {
		...deployment({
			replcas: 3,
			template: {spec: {containers: [{name: 'a'}, {name: 'b', imge: 'x', resources: {limit: {}}}], nope: 1}},
		}),
		extra: true,
	};
	const fields = [
		'unknown field "extra"',
		'unknown field "spec.replcas"',
		'unknown field "spec.template.spec.containers[1].imge"',
		'unknown field "spec.template.spec.containers[1].resources.limit"',
		'unknown field "spec.template.spec.nope"',
	];
	it('are refused, with their paths', () => {
		expect(() => decode(Deployment, wrong, 'Strict')).toThrow(`strict decoding error: ${fields.join(', ')}`);
	});

	it('are warned of, or passed over, and left out', () => {
		expect(decode(Deployment, wrong, 'Warn').warnings).toEqual(fields);
		const {value, warnings} = decode(Deployment, wrong, 'Ignore');
		expect(warnings).toEqual([]);
		expect(value).not.toHaveProperty('extra');
	});
});

describe('what is kept', () => {
	it('leaves out what Go leaves out', () => {
		const {value} = decode(
			Pod,
			pod(
				{
					hostNetwork: false,
					hostname: '',
					nodeSelector: {},
					tolerations: [],
					enableServiceLinks: false,
					terminationGracePeriodSeconds: 0,
					affinity: {},
					securityContext: null,
					containers: [
						{
							name: 'a',
							args: [],
							env: [{name: 'A', value: ''}],
							volumeMounts: [{name: 'v', mountPath: '/', readOnly: false}],
						},
					],
				},
				{labels: {empty: '', none: null}, creationTimestamp: null},
			),
		);
		expect(value).toEqual({
			apiVersion: 'v1',
			kind: 'Pod',
			metadata: {labels: {empty: '', none: ''}},
			spec: {
				terminationGracePeriodSeconds: 0,
				enableServiceLinks: false,
				affinity: {},
				containers: [{name: 'a', env: [{name: 'A'}], volumeMounts: [{name: 'v', mountPath: '/'}]}],
			},
		});
	});

	it('writes amounts and times in their canonical form', () => {
		const {value} = decode(
			Pod,
			pod(
				{containers: [{name: 'a', resources: {limits: {cpu: 0.5, memory: '1.5Gi', x: 1000}}}]},
				{creationTimestamp: '2026-01-01T01:00:00+01:00'},
			),
		);
		expect(value.spec.containers[0]!.resources.limits).toEqual({cpu: '500m', memory: '1536Mi', x: '1k'});
		expect(value.metadata.creationTimestamp).toBe('2026-01-01T00:00:00Z');
	});
});

describe('plain defaults', () => {
	it('are filled in at every depth, and what has them already is left as it is', () => {
		const {value} = decode(Pod, pod({containers: [{name: 'a', ports: [{containerPort: 80}]}]}));
		const filled = applyDefaults(Pod, value);
		expect(filled.spec.restartPolicy).toBe('Always');
		expect(filled.spec.containers[0]!.ports![0]!.protocol).toBe('TCP');
		expect(filled.spec.containers[0]!.terminationMessagePath).toBe('/dev/termination-log');
		expect(applyDefaults(Pod, filled)).toBe(filled);
	});
});

describe('a value of the wrong type that a strategic merge patch made', () => {
	it.each<[object, string]>([
		[{replicas: 'three'}, 'unrecognized type: int32'],
		[{replicas: 1.5}, 'cannot convert float64 to int32'],
		[{selector: 'app=web'}, 'cannot restore struct from: string'],
		[{template: {metadata: {labels: 'app=web'}}}, 'cannot restore map from string'],
		[{template: {spec: {containers: {name: 'a'}}}}, 'cannot restore slice from map'],
		[{template: {spec: {containers: [{name: 7}]}}}, 'cannot convert int64 to string'],
		[{template: {spec: {containers: [{name: true}]}}}, 'unrecognized type: string'],
		[{paused: 'yes'}, 'unrecognized type: bool'],
		[{template: {spec: {containers: [{name: 'a', args: [1], command: 'ls'}]}}}, 'cannot restore slice from string'],
	])('%j is refused in the words of the conversion', (spec, message) => {
		expect(() => decode(Deployment, deployment(spec), 'Ignore', 'unstructured')).toThrow(message);
	});
});

test('a MicroTime keeps its microseconds', () => {
	const event = {metadata: {name: 'a'}, eventTime: '2026-06-01T09:00:00.123456+02:00'};
	expect(decode(Event, event).value.eventTime).toBe('2026-06-01T07:00:00.123456Z');
});
