import {describe, expect, it} from 'vitest';
import type {ApiRequest} from '../../src/apimachinery/connection.ts';
import {pod, run, serverWith} from './support/terminal.ts';

const two = [
	pod('web', {spec: {nodeName: 'worker-1', containers: [{name: 'c', image: 'nginx'}]}}, {app: 'web'}),
	pod('db', {spec: {nodeName: 'worker-2', containers: [{name: 'c', image: 'redis'}]}}, {app: 'db'}),
];
const connection = serverWith(two);
const get = (line: string) => run(['get', ...line.split(' ')], {connection});

describe('kubectl get', () => {
	it('aligns columns with three blanks between them', async () => {
		expect((await get('pods')).stdout).toBe('NAME   AGE\nweb    60m\ndb     60m\n');
	});

	it.each([
		['pods -o name', 'pod/web\npod/db\n'],
		['po/web -o name', 'pod/web\n'],
		['pod web -o wide', 'NAME   AGE   NODE\nweb    60m   worker-1\n'],
		['pods --no-headers', 'web   60m\ndb    60m\n'],
		['pods --show-labels', 'NAME   AGE   LABELS\nweb    60m   app=web\ndb     60m   app=db\n'],
		['pods -L app,tier', 'NAME   AGE   APP   TIER\nweb    60m   web   \ndb     60m   db    \n'],
		['pods -A', 'NAMESPACE   NAME   AGE\ndefault     web    60m\ndefault     db     60m\n'],
		['pods --show-kind', 'NAME      AGE\npod/web   60m\npod/db    60m\n'],
		['pods --sort-by=.metadata.name', 'NAME   AGE\ndb     60m\nweb    60m\n'],
		['pods --sort-by={.spec.nodeName} -o name', 'pod/web\npod/db\n'],
		['pods -o jsonpath={.items[*].metadata.name}', 'web db'],
		['pod web -o jsonpath={.metadata.name}', 'web'],
		['pods -o custom-columns=N:.metadata.name,X:.spec.nope', 'N     X\nweb   <none>\ndb    <none>\n'],
		['pods -o custom-columns=N:metadata.name --no-headers', 'web\ndb\n'],
		['pod nope --ignore-not-found', ''],
	])('%s', async (line, stdout) => {
		expect(await get(line)).toEqual({exit: 0, stdout, stderr: ''});
	});

	it('prints nothing of a table that it cannot sort, as kubectl does', async () => {
		const stderr = 'No resources found in default namespace.\n';
		expect(await get('pods --sort-by=.nope')).toEqual({exit: 0, stdout: '', stderr});
	});

	it.each([
		['pods nope', 'Error from server (NotFound): pods "nope" not found\n'],
		['deploy nope', 'Error from server (NotFound): deployments.apps "nope" not found\n'],
		['deploys', 'error: the server doesn\'t have a resource type "deploys"\n'],
		['pods/', 'error: arguments in resource/name form must have a single resource and name\n'],
		['pods/a/b', 'error: arguments in resource/name form may not have more than one slash\n'],
		['pod/web -A', 'error: a resource cannot be retrieved by name across all namespaces\n'],
		['pods web -l app=web', 'error: name cannot be provided when a selector is specified\n'],
		['pods --sort-by=.nope -o name', 'error: couldn\'t find any field with path "{.nope}" in the list of objects\n'],
		['pods,deploy --sort-by=.nope', 'error: couldn\'t find any field with path "{.nope}" in the list of objects\n'],
		['pods -o jsonpath', 'error: template format specified but no template given\n'],
		['pods -o custom-columns', 'error: custom-columns format specified but no custom columns given\n'],
		['pods -o custom-columns=A', 'error: unexpected custom-columns spec: A, expected <header>:<json-path-expr>\n'],
		['pods -o yaml --show-labels', 'error: --show-labels option cannot be used with yaml printer\n'],
		[
			'pods -o nonsense',
			'error: unable to match a printer suitable for the output format "nonsense", allowed formats are: custom-columns,custom-columns-file,go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,kyaml,name,template,templatefile,wide,yaml\n',
		],
		['-f nope.yaml', 'error: the path "nope.yaml" does not exist\n'],
	])('%s fails', async (line, stderr) => {
		expect(await get(line)).toEqual({exit: 1, stdout: '', stderr});
	});

	it('goes on after one that is missing, and puts the kind before names of several kinds', async () => {
		const {exit, stdout, stderr} = await get('pod/web pod/nope ns/default');
		expect(exit).toBe(1);
		expect(stdout).toBe('NAME   AGE\nweb    60m\n');
		expect(stderr).toBe(
			'Error from server (NotFound): pods "nope" not found\nError from server (NotFound): namespaces "default" not found\n',
		);
	});

	it('says where it found nothing', async () => {
		expect((await get('deploy')).stderr).toBe('No resources found in default namespace.\n');
		expect((await get('deploy -A')).stderr).toBe('No resources found\n');
		expect((await get('ns')).stderr).toBe('No resources found\n');
	});

	it('asks for tables, and for whole objects where it needs them', async () => {
		const seen: ApiRequest[] = [];
		const asked = serverWith(two, {seen});
		await run(['get', 'pods', '-l', 'app=web'], {connection: asked});
		await run(['get', 'pods', '--sort-by=.metadata.name'], {connection: asked});
		await run(['get', 'pods', '-o', 'yaml'], {connection: asked});
		expect(seen.map(({accept, query}) => [accept?.includes('as=Table') ?? false, query])).toEqual([
			[true, {labelSelector: 'app=web', limit: '500'}],
			[true, {includeObject: 'Object'}],
			[false, {limit: '500'}],
		]);
	});

	it('prints what a watch tells, under the first line', async () => {
		const changed = pod('a-longer-name');
		const watched = serverWith(two, {events: [{type: 'MODIFIED', object: changed}]});
		const {stdout} = await run(['get', 'pods', '-w', '--output-watch-events'], {connection: watched});
		expect(stdout).toBe(
			'EVENT      NAME   AGE\nADDED      web    60m\nADDED      db     60m\nMODIFIED   a-longer-name   60m\n',
		);
	});

	it('gets what files name', async () => {
		const files = {'pods/a.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\n', 'pods/notes.txt': '{'};
		const answer = await run(['get', '-f', 'pods', '-o', 'name'], {connection, files});
		expect(answer).toEqual({exit: 0, stdout: 'pod/web\n', stderr: ''});
	});
});
