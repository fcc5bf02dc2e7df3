/** `kubectl cp`, and the programs in containers that it needs. */
import {beforeAll, describe, expect, it} from 'vitest';
import {createCluster} from '../../src/kubernetes/cluster.ts';
import {Terminal} from './terminal.ts';

let terminal: Terminal;

beforeAll(async () => {
	terminal = new Terminal(createCluster(), {
		'page.html': '<h1>Grüße</h1>\n',
		'site/a.txt': 'a\n',
		'site/sub/b.txt': 'b\n',
	});
	await terminal.run('run web --image=nginx:1.27');
	await terminal.run('run box --image=busybox:1.36 -- sleep 100000');
	await terminal.run('run bare --image=registry.k8s.io/pause:3.10');
	await terminal.run('wait --for=condition=Ready pod/web pod/box pod/bare');
});

const inBox = async (script: string) => (await terminal.run(`exec box -- sh -c '${script}'`)).out;

describe('files', () => {
	it('go into a container, where its server finds them', async () => {
		const copied = await terminal.run('cp page.html web:/usr/share/nginx/html/index.html');
		expect(copied).toEqual({exit: 0, out: '', err: ''});
		expect((await terminal.run('exec web -- curl -s localhost')).out).toBe('<h1>Grüße</h1>\n');
	});

	it('go into a folder under their own names, and come back as they were', async () => {
		await terminal.run('cp page.html default/box:/tmp');
		expect(await inBox('ls /tmp')).toBe('page.html\n');
		const {out} = await terminal.run('cp box:/tmp/page.html back.html');
		expect(out).toBe("tar: removing leading '/' from member names\n");
		expect(terminal.files.read('back.html')).toBe('<h1>Grüße</h1>\n');
	});

	it('go with the folder that holds them', async () => {
		await terminal.run('cp site box:/srv');
		expect(await inBox('cd /srv && find . | sort')).toBe('.\n./a.txt\n./sub\n./sub/b.txt\n');
		expect((await terminal.run('cp box:/srv/ copy')).exit).toBe(0);
		expect(terminal.files.read('copy/sub/b.txt')).toBe('b\n');
	});

	it('leave links behind', async () => {
		await inBox('mkdir /links && cd /links && echo x > real && ln -s real one && ln -s real two');
		expect((await terminal.run('cp box:/links links')).err).toBe(
			'warning: skipping symlink: "links/one" -> "real" (consider using "kubectl exec -n "default" "box" -- tar cf - "/links" | tar xf -")\nwarning: skipping symlink: "links/two" -> "real"\n',
		);
		expect(terminal.files.read('links/real')).toBe('x\n');
	});
});

describe('a copy ends with an error', () => {
	const lost = 'command terminated with exit code';

	it.each([
		['page.html', 1, '', 'error: source and destination are required\n'],
		['a b', 1, '', 'error: one of src or dest must be a remote file specification\n'],
		['a:b c:d', 1, '', 'error: one of src or dest must be a local file specification\n'],
		['web: here', 1, '', 'error: filepath can not be empty\n'],
		[':x here', 1, '', 'error: filespec must match the canonical format: [[namespace/]pod:]file/path\n'],
		['none.txt web:/tmp', 1, '', "error: none.txt doesn't exist in local filesystem\n"],
		['page.html none:/tmp', 1, '', 'Error from server (NotFound): pods "none" not found\n'],
		[
			'box:/none here',
			1,
			'tar: /none: No such file or directory\ntar: error exit delayed from previous errors\n',
			`${lost} 1\n`,
		],
		[
			'web:/none here',
			2,
			'tar: /none: Cannot stat: No such file or directory\ntar: Exiting with failure status due to previous errors\n',
			`${lost} 2\n`,
		],
		[
			'page.html box:/no/where/page.html',
			1,
			'',
			`tar: can't change directory to '/no/where': No such file or directory\n${lost} 1\n`,
		],
	])('%s', async (words, exit, out, err) => {
		expect(await terminal.run(`cp ${words}`)).toEqual({exit, out, err});
	});

	it('where the image has no tar', async () => {
		const {exit, err} = await terminal.run('cp page.html bare:/tmp');
		expect(exit).toBe(1);
		expect(err).toMatch(/^error: Internal error occurred: [^\n]*exec: "tar": executable file not found in \$PATH\n$/);
	});
});

describe('in a container', () => {
	it.each([
		[
			'ln -s /etc/passwd p && readlink p && head -n 1 p && ls -l p | cut -c1-10',
			/^\/etc\/passwd\nroot:[^\n]*\nlrwxrwxrwx\n$/,
		],
		['mkdir d && ln -s d e && echo 1 > e/f && cat d/f && rm e && ls d', /^1\nf\n$/],
		['ln -s gone g; test -e g || echo missing; test -L g && echo link; rm g; ls g', /^missing\nlink\n$/],
		['ln -s l2 l1; ln -s l1 l2; cat l1', /^$/],
		['echo a > x; ln -sf x y; echo b >> y; cat x', /^a\nb\n$/],
	])('links lead where they point: %s', async (script, expected) => {
		expect(await inBox(`mkdir -p /work$$ && cd /work$$ && ${script}`)).toMatch(expected);
	});

	it('tar packs, lists and unpacks', async () => {
		const script =
			'cd /tmp && mkdir t && echo 1 > t/a && tar cf t.tar t && tar tf t.tar && rm -r t && tar xf t.tar && cat t/a';
		expect(await inBox(script)).toBe('t/\nt/a\n1\n');
		const {out, err} = await terminal.run('exec web -- tar xf /etc/hosts');
		expect(out + err).toBe(
			'tar: This does not look like a tar archive\ntar: Exiting with failure status due to previous errors\ncommand terminated with exit code 2\n',
		);
	});
});
