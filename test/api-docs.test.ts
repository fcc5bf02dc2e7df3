import {readFileSync, writeFileSync} from 'node:fs';
import {expect, it} from 'vitest';
import {otherKindsTable, resourceTable} from './support/api-table.ts';

/** The text with what stands between `<!-- name: … -->` and `<!-- /name -->` put in anew. */
function withSection(text: string, name: string, content: string): string {
	const begin = text.indexOf('-->\n', text.indexOf(`<!-- ${name}:`)) + '-->\n'.length;
	const end = text.indexOf(`<!-- /${name} -->`);
	return `${text.slice(0, begin)}\n${content}\n\n${text.slice(end)}`;
}

// `UPDATE=1 npx vitest run test/api-docs.test.ts` writes the tables anew.
it('the page about the API lists the resources and kinds that the server has', () => {
	const page = readFileSync('docs/api.md', 'utf8');
	const wanted = withSection(withSection(page, 'resources', resourceTable()), 'kinds', otherKindsTable());
	if (process.env.UPDATE) {
		writeFileSync('docs/api.md', wanted);
		return;
	}
	expect(page).toBe(wanted);
});
