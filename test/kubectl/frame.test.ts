import {describe, expect, it} from 'vitest';
import {run} from './support/terminal.ts';

/** The answers are those of kubectl itself. */
describe('what kubectl refuses before it asks the cluster', () => {
	it.each([
		['get pods --nope', "error: unknown flag: --nope\nSee 'kubectl get --help' for usage.\n"],
		['get pods -Z', "error: unknown shorthand flag: 'Z' in -Z\nSee 'kubectl get --help' for usage.\n"],
		['get pods -wZq', "error: unknown shorthand flag: 'Z' in -Zq\nSee 'kubectl get --help' for usage.\n"],
		['get -n', "error: flag needs an argument: 'n' in -n\nSee 'kubectl get --help' for usage.\n"],
		['get pods --namespace', "error: flag needs an argument: --namespace\nSee 'kubectl get --help' for usage.\n"],
		[
			'get pods -w=maybe',
			`error: invalid argument "maybe" for "-w, --watch" flag: strconv.ParseBool: parsing "maybe": invalid syntax\nSee 'kubectl get --help' for usage.\n`,
		],
		[
			'get pods --chunk-size=x',
			`error: invalid argument "x" for "--chunk-size" flag: strconv.ParseInt: parsing "x": invalid syntax\nSee 'kubectl get --help' for usage.\n`,
		],
		['get --=x', "error: bad flag syntax: --=x\nSee 'kubectl get --help' for usage.\n"],
		['--nope', "error: unknown flag: --nope\nSee 'kubectl --help' for usage.\n"],
		['options --nope', "error: unknown flag: --nope\nRun 'kubectl options' without flags.\n"],
		['frobnicate', 'error: unknown command "frobnicate" for "kubectl"\n'],
		['gett', 'error: unknown command "gett" for "kubectl"\n\nDid you mean this?\n\tset\n\tget\n'],
		['-n default foo', 'Error: flags cannot be placed before plugin name: -n\n'],
		['config foo', 'error: unknown command "foo"\nSee \'kubectl config -h\' for help and examples\n'],
		['api-versions x', "error: unexpected arguments: [x]\nSee 'kubectl api-versions -h' for help and examples\n"],
		['get pods --context=other', 'Error in configuration: context was not found for specified context: other\n'],
		[
			'get pods --request-timeout=x',
			'error: Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)\n',
		],
	])('%s', async (line, stderr) => {
		expect(await run(line.split(' '))).toEqual({exit: 1, stdout: '', stderr});
	});

	it('says of commands that it lacks that they are real, and why they are missing', async () => {
		const {exit, stderr} = await run(['top', 'pods', '--containers']);
		expect(exit).toBe(1);
		expect(stderr).toMatch(/^error: "kubectl top" is a real kubectl command, but it is not available here: .+\n$/);
	});
});

describe('flags', () => {
	it.each([
		['get pods -nkube-system'],
		['get pods -n=kube-system'],
		['get pods -n kube-system'],
		['get pods --namespace kube-system'],
		['get --namespace=kube-system pods'],
		['-n kube-system get pods'],
		['get -n kube-system -- pods'],
	])('%s names the namespace', async line => {
		expect((await run(line.split(' '))).stderr).toBe('No resources found in kube-system namespace.\n');
	});

	it('takes underscores for dashes and shorthands in one word', async () => {
		const answer = await run(['get', 'pods', '-Aowide', '--no_headers']);
		expect(answer).toEqual({exit: 0, stdout: '', stderr: 'No resources found\n'});
	});
});

describe('help', () => {
	it('lists the commands by group, as kubectl does', async () => {
		const {exit, stdout} = await run([]);
		expect(exit).toBe(0);
		expect(stdout).toMatch(/\nBasic Commands \(Intermediate\):\n {2}explain +Get documentation/);
		expect(stdout).toContain('Use "kubectl options" for a list of global command-line options');
	});

	it('shows a command in the order of kubectl: words, examples, options, usage', async () => {
		const {stdout} = await run(['get', '--help']);
		const places = [
			'Examples:\n  # ',
			'\nOptions:\n    -A, --all-namespaces=false:\n\t',
			'\nUsage:\n  kubectl get [',
		].map(part => stdout.indexOf(part));
		expect(places).not.toContain(-1);
		expect([...places].sort((a, b) => a - b)).toEqual(places);
		expect((await run(['help', 'get'])).stdout).toBe(stdout);
		expect((await run(['get', '-h'])).stdout).toBe(stdout);
	});

	it('shows a group of commands on standard error, and fails', async () => {
		const {exit, stdout, stderr} = await run(['config']);
		expect({exit, stdout}).toEqual({exit: 1, stdout: ''});
		expect(stderr).toContain('Available Commands:\n  current-context   ');
	});

	it('shows the group of rollouts on standard output, and fails', async () => {
		const {exit, stdout, stderr} = await run(['rollout']);
		expect({exit, stderr}).toEqual({exit: 1, stderr: ''});
		expect(stdout).toContain('\nUsage:\n  kubectl rollout SUBCOMMAND [options]\n');
	});

	it('names the commands above in the usage of a command', async () => {
		expect((await run(['create', 'secret'])).stderr).toContain('\nUsage:\n  kubectl create secret (');
		expect((await run(['create', 'configmap', '-h'])).stdout).toContain('\nUsage:\n  kubectl create configmap NAME ');
	});

	it('says that a topic is unknown', async () => {
		expect((await run(['help', 'foo'])).stderr).toMatch(/^Unknown help topic \[`foo`\]\n/);
	});
});
