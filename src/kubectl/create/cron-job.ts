/** `kubectl create cronjob` (kubectl pkg/cmd/create/create_cronjob.go). */
import type {Command, Invocation} from '../command.ts';
import {podTemplate} from './job.ts';
import {createFlags, createFromFlags, nameFrom, namespaceOf} from './run-create.ts';

export const createCronJob: Command = {
	name: 'cronjob',
	aliases: ['cj'],
	usage: "cronjob NAME --image=image --schedule='0/5 * * * ?' -- [COMMAND] [args...]",
	short: 'Create a cron job with the specified name',
	long: 'Makes a CronJob, which makes a Job each time its schedule falls due.',
	examples: [
		['Every minute', 'kubectl create cronjob clock --image=busybox:1.36 --schedule="*/1 * * * *" -- date'],
		['Every hour', 'kubectl create cronjob hourly --image=busybox:1.36 --schedule=@hourly -- date'],
	],
	flags: [
		...createFlags,
		{name: 'image', type: 'string', description: 'The image to run.', required: true},
		{name: 'restart', type: 'string', description: 'When a container starts again in place: OnFailure or Never.'},
		{
			name: 'schedule',
			type: 'string',
			description: 'The times, in the form of cron: minute, hour, day of the month, month, day of the week.',
			required: true,
		},
	],
	completes: 'none',
	async run(invocation: Invocation) {
		const {args, flags} = invocation;
		const name = nameFrom(invocation);
		const restartPolicy = flags.string('restart') || 'OnFailure';
		const template = podTemplate(name, flags.string('image'), args.slice(1), restartPolicy);
		const object = {
			kind: 'CronJob',
			apiVersion: 'batch/v1',
			metadata: {name, ...namespaceOf(invocation)},
			spec: {
				schedule: flags.string('schedule'),
				jobTemplate: {metadata: {name}, spec: {template}},
			},
			status: {},
		};
		return createFromFlags(invocation, object, 'failed to create cronjob:');
	},
};
