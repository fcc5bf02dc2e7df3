/** What a person sees who types at a terminal, and what the process behind it reads. */
import {describe, expect, test} from 'vitest';
import type {Steps} from '../../../src/kubernetes/node/process/process.ts';
import {TextOutput} from '../../../src/kubernetes/node/process/streams.ts';
import {Terminal} from '../../../src/kubernetes/node/process/terminal.ts';

/** What a step gives that does not wait. */
function now<T>(steps: Steps<T>): T | 'waits' {
	const result = steps.next();
	return result.done ? result.value : 'waits';
}

function typed(keys: string) {
	const screen = new TextOutput();
	let interrupts = 0;
	const terminal = new Terminal(screen, () => interrupts++);
	terminal.type(keys);
	return {screen: screen.text, line: now(terminal.readLine()), interrupts};
}

describe('a terminal', () => {
	test.each([
		['a line', 'ls\r', 'ls\r\n', 'ls'],
		['no line yet', 'ls', 'ls', 'waits'],
		['a mistake that is taken back', 'lz\x7fs\r', 'lz\b \bs\r\n', 'ls'],
		['more taken back than there is', 'a\x7f\x7fb\r', 'a\b \bb\r\n', 'b'],
		['a line that is thrown away', 'rm -r\x15ls\r', `rm -r${'\b \b'.repeat(5)}ls\r\n`, 'ls'],
		['arrow keys, which it does not know', '\x1b[A\x1b[Dls\x1bOC\r', 'ls\r\n', 'ls'],
		['signs of several bytes', 'ä😀\x7f\r', 'ä😀\b \b\r\n', 'ä'],
		['the end of the input', '\x04', '', undefined],
		['no end in the middle of a line', 'a\x04b\r', 'ab\r\n', 'ab'],
	])('shows and hands over %s', (_what, keys, screen, line) => {
		expect(typed(keys)).toEqual({screen, line, interrupts: 0});
	});

	test('interrupts with Ctrl+C, and forgets the line', () => {
		expect(typed('sleep\x03ls\r')).toEqual({screen: 'sleep^C\r\nls\r\n', line: 'ls', interrupts: 1});
	});

	test('begins each line of the output at the left', () => {
		const screen = new TextOutput();
		new Terminal(screen, () => {}).write('a\nb\r\n');
		expect(screen.text).toBe('a\r\nb\r\n');
	});
});
