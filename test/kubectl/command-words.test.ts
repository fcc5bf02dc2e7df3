/** What single words and flags do, as kubectl 1.36 does it. */
import {beforeEach, describe, expect, it} from 'vitest';
import type {KubernetesObject} from '../../src/apimachinery/object.ts';
import {deployment, pod} from './manifests.ts';
import {bareCluster, Terminal} from './terminal.ts';

let terminal: Terminal;
beforeEach(async () => {
	terminal = new Terminal(bareCluster(), {
		'pod.yaml': pod,
		'deployment.yaml': deployment,
		'wrong.yaml': 'apiVersion: v1\nkind: Pdo\nmetadata:\n  name: p\n',
	});
	await terminal.run('apply -f pod.yaml');
	await terminal.run('apply -f deployment.yaml');
});

const outcome = async (line: string) => {
	const {exit, out, err} = await terminal.run(line);
	return {exit, text: out + err};
};

describe('--record', () => {
	it.each([
		[
			'set image deployment/web nginx=nginx:1.26 --record',
			'kubectl set image deployment/web nginx=nginx:1.26 --record=true',
		],
		['scale deployment web --replicas 2 --record', 'kubectl scale deployment web --replicas=2 --record=true'],
		['apply -f deployment.yaml --record', 'kubectl apply --filename=deployment.yaml --record=true'],
	])('keeps the line of %s', async (line, kept) => {
		const {err} = await terminal.run(line);
		expect(err).toBe('Flag --record has been deprecated, --record will be removed in the future\n');
		const live = JSON.parse((await terminal.run('get deployment web -o json')).out) as KubernetesObject;
		expect(live.metadata.annotations?.['kubernetes.io/change-cause']).toBe(kept);
	});
});

describe('words', () => {
	it.each([
		['get pods ""', 'error: resource name may not be empty\n'],
		['logs ""', /^error: You must provide one or more resources/],
		['get -f wrong.yaml', /^resource mapping not found for name: "p"/],
		['create -f wrong.yaml', /^error: resource mapping not found for name: "p"/],
		['taint worker-1 a=b:NoSchedule', 'the server doesn\'t have a resource type "worker-1"\n'],
		['create role x --verb=get --resource=rs.foo', 'the server doesn\'t have a resource type "rs" in group "foo"\n'],
		['auth can-i get rs.foo', /Warning: the server doesn't have a resource type 'rs' in group 'foo'\n/],
		['cordon pod/web', 'error: expected resource of type node, got "/v1, Resource=pods"\n'],
		['get pods --cluster=x', 'error: no server found for cluster "x"\n'],
		['logs web --pod-running-timeout=0', 'error: --pod-running-timeout must be higher than zero\n'],
		['create clusterrolebinding x --user=a', 'error: required flag(s) "clusterrole" not set\n'],
		['edit pod web -o wide', /^error: unable to match a printer suitable for the output format "wide"/],
	])('%s', async (line, said) => {
		const {text} = await outcome(line.replace(' ""', " ''"));
		if (typeof said === 'string') expect(text).toBe(said);
		else expect(text).toMatch(said);
	});
});

describe('kubectl config', () => {
	it.each([
		['config set contexts.lab.namespace other', 'Property "contexts.lab.namespace" set.\n', 'other'],
		['config set-context --current --namespace=other', 'Context "lab" modified.\n', 'other'],
		['config unset contexts.lab.namespace', 'Property "contexts.lab.namespace" unset.\n', 'default'],
	])('%s', async (line, said, namespace) => {
		expect(await outcome(line)).toEqual({exit: 0, text: said});
		expect(terminal.settings.namespace).toBe(namespace);
	});

	it.each([
		['config view -o jsonpath={.current-context}', 0, 'lab'],
		['config view x', 1, "error: unexpected arguments: [x]\nSee 'kubectl config view -h' for help and examples\n"],
		['config view --raw', 1, /^error: --raw is not available here/],
		['config use-context', 1, /error: Unexpected args: \[\]\n$/],
		['config set current-context x', 1, /is not available here: there is one context/],
		['config delete-context x', 1, 'error: cannot delete context x, not in ~/.kube/config\n'],
	])('%s', async (line, exit, said) => {
		const answer = await outcome(line);
		expect(answer.exit).toBe(exit);
		if (typeof said === 'string') expect(answer.text).toBe(said);
		else expect(answer.text).toMatch(said);
	});
});

describe('kubectl set', () => {
	it('lists variables, and with --resolve what they refer to', async () => {
		await terminal.run('create configmap settings --from-literal=color=blue');
		await terminal.run('set env deployment/web MODE=fast');
		await terminal.run('set env deployment/web --from=configmap/settings');
		const head = '# Deployment web, container nginx\n';
		expect((await terminal.run('set env deployment/web --list')).out).toBe(
			`${head}MODE=fast\n# COLOR from configmap settings, key color\n`,
		);
		expect((await terminal.run('set env deployment/web --list --resolve')).out).toBe(`${head}MODE=fast\nCOLOR=blue\n`);
		await terminal.run('delete configmap settings');
		expect(await terminal.run('set env deployment/web --list --resolve')).toMatchObject({
			exit: 0,
			err: 'error retrieving reference for COLOR: configmaps "settings" not found\n',
		});
	});

	it('says nothing of what did not change', async () => {
		expect(await outcome('set env deployment/web NONE-')).toEqual({exit: 0, text: ''});
	});

	it('adds subjects to a binding, each once', async () => {
		await terminal.run('create rolebinding readers --clusterrole=view --user=ann');
		const line = 'set subject rolebinding readers --user=ann,ben --serviceaccount=:robot';
		expect((await terminal.run(line)).out).toBe('rolebinding.rbac.authorization.k8s.io/readers subjects updated\n');
		expect((await terminal.run('get rolebinding readers -o jsonpath={.subjects[*].name}')).out).toBe('ann ben robot');
		expect(await outcome(line)).toEqual({exit: 0, text: ''});
		expect((await outcome('set subject deployment/web --user=a')).text).toBe(
			'error: deployments/web setting subjects is only supported for RoleBinding/ClusterRoleBinding\n',
		);
	});
});

describe('kubectl create', () => {
	it.each([
		['configmap x --append-hash', 'configmap/x-62ctbmbfd2\n'],
		['configmap x --append-hash --from-literal=a=b', 'configmap/x-64686gkt6c\n'],
		['secret generic x --append-hash --from-literal=a=b', 'secret/x-k694gm4m9h\n'],
	])('%s names the object after what is in it', async (words, name) => {
		expect((await terminal.run(`create ${words} --dry-run=client -o name`)).out).toBe(name);
	});

	it('keeps the quotes of a literal', async () => {
		const {out} = await terminal.run('create configmap x --from-literal=a="b" --dry-run=client -o jsonpath={.data.a}');
		expect(out).toBe('"b"');
	});

	it.each([
		['secret tls x', 'error: key and cert must be specified\n'],
		['secret tls x --cert=none --key=pod.yaml', 'error: Cannot read file none, open none: no such file or directory\n'],
		['secret tls x --cert=pod.yaml --key=pod.yaml', 'error: tls: failed to find any PEM data in certificate input\n'],
	])('%s is refused', async (words, said) => {
		expect((await terminal.run(`create ${words}`)).err).toBe(said);
	});
});

describe('kubectl delete -i', () => {
	it.each([
		['y\n', /\(y\/N\): pod "web" deleted/],
		['n\n', /\(y\/N\): deletion is cancelled\n$/],
	])('goes by the answer %j from a pipe', async (answer, said) => {
		terminal.stdin = answer;
		expect((await terminal.run('delete pod web -i')).out).toMatch(said);
	});
});

describe('-v', () => {
	it('shows requests from 6 on, and their headers from 7 on', async () => {
		const six = await terminal.run('get pod web -v=6');
		expect(six.err).toMatch(
			/^I0601 [\d:.]+ +\d+ round_trippers\.go:632\] "Response" verb="GET" url="https:\/\/10\.100\.100\.7:6443\/api\/v1\/namespaces\/default\/pods\/web" status="200 OK" milliseconds=\d+\n$/,
		);
		expect((await terminal.run('get pod web -v=7')).err).toMatch(
			/"Request" verb="GET" .* headers=<\n\tAccept: .*Table/,
		);
		expect((await terminal.run('get pod web -v=8')).err).toMatch(
			/"Response Body" body="\{.* \[truncated \d+ chars\]"\n$/,
		);
		expect((await terminal.run('get pod web -v=5')).err).toBe('');
	});
});

