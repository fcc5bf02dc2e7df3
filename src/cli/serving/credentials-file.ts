/**
 * The server's certificate and token, kept in the state folder: a shell whose KUBECONFIG leads to the server goes on
 * working when the server is started again.
 */
import {existsSync, mkdirSync, readFileSync, renameSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {type Credentials, makeCredentials} from '../../server/credentials.ts';
import {freeName} from '../../tutor/progress/record-file.ts';

/** A certificate that ends sooner than this is replaced, in milliseconds. */
const soon = 30 * 86_400_000;

interface CredentialsFile {
	/** The form of this data. */
	readonly form: 1;
	readonly credentials: Credentials;
}

/** The credentials of a state folder; made where there are none, where they have run out or cannot be read. */
export async function keepCredentials(folder: string, now: number): Promise<Credentials> {
	const path = join(folder, 'server-credentials.json');
	const kept = read(path);
	if (kept && kept.expires > now + soon) {
		return kept;
	}
	const credentials = await makeCredentials({now});
	mkdirSync(folder, {recursive: true});
	if (existsSync(path)) {
		renameSync(path, kept ? `${path}.expired` : freeName(path));
	}
	try {
		const file: CredentialsFile = {form: 1, credentials};
		writeFileSync(path, JSON.stringify(file), {flag: 'wx', mode: 0o600});
	} catch (error) {
		// Another copy was quicker; what it has made is what is kept.
		const theirs = (error as NodeJS.ErrnoException).code === 'EEXIST' ? read(path) : undefined;
		if (theirs) {
			return theirs;
		}
		throw error;
	}
	return credentials;
}

function read(path: string): Credentials | undefined {
	try {
		const {form, credentials} = JSON.parse(readFileSync(path, 'utf8')) as Partial<CredentialsFile>;
		const {authority, certificate, key, token, expires} = credentials ?? {};
		const whole = [authority, certificate, key, token].every(part => typeof part === 'string' && part !== '');
		return form === 1 && whole && typeof expires === 'number' ? credentials : undefined;
	} catch {
		return undefined;
	}
}
