import {cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {lintFolder} from '../../src/cli/lint.ts';
import {FormChecker} from '../../src/tutor/authoring/check-form.ts';
import {formatFinding} from '../../src/tutor/authoring/finding.ts';

const forms = new FormChecker('assets/schemas');
let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'tutor-lint-'));
	cpSync('missions', folder, {recursive: true});
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

/** What lint says after one change to a file of the first mission. */
async function afterChange(file: string, from: string, to: string): Promise<string[]> {
	const path = join(folder, 'bare-pod', file);
	const text = readFileSync(path, 'utf8');
	expect(text).toContain(from);
	writeFileSync(path, text.replace(from, to));
	const found = await lintFolder(join(folder, 'bare-pod'), forms);
	return found.map(finding => formatFinding({...finding, file: file}));
}

describe('lint', () => {
	it('has nothing to say of a mission that is right', async () => {
		expect(await lintFolder(join(folder, 'bare-pod'), forms)).toEqual([]);
	});

	it.each([
		['mission.yaml', 'version: 2', 'version: one', /^mission\.yaml:3:1: version must be integer$/],
		[
			'mission.yaml',
			'    goal:\n      - read: web.yaml',
			'    gaol:\n      - read: web.yaml',
			/^mission\.yaml:\d+:5: steps\.0 has no field gaol$/,
		],
		[
			'mission.yaml',
			'by: get',
			'by: gets',
			/^mission\.yaml:\d+:\d+: steps\.2\.goal\.0\.looked\.by must be one of get, describe/,
		],
		['en.yaml', 'title: The bare Pod', 'titel: The bare Pod', /the file lacks the field title/],
		['mission.yaml', 'steps:', 'steps: [', /^mission\.yaml:\d+:\d+: ./],
	])('tells where the form of %s is wrong: %j → %j', async (file, from, to, expected) => {
		expect((await afterChange(file, from, to)).join('\n')).toMatch(new RegExp(expected.source, 'm'));
	});

	it.each([
		[
			'a solution that does not pass',
			'mission.yaml',
			'- kubectl apply -f web.yaml',
			'- kubectl get pods',
			/step create-it: it does not pass by `kubectl get pods`/,
		],
		[
			'another way that does not pass',
			'mission.yaml',
			'- lines: [kubectl get po]',
			'- lines: [kubectl get nodes]',
			/step list-it: it does not pass by `kubectl get nodes`/,
		],
		[
			'a step that passes untouched',
			'mission.yaml',
			'- looked: {at: pods, by: get}',
			'- exists: {kind: Pod, name: web}',
			/step list-it: it passes although nothing was done/,
		],
		[
			'coaching that does not come',
			'mission.yaml',
			'coaching: There is no file wbe.yaml',
			'coaching: Look into the sky',
			/should be coached with "Look into the sky"/,
		],
		[
			'a line that kubectl refuses',
			'en.yaml',
			'`kubectl get pods -o wide`',
			'`kubectl get pods --wide`',
			/kubectl refuses `kubectl get pods --wide`: unknown flag/,
		],
		[
			'a long text',
			'en.yaml',
			'You tell Kubernetes',
			`${'word '.repeat(60)}You tell Kubernetes`,
			/the lesson has \d+ words; it may have 70/,
		],
	])('finds %s', async (_what, file, from, to, expected) => {
		expect((await afterChange(file, from, to)).join('\n')).toMatch(expected);
	});

	it('finds a sample that is graded otherwise', async () => {
		const text = readFileSync(join(folder, 'bare-pod', 'en.yaml'), 'utf8');
		const [, sample] = /right:\n\s+- (.*)\n/.exec(text)!;
		const found = await afterChange('en.yaml', `- ${sample}\n`, '- It is a potato.\n');
		expect(found.join('\n')).toMatch(/"It is a potato\." is graded wrong; it should be right/);
	});
});
