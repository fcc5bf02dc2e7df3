import {describe, expect, it} from 'vitest';
import type {MachineInput} from '../../../src/kubernetes/node/process/machine.ts';
import {PodSimulation} from '../../../src/kubernetes/node/process/simulation.ts';
import {busyboxBin} from '../../../src/kubernetes/node/programs/programs.ts';

const started = Date.UTC(2026, 0, 1);

function simulate(argv: readonly string[], more: Partial<MachineInput> = {}): PodSimulation {
	const machine: MachineInput = {
		id: 'a',
		argv,
		env: new Map([['HOME', '/root']]),
		cwd: '/',
		bin: busyboxBin,
		files: {'/tmp/.keep': '', '/etc/names': 'carol\nalice\nbob\n'},
		mounts: [],
		readOnlyRoot: false,
		host: {hostname: 'box', podIP: '10.0.0.1', nodeName: 'n', user: {uid: 0, gid: 0, groups: [0]}},
		startedAt: started,
		stdinOpen: false,
		ownProcesses: true,
		signals: [],
		execs: [],
		answers: [],
		...more,
	};
	const network = {
		resolve: () => [],
		connect: () => 'refused' as const,
		get: () => 'refused' as const,
	};
	return new PodSimulation({machines: [machine], requests: [], podIP: '10.0.0.1', network, present: started});
}

/** What a script writes until it ends, or for a minute. */
function output(script: string): string {
	const simulation = simulate(['sh', '-c', script]);
	simulation.advanceTo(started + 60_000);
	return simulation.machines[0]!.entries()
		.map(({text, partial}) => text + (partial ? '' : '\n'))
		.join('');
}

describe('sh', () => {
	it.each([
		['echo a b  c', 'a b c\n'],
		['echo \'a  b\' "c  $HOME"', 'a  b c  /root\n'],
		['x=1; x=$((x+2)); echo $x ${y:-none} ${#x}', '3 none 1\n'],
		['echo $((2*(1+2))) $(((4-1)*2))', '6 6\n'],
		['false || echo no; true && echo yes', 'no\nyes\n'],
		['if [ -f /etc/names ]; then echo there; else echo not; fi', 'there\n'],
		['for i in 1 2 3; do [ $i = 2 ] && continue; echo $i; done', '1\n3\n'],
		['i=0; while [ $i -lt 3 ]; do i=$((i+1)); echo $i; done', '1\n2\n3\n'],
		['i=0; until [ $i -ge 2 ]; do let=1; i=$((i+1)); done; echo $i', '2\n'],
		['case $(hostname) in b*) echo box;; *) echo other;; esac', 'box\n'],
		['sort /etc/names | head -n 2 | tr a-z A-Z', 'ALICE\nBOB\n'],
		['head -1 /etc/names; tail -1 /etc/names', 'carol\nbob\n'],
		['echo a:b:c:d | cut -d: -f2-3,4; echo hello | cut -c2-4', 'b:c:d\nell\n'],
		['cat /etc/names | while read n; do echo "<$n>"; done', '<carol>\n<alice>\n<bob>\n'],
		['f() { echo "$1-$#"; return 3; }; f a b; echo $?', 'a-2\n3\n'],
		['echo one > /tmp/f; echo two >> /tmp/f; cat /tmp/f; wc -l < /tmp/f', 'one\ntwo\n2\n'],
		['cat <<END\nhi $HOME\nEND\necho after', 'hi /root\nafter\n'],
		['echo err >&2; echo out', 'err\nout\n'],
		['nosuch; echo $?', 'sh: nosuch: not found\n127\n'],
		['set -e; false; echo never', ''],
		['(cd /tmp; pwd); pwd', '/tmp\n/\n'],
		['echo /etc/n*', '/etc/names\n'],
		['printf "%s-%03d\\n" a 7 b 8', 'a-007\nb-008\n'],
		['sleep 5 & echo started; wait; date +%T', 'started\n00:00:05\n'],
		['echo a; # comment\necho b', 'a\nb\n'],
		['if true; then', 'sh: syntax error: unexpected end of file\n'],
		['grep -c o /etc/names; sed s/o/0/ /etc/names', '2\ncar0l\nalice\nb0b\n'],
		['f=/a/b.txt; echo ${f##*/} ${f%.txt}', 'b.txt /a/b\n'],
		['dd if=/dev/zero of=/tmp/z bs=1 count=3 conv=fsync 2>/dev/null; wc -c < /tmp/z', '3\n'],
		['echo abcdef | dd bs=2 count=1 skip=1 status=none', 'cd'],
		['dd if=/etc/names of=/dev/null bs=6 status=noxfer', '2+1 records in\n2+1 records out\n'],
		['printf ä | wc -c; printf ab | wc -l', '2\n0\n'],
		['dd if=/etc/none', "dd: can't open '/etc/none': No such file or directory\n"],
	])('%s', (script, expected) => {
		expect(output(script)).toBe(expected);
	});

	it.each([
		['exit 3', 1000, 3],
		['sleep 7; exit 4', 7000, 4],
		['echo hi', 1000, 0],
		['for i in 1 2 3; do sleep 2; done', 6000, 0],
	])('`%s` ends after %i ms with %i', (script, after, exitCode) => {
		const simulation = simulate(['sh', '-c', script]);
		expect(simulation.lookAhead(simulation.machines[0]!)).toEqual({ending: {at: started + after, exitCode}});
	});

	it('knows a loop that never ends when it sees one', () => {
		const simulation = simulate(['sh', '-c', 'i=0; while true; do i=$((i+1)); echo $i; sleep 1; done']);
		expect(simulation.lookAhead(simulation.machines[0]!)).toEqual({again: Number.POSITIVE_INFINITY});
	});

	it('does not run the rounds of a month one by one', () => {
		const simulation = simulate(['sh', '-c', 'while true; do echo tick; sleep 5; done']);
		simulation.advanceTo(started + 30 * 86_400_000);
		const entries = simulation.machines[0]!.entries();
		expect(entries.length).toBeLessThan(20_000);
		expect(entries.at(-1)!.at).toBe(started + 30 * 86_400_000);
	});
});

describe('SIGTERM', () => {
	const signals = [{at: started + 5500, signal: 'SIGTERM'}];
	const killedAt = started + 15_500;

	it.each([
		['a shell loop as process 1 ignores it', 'while true; do sleep 1; done', {at: killedAt, exitCode: 137}],
		[
			'a trap handles it when the command that runs is done',
			'trap "exit 7" TERM; while true; do sleep 2; done',
			{at: started + 6000, exitCode: 7},
		],
		[
			'a trap handles it at once while the shell waits',
			'trap "exit 7" TERM; sleep 100 & wait',
			{at: started + 5500, exitCode: 7},
		],
	])('%s', (_what, script, ending) => {
		const simulation = simulate(['sh', '-c', script], {signals, killedAt});
		expect(simulation.lookAhead(simulation.machines[0]!)).toEqual({ending});
	});
});
