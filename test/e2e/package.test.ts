/** What `npx k8s-workloads-tutor` brings to a learner's machine. */
import {execFileSync, spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {TerminalSession} from './support/terminal.ts';
import {program} from './support/tutor.ts';

const folder = mkdtempSync(join(tmpdir(), 'tutor-package-'));
const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
const runNpm = (args: readonly string[], cwd: string) =>
	execFileSync(npm[0]!, [...npm.slice(1), ...args], {cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore']});
let installed: string;

beforeAll(() => {
	runNpm(['pack', '--pack-destination', folder], process.cwd());
	const tarball = readdirSync(folder).find(name => name.endsWith('.tgz'))!;
	const empty = join(folder, 'empty');
	execFileSync(process.execPath, ['-e', `require('fs').mkdirSync(${JSON.stringify(empty)})`]);
	runNpm(['install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', join(folder, tarball)], empty);
	installed = join(empty, 'node_modules', 'k8s-workloads-tutor');
}, 120_000);
afterAll(() => rmSync(folder, {recursive: true, force: true}));

describe('the package', () => {
	it('brings nothing but itself', () => {
		const modules = readdirSync(join(folder, 'empty', 'node_modules')).filter(name => !name.startsWith('.'));
		expect(modules).toEqual(['k8s-workloads-tutor']);
		expect(readdirSync(installed).sort()).toEqual([
			'LICENSE',
			'README.md',
			'assets',
			'dist',
			'missions',
			'package.json',
		]);
		expect(existsSync(join(installed, 'src'))).toBe(false);
	});

	it('starts from an empty folder', async () => {
		const bin = join(folder, 'empty', 'node_modules', '.bin', 'k8s-workloads-tutor');
		const session = TerminalSession.start(bin, ['--home', join(folder, 'home')]);
		await session.waitForText('The bare Pod');
		session.press('enter');
		await session.waitForText('Read the manifest');
		session.line('quit');
		expect(await session.exit()).toBe(0);
	});
});

describe('without a terminal', () => {
	const run = (args: readonly string[]) =>
		spawnSync(process.execPath, [program, '--home', join(folder, 'quiet'), ...args], {
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'pipe'],
		});

	it('says so in a line, and fails', () => {
		const {status, stdout, stderr} = run([]);
		expect(status).toBe(1);
		expect(stdout).toBe('');
		expect(stderr).toMatch(/needs a terminal/);
	});

	it.each([
		[['--help'], /Usage/],
		[['--version'], /^\d+\.\d+\.\d+\n$/],
		[['missions'], /bare-pod\s+new\s+0\/8/],
	])('%j works', (args, expected) => {
		const {status, stdout, stderr} = run(args);
		expect({status, stderr}).toEqual({status: 0, stderr: ''});
		expect(stdout).toMatch(expected);
	});

	it.each([['frobnicate'], ['--frobnicate']])('%s is refused, with help', word => {
		const {status, stderr} = run([word]);
		expect(status).toBe(2);
		expect(stderr).toMatch(/frobnicate/);
		expect(stderr).toMatch(/Usage/);
	});
});
