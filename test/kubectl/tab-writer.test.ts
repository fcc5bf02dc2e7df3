import {expect, test} from 'vitest';
import {padTabs} from '../../src/kubectl/describe/tab-writer.ts';

test.each([
	['lines up the cells of neighbouring lines', 'a\tb\naaaa\tb\n', 'a     b\naaaa  b\n'],
	['gives each run of lines its own widths', 'a\tb\n\naaaa\tb\n', 'a  b\n\naaaa  b\n'],
	['leaves the last cell as it is', 'a\tb\naaaa\n', 'a  b\naaaa\n'],
	['keeps the blanks before an empty last cell', 'IP:\t\nName:\tx\n', 'IP:    \nName:  x\n'],
	['counts characters, not code units', '🙂\tx\nab\ty\n', '🙂   x\nab  y\n'],
	['parts columns within a run', 'a\tb\tc\na\tbbb\tc\na\tb\n', 'a  b    c\na  bbb  c\na  b\n'],
])('%s', (_what, text, padded) => {
	expect(padTabs(text)).toBe(padded);
});
