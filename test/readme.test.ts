import {readFileSync, writeFileSync} from 'node:fs';
import {expect, it} from 'vitest';
import {keyTable} from '../src/ui/views/help.ts';

// `UPDATE=1 npx vitest run test/readme.test.ts` writes the table anew.
it('the README lists the words and keys that the program has', () => {
	const readme = readFileSync('README.md', 'utf8');
	const begin = readme.indexOf('-->\n', readme.indexOf('<!-- keys:')) + '-->\n'.length;
	const end = readme.indexOf('<!-- /keys -->');
	const wanted = `${readme.slice(0, begin)}\n${keyTable()}\n\n${readme.slice(end)}`;
	if (process.env.UPDATE) {
		writeFileSync('README.md', wanted);
		return;
	}
	expect(readme).toBe(wanted);
});
