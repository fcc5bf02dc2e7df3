/** `kubectl patch` (kubectl pkg/cmd/patch/patch.go). */
import {findKind} from '../../api/kinds.ts';
import {jsonEqual} from '../../apimachinery/equal.ts';
import {applyJsonPatch} from '../../apimachinery/json-patch.ts';
import {applyMergePatch} from '../../apimachinery/merge-patch.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import type {JsonMap} from '../../apimachinery/patch-error.ts';
import {badRequest} from '../../apimachinery/status.ts';
import {applyStrategicMergePatch} from '../../apimachinery/strategic-merge-patch.ts';
import {YamlError} from '../../apimachinery/yaml/error.ts';
import {readJsonStream} from '../../apimachinery/yaml/json-stream.ts';
import {readYaml} from '../../apimachinery/yaml/read.ts';
import {find} from '../builder.ts';
import {recordFlag, recordOnServer} from '../change-cause.ts';
import {Client} from '../client.ts';
import {type Command, CommandError, type Invocation} from '../command.ts';
import {fieldManagerFlag, filenameFlags, fromFiles, localFlag, outputFlags} from '../common-flags.ts';
import {type DryRun, dryRunFlag, dryRunOf} from '../dry-run.ts';
import {FileError} from '../io.ts';
import {printerFor} from '../operation-printer.ts';
import {patchObject} from '../writes.ts';

type PatchType = 'json' | 'merge' | 'strategic';
const patchTypes: readonly string[] = ['json', 'merge', 'strategic'];

export const patch: Command = {
	name: 'patch',
	usage: 'patch (-f FILENAME | TYPE NAME) [-p PATCH|--patch-file FILE]',
	short: 'Update fields of a resource',
	long: 'Changes single fields of an object. A strategic patch merges, and knows that containers go by their names; a merge patch (RFC 7386) replaces lists; a json patch (RFC 6902) is a list of operations.',
	examples: [
		['Change a field', `kubectl patch deploy web -p '{"spec":{"replicas":4}}'`],
		[
			'Change one container by its name',
			`kubectl patch pod web -p '{"spec":{"containers":[{"name":"nginx","image":"nginx:1.28"}]}}'`,
		],
		[
			'A list of operations',
			`kubectl patch deploy web --type=json -p '[{"op":"replace","path":"/spec/replicas","value":1}]'`,
		],
		[
			'Change the scale alone',
			`kubectl patch deploy web --subresource=scale --type=merge -p '{"spec":{"replicas":2}}'`,
		],
	],
	flags: [
		recordFlag,
		...outputFlags,
		dryRunFlag,
		fieldManagerFlag('kubectl-patch'),
		...filenameFlags('naming the resource to patch'),
		localFlag,
		{name: 'patch', shorthand: 'p', type: 'string', description: 'The patch, as JSON or YAML.'},
		{name: 'patch-file', type: 'string', description: 'A file with the patch.'},
		{
			name: 'subresource',
			type: 'string',
			description: 'The part of the object that is patched: status, scale or resize.',
		},
		{name: 'type', type: 'string', default: 'strategic', description: 'json, merge or strategic.'},
	],
	completes: 'resources',
	run: patchResources,
};

function check({args, flags}: Invocation, dryRun: DryRun): void {
	const [text, file] = [flags.string('patch'), flags.string('patch-file')];
	if (text !== '' && file !== '') {
		throw new CommandError('cannot specify --patch and --patch-file together');
	}
	if (text === '' && file === '') {
		throw new CommandError('must specify --patch or --patch-file containing the contents of the patch');
	}
	if (flags.bool('local') && args.length > 0) {
		throw new CommandError('cannot specify --local and server resources');
	}
	if (flags.bool('local') && dryRun === 'server') {
		throw new CommandError('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
	}
	const type = flags.string('type');
	if (type !== '' && !patchTypes.includes(type.toLowerCase())) {
		throw new CommandError(`--type must be one of [${patchTypes.join(' ')}], not ${JSON.stringify(type)}`);
	}
}

function readPatch({flags, io}: Invocation): unknown {
	const file = flags.string('patch-file');
	let text = flags.string('patch');
	if (file !== '') {
		try {
			text = io.files.read(file);
		} catch (error) {
			if (!(error instanceof FileError)) {
				throw error;
			}
			throw new CommandError(`unable to read patch file: open ${file}: no such file or directory`);
		}
	}
	try {
		return /^\s*\{/.test(text) ? readJson(text, flags.string('type')) : readYaml(text);
	} catch (error) {
		if (!(error instanceof YamlError)) {
			throw error;
		}
		throw new CommandError(`unable to parse ${JSON.stringify(flags.string('patch'))}: ${error.message}`);
	}
}

/** What begins as JSON is sent as it is, and it is the server that finds it wrong. @throws StatusError */
function readJson(text: string, type: string): unknown {
	try {
		return [...readJsonStream(text)][0];
	} catch (error) {
		if (!(error instanceof YamlError)) {
			throw error;
		}
		const said = error.message.replace(/^json: offset \d+: /, '');
		const why = said === 'unexpected EOF' ? 'unexpected end of JSON input' : said;
		throw badRequest(/^(json|merge)$/i.test(type) ? `error decoding patch: ${why}` : why);
	}
}

async function patchResources(invocation: Invocation): Promise<number> {
	const {io, args, flags} = invocation;
	const dryRun = dryRunOf(invocation);
	check(invocation, dryRun);
	const type = (flags.string('type').toLowerCase() || 'strategic') as PatchType;
	const body = readPatch(invocation);
	const client = new Client(io);
	const local = flags.bool('local');
	const subresource = flags.string('subresource');
	const result = await find(client, {
		...fromFiles(invocation),
		args,
		local,
		continueOnError: true,
		flatten: true,
		subresource,
	});
	let count = 0;
	await result.visit(async info => {
		count++;
		let patched: KubernetesObject;
		if (local || dryRun === 'client') {
			patched = patchedLocally(info.object!, type, body);
		} else {
			const options = {dryRun, fieldManager: flags.string('field-manager'), subresource};
			patched = await patchObject(client, {...info, mapping: info.mapping!}, type, body, options);
			await recordOnServer(client, invocation, info);
		}
		const changed = !jsonEqual(info.object, patched);
		// Unlike other commands, this one does not say that it was a dry run.
		printerFor(invocation, changed ? 'patched' : 'patched (no change)')(patched);
	});
	if (count === 0) {
		throw new CommandError('no objects passed to patch');
	}
	return 0;
}

/** @throws CommandError */
function patchedLocally(object: KubernetesObject, type: PatchType, body: unknown): KubernetesObject {
	const document = object as unknown as JsonMap;
	try {
		if (type === 'json') {
			return applyJsonPatch(document, body) as KubernetesObject;
		}
		if (type === 'merge') {
			return applyMergePatch(document, body) as unknown as KubernetesObject;
		}
		const kind = findKind(object.apiVersion, object.kind);
		if (!kind) {
			const name = `${object.apiVersion}, Kind=${object.kind}`;
			throw new CommandError(`strategic merge patch is not supported for ${name} locally, try --type merge`);
		}
		return applyStrategicMergePatch(document, body, kind.message) as unknown as KubernetesObject;
	} catch (error) {
		throw error instanceof CommandError
			? error
			: new CommandError(error instanceof Error ? error.message : String(error));
	}
}
