import {describe, expect, it} from 'vitest';
import type {KubernetesObject} from '../../src/apimachinery/object.ts';
import {memoryFiles} from '../../src/shell/folder.ts';
import {viewOf} from '../../src/tutor/checks/cluster-view.ts';
import {sentenceAfter} from '../../src/tutor/session/afterthoughts.ts';

const owner = {apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: 'd', controller: true};
const set = (name: string, ownerReferences: object[] = []) =>
	({kind: 'ReplicaSet', metadata: {name, namespace: 'default', ownerReferences}}) as unknown as KubernetesObject;
const view = viewOf([set('web-1', [owner]), set('lonely')]);
const said = (line: string, errors = '', exit = 0) =>
	sentenceAfter(exit, {line, errors, failure: undefined, files: memoryFiles({}), given: ['web.yaml'], view});

describe('after a line that went well', () => {
	it.each([
		['rm web.yaml', /kubectl delete -f web\.yaml/],
		['rm -f ./web.yaml', /stays in the cluster/],
		['kubectl scale rs web-1 --replicas=2', /The Deployment web owns that ReplicaSet/],
		['kubectl scale replicaset/web-1 --replicas=2', /scale the Deployment/],
		['k scale rs --all --replicas=2', /scale the Deployment/],
	])('%s is told what it did not do', (line, sentence) => {
		expect(said(line)).toMatch(sentence);
	});

	it.each(['rm notes.txt', 'kubectl scale rs lonely --replicas=2', 'kubectl scale deploy web --replicas=2', 'ls'])(
		'%s is not spoken of',
		line => {
			expect(said(line)).toBeUndefined();
		},
	);

	it.each([
		['kubectl get ds -n kubesystem', 'No resources found in kubesystem namespace.\n', /Did you mean kube-system\?/],
		['kubectl delete pods -l app=we', 'No resources found\n', /`--show-labels`/],
		['kubectl get pods -l app=we', 'No resources found in default namespace.\n', /`--show-labels`/],
		['kubectl get pods', 'No resources found in default namespace.\n', /^undefined$/],
	])('%s, which finds nothing', (line, errors, sentence) => {
		expect(String(said(line, errors))).toMatch(sentence);
	});

	it('a field that was left out is named', () => {
		expect(said("kubectl patch deploy web -p '{}'", 'Warning: unknown field "replicas"\n')).toMatch(
			/no field replicas/,
		);
	});
});

it('says what an error means, and nothing of what Ctrl+C ended', () => {
	const errors = "error: unknown shorthand flag: '5' in -5\n";
	expect(said('kubectl scale deploy web -5', errors, 1)).toMatch(/not one of this command/);
	expect(said('kubectl get pods -w', errors, 130)).toBeUndefined();
});
