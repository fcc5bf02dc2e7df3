import {beforeEach, expect, test} from 'vitest';
import {deployment} from './manifests.ts';
import {bareCluster, Terminal} from './terminal.ts';

let terminal: Terminal;
beforeEach(async () => {
	terminal = new Terminal(bareCluster(), {'web.yaml': deployment});
	await terminal.run('create -f web.yaml');
});

test('sends what was changed', async () => {
	terminal.editor = (_name, text) => {
		expect(text).toMatch(/^# Please edit the object below\. Lines beginning with a '#' will be ignored,\n/);
		return text.replace('replicas: 3', 'replicas: 4');
	};
	expect(await terminal.run('edit deploy web')).toEqual({exit: 0, out: 'deployment.apps/web edited\n', err: ''});
	expect((await terminal.run('get deploy web -o jsonpath={.spec.replicas}')).out).toBe('4');
});

test('leaves alone what was not changed, or emptied', async () => {
	terminal.editor = (_name, text) => text;
	expect((await terminal.run('edit deploy web')).err).toBe('Edit cancelled, no changes made.\n');
	terminal.editor = () => '# nothing\n';
	expect((await terminal.run('edit deploy web')).err).toBe('Edit cancelled, saved file was empty.\n');
});

test('opens again with the reason, and then takes it', async () => {
	const seen: string[] = [];
	terminal.editor = (_name, text) => {
		seen.push(text);
		return text.replace(/replicas: -?\d+/, seen.length === 1 ? 'replicas: -1' : 'replicas: 2');
	};
	const {exit, out, err} = await terminal.run('edit deploy web');
	expect(err).toBe('error: deployments.apps "web" is invalid\n');
	expect(seen[1]).toContain('# deployments.apps "web" was not valid:\n# * spec.replicas: Invalid value: -1');
	expect([exit, out]).toEqual([0, 'deployment.apps/web edited\n']);
});

test('keeps what somebody gave up on', async () => {
	terminal.editor = (_name, text) => text.replace(/replicas: -?\d+/, 'replicas: -1');
	const {exit, err} = await terminal.run('edit deploy web');
	expect(exit).toBe(1);
	expect(err).toMatch(
		/A copy of your changes has been stored to "kubectl-edit-\d+\.yaml"\nerror: Edit cancelled, no valid changes were saved\.\n$/,
	);
});

test.each(['edit deploy nope', 'apply edit-last-applied deploy nope'])(
	'%s says what is missing, with a terminal or without',
	async line => {
		expect((await terminal.run(line)).err).toBe('Error from server (NotFound): deployments.apps "nope" not found\n');
	},
);
