import {describe, expect, it} from 'vitest';
import type {Pod} from '../../../../src/api/core-v1/pod.ts';
import {validateNewPod, validatePodTemplateSpec} from '../../../../src/kubernetes/api/resources/pod-validation.ts';
import {podWarnings} from '../../../../src/kubernetes/api/resources/pod-warnings.ts';
import {container, messages, podOf, podWith} from './pod-fixture.ts';

const label =
	"a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const main = 'spec.containers[0]';
const data = {volumes: [{name: 'data', emptyDir: {}}]};
const mounted = {volumeMounts: [{name: 'data', mountPath: '/data'}]};

describe('a Pod that is well formed', () => {
	it.each<[string, Pod]>([
		['the least', podOf({})],
		['with volumes', podWith(mounted, data)],
		['with a sidecar', podOf({initContainers: [{...container, name: 'side', restartPolicy: 'Always'}]})],
		[
			'with probes and hooks',
			podWith({
				readinessProbe: {httpGet: {port: 'http'}},
				livenessProbe: {tcpSocket: {port: 80}},
				startupProbe: {exec: {command: ['true']}},
				lifecycle: {preStop: {sleep: {seconds: 5}}},
				ports: [{containerPort: 80, name: 'http'}],
			}),
		],
		['with amounts', podWith({resources: {limits: {cpu: '1', memory: '1Gi'}, requests: {cpu: '500m'}}})],
		['with variables', podWith({env: [{name: 'A', valueFrom: {fieldRef: {fieldPath: "metadata.labels['app']"}}}]})],
	])('%s', (_what, pod) => {
		expect(messages(validateNewPod(pod))).toEqual([]);
	});
});

