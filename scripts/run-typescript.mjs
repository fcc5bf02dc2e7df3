// Runs a program written in TypeScript: node scripts/run-typescript.mjs FILE.ts [WORD…]. With --cpu-prof as the first
// word it leaves a profile of the run in the current folder.

import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

const top = fileURLToPath(new URL('..', import.meta.url));
const words = process.argv.slice(2);
const nodeOptions = [];
while (words[0]?.startsWith('--')) {
	nodeOptions.push(words.shift());
}
const [program, ...rest] = words;

/** Modules ask where they stand; in the bundle they are told where their source does. */
const ownFolders = {
	name: 'own-folders',
	setup({onLoad}) {
		onLoad({filter: /\.ts$/}, ({path}) => {
			const text = readFileSync(path, 'utf8');
			return {contents: text.replaceAll('import.meta.dirname', JSON.stringify(dirname(path))), loader: 'ts'};
		});
	},
};

const cache = join(top, 'node_modules', '.cache');
mkdirSync(cache, {recursive: true});
const folder = mkdtempSync(join(cache, 'run-'));
try {
	const outfile = join(folder, 'program.mjs');
	await build({
		absWorkingDir: top,
		entryPoints: [program],
		outfile,
		bundle: true,
		packages: 'external',
		format: 'esm',
		platform: 'node',
		target: 'node20.19',
		sourcemap: 'inline',
		logLevel: 'warning',
		plugins: [ownFolders],
	});
	const {status} = spawnSync(process.execPath, ['--enable-source-maps', ...nodeOptions, outfile, ...rest], {
		stdio: 'inherit',
	});
	process.exitCode = status ?? 1;
} finally {
	rmSync(folder, {recursive: true, force: true});
}
