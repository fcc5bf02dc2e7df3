import {mkdtempSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, beforeAll, describe, expect, it, vi} from 'vitest';
import {buildDemo} from '../ui/support/build-demo.ts';
import {type StartOptions, TerminalSession} from './support/terminal.ts';

vi.setConfig({testTimeout: 30_000});

let program: string;
let session: TerminalSession | undefined;

beforeAll(async () => {
	program = await buildDemo();
}, 30_000);

afterEach(async () => {
	await session?.close();
	session = undefined;
});

function start(options: StartOptions = {}, ...args: string[]): TerminalSession {
	session = TerminalSession.start(process.execPath, [program, ...args], options);
	return session;
}

async function openMission(options: StartOptions = {}, ...args: string[]): Promise<TerminalSession> {
	const opened = start(options, ...args);
	await opened.waitForText('goes on with');
	opened.press('enter');
	await opened.waitForText('Create a Pod');
	return opened;
}

describe('the screen on a terminal', () => {
	it('uses the alternate screen and leaves the terminal as it was', async () => {
		const terminal = await openMission();
		expect(await terminal.onAlternateScreen()).toBe(true);
		terminal.line('quit');
		expect(await terminal.exit()).toBe(0);
		expect(await terminal.onAlternateScreen()).toBe(false);
		expect(terminal.erased).toBe(false);
		expect(terminal.raw).toMatch(/\x1b\[\?2004l.*\x1b\[\?25h(?!.*\x1b)/s);
		expect(await terminal.screen()).toContain('Left the tutor; everything is saved. Start it again to go on.');
	});

	it.each(['SIGTERM', 'SIGHUP', 'SIGINT'] as const)('gives the terminal back on %s', async signal => {
		const terminal = await openMission();
		terminal.kill(signal);
		expect(await terminal.exit()).toBe({SIGTERM: 143, SIGHUP: 129, SIGINT: 130}[signal]);
		expect(await terminal.onAlternateScreen()).toBe(false);
	});

	it('gives the terminal back, and says what happened, when something throws', async () => {
		const terminal = await openMission();
		terminal.line('throw');
		expect(await terminal.exit()).toBe(1);
		expect(await terminal.onAlternateScreen()).toBe(false);
		expect(await terminal.screen()).toContain('thrown on purpose');
		expect(await terminal.screen()).not.toContain('Left the tutor');
	});

	it('leaves what stood on the terminal to be scrolled to, without the alternate screen', async () => {
		const terminal = start({}, '--no-alt-screen');
		await terminal.waitForText('goes on with');
		terminal.press('ctrl+d');
		expect(await terminal.exit()).toBe(0);
		expect(terminal.raw).not.toContain('\x1b[?1049h');
		expect(terminal.erased).toBe(false);
	});

	it('stops what runs with Ctrl+C, clears the line with it, and leaves with two', async () => {
		const terminal = await openMission();
		terminal.line('watch');
		await terminal.waitForText('is running');
		terminal.press('ctrl+c');
		await terminal.waitFor(screen => !screen.includes('is running'), 'the end of what runs');
		terminal.type('something');
		await terminal.waitForText('$ something');
		terminal.press('ctrl+c');
		await terminal.waitFor(screen => !screen.includes('something'), 'an empty line');
		terminal.press('ctrl+c');
		await terminal.waitForText('Ctrl+C again, or Ctrl+D, leaves the tutor');
		terminal.press('ctrl+c');
		expect(await terminal.exit()).toBe(0);
	});

	it('loses nothing of lines that come in one burst', async () => {
		const terminal = await openMission({rows: 40});
		terminal.type('one\rtwo\rthree\rfour');
		const screen = await terminal.waitForText('$ four');
		for (const command of ['one', 'two', 'three']) {
			expect(screen).toContain(`sh: ${command}: command not found`);
		}
	});

	it('keeps a pasted manifest whole', async () => {
		const terminal = await openMission({rows: 40});
		terminal.paste('cat <<EOF\nkind: Pod\nmetadata:\n  name: web\nEOF\n');
		await terminal.waitForText('>   name: web');
		terminal.press('enter');
		await terminal.waitForText('cat: command not found');
	});

	it('completes with Tab, and keys typed right after it wait for what it gives', async () => {
		const terminal = await openMission();
		terminal.type('kub\tdesc\tpo');
		await terminal.waitForText('$ kubectl describe po');
	});

	it.each([
		[60, 20],
		[80, 24],
		[110, 30],
		[200, 60],
	])('keeps every frame inside %i×%i and off the last row', async (columns, rows) => {
		const terminal = await openMission({columns, rows});
		for (const keys of [['f3'], ['f1'], ['escape'], ['f6']]) {
			terminal.press(...keys);
			await terminal.settle();
			expect((await terminal.rows()).at(-1)).toBe('');
		}
		terminal.line('seq 300');
		await terminal.waitForText('line 300');
		terminal.line('edit pod.yaml');
		await terminal.waitForText('Ctrl+S save');
		expect((await terminal.rows()).at(-1)).toBe('');
		expect(terminal.erased).toBe(false);
	});

	it('follows every resize, says when it is too small, and loses nothing', async () => {
		const terminal = await openMission();
		terminal.type('kubectl get');
		await terminal.waitForText('$ kubectl get');
		for (const [columns, rows] of [
			[200, 60],
			[60, 20],
			[120, 40],
			[80, 24],
		] as const) {
			terminal.resize(columns, rows);
			const asWide = (row: string) => row.endsWith('╮') && row.length === columns;
			await terminal.waitFor(screen => screen.split('\n').some(asWide), `a frame ${columns} columns wide`);
			await terminal.settle();
			const shown = await terminal.rows();
			const picture = `${columns}×${rows}:\n${shown.join('\n')}`;
			expect(
				shown.filter(row => row.includes('$ kubectl get')),
				picture,
			).toHaveLength(1);
			expect(
				shown.filter(row => row.includes('The bare Pod')),
				picture,
			).toHaveLength(1);
			expect(shown.at(-1)).toBe('');
		}
		terminal.resize(50, 15);
		await terminal.waitForText(/at least\s+60×20/);
		terminal.resize(80, 24);
		await terminal.waitForText('$ kubectl get');
		expect(terminal.erased).toBe(false);
	});

	it('writes nothing while nothing that can be seen changes', async () => {
		const terminal = await openMission();
		terminal.press('f8');
		await terminal.waitForText('paused');
		await terminal.settle();
		const before = terminal.raw.length;
		await new Promise(resolve => setTimeout(resolve, 2200));
		expect(terminal.raw.length).toBe(before);
	});

	it('has its cursor where one types', async () => {
		const terminal = await openMission();
		terminal.type('ab');
		await terminal.waitForText('$ ab');
		const {x, y} = await terminal.cursor();
		expect((await terminal.rows())[y]!.slice(0, x)).toBe(' $ ab');
	});

	it('lends the terminal to $EDITOR and draws itself anew afterwards', async () => {
		const folder = mkdtempSync(path.join(tmpdir(), 'screen-editor-'));
		const file = path.join(folder, 'my file.yaml');
		writeFileSync(file, 'kind: Pod\n');
		const editor = path.join(folder, 'editor.sh');
		writeFileSync(editor, '#!/bin/sh\necho "EDITING $2 WITH $1"; read answer; echo "edited: $answer" >> "$2"\n', {
			mode: 0o755,
		});
		const terminal = await openMission({env: {DEMO_EDITOR: `${editor} --wait`, DEMO_FILE: file}});
		terminal.line('edit pod.yaml');
		await terminal.waitForText('EDITING');
		terminal.line('by hand');
		await terminal.waitForText('The editor was left');
		expect(readFileSync(file, 'utf8')).toBe('kind: Pod\nedited: by hand\n');
		terminal.line('after');
		await terminal.waitForText('after: command not found');
	});

	it('draws with ASCII alone, and without colour, where that is wanted', async () => {
		const terminal = await openMission({env: {FORCE_COLOR: '0'}}, '--ascii');
		terminal.line('kubectl apply -f pod.yaml');
		const screen = await terminal.waitForText('Passed');
		expect(screen).not.toMatch(/[^\x20-\x7e\n]/);
		expect(terminal.raw).not.toMatch(/\x1b\[3[0-9]m/);
	});
});
