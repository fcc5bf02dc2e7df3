/** `kubectl auth` (kubectl pkg/cmd/auth). */

import type {SelfSubjectReview} from '../../api/authentication-v1.ts';
import {hasReason} from '../../apimachinery/status.ts';
import {Client} from '../client.ts';
import {type Command, CommandError, type Invocation} from '../command.ts';
import {allNamespacesFlag, outputFlags} from '../common-flags.ts';
import {formatOptionsOf, formatPrinter, objectFormats} from '../printers/formats.ts';
import {TabWriter} from '../printers/tab-writer.ts';
import {type Mapping, RestMapper} from '../resources.ts';

const resourceVerbs = new Set(
	'get list watch create update patch delete deletecollection use bind impersonate * approve sign escalate attest'.split(
		' ',
	),
);
const urlVerbs = new Set('get put post head options delete patch *'.split(' '));

/** What the server says of one action; a server without authorization allows everything. */
async function isAllowed(client: Client, spec: object): Promise<{allowed: boolean; reason: string}> {
	try {
		const review = await client.request<{status?: {allowed?: boolean; reason?: string}}>(
			'POST',
			'/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
			{body: {apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec}},
		);
		return {allowed: review.status?.allowed ?? false, reason: review.status?.reason ?? ''};
	} catch (error) {
		if (hasReason(error, 'NotFound')) return {allowed: true, reason: ''};
		throw error;
	}
}

/** The resource that a word means; a word that means none is passed on as it is, with a warning. */
async function resourceOf(
	client: Client,
	word: string,
): Promise<Pick<Mapping, 'group' | 'resource'> & Partial<Mapping>> {
	if (word === '*') return {group: '*', resource: '*'};
	try {
		return await (await RestMapper.load(client)).forArgument(word);
	} catch (error) {
		if (!(error instanceof CommandError)) throw error;
		const [resource = '', ...group] = word.toLowerCase().split('.');
		// RBAC knows these two, and no server has them.
		if (!(group.length === 0 && (resource === 'users' || resource === 'groups'))) {
			const inGroup = group.length === 0 ? '' : ` in group '${group.join('.')}'`;
			client.warn(`the server doesn't have a resource type '${resource}'${inGroup}\n`);
		}
		return {group: '', resource: word};
	}
}

async function check(invocation: Invocation): Promise<number> {
	const {io, flags, args} = invocation;
	const client = new Client(io);
	const [verb, target] = args;
	if (verb === undefined || target === undefined || args.length !== 2) {
		throw new CommandError(
			"you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples.",
		);
	}
	const allNamespaces = flags.bool('all-namespaces');
	const namespace = allNamespaces ? '' : invocation.namespace;
	const subresource = flags.string('subresource');
	let spec: object;
	if (target.startsWith('/')) {
		if (subresource !== '') throw new CommandError('--subresource can not be used with NonResourceURL');
		if (!urlVerbs.has(verb)) client.warn(`verb '${verb}' is not a known verb\n`);
		spec = {nonResourceAttributes: {verb, path: target}};
	} else {
		const slash = target.indexOf('/');
		const type = slash === -1 ? target : target.slice(0, slash);
		const name = slash === -1 ? '' : target.slice(slash + 1);
		const mapping = await resourceOf(client, type);
		if (mapping.namespaced === false && !allNamespaces) {
			const group = mapping.group === '' ? '' : ` in group '${mapping.group}'`;
			client.warn(`resource '${mapping.resource}' is not namespace scoped${group}\n`);
		}
		if (!resourceVerbs.has(verb)) client.warn(`verb '${verb}' is not a known verb\n`);
		const {group, resource} = mapping;
		spec = {resourceAttributes: {namespace, verb, group, resource, subresource, name}};
	}
	if (flags.bool('no-headers')) throw new CommandError('--no-headers cannot be set without --list specified');
	const {allowed, reason} = await isAllowed(client, spec);
	if (!flags.bool('quiet')) io.out(allowed ? 'yes\n' : `no${reason === '' ? '' : ` - ${reason}`}\n`);
	return allowed ? 0 : 1;
}

