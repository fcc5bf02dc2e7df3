/** Bundles the demo as the real program is bundled, so that it can be run by itself. */
import {mkdtempSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {build} from 'esbuild';

/** Gives the path of the program. */
export async function buildDemo(): Promise<string> {
	const folder = mkdtempSync(path.join(tmpdir(), 'screen-demo-'));
	await build({
		entryPoints: [path.join(import.meta.dirname, 'demo.ts')],
		outfile: path.join(folder, 'demo.mjs'),
		bundle: true,
		platform: 'node',
		format: 'esm',
		jsx: 'automatic',
		define: {'process.env.NODE_ENV': '"production"'},
		banner: {js: "import {createRequire} from 'node:module'; const require = createRequire(import.meta.url);"},
		plugins: [
			{
				name: 'without-devtools',
				setup(bundle) {
					bundle.onResolve({filter: /^react-devtools-core$/}, () => ({
						path: 'react-devtools-core',
						namespace: 'empty',
					}));
					bundle.onLoad({filter: /./, namespace: 'empty'}, () => ({contents: 'export default {};'}));
				},
			},
		],
		logLevel: 'error',
	});
	return path.join(folder, 'demo.mjs');
}
