import {describe, expect, it} from 'vitest';
import {wrap} from '../../src/kubectl/explain/print.ts';
import {run} from './support/terminal.ts';

const explain = (...words: readonly string[]) => run(['explain', ...words]);

describe('kubectl explain', () => {
	it('lists the fields of a kind with their types', async () => {
		const {exit, stdout} = await explain('deploy');
		expect(exit).toBe(0);
		expect(stdout).toMatch(
			/^GROUP: {6}apps\nKIND: {7}Deployment\nVERSION: {4}v1\n\nDESCRIPTION:\n {4}\S[\s\S]*\n {4}\nFIELDS:\n/,
		);
		expect(stdout).toMatch(/\n {2}spec\t<DeploymentSpec>\n {4}\S/);
	});

	it('follows a path through lists', async () => {
		const {stdout} = await explain('pods.spec.containers.ports');
		expect(stdout).toContain('\nFIELD: ports <[]ContainerPort>\n\n\nDESCRIPTION:\n');
		expect(stdout).toContain('\n  containerPort\t<integer> -required-\n');
	});

	it('lists the values that a field may have', async () => {
		expect((await explain('pod.spec.restartPolicy')).stdout).toContain(
			'FIELD: restartPolicy <string>\nENUM:\n    Always\n    Never\n    OnFailure\n\nDESCRIPTION:\n',
		);
	});

	it('shows the fields of fields by name and type alone', async () => {
		const {stdout} = await explain('deployment.spec', '--recursive');
		expect(stdout).toMatch(
			/\n {2}strategy\t<DeploymentStrategy>\n {4}rollingUpdate\t<RollingUpdateDeployment>\n {6}maxSurge\t<IntOrString>\n/,
		);
	});

	it('takes the group in the name', async () => {
		expect((await explain('deployments.apps.spec.replicas')).stdout).toContain('FIELD: replicas <integer>');
	});

	it.each([
		[['nope'], 'the server doesn\'t have a resource type "nope"\n'],
		[['a', 'b'], 'error: We accept only this format: explain RESOURCE\n'],
		[
			[],
			'error: You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of supported resources.\n',
		],
	])('%j fails', async (words, stderr) => {
		expect(await explain(...words)).toEqual({exit: 1, stdout: '', stderr});
	});

	it('says which kind it is that has no such field', async () => {
		expect(await explain('deploy.spec.nope')).toEqual({
			exit: 1,
			stdout: 'GROUP:      apps\nKIND:       Deployment\nVERSION:    v1\n\n',
			stderr: 'error: field "nope" does not exist\n',
		});
	});

	it('breaks lines at blanks', () => {
		expect(wrap('one two three', 7)).toBe('one two\nthree');
		expect(wrap('averylongword a', 5)).toBe('averylongword\na');
	});
});
