/** `kubectl create job` (kubectl pkg/cmd/create/create_job.go). */
import type {CronJob} from '../../api/batch-v1.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {find, type Info} from '../builder.ts';
import {Client} from '../client.ts';
import {type Command, CommandError, type Invocation} from '../command.ts';
import {goType} from '../pods-of.ts';
import {createFlags, createFromFlags, nameFrom, namespaceOf} from './run-create.ts';

export const createJob: Command = {
	name: 'job',
	usage: 'job NAME --image=image [--from=cronjob/name] -- [COMMAND] [args...]',
	short: 'Create a job with the specified name',
	long: 'Makes a Job that runs an image until it has succeeded once, or one from the template of a CronJob, at once.',
	examples: [
		['Run a command once', 'kubectl create job once --image=busybox:1.36 -- date'],
		['Run what a CronJob would, now', 'kubectl create job now --from=cronjob/nightly'],
	],
	flags: [
		...createFlags,
		{name: 'from', type: 'string', description: 'The CronJob to take the template of, as cronjob/NAME.'},
		{name: 'image', type: 'string', description: 'The image to run.'},
	],
	completes: 'none',
	async run(invocation: Invocation) {
		const {args, flags} = invocation;
		const name = nameFrom(invocation);
		const [image, from] = [flags.string('image'), flags.string('from')];
		const command = args.slice(1);
		if ((image === '') === (from === '')) {
			throw new CommandError('either --image or --from must be specified');
		}
		if (command.length > 0 && from !== '') {
			throw new CommandError('cannot specify --from and command');
		}
		const object =
			image === '' ? await fromCronJob(invocation, name, from) : fromImage(invocation, name, image, command);
		return createFromFlags(invocation, object, 'failed to create job:');
	},
};

function fromImage(invocation: Invocation, name: string, image: string, command: readonly string[]): KubernetesObject {
	return jobObject({name, ...namespaceOf(invocation)}, {template: podTemplate(name, image, command, 'Never')});
}

function jobObject(metadata: KubernetesObject['metadata'], spec: object): KubernetesObject {
	const object = {kind: 'Job', apiVersion: 'batch/v1', metadata, spec, status: {}};
	return object;
}

/** A template for Pods that run one command in one container. */
export function podTemplate(name: string, image: string, command: readonly string[], restartPolicy: string): object {
	const container = {name, image, ...(command.length > 0 && {command}), resources: {}};
	return {metadata: {}, spec: {containers: [container], restartPolicy}};
}

async function fromCronJob(invocation: Invocation, name: string, from: string): Promise<KubernetesObject> {
	const result = await find(new Client(invocation.io), {
		args: [from],
		namespace: invocation.namespace,
		flatten: true,
		latest: true,
	});
	const infos: Info[] = [];
	await result.visit(async info => {
		infos.push(info);
	});
	const [found] = infos;
	if (!found?.object || infos.length !== 1) {
		throw new CommandError('from must be an existing cronjob');
	}
	if (found.object.kind !== 'CronJob') {
		throw new CommandError(`unknown object type ${goType(found.object)}`);
	}
	const {apiVersion, kind, metadata, spec} = found.object as CronJob;
	const {labels, annotations} = spec.jobTemplate.metadata;
	return jobObject(
		{
			name,
			...namespaceOf(invocation),
			...(labels && {labels}),
			annotations: {'cronjob.kubernetes.io/instantiate': 'manual', ...annotations},
			ownerReferences: [{apiVersion, kind, name: metadata.name, uid: metadata.uid!, controller: true}],
		},
		spec.jobTemplate.spec,
	);
}
