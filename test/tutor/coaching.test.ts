import {describe, expect, it} from 'vitest';
import {createCluster} from '../../src/kubernetes/cluster.ts';
import {memoryFiles} from '../../src/shell/folder.ts';
import {runShell} from '../../src/shell/run.ts';
import {coach} from '../../src/tutor/session/coaching.ts';
import {newShellSession} from '../../src/tutor/session/shell-session.ts';

const cluster = createCluster();

/** What is said after a line that fails. */
async function said(
	line: string,
	files: Record<string, string> = {},
): Promise<{errors: string; sentence: string | undefined}> {
	let failure: unknown;
	let errors = '';
	const workspace = memoryFiles(files);
	const session = newShellSession(cluster.connect(), workspace, {
		failed: error => {
			failure = error;
		},
	});
	const err = (text: string) => {
		errors += text;
	};
	await cluster.runUntil(runShell(line, session, {out() {}, err, signal: new AbortController().signal}));
	return {errors, sentence: coach({line, errors, failure, files: workspace, given: ['web.yaml']})};
}

const pod =
	'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n  - name: c\n    image: nginx:1.27\n';

describe('after a true error comes a plain sentence', () => {
	it('that points at the line that is really wrong, while the error keeps its own number', async () => {
		const broken = pod.replace('    image', '   image');
		const {errors, sentence} = await said('kubectl apply -f web.yaml', {'web.yaml': broken});
		expect(errors).toMatch(/^error: error parsing web\.yaml: error converting YAML to JSON: yaml: line \d+: /);
		expect(sentence).toMatch(/^In web\.yaml: Line 8 does not line up/);
	});

	it('for what is piped in, too', async () => {
		const {sentence} = await said(`kubectl apply -f - <<EOF\n${pod.replace('    image', '\timage')}EOF`);
		expect(sentence).toMatch(/Line 8 /);
	});

	it('for a kind in small letters', async () => {
		const deployment = 'apiVersion: apps/v1\nkind: deployment\nmetadata:\n  name: web\n';
		const {errors, sentence} = await said('kubectl apply -f web.yaml', {'web.yaml': deployment});
		expect(errors).toContain('no kind "deployment" is registered');
		expect(sentence).toMatch(/capital letters, such as Deployment/);
	});

	it.each(['web.yaml', 'open web.yaml', 'show ./web.yaml'])('for a file that nothing reads: %s', async line => {
		expect((await said(line, {'web.yaml': pod})).sentence).toMatch(/`cat \S*web\.yaml` prints it/);
	});

	it.each([
		['kubectl apply -f wbe.yaml', /There is no file wbe\.yaml here/],
		['kubectl apply -f web.yaml', /It was here at the beginning/],
		['kubectl get pdos', /Did you mean pods\?/],
		['kubectl get web', /its kind comes first, as in `get pod web`/],
		['kubectl get pod nope', /is called nope/],
		['get pods', /get is a command of kubectl/],
		['kubetcl get pods', /Did you mean kubectl\?/],
		['apiVersion: v1', /That is YAML/],
		['kubectl get pods --nope', /flag/],
		['kubectl run UPPER --image=nginx', /small letters/],
		['kubectl apply -f pod.yaml -n nowhere', /There is no file pod.yaml/],
		['kubectl get', /Say of what kind, as in `kubectl get pods`/],
		['kubectl describe -n kube-system', /Say of what kind, as in `kubectl describe pods`/],
		['kubectl logs pod web', /`kubectl logs web`, or pod\/web/],
		['kubectl get deploy rs', /separated by commas/],
		['open web.yaml', /Commands begin with `kubectl`/],
	])('%s', async (line, expected) => {
		expect((await said(line)).sentence).toMatch(expected);
	});
});
