/** The kubeconfig on disk. Only a file that this program wrote is ever replaced. */
import {existsSync, readFileSync} from 'node:fs';
import {load} from 'js-yaml';
import type {Credentials} from '../../server/credentials.ts';
import {contextName, kubeconfig} from '../../server/kubeconfig.ts';
import {writeAtomically} from '../../tutor/progress/atomic-file.ts';
import {ServingError} from './serving-error.ts';

/** A kubeconfig of this program's, as it was found. */
export interface FoundKubeconfig {
	/** The port that it leads to. */
	readonly port: number;
	/** The namespace of commands that name none, where somebody has set one. */
	readonly namespace?: string;
	readonly server: string;
	readonly authority: unknown;
	readonly token: unknown;
}

/** What kubectl, too, leaves of a kubeconfig when it changes one. */
interface KubeconfigForm {
	readonly clusters?: readonly {readonly name?: string; readonly cluster?: Readonly<Record<string, unknown>>}[];
	readonly users?: readonly {readonly name?: string; readonly user?: Readonly<Record<string, unknown>>}[];
	readonly contexts?: readonly {readonly name?: string; readonly context?: {readonly namespace?: string}}[];
}

/**
 * Looks at what is there; undefined where nothing is.
 * Throws a ServingError where it is something else, or leads elsewhere, too: it would be lost.
 */
export function findKubeconfig(path: string): FoundKubeconfig | undefined {
	if (!existsSync(path)) {
		return undefined;
	}
	const found = readOurs(path);
	if (!found) {
		throw new ServingError(
			`${path} exists and is no kubeconfig of this program alone. It is left as it is: name another file, or move it away.`,
		);
	}
	return found;
}

function readOurs(path: string): FoundKubeconfig | undefined {
	let form: KubeconfigForm | null;
	try {
		form = load(readFileSync(path, 'utf8')) as KubeconfigForm | null;
	} catch {
		return undefined;
	}
	if (typeof form !== 'object' || form === null) {
		return undefined;
	}
	const lists = [form.clusters, form.users, form.contexts];
	if (!lists.every(list => Array.isArray(list) && list.length === 1 && list[0]?.name === contextName)) {
		return undefined;
	}
	const {server, 'certificate-authority-data': authority} = form.clusters![0]!.cluster ?? {};
	const port = /^https:\/\/127\.0\.0\.1:(\d+)$/.exec(String(server))?.[1];
	const namespace = form.contexts![0]!.context?.namespace;
	return port === undefined
		? undefined
		: {
				port: Number(port),
				...(typeof namespace === 'string' && {namespace}),
				server: String(server),
				authority,
				token: form.users![0]!.user?.token,
			};
}

/** Writes the kubeconfig, for its owner alone; one that leads there already is left with whatever was changed in it. */
export async function writeKubeconfig(
	path: string,
	url: string,
	credentials: Credentials,
	found: FoundKubeconfig | undefined,
): Promise<void> {
	const authority = Buffer.from(credentials.authority).toString('base64');
	if (found && found.server === url && found.token === credentials.token && found.authority === authority) {
		return;
	}
	const namespace = found?.namespace;
	await writeAtomically(path, kubeconfig({url, credentials, ...(namespace !== undefined && {namespace})}));
}

/**
 * The line that makes a shell use a kubeconfig.
 * @param home is written as `~`, so that the line is shorter
 */
export function exportLine(path: string, home?: string, platform: NodeJS.Platform = process.platform): string {
	if (platform === 'win32') {
		return `$env:KUBECONFIG = '${path.replaceAll("'", "''")}'`;
	}
	if (!/^[\w@%+=:,./-]+$/.test(path)) {
		return `export KUBECONFIG='${path.replaceAll("'", "'\\''")}'`;
	}
	const atHome = home !== undefined && path.startsWith(`${home}/`);
	return `export KUBECONFIG=${atHome ? `~${path.slice(home.length)}` : path}`;
}
