/** `kubectl create secret tls` (kubectl pkg/cmd/create/create_secret_tls.go, crypto/tls X509KeyPair). */
import {createPrivateKey, type KeyObject, X509Certificate} from 'node:crypto';
import {type Command, CommandError, type Invocation} from '../command.ts';
import {FileError, type KubectlIo} from '../io.ts';
import {withHashedName} from './append-hash.ts';
import {createFlags, createFromFlags, nameFrom, namespaceOf} from './run-create.ts';
import {base64, sourceFlags} from './sources.ts';

export const tls: Command = {
	name: 'tls',
	usage: 'tls NAME --cert=path/to/cert/file --key=path/to/key/file [--dry-run=server|client|none]',
	short: 'Create a TLS secret',
	long: 'Keeps a certificate and its key, which must fit each other, for whoever serves HTTPS.',
	examples: [['From two PEM files', 'kubectl create secret tls web --cert=tls.crt --key=tls.key']],
	flags: [
		...createFlags,
		...sourceFlags.filter(({name}) => name === 'append-hash'),
		{name: 'cert', type: 'string', description: 'The file with the certificate, as PEM.'},
		{name: 'key', type: 'string', description: 'The file with its private key, as PEM.'},
	],
	completes: 'none',
	async run(invocation: Invocation) {
		const {flags, io} = invocation;
		const name = nameFrom(invocation);
		const [certFile, keyFile] = [flags.string('cert'), flags.string('key')];
		if (certFile === '' || keyFile === '') {
			throw new CommandError('key and cert must be specified');
		}
		const cert = readFile(io, certFile);
		const key = readFile(io, keyFile);
		checkPair(cert, key);
		const object = {
			kind: 'Secret',
			apiVersion: 'v1',
			metadata: {name, ...namespaceOf(invocation)},
			data: {'tls.crt': base64(cert), 'tls.key': base64(key)},
			type: 'kubernetes.io/tls',
		};
		const named = flags.bool('append-hash') ? withHashedName(object) : object;
		return createFromFlags(invocation, named, 'failed to create secret');
	},
};

function readFile(io: KubectlIo, path: string): string {
	try {
		return io.files.read(path);
	} catch (error) {
		if (!(error instanceof FileError)) {
			throw error;
		}
		const why =
			error.code === 'EISDIR'
				? `read ${path}: is a directory`
				: `open ${path}: ${error.code === 'EACCES' ? 'permission denied' : 'no such file or directory'}`;
		throw new CommandError(`Cannot read file ${path}, ${why}`);
	}
}

/** The PEM blocks of a text, by what their first line says. */
function pemBlocks(text: string): readonly {readonly type: string; readonly pem: string}[] {
	const blocks = text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----\r?\n[\s\S]*?-----END \1-----/g);
	return [...blocks].map(([pem, type]) => ({type: type!, pem}));
}

function missingBlock(what: 'certificate' | 'key', blocks: ReturnType<typeof pemBlocks>): CommandError {
	if (blocks.length === 0) {
		return new CommandError(`tls: failed to find any PEM data in ${what} input`);
	}
	const types = blocks.map(({type}) => type).join(' ');
	if (what === 'certificate') {
		return blocks.length === 1 && blocks[0]!.type.endsWith('PRIVATE KEY')
			? new CommandError(
					'tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched',
				)
			: new CommandError(
					`tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: [${types}]`,
				);
	}
	return blocks.length === 1 && blocks[0]!.type === 'CERTIFICATE'
		? new CommandError('tls: found a certificate rather than a key in the PEM for the private key')
		: new CommandError(
				`tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: [${types}]`,
			);
}

/** @throws CommandError where the two are no certificate and key that belong together */
function checkPair(certText: string, keyText: string): void {
	const certificate = pemBlocks(certText).find(({type}) => type === 'CERTIFICATE');
	if (!certificate) {
		throw missingBlock('certificate', pemBlocks(certText));
	}
	const privateKey = pemBlocks(keyText).find(({type}) => type === 'PRIVATE KEY' || type.endsWith(' PRIVATE KEY'));
	if (!privateKey) {
		throw missingBlock('key', pemBlocks(keyText));
	}
	let read: {readonly certificate: X509Certificate; readonly key: KeyObject} | undefined;
	try {
		read = {certificate: new X509Certificate(certificate.pem), key: createPrivateKey(privateKey.pem)};
	} catch {
		throw new CommandError('tls: failed to parse private key');
	}
	if (read.certificate.publicKey.asymmetricKeyType !== read.key.asymmetricKeyType) {
		throw new CommandError('tls: private key type does not match public key type');
	}
	if (!read.certificate.checkPrivateKey(read.key)) {
		throw new CommandError('tls: private key does not match public key');
	}
}
