/** `kubectl attach`, and commands in containers that somebody types into. */
import {beforeAll, describe, expect, it} from 'vitest';
import {createCluster} from '../../src/kubernetes/cluster.ts';
import {Terminal} from './terminal.ts';

let terminal: Terminal;

beforeAll(async () => {
	terminal = new Terminal(createCluster());
	await terminal.run('run shell -it --image=busybox:1.36 --restart=Never --attach=false');
	await terminal.run('create deployment web --image=nginx:1.27');
	await terminal.run('run once --image=busybox:1.36 --restart=Never -- true');
	await terminal.run('wait --for=condition=Ready pod/shell');
	terminal.cluster.advance(5000);
});

describe('attach', () => {
	it.each([
		['', 'error: at least 1 argument is required for attach\n'],
		['a b c', 'error: expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments) saw 3: [a b c]\n'],
		['shell --pod-running-timeout=0s', 'error: --pod-running-timeout must be higher than zero\n'],
		['none', 'Error from server (NotFound): pods "none" not found\n'],
		['once', 'error: cannot attach a container in a completed pod; current phase is Succeeded\n'],
		['shell -c x', 'error: cannot attach to the container: container x not found in pod shell\n'],
		[
			'svc/kubernetes',
			"error: cannot attach to *v1.Service: invalid service 'kubernetes': Service is defined without a selector\n",
		],
	])('refuses "%s"', async (words, err) => {
		expect(await terminal.run(`attach ${words}`)).toEqual({exit: 1, out: '', err});
	});

	it('prints what the container prints from now on', async () => {
		await terminal.run("run ticks --image=busybox:1.36 -- sh -c 'for i in 1 2 3 4 5 6; do echo $i; sleep 1; done'");
		terminal.cluster.advance(4000);
		const {exit, out} = await terminal.run('attach ticks -q');
		expect([exit, out]).toEqual([0, expect.stringMatching(/^(\d\n)*6\n$/)]);
	});

	it('takes what is typed, and says how one comes back', async () => {
		const lines = ['echo $((6*7))', 'exit 3'];
		terminal.answers = () => lines.shift();
		const {out} = await terminal.run('attach shell -it');
		expect(out).toBe("42\nSession ended, resume using 'kubectl attach shell -c shell -n default -i -t' command\n");
		terminal.cluster.advance(2000);
		expect((await terminal.run('get pod shell -o jsonpath={..exitCode}')).out).toBe('3');
	});
});

it('exec runs a shell that somebody types into', async () => {
	const prompts: string[] = [];
	const lines = ['cd /etc/nginx', 'ls', 'exit 2'];
	terminal.answers = question => {
		prompts.push(question);
		return lines.shift();
	};
	const {exit, out} = await terminal.run('exec -it deploy/web -- bash');
	expect([exit, out]).toEqual([2, 'conf.d\nnginx.conf\n']);
	expect(prompts[0]).toMatch(/^root@web-[\w-]+:\/# $/);
	expect(prompts[1]).toMatch(/:\/etc\/nginx# $/);
});

it('Ctrl+D ends what reads, and in a terminal only that', async () => {
	const lines = ['cat', 'one', undefined, 'echo two', undefined];
	terminal.answers = () => lines.shift();
	const {exit, out} = await terminal.run('exec -it deploy/web -- bash');
	expect([exit, out]).toEqual([0, expect.stringMatching(/^one\s+two\s+/)]);
	expect(lines).toEqual([]);
});

it('run stays with a Pod that somebody types into, and takes it away', async () => {
	const lines = ['hostname', 'exit'];
	terminal.answers = () => lines.shift();
	const {out} = await terminal.run('run mine -it --rm --image=busybox:1.36 --restart=Never -- sh');
	expect(out).toMatch(/^(\/ # )?\n?mine\n.*pod "mine" deleted from default namespace\n$/s);
});
