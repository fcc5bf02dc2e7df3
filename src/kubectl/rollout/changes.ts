/** `kubectl rollout pause`, `resume` and `restart` (kubectl pkg/cmd/rollout, pkg/polymorphichelpers). */
import type {Deployment} from '../../api/apps-v1.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {formatTime} from '../../apimachinery/time.ts';
import {type Command, CommandError, type Invocation} from '../command.ts';
import {changeFlags, changeRollouts} from './run-rollout.ts';

const restartedAt = 'kubectl.kubernetes.io/restartedAt';

function withPaused(object: KubernetesObject, paused: boolean): KubernetesObject {
	if (object.kind !== 'Deployment') {
		throw new CommandError(`${paused ? 'pausing' : 'resuming'} is not supported`);
	}
	const deployment = object as Deployment;
	if ((deployment.spec.paused ?? false) === paused) {
		throw new CommandError(paused ? 'is already paused' : 'is not paused');
	}
	const {paused: _before, ...spec} = deployment.spec;
	return {...deployment, spec: paused ? {...spec, paused} : spec} as unknown as Deployment;
}

function withRestart(object: KubernetesObject, now: number): KubernetesObject {
	if (!['Deployment', 'DaemonSet', 'StatefulSet'].includes(object.kind)) {
		throw new CommandError('restarting is not supported');
	}
	const {spec} = object as Deployment;
	if (object.kind === 'Deployment' && spec.paused) {
		throw new CommandError("can't restart paused deployment (run rollout resume first)");
	}
	const {metadata} = spec.template;
	const annotations = {...metadata?.annotations, [restartedAt]: formatTime(now)};
	const template = {...spec.template, metadata: {...metadata, annotations}};
	return {...object, spec: {...spec, template}} as unknown as Deployment;
}

export const pause: Command = {
	name: 'pause',
	usage: 'pause RESOURCE',
	short: 'Mark the provided resource as paused',
	long: 'Keeps a Deployment from rolling out what changes in its template, until it is resumed.',
	examples: [['Pause a Deployment', 'kubectl rollout pause deployment/web']],
	flags: changeFlags,
	completes: 'resources',
	run: invocation => changeRollouts(invocation, {operation: 'paused', change: object => withPaused(object, true)}),
};

export const resume: Command = {
	name: 'resume',
	usage: 'resume RESOURCE',
	short: 'Resume a paused resource',
	long: 'Lets a paused Deployment roll out again.',
	examples: [['Resume a Deployment', 'kubectl rollout resume deployment/web']],
	flags: changeFlags,
	completes: 'resources',
	run: invocation => changeRollouts(invocation, {operation: 'resumed', change: object => withPaused(object, false)}),
};

export const restart: Command = {
	name: 'restart',
	usage: 'restart RESOURCE',
	short: 'Restart a resource',
	long: 'Replaces every Pod as a rollout does, without changing anything else.',
	examples: [
		['Every Deployment of the namespace', 'kubectl rollout restart deployment'],
		['One Deployment', 'kubectl rollout restart deployment/web'],
	],
	flags: changeFlags,
	completes: 'resources',
	run: (invocation: Invocation) =>
		changeRollouts(invocation, {
			operation: 'restarted',
			change: object => withRestart(object, invocation.io.connection.clock.now()),
			unchanged: name =>
				new CommandError(
					`failed to create patch for ${name}: if restart has already been triggered within the past second, please wait before attempting to trigger another`,
				),
		}),
};
