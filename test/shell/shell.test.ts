import {describe, expect, it} from 'vitest';
import type {Connection} from '../../src/apimachinery/connection.ts';
import {memoryFiles} from '../../src/shell/folder.ts';
import {parseShell} from '../../src/shell/parse.ts';
import {inputOf} from '../../src/shell/pipe.ts';
import {runShell} from '../../src/shell/run.ts';
import type {ShellCommand, ShellSession} from '../../src/shell/session.ts';
import {ShellSyntaxError} from '../../src/shell/syntax.ts';

const clock = {now: () => Date.UTC(2026, 0, 5, 12), paused: false, sleep: async () => {}};

function sessionWith(files: Record<string, string> = {}, commands: Record<string, ShellCommand> = {}): ShellSession {
	return {
		connection: {clock} as unknown as Connection,
		workspace: memoryFiles(files),
		settings: {
			context: 'lab',
			cluster: 'lab',
			user: 'learner',
			server: 'https://10.100.100.7:6443',
			namespace: 'default',
		},
		variables: new Map(),
		aliases: new Map([['k', 'kubectl']]),
		history: ['kubectl get pods', 'ls'],
		folder: '',
		lastExit: 0,
		commands: new Map(Object.entries(commands)),
	};
}

async function type(line: string, session = sessionWith()) {
	let out = '';
	let err = '';
	const exit = await runShell(line, session, {
		out: text => {
			out += text;
		},
		err: text => {
			err += text;
		},
		signal: new AbortController().signal,
	});
	return {exit, out, err};
}

const pods = 'NAME   READY   STATUS\nweb    1/1     Running\ndb     0/1     Pending\nweb2   1/1     Running\n';

describe('a line', () => {
	it.each([
		['echo a b   c', 'a b c\n'],
		['echo \'a   b\' "c  d"', 'a   b c  d\n'],
		['echo "it\'s"; echo \'say "hi"\'', 'it\'s\nsay "hi"\n'],
		['echo a\\ b', 'a b\n'],
		['echo one && echo two || echo three', 'one\ntwo\n'],
		['false || echo saved; echo $?', 'saved\n0\n'],
		['false && echo never', ''],
		['! false && echo yes', 'yes\n'],
		['X=5; echo "$X-${X}"', '5-5\n'],
		['echo $(echo a; echo b)', 'a b\n'],
		['echo "$(printf \'a\\nb\')"', 'a\nb\n'],
		['echo `echo old`', 'old\n'],
		['echo a # a comment', 'a\n'],
		['echo a#b', 'a#b\n'],
		['echo "a $UNSET b"', 'a  b\n'],
		['echo $UNSET | wc -l', '1\n'],
		['cat <<EOF\nhello $(echo you)\nEOF', 'hello you\n'],
		["cat <<'EOF'\n$HOME\nEOF\necho after", '$HOME\nafter\n'],
		['cat <<-END\n\tindented\n\tEND', 'indented\n'],
		['cat <<< "one line"', 'one line\n'],
		['echo a \\\n b', 'a b\n'],
		['echo a |\nwc -l', '1\n'],
	])('%j prints %j', async (line, expected) => {
		expect((await type(line)).out).toBe(expected);
	});

	it.each(["echo 'open", 'echo "open', 'echo $(open', 'cat <<EOF\nline', 'echo a |', 'echo a &&'])(
		'%j is waited for',
		line => {
			const error = (() => {
				try {
					parseShell(line);
				} catch (caught) {
					return caught as ShellSyntaxError;
				}
			})();
			expect(error).toBeInstanceOf(ShellSyntaxError);
			expect(error!.incomplete).toBe(true);
		},
	);

	it.each(['| wc', 'echo a &', 'for i in 1 2; do echo $i; done', '&& echo', 'echo >'])(
		'%j is refused in words',
		async line => {
			const {exit, err} = await type(line);
			expect(exit).toBe(2);
			expect(err).toMatch(/^sh: ./);
		},
	);

	it('says that a program is not there', async () => {
		expect(await type('frobnicate now')).toEqual({exit: 127, out: '', err: 'frobnicate: command not found\n'});
	});
});

