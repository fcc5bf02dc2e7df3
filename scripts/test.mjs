// What `npm test` runs: types, lint (with the layering rule), a bundle, and the tests. The last line counts them all.
import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

const top = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tutor-report-'));
const report = join(folder, 'report.json');
let passed = 0;
let failed = 0;

function run(title, file, ...words) {
	console.log(`\n— ${title}`);
	const {status} = spawnSync(process.execPath, [join(top, file), ...words], {cwd: top, stdio: 'inherit'});
	return status === 0;
}

function check(title, file, ...words) {
	if (run(title, file, ...words)) {
		passed++;
	} else {
		failed++;
	}
}

check('types', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.json');
check('lint', 'node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings');
check('bundle', 'scripts/build.mjs');
const green = run(
	'tests',
	'node_modules/vitest/vitest.mjs',
	'run',
	'--reporter=default',
	'--reporter=json',
	`--outputFile.json=${report}`,
	...process.argv.slice(2),
);
try {
	const counts = JSON.parse(readFileSync(report, 'utf8'));
	passed += counts.numPassedTests;
	failed += counts.numFailedTests + (counts.success || counts.numFailedTests > 0 ? 0 : 1);
} catch {
	failed++;
}
rmSync(folder, {recursive: true});
if (!green && failed === 0) {
	failed++;
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
