import {describe, expect, it} from 'vitest';
import type {KubernetesObject} from '../../src/apimachinery/object.ts';
import {createCluster} from '../../src/kubernetes/cluster.ts';
import {memoryFiles} from '../../src/shell/folder.ts';
import {runShell} from '../../src/shell/run.ts';
import {viewOf} from '../../src/tutor/checks/cluster-view.ts';
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
	return {errors, sentence: coach({line, errors, failure, files: workspace, given: ['web.yaml'], view})};
}

const there = (kind: string, name: string, namespace?: string) =>
	({kind, metadata: {name, ...(namespace !== undefined && {namespace})}}) as KubernetesObject;
/** What coaching sees of a cluster. */
const view = viewOf([
	there('Node', 'worker-1'),
	there('Node', 'worker-2'),
	there('StatefulSet', 'db', 'default'),
	there('Pod', 'db-0', 'default'),
	there('Pod', 'db-1', 'default'),
	there('Deployment', 'site', 'default'),
	there('Pod', 'site-5b77d7dc88-57jb5', 'default'),
	there('Deployment', 'hidden', 'kube-system'),
]);

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
		['kubectl get deplyo', /Did you mean deploy\?/],
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
		['kubectl logs deploy site', /a kind only with a slash: `deploy\/site`/],
		['kubectl logs site', /a Deployment of that name: `deploy\/site`/],
		['kubectl get pod site', /Did you mean site-5b77d7dc88-57jb5\?/],
		['kubectl get pods db', /Did you mean db-0 or db-1\?/],
		['kubectl get pods hidden', /is called hidden in that namespace/],
		['kubectl scale deploy db --replicas=3', /a StatefulSet of that name: `sts\/db`/],
		['kubectl rollout history site', /the name of a Deployment: `deploy\/site`/],
		['kubectl delete db', /the name of a StatefulSet: `sts\/db`/],
		['kubectl label node worker2 disk=ssd', /Did you mean worker-2\?/],
		[
			'kubectl get node far-away',
			/^Nothing of the kind nodes is called far-away: list them with `kubectl get nodes`\.$/,
		],
		['kubectl get pvs', /Did you mean pv\?/],
		['kubectl list pods', /That is `kubectl get`/],
		['kubectl history deploy/site', /That is `kubectl rollout history`/],
		['kubectl rollback deploy/site', /That is `kubectl rollout undo`/],
		['kubectl rollout deploy/site history', /followed by what it shall do: history, /],
		['kubectl scale deploy site --replica 3', /Did you mean --replicas\?/],
		['kubectl rollout undo deploy/site --revision=2', /Did you mean --to-revision\?/],
		['kubectl get pods --nope', /not one of this command: check/],
		['kubectl create pod web', /`kubectl run NAME --image=IMAGE`/],
		['kubectl get deploy, rs, pods', /separated by commas, without spaces/],
		['kubectl set image deploy/site nginx:1.28', /NAME=IMAGE/],
		['kubectl set image deployment site nginx:1.28', /NAME=IMAGE/],
		['kubectl set env deploy/site COLOR', /NAME=VALUE/],
		['kubectl set env deploy site COLOR blue', /NAME=VALUE/],
		['kubectl label node control-plane disk:ssd', /KEY=VALUE/],
		['kubectl label node control-plane kubernetes.io/os=mac', /add --overwrite/],
		['kubectl get deploy rs', /separated by commas/],
		['open web.yaml', /Commands begin with `kubectl`/],
	])('%s', async (line, expected) => {
		expect((await said(line)).sentence).toMatch(expected);
	});
});
