import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {editorOf, forcedColor, noScreenReason} from '../../src/ui/environment.ts';
import {Painter} from '../../src/ui/painter.ts';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

function open(size = {columns: 10, rows: 4}) {
	const written: string[] = [];
	const current = {size};
	const painter = new Painter(
		text => written.push(text),
		() => current.size,
	);
	return {painter, written, current};
}

describe('the painter', () => {
	it('writes the rows that changed, and no others', () => {
		const {painter, written} = open();
		painter.frame('one\ntwo\nthree');
		vi.runAllTimers();
		written.length = 0;
		painter.frame('one\nTWO\nthree');
		vi.runAllTimers();
		expect(written.join('')).toContain('\x1b[2;1HTWO');
		expect(written.join('')).not.toMatch(/one|three/);
	});

	it('writes nothing when nothing changed', () => {
		const {painter, written} = open();
		painter.frame('one');
		vi.runAllTimers();
		written.length = 0;
		painter.frame('one');
		painter.cursor(undefined);
		vi.runAllTimers();
		expect(written).toEqual([]);
	});

	it('paints at most 20 frames a second, and always the last one', () => {
		const {painter, written} = open();
		for (let frame = 0; frame < 100; frame++) {
			painter.frame(`frame ${frame}`);
			vi.advanceTimersByTime(10);
		}
		vi.runAllTimers();
		expect(written.length).toBeLessThanOrEqual(22);
		expect(written.at(-1)).toContain('frame 99');
	});

	it('never writes to the last row but to empty it, and never clears the screen', () => {
		const {painter, written} = open();
		painter.frame('1\n2\n3\n4\n5\n6');
		vi.runAllTimers();
		expect(written.join('')).toContain('\x1b[4;1H\x1b[0m\x1b[K');
		expect(written.join('')).not.toMatch(/[456]\x1b\[0m/);
		expect(written.join('')).not.toMatch(/\x1b\[[23]J/);
	});

	it('does not erase the last character of a row that is full', () => {
		const {painter, written} = open();
		painter.frame('0123456789');
		vi.runAllTimers();
		expect(written.join('')).toContain('0123456789\x1b[0m\x1b[2;1H');
	});

	it('paints everything anew in another size, and after something else was on the terminal', () => {
		const screen = open();
		screen.painter.frame('one\ntwo');
		vi.runAllTimers();
		screen.written.length = 0;
		screen.current.size = {columns: 20, rows: 6};
		screen.painter.frame('one\ntwo');
		vi.runAllTimers();
		expect(screen.written.join('')).toMatch(/one[\s\S]*two[\s\S]*\x1b\[6;1H/);
		screen.written.length = 0;
		screen.painter.pause();
		screen.painter.frame('three');
		vi.runAllTimers();
		expect(screen.written).toEqual([]);
		screen.painter.resume();
		vi.runAllTimers();
		expect(screen.written.join('')).toContain('three');
	});

	it('puts the cursor where it belongs, also when only that changed', () => {
		const {painter, written} = open();
		painter.frame('one');
		painter.cursor({x: 1, y: 0});
		vi.runAllTimers();
		painter.cursor({x: 2, y: 0});
		vi.runAllTimers();
		expect(written.at(-1)).toContain('\x1b[1;3H\x1b[?25h');
	});
});

describe('the terminal that there is', () => {
	const tty = {isTTY: true};
	it.each([
		[{stdin: tty, stdout: tty, env: {}}, undefined],
		[{stdin: {}, stdout: tty, env: {}}, 'standard input'],
		[{stdin: tty, stdout: {}, env: {}}, 'standard output'],
		[{stdin: tty, stdout: tty, env: {TERM: 'dumb'}}, 'dumb'],
	])('%#', (streams, why) => {
		expect(noScreenReason(streams) ?? '').toContain(why ?? '');
		expect(noScreenReason(streams) === undefined).toBe(why === undefined);
	});

	it('has no colour where NO_COLOR says something', () => {
		expect([forcedColor({NO_COLOR: '1'}), forcedColor({NO_COLOR: ''}), forcedColor({})]).toEqual([
			'0',
			undefined,
			undefined,
		]);
	});

	it('prefers VISUAL to EDITOR, and takes no notice of what npm puts there', () => {
		expect([
			editorOf({VISUAL: 'code --wait', EDITOR: 'vi'}),
			editorOf({EDITOR: 'vi'}),
			editorOf({EDITOR: ' '}),
			editorOf({EDITOR: 'vi', npm_lifecycle_event: 'start'}),
			editorOf({EDITOR: 'notepad.exe', npm_lifecycle_event: 'start'}),
			editorOf({EDITOR: 'vim', npm_lifecycle_event: 'start'}),
			editorOf({VISUAL: 'vi', EDITOR: 'vi', npm_lifecycle_event: 'start'}),
		]).toEqual(['code --wait', 'vi', undefined, undefined, undefined, 'vim', 'vi']);
	});
});
