/** What a client needs to get in, and what the server proves itself with: a certificate of its own, and a token. */
import {randomBytes} from 'node:crypto';
import {generate} from 'selfsigned';

/** Plain JSON. Whoever reads it may do anything with the cluster. */
export interface Credentials {
	/** PEM. The authority that signed the certificate; its key is not kept. */
	readonly authority: string;
	/** PEM. The server's certificate. */
	readonly certificate: string;
	/** PEM. The key of the server's certificate. */
	readonly key: string;
	/** The bearer token. */
	readonly token: string;
	/** When the certificate ends, in milliseconds since 1970. */
	readonly expires: number;
}

export interface CredentialsOptions {
	/** The names and addresses of the server. */
	readonly hosts?: readonly string[];
	/** Milliseconds since 1970. */
	readonly now?: number;
	/** How long the certificate is good, in days. */
	readonly days?: number;
	/** Makes that many random bytes. */
	readonly random?: (bytes: number) => Uint8Array;
}

const day = 86_400_000;
const ipAddress = /^[\d.]+$|:/;
const tokenBytes = 32;

/** Makes a certificate authority, has it sign one certificate, forgets its key, and makes a token. */
export async function makeCredentials(options: CredentialsOptions = {}): Promise<Credentials> {
	const {hosts = ['127.0.0.1', 'localhost'], now = Date.now(), days = 3650, random = randomBytes} = options;
	// A clock that is a little behind must not find the certificate to be of the future.
	const notBeforeDate = new Date(now - day);
	const notAfterDate = new Date(now + days * day);
	const common = {keyType: 'ec', curve: 'P-256', algorithm: 'sha256', notBeforeDate, notAfterDate} as const;
	const authority = await generate([{name: 'commonName', value: 'k8s-workloads-tutor-ca'}], {
		...common,
		extensions: [
			{name: 'basicConstraints', cA: true, critical: true},
			{name: 'keyUsage', keyCertSign: true, cRLSign: true, digitalSignature: true, critical: true},
		],
	});
	const altNames = hosts.map(host =>
		ipAddress.test(host) ? ({type: 7, ip: host} as const) : ({type: 2, value: host} as const),
	);
	const server = await generate([{name: 'commonName', value: 'k8s-workloads-tutor'}], {
		...common,
		ca: {key: authority.private, cert: authority.cert},
		extensions: [
			{name: 'basicConstraints', cA: false, critical: true},
			{name: 'keyUsage', digitalSignature: true, critical: true},
			{name: 'extKeyUsage', serverAuth: true},
			{name: 'subjectAltName', altNames},
		],
	});
	return {
		authority: authority.cert,
		certificate: server.cert,
		key: server.private,
		token: Buffer.from(random(tokenBytes)).toString('base64url'),
		expires: notAfterDate.getTime(),
	};
}
