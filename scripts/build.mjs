// Bundles the tutor into dist/: what `npx k8s-workloads-tutor` runs, with nothing left to install. With --if-stale it
// does so only where a source is newer than the bundle.
import {existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

const top = fileURLToPath(new URL('..', import.meta.url));
const dist = join(top, 'dist');

function newest(folder) {
	let latest = 0;
	for (const entry of readdirSync(folder, {withFileTypes: true})) {
		const path = join(folder, entry.name);
		latest = Math.max(latest, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs);
	}
	return latest;
}

export async function buildTutor(outdir = dist) {
	rmSync(outdir, {recursive: true, force: true});
	mkdirSync(outdir, {recursive: true});
	await build({
		absWorkingDir: top,
		entryPoints: ['src/cli.ts'],
		outdir,
		bundle: true,
		splitting: true,
		minify: true,
		format: 'esm',
		platform: 'node',
		target: 'node20.19',
		chunkNames: 'parts/[name]-[hash]',
		// React's development build is a third slower, and Ink asks for its developer tools only there. The layout engine
		// would fetch itself from a data URL, and Node load a whole HTTP client for that.
		define: {'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"', fetch: 'undefined'},
		alias: {'react-devtools-core': join(top, 'scripts/empty.mjs')},
		banner: {
			js: "import {createRequire as createRequireOfBundle} from 'node:module'; const require = createRequireOfBundle(import.meta.url);",
		},
		legalComments: 'none',
		logLevel: 'warning',
	});
	writeFileSync(join(outdir, 'built'), '');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const stamp = join(dist, 'built');
	const sources = Math.max(newest(join(top, 'src')), statSync(join(top, 'package.json')).mtimeMs);
	const fresh = existsSync(stamp) && statSync(stamp).mtimeMs >= sources;
	if (!(process.argv.includes('--if-stale') && fresh)) {
		await buildTutor();
	}
}
