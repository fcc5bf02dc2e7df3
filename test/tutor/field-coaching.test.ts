import {describe, expect, it} from 'vitest';
import {createCluster} from '../../src/kubernetes/cluster.ts';
import {memoryFiles} from '../../src/shell/folder.ts';
import {runShell} from '../../src/shell/run.ts';
import {coach} from '../../src/tutor/session/coaching.ts';
import {newShellSession} from '../../src/tutor/session/shell-session.ts';

const manifest = (spec: string, apiVersion = 'apps/v1') =>
	`apiVersion: ${apiVersion}\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  ${spec.replaceAll('\n', '\n  ')}\n`;
const whole = `replicas: 1
selector:
  matchLabels:
    app: web
template:
  metadata:
    labels:
      app: web
  spec:
    containers:
    - name: nginx
      image: nginx:1.27
`;

/** What is said after the last of the lines, typed in a cluster of their own. */
async function said(files: Record<string, string>, ...lines: string[]): Promise<string | undefined> {
	const cluster = createCluster();
	const workspace = memoryFiles(files);
	const session = newShellSession(cluster.connect(), workspace);
	let errors = '';
	const err = (text: string) => {
		errors += text;
	};
	for (const line of lines) {
		errors = '';
		await cluster.runUntil(runShell(line, session, {out() {}, err, signal: new AbortController().signal}));
	}
	return coach({line: lines.at(-1)!, errors, failure: undefined, files: workspace});
}

describe('a field that Kubernetes does not know there', () => {
	it.each([
		['misspelt', whole.replace('replicas', 'replica'), /no field spec\.replica there\. Did you mean replicas\?/],
		[
			'of the Pod in the Deployment',
			`containers:\n- name: nginx\n  image: nginx:1.27`,
			/A Deployment has containers in spec\.template\.spec: check how far/,
		],
		[
			'of a container beside it',
			`${whole}    readinessProbe:\n      httpGet:\n        port: 80\n`,
			/A Deployment has readinessProbe in spec\.template\.spec\.containers:/,
		],
		['of the template in the spec', `nodeSelector:\n  disk: ssd\n${whole}`, /nodeSelector in spec\.template\.spec:/],
		[
			'that no field is called like',
			`${whole}frobnicate: 1\n`,
			/no field spec\.frobnicate there: .* `kubectl explain deployment\.spec` lists the fields/,
		],
	])('%s', async (_, spec, sentence) => {
		expect(await said({'web.yaml': manifest(spec)}, 'kubectl apply -f web.yaml')).toMatch(sentence);
	});

	it('is looked for as well when what is there is changed', async () => {
		const files = {'web.yaml': manifest(whole), 'next.yaml': manifest(`nodeSelector:\n  disk: ssd\n${whole}`)};
		expect(await said(files, 'kubectl apply -f web.yaml', 'kubectl apply -f next.yaml')).toMatch(
			/A Deployment has nodeSelector in spec\.template\.spec:/,
		);
	});
});

it('says in which API version a kind is', async () => {
	const files = {'web.yaml': manifest(whole, 'v1')};
	expect(await said(files, 'kubectl apply -f web.yaml')).toBe(
		'No kind Deployment is in v1: write `apiVersion: apps/v1` above it.',
	);
});

it.each([
	['kubectl patch deploy web', /A patch is JSON after -p/],
	['kubectl patch deploy web -p replicas=4', /A patch is JSON after -p/],
	['kubectl patch deploy web -p {"spec":{"replicas":4}}', /A patch is JSON after -p/],
	[`kubectl patch deploy web -p '{"spec":{"replicas":4}'`, /A patch is JSON after -p/],
	['kubectl apply web', /in a file, after -f/],
	['kubectl delete web.yaml', /A file comes after -f, as in `-f web\.yaml`/],
])('%s', async (line, sentence) => {
	expect(await said({'web.yaml': manifest(whole)}, 'kubectl apply -f web.yaml', line)).toMatch(sentence);
});
