import {describe, expect, it} from 'vitest';
import {createCluster} from '../../src/kubernetes/cluster.ts';
import {Terminal} from './terminal.ts';

const terminal = new Terminal(createCluster({workers: 1}), {});

describe('kubectl auth whoami', () => {
	it('shows as whom the server knows one', async () => {
		expect(await terminal.run('auth whoami')).toEqual({
			exit: 0,
			out: 'ATTRIBUTE   VALUE\nUsername    kubernetes-admin\nGroups      [system:masters system:authenticated]\n',
			err: '',
		});
	});

	it('prints the whole review where a format is asked for', async () => {
		const {out} = await terminal.run("auth whoami -o jsonpath='{.kind} {.status.userInfo.username}'");
		expect(out).toBe('SelfSubjectReview kubernetes-admin');
		expect((await terminal.run('auth whoami -o wide')).err).toContain('unable to match a printer');
	});
});
