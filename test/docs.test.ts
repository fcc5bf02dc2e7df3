import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {lintFolder} from '../src/cli/lint.ts';
import {FormChecker} from '../src/tutor/authoring/check-form.ts';

it('the mission that the guide for authors builds is one that lint has nothing to say of', async () => {
	const blocks = [...readFileSync('docs/authoring.md', 'utf8').matchAll(/```yaml\n([\s\S]*?)```/g)].map(
		match => match[1]!,
	);
	const [, logic, words] = blocks;
	const folder = join(mkdtempSync(join(tmpdir(), 'tutor-docs-')), 'labels');
	mkdirSync(folder);
	writeFileSync(join(folder, 'mission.yaml'), logic!);
	writeFileSync(join(folder, 'en.yaml'), words!);
	expect(await lintFolder(folder, new FormChecker('assets/schemas'))).toEqual([]);
	rmSync(folder, {recursive: true});
});