const canI: Command = {
	name: 'can-i',
	usage: 'auth can-i VERB [TYPE | TYPE/NAME | NONRESOURCEURL] [flags]',
	short: 'Check whether an action is allowed',
	long: 'Asks the server whether you may do something: a verb such as get, create or delete, and what it is done to.',
	examples: [
		['May I create Pods in this namespace?', 'kubectl auth can-i create pods'],
		['May I do everything?', "kubectl auth can-i '*' '*'"],
	],
	flags: [
		allNamespacesFlag,
		{name: 'list', type: 'bool', default: 'false', description: 'Lists everything that is allowed.'},
		{name: 'no-headers', type: 'bool', default: 'false', description: 'With --list: leaves out the line of headers.'},
		{
			name: 'quiet',
			shorthand: 'q',
			type: 'bool',
			default: 'false',
			description: 'Prints nothing; the exit code says it.',
		},
		{name: 'subresource', type: 'string', description: 'A subresource, such as log or scale.'},
	],
	async run(invocation) {
		const {io, flags, args} = invocation;
		if (!flags.bool('list')) return check(invocation);
		if (args.length > 0) throw new CommandError('list option must be specified with no arguments');
		if (flags.bool('quiet') || flags.bool('all-namespaces') || flags.string('subresource') !== '') {
			throw new CommandError(
				"list option can't be specified with neither quiet, all-namespaces nor subresource options",
			);
		}
		const writer = new TabWriter();
		if (!flags.bool('no-headers')) writer.line(['Resources', 'Non-Resource URLs', 'Resource Names', 'Verbs']);
		writer.line(['*.*', '[]', '[]', '[*]']);
		writer.line(['', '[*]', '[]', '[*]']);
		io.out(writer.flush());
		return 0;
	},
};

/** The answer in the order of Go's structs. It has no name, and shows none. */
function asStruct({metadata, status}: SelfSubjectReview): SelfSubjectReview {
	const {name, ...rest} = metadata;
	const {username, ...user} = status?.userInfo ?? {};
	const userInfo = {...(username !== undefined && {username}), ...user};
	return {
		kind: 'SelfSubjectReview',
		apiVersion: 'authentication.k8s.io/v1',
		metadata: name ? metadata : (rest as typeof metadata),
		status: {userInfo},
	};
}

const whoami: Command = {
	name: 'whoami',
	usage: 'auth whoami [flags]',
	short: 'Experimental: Check self subject attributes',
	long: 'Says as whom the server knows you.',
	flags: outputFlags,
	async run({io, flags}) {
		const review = await new Client(io).request<SelfSubjectReview>(
			'POST',
			'/apis/authentication.k8s.io/v1/selfsubjectreviews',
			{body: {apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview'}},
		);
		const output = flags.string('output');
		if (output !== '' || flags.string('template') !== '') {
			const options = {...formatOptionsOf(flags), keys: 'as-given' as const};
			io.out(formatPrinter(output, objectFormats, options, io)!(asStruct(review)));
			return 0;
		}
		const {username = '', uid = '', groups = []} = review.status?.userInfo ?? {};
		const writer = new TabWriter();
		writer.line(['ATTRIBUTE', 'VALUE']);
		if (username !== '') writer.line(['Username', username]);
		if (uid !== '') writer.line(['UID', uid]);
		if (groups.length > 0) writer.line(['Groups', `[${groups.join(' ')}]`]);
		io.out(writer.flush());
		return 0;
	},
};

const reconcile: Command = {
	name: 'reconcile',
	usage: 'auth reconcile -f FILENAME',
	short: 'Not available here',
	flags: [],
	async run() {
		throw new CommandError(
			'"kubectl auth reconcile" is a real kubectl command, but it is not available here: create, apply and delete work on roles as on other objects',
		);
	},
};

export const auth: Command = {
	name: 'auth',
	usage: 'auth',
	short: 'Inspect authorization',
	flags: [],
	subcommands: [canI, whoami, reconcile],
};
