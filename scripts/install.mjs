// Installs the dependencies where they are missing or older than the lock file, so that `npm start` and `npm test`
// work on a fresh clone with nothing but Node and npm.
import {spawnSync} from 'node:child_process';
import {existsSync, statSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

const top = fileURLToPath(new URL('..', import.meta.url));
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
	console.error(`k8s-workloads-tutor needs Node 20.19 or newer; this is ${process.versions.node}.`);
	process.exit(1);
}
const installed = `${top}node_modules/.package-lock.json`;
const wanted = `${top}package-lock.json`;
if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(wanted).mtimeMs) {
	console.error('Installing what the tutor is built with (once)…');
	const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
	const arguments_ = [...npm.slice(1), 'ci', '--no-audit', '--no-fund', '--loglevel=error'];
	const {status} = spawnSync(npm[0], arguments_, {cwd: top, stdio: ['ignore', 'ignore', 'inherit']});
	if (status !== 0) {
		console.error('npm ci failed; its message is above.');
		process.exit(status ?? 1);
	}
}