describe('files', () => {
	it('writes, appends, reads and removes', async () => {
		const session = sessionWith({'web.yaml': 'kind: Pod\n'});
		await type('echo one > notes.txt; echo two >> notes.txt; cp web.yaml mine/copy.yaml; mv notes.txt mine/', session);
		expect((await type('cat mine/notes.txt mine/copy.yaml', session)).out).toBe('one\ntwo\nkind: Pod\n');
		expect((await type('ls', session)).out).toBe('mine/\nweb.yaml\n');
		expect((await type('rm mine', session)).err).toBe("rm: cannot remove 'mine': Is a directory\n");
		expect((await type('rm -r mine && ls', session)).out).toBe('web.yaml\n');
	});

	it('expands patterns, and leaves those that match nothing', async () => {
		const session = sessionWith({'a.yaml': '', 'b.yaml': '', 'c.txt': ''});
		expect((await type('echo *.yaml ?.txt *.none "*.yaml"', session)).out).toBe('a.yaml b.yaml c.txt *.none *.yaml\n');
	});

	it('stays within the workspace', async () => {
		const {exit, err} = await type('cat /etc/passwd; cat ../secret');
		expect(exit).toBe(1);
		expect(err.match(/outside of your workspace/g)).toHaveLength(2);
	});

	it('goes into folders and back', async () => {
		const session = sessionWith({'m/a.yaml': 'x\n'});
		expect((await type('cd m && cat a.yaml && pwd && cd .. && pwd', session)).out).toBe('x\n~/m\n~\n');
	});

	it('sends errors where they are sent', async () => {
		const session = sessionWith();
		expect(await type('cat none 2>/dev/null; cat none > all.txt 2>&1; cat all.txt', session)).toEqual({
			exit: 0,
			out: 'cat: none: No such file or directory\n',
			err: '',
		});
	});
});

describe('filters', () => {
	it.each([
		['grep web', 'web    1/1     Running\nweb2   1/1     Running\n'],
		['grep -v Running | tail -n +2', 'db     0/1     Pending\n'],
		['grep -ci running', '2\n'],
		['grep -w web', 'web    1/1     Running\n'],
		["grep -E '^(db|web2) '", 'db     0/1     Pending\nweb2   1/1     Running\n'],
		["grep 'db\\|web2'", 'db     0/1     Pending\nweb2   1/1     Running\n'],
		['grep -n Pending', '3:db     0/1     Pending\n'],
		['grep -c -e db -e web2', '2\n'],
		["grep -o '[0-9]/[0-9]'", '1/1\n0/1\n1/1\n'],
		['grep -A1 db', 'db     0/1     Pending\nweb2   1/1     Running\n'],
		['head -1', 'NAME   READY   STATUS\n'],
		['head -n 2 | tail -1', 'web    1/1     Running\n'],
		['head -n -3', 'NAME   READY   STATUS\n'],
		['wc -l', '4\n'],
		['tail -n +2 | sort | head -1', 'db     0/1     Pending\n'],
		['tail -n +2 | sort -r -k1 | head -1', 'web2   1/1     Running\n'],
		["tr -s ' ' | cut -d ' ' -f 3 | tail -n +2 | sort | uniq -c", '      1 Pending\n      2 Running\n'],
		["tail -1 | tr a-z A-Z | tr -d ' '", 'WEB21/1RUNNING\n'],
		['tail -1 | cut -c1-4', 'web2\n'],
		['tail -n +2 | cut -d" " -f1 | xargs echo got', 'got web db web2\n'],
		['tail -n +2 | cut -d" " -f1 | xargs -I{} echo pod/{}', 'pod/web\npod/db\npod/web2\n'],
		['sort | uniq -u | wc -l', '4\n'],
		['tee copy.txt | wc -l; wc -l copy.txt', '4\n4 copy.txt\n'],
	])('cat pods | %s', async (line, expected) => {
		expect((await type(`cat pods | ${line}`, sessionWith({pods}))).out).toBe(expected);
	});

	it('sorts numbers as numbers', async () => {
		expect((await type("printf '10\\n9\\n2\\n' | sort -n")).out).toBe('2\n9\n10\n');
		expect((await type("printf 'b 2\\na 10\\nc 1\\n' | sort -k2 -n -r")).out).toBe('a 10\nb 2\nc 1\n');
	});

	it('refuses an option it does not have', async () => {
		expect((await type('echo a | sort -z')).err).toBe("sort: invalid option -- 'z'\n");
	});

	it('stops a writer that nobody reads any more', async () => {
		let stopped = false;
		const endless: ShellCommand = async (_words, io) => {
			while (!io.signal.aborted) {
				io.out('tick\n');
				await new Promise(resolve => setImmediate(resolve));
			}
			stopped = true;
			return 0;
		};
		const {out} = await type('endless | head -2', sessionWith({}, {endless}));
		expect(out).toBe('tick\ntick\n');
		expect(stopped).toBe(true);
	});
});

describe('the session', () => {
	it('keeps aliases and variables from line to line', async () => {
		const session = sessionWith();
		await type("alias greet='echo hello'; NAME=you", session);
		expect((await type('greet $NAME', session)).out).toBe('hello you\n');
		expect((await type('unalias greet; greet', session)).exit).toBe(127);
	});

	it('lists the history', async () => {
		expect((await type('history')).out).toBe('    1  kubectl get pods\n    2  ls\n');
	});

	it('gives the host its own commands, with what is piped in', async () => {
		const count: ShellCommand = async (_words, io) => {
			for await (const text of io.input ?? inputOf('')) {
				io.out(String(text.length));
			}
			return 0;
		};
		expect((await type('echo abc | count', sessionWith({}, {count}))).out).toBe('4');
	});
});
