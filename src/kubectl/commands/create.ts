/** `kubectl create` (kubectl pkg/cmd/create/create.go). */
import {find} from '../builder.ts';
import {Client} from '../client.ts';
import {type Command, CommandError, type Flag, type Invocation} from '../command.ts';
import {
	fieldManagerFlag,
	filenameFlags,
	fromFiles,
	noFiles,
	outputFlags,
	saveConfigFlag,
	selectorFlag,
	validateFlag,
	validationOf,
} from '../common-flags.ts';
import {createConfigMap, createSecret} from '../create/config.ts';
import {createCronJob} from '../create/cron-job.ts';
import {createDeployment} from '../create/deployment.ts';
import {createIngress} from '../create/ingress.ts';
import {createJob} from '../create/job.ts';
import {createPodDisruptionBudget} from '../create/pod-disruption-budget.ts';
import {createQuota} from '../create/quota.ts';
import {createClusterRole, createRole} from '../create/role.ts';
import {createClusterRoleBinding, createRoleBinding} from '../create/role-binding.ts';
import {createFlags} from '../create/run-create.ts';
import {createService} from '../create/service.ts';
import {createNamespace, createPriorityClass, createServiceAccount} from '../create/small.ts';
import {dryRunFlag, dryRunOf} from '../dry-run.ts';
import {addSource, usageError} from '../errors.ts';
import {withLastApplied} from '../last-applied.ts';
import {printerFor} from '../operation-printer.ts';
import {createObject} from '../writes.ts';

/** What kubectl creates from flags and this cluster does not have; the flags are read, so that they are not the error. */
const notHere: readonly {
	readonly name: string;
	readonly short: string;
	readonly flags: readonly string[];
	readonly aliases?: readonly string[];
}[] = [
	{
		name: 'token',
		short: 'Request a service account token',
		flags: ['audience', 'duration', 'bound-object-kind', 'bound-object-name', 'bound-object-uid'],
	},
];

function refusal({name, short, flags, aliases = []}: (typeof notHere)[number]): Command {
	return {
		name,
		aliases,
		usage: `${name} NAME`,
		short: `${short}. Not available here`,
		flags: [
			...createFlags,
			...flags.map(
				(flag): Flag => ({name: flag, type: 'stringArray', description: 'Not available here.', hidden: true}),
			),
		],
		completes: 'none',
		async run(): Promise<number> {
			throw new CommandError(`"kubectl create ${name}" is a real kubectl command, but it is not available here`);
		},
	};
}

export const create: Command = {
	name: 'create',
	usage: 'create -f FILENAME',
	short: 'Create a resource from a file or from stdin',
	long: 'Creates what files say, or an object of a kind from flags. What is there already is refused, not changed: that is what apply is for.',
	examples: [
		['What a file says', 'kubectl create -f web.yaml'],
		['What is piped in', 'cat web.yaml | kubectl create -f -'],
	],
	flags: [
		...outputFlags,
		dryRunFlag,
		{name: 'edit', type: 'bool', default: 'false', description: 'Opens the object in an editor first.'},
		fieldManagerFlag('kubectl-create'),
		...filenameFlags('to use to create the resource'),
		{name: 'raw', type: 'string', description: 'A path of the API to send the file to.'},
		saveConfigFlag,
		selectorFlag,
		validateFlag,
		{
			name: 'windows-line-endings',
			type: 'bool',
			default: 'false',
			description: 'With --edit: lines end as on Windows.',
		},
	],
	subcommands: [
		createClusterRole,
		createClusterRoleBinding,
		createConfigMap,
		createCronJob,
		createDeployment,
		createIngress,
		createJob,
		createNamespace,
		createPodDisruptionBudget,
		createPriorityClass,
		createQuota,
		createRole,
		createRoleBinding,
		createSecret,
		createService,
		createServiceAccount,
		...notHere.map(refusal),
	].sort((a, b) => (a.name < b.name ? -1 : 1)),
	completes: 'none',
	run: createFiles,
};

async function createFiles(invocation: Invocation): Promise<number> {
	const {io, args, flags, path} = invocation;
	if (args.length > 0) {
		throw usageError(path, `Unexpected args: [${args.join(' ')}]`);
	}
	const dryRun = dryRunOf(invocation);
	const fieldValidation = validationOf(invocation);
	const print = printerFor(invocation, 'created', dryRun);
	if (noFiles(invocation)) {
		throw new CommandError('must specify one of -f and -k');
	}
	if (flags.bool('edit') || flags.string('raw') !== '') {
		throw new CommandError(`--${flags.bool('edit') ? 'edit' : 'raw'} is not available here`);
	}
	const client = new Client(io);
	const result = await find(client, {
		...fromFiles(invocation),
		selector: flags.string('selector'),
		validation: fieldValidation,
		continueOnError: true,
		flatten: true,
	});
	let count = 0;
	await result.visit(async info => {
		let object = flags.bool('save-config') ? withLastApplied(info.object!) : info.object!;
		if (dryRun !== 'client') {
			const target = {mapping: info.mapping!, namespace: info.namespace};
			const options = {dryRun, fieldManager: flags.string('field-manager'), fieldValidation};
			const {resourceVersion: _version, ...metadata} = object.metadata;
			try {
				object = await createObject(client, target, {...object, metadata}, options);
			} catch (error) {
				throw addSource('creating', info.source, error);
			}
		}
		count++;
		print(object);
	});
	if (count === 0) {
		throw new CommandError('no objects passed to create');
	}
	return 0;
}