describe('what is wrong with a Pod', () => {
	it.each<[Pod, string[]]>([
		[podOf({containers: []}), ['spec.containers: Required value']],
		[podWith({image: ''}), [`${main}.image: Required value`]],
		[
			podWith({image: ' nginx'}),
			[`${main}.image: Invalid value: " nginx": must not have leading or trailing whitespace`],
		],
		[podWith({name: 'Main_1'}), [`${main}.name: Invalid value: "Main_1": ${label}`]],
		[podWith({name: 'a.b'}), [`${main}.name: Invalid value: "a.b": must not contain dots`]],
		[podOf({containers: [container, container]}), ['spec.containers[1].name: Duplicate value: "main"']],
		[
			podOf({restartPolicy: 'Sometimes'}),
			['spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "OnFailure", "Never"'],
		],
		[
			podWith({imagePullPolicy: 'Often'}),
			[`${main}.imagePullPolicy: Unsupported value: "Often": supported values: "Always", "IfNotPresent", "Never"`],
		],
		[
			podWith({ports: [{containerPort: 70000}]}),
			[`${main}.ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive`],
		],
		[podWith({ports: [{}]}), [`${main}.ports[0].containerPort: Required value`]],
		[
			podWith({ports: [{containerPort: 80, protocol: 'HTTP'}]}),
			[`${main}.ports[0].protocol: Unsupported value: "HTTP": supported values: "SCTP", "TCP", "UDP"`],
		],
		[
			podWith({
				ports: [
					{containerPort: 80, name: 'a'},
					{containerPort: 81, name: 'a'},
				],
			}),
			[`${main}.ports[1].name: Duplicate value: "a"`],
		],
		[
			podWith({ports: [{containerPort: 80, name: 'much-too-long-a-name'}]}),
			[`${main}.ports[0].name: Invalid value: "much-too-long-a-name": must be no more than 15 characters`],
		],
		[
			podWith({
				ports: [
					{containerPort: 80, hostPort: 80},
					{containerPort: 81, hostPort: 80},
				],
			}),
			[`${main}.ports[1].hostPort: Duplicate value: "TCP//80"`],
		],
		[podWith(mounted), [`${main}.volumeMounts[0].name: Not found: "data"`]],
		[
			podWith({volumeMounts: [...mounted.volumeMounts, ...mounted.volumeMounts]}, data),
			[`${main}.volumeMounts[1].mountPath: Invalid value: "/data": must be unique`],
		],
		[
			podOf({
				volumes: [
					{name: 'a', emptyDir: {}},
					{name: 'a', emptyDir: {}},
				],
			}),
			['spec.volumes[1].name: Duplicate value: "a"'],
		],
		[
			podOf({volumes: [{name: 'a', emptyDir: {}, hostPath: {path: '/'}}]}),
			['spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type'],
		],
		[
			podOf({volumes: [{name: 'a', persistentVolumeClaim: {}}]}),
			['spec.volumes[0].persistentVolumeClaim.claimName: Required value'],
		],
		[podWith({env: [{value: 'x'}]}), [`${main}.env[0].name: Required value`]],
		[
			podWith({env: [{name: 'A=B', value: 'x'}]}),
			[
				`${main}.env[0].name: Invalid value: "A=B": a valid environment variable name must consist only of printable ASCII characters other than '='`,
			],
		],
		[
			podWith({env: [{name: 'A', value: 'x', valueFrom: {fieldRef: {fieldPath: 'metadata.name'}}}]}),
			[`${main}.env[0].valueFrom: Invalid value: "": may not be specified when \`value\` is not empty`],
		],
		[
			podWith({env: [{name: 'A', valueFrom: {fieldRef: {fieldPath: 'spec.nope'}}}]}),
			[
				`${main}.env[0].valueFrom.fieldRef.fieldPath: Invalid value: "spec.nope": error converting fieldPath: field label not supported: spec.nope`,
			],
		],
		[
			podWith({resources: {limits: {cpu: '1'}, requests: {cpu: '2'}}}),
			[`${main}.resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1`],
		],
		[
			podWith({resources: {limits: {memroy: '1Gi'}, requests: {memroy: '1Gi'}}}),
			[
				`${main}.resources.limits[memroy]: Invalid value: "memroy": must be a standard resource type or fully qualified`,
				`${main}.resources.limits[memroy]: Invalid value: "memroy": must be a standard resource for containers`,
				`${main}.resources.requests[memroy]: Invalid value: "memroy": must be a standard resource type or fully qualified`,
				`${main}.resources.requests[memroy]: Invalid value: "memroy": must be a standard resource for containers`,
			],
		],
		[
			podWith({resources: {limits: {cpu: '-1'}, requests: {cpu: '0'}}}),
			[
				`${main}.resources.limits[cpu]: Invalid value: "-1": must be greater than or equal to 0`,
				`${main}.resources.requests: Invalid value: "0": must be less than or equal to cpu limit of -1`,
			],
		],
		[podWith({livenessProbe: {}}), [`${main}.livenessProbe: Required value: must specify a handler type`]],
		[
			podWith({livenessProbe: {tcpSocket: {port: 80}, successThreshold: 2}}),
			[`${main}.livenessProbe.successThreshold: Invalid value: 2: must be 1`],
		],
		[
			podWith({readinessProbe: {tcpSocket: {port: 80}, exec: {command: ['x']}}}),
			[`${main}.readinessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type`],
		],
		[
			podWith({lifecycle: {preStop: {sleep: {seconds: 60}}}}),
			[
				`${main}.lifecycle.preStop.sleep: Invalid value: 60: must be non-negative and less than terminationGracePeriodSeconds (30)`,
			],
		],
		[
			podOf({initContainers: [{...container, name: 'init', readinessProbe: {tcpSocket: {port: 1}}}]}),
			[
				'spec.initContainers[0].readinessProbe: Forbidden: may not be set for init containers without restartPolicy=Always',
			],
		],
		[podOf({initContainers: [container]}), ['spec.initContainers[0].name: Duplicate value: "main"']],
		[
			podOf({tolerations: [{key: 'a', operator: 'Exists', value: 'b'}]}),
			['spec.tolerations[0].operator: Invalid value: "b": value must be empty when `operator` is \'Exists\''],
		],
		[
			podOf({tolerations: [{key: 'a', operator: 'Like'}]}),
			['spec.tolerations[0].operator: Unsupported value: "Like": supported values: "Equal", "Exists"'],
		],
		[
			podOf({tolerations: [{effect: 'Never', operator: 'Exists'}]}),
			[
				'spec.tolerations[0].effect: Unsupported value: "Never": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"',
			],
		],
		[
			podOf({
				affinity: {
					nodeAffinity: {
						requiredDuringSchedulingIgnoredDuringExecution: {
							nodeSelectorTerms: [{matchExpressions: [{key: 'a', operator: 'Like'}]}],
						},
					},
				},
			}),
			[
				'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].operator: Invalid value: "Like": not a valid selector operator',
			],
		],
		[
			podOf({topologySpreadConstraints: [{maxSkew: 0, topologyKey: '', whenUnsatisfiable: 'Panic'}]}),
			[
				'spec.topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than zero',
				'spec.topologySpreadConstraints[0].topologyKey: Required value: can not be empty',
				'spec.topologySpreadConstraints[0].whenUnsatisfiable: Unsupported value: "Panic": supported values: "DoNotSchedule", "ScheduleAnyway"',
			],
		],
		[
			podOf({activeDeadlineSeconds: 0}),
			['spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive'],
		],
		[podOf({dnsPolicy: 'None'}), ['spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None']],
		[
			podOf({hostAliases: [{ip: '1.2.3'}]}),
			['spec.hostAliases[0].ip: Invalid value: "1.2.3": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'],
		],
		[
			podOf({securityContext: {runAsUser: -1}}),
			['spec.securityContext.runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive'],
		],
		[
			podWith({securityContext: {privileged: true, allowPrivilegeEscalation: false}}),
			[
				`${main}.securityContext: Invalid value: {"Capabilities":null,"Privileged":true,"SELinuxOptions":null,"WindowsOptions":null,"RunAsUser":null,"RunAsGroup":null,"RunAsNonRoot":null,"ReadOnlyRootFilesystem":null,"AllowPrivilegeEscalation":false,"ProcMount":null,"SeccompProfile":null,"AppArmorProfile":null}: cannot set \`allowPrivilegeEscalation\` to false and \`privileged\` to true`,
			],
		],
		[
			podOf({}, {annotations: {'controller.kubernetes.io/pod-deletion-cost': 'cheap'}}),
			[
				'metadata.annotations[controller.kubernetes.io/pod-deletion-cost]: Invalid value: "cheap": must be a 32bit integer',
			],
		],
		[
			podOf({nodeName: 'worker-1', schedulingGates: [{name: 'wait'}]}),
			['spec.nodeName: Forbidden: cannot be set until all schedulingGates have been cleared'],
		],
	])('%#', (pod, expected) => {
		expect(messages(validateNewPod(pod))).toEqual(expected);
	});

	it('in a template stands under the template, and spaces around an image are let be', () => {
		const {spec} = podOf({containers: [{name: 'main', image: ' '}], restartPolicy: 'Sometimes'});
		expect(messages(validatePodTemplateSpec({metadata: {labels: {'a b': 'c'}}, spec}, 'spec.template'))).toEqual([
			expect.stringMatching(/^spec\.template\.labels: Invalid value: "a b": name part must consist/),
			'spec.template.spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "OnFailure", "Never"',
		]);
	});
});

describe('what the server warns of', () => {
	it.each<[Pod, string[]]>([
		[podOf({}), []],
		[
			podOf({}, {name: 'a.b'}),
			[
				"metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: [must not contain dots]",
			],
		],
		[
			podWith({
				env: [
					{name: 'A', value: '1'},
					{name: 'A', value: '2'},
				],
			}),
			['spec.containers[0].env[1]: hides previous definition of "A", which may be dropped when using apply'],
		],
		[
			podWith({
				env: [
					{name: 'A', value: '1'},
					{name: 'A', value: '$(A)2'},
				],
			}),
			[],
		],
		[
			podWith({resources: {limits: {memory: '100m'}}}),
			[
				'spec.containers[0].resources.limits[memory]: fractional byte value "100m" is invalid, must be an integer',
				'spec.containers[0].resources.requests[memory]: fractional byte value "100m" is invalid, must be an integer',
			],
		],
		[
			podWith({
				ports: [
					{containerPort: 80, name: 'a'},
					{containerPort: 80, name: 'b'},
				],
			}),
			['spec.containers[0].ports[1]: duplicate port definition with spec.containers[0].ports[0]'],
		],
	])('%#', (pod, expected) => {
		expect(podWarnings(pod)).toEqual(expected);
	});
});