describe('what describes volumes of vendors', () => {
	it('names their parts', async () => {
		terminal.files.write(
			'volumes.yaml',
			`apiVersion: v1
kind: Pod
metadata: {name: volumes}
spec:
  containers: [{name: c, image: nginx, env: [{name: APP, valueFrom: {fieldRef: {fieldPath: "metadata.labels['app']"}}}]}]
  volumes:
  - {name: iscsi, iscsi: {targetPortal: 10.0.0.1, iqn: iqn.2001-04.com.example, lun: 1}}
  - {name: flex, flexVolume: {driver: a/b, options: {k: v, a: b}, secretRef: {name: key}}}
  - {name: azure, azureDisk: {diskName: d, diskURI: 'https://blob/x'}}
`,
		);
		await terminal.run('create -f volumes.yaml');
		const {out} = await terminal.run('describe pod volumes');
		expect(out).toContain("      APP:   (v1:metadata.labels['app'])\n");
		expect(out).toContain(`    IQN:                iqn.2001-04.com.example
    Lun:                1
    ISCSIInterface      default
    FSType:             
    ReadOnly:           false
    Portals:            []
    DiscoveryCHAPAuth:  false
    SessionCHAPAuth:    false
    SecretRef:          nil
    InitiatorName:      <none>
`);
		expect(out).toContain(
			'    SecretRef:  &LocalObjectReference{Name:key,}\n    ReadOnly:   false\n    Options:    map[a:b k:v]\n',
		);
		expect(out).toContain('    Kind:         Shared\n    FSType:       ext4\n    CachingMode:  ReadWrite\n');
	});
});

describe('kubectl create ingress', () => {
	it.each([
		[
			'--rule=a.b/x*=web:80',
			'[{"host":"a.b","http":{"paths":[{"backend":{"service":{"name":"web","port":{"number":80}}},"path":"/x","pathType":"Prefix"}]}}]',
		],
		[
			'--rule=/=web:http',
			'[{"http":{"paths":[{"backend":{"service":{"name":"web","port":{"name":"http"}}},"path":"/","pathType":"Exact"}]}}]',
		],
	])('%s', async (rule, rules) => {
		expect((await terminal.run(`create ingress x ${rule} --dry-run=client -o jsonpath={.spec.rules}`)).out).toBe(rules);
	});

	it('takes a host into one Secret', async () => {
		const {out} = await terminal.run(
			'create ingress x --rule=a.b/=w:1,tls=s --rule=c.d/=w:1,tls=s --rule=a.b/y=w:1,tls=t --dry-run=client -o jsonpath={.spec.tls}',
		);
		expect(out).toBe('[{"hosts":["a.b","c.d"],"secretName":"s"}]');
	});

	it('wants a rule that can be read', async () => {
		expect((await terminal.run('create ingress x --rule=bad')).err).toBe(
			'error: rule bad is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]\n',
		);
	});
});
