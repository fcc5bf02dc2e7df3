/** `--record`: the command that changed an object, in its annotation (cli-runtime genericclioptions/record_flags.go). */
import type {KubernetesObject} from '../apimachinery/object.ts';
import type {Info} from './builder.ts';
import type {Client} from './client.ts';
import type {Flag, Invocation} from './command.ts';
import {patchObject} from './writes.ts';

const annotation = 'kubernetes.io/change-cause';

export const recordFlag: Flag = {
	name: 'record',
	type: 'bool',
	default: 'false',
	description: 'Keeps this command in the annotation that rollout history shows.',
	hidden: true,
	deprecated: '--record will be removed in the future',
};

/** The line as it is recorded: its words, then its flags. */
function causeOf({path, args, givenFlags}: Invocation): string {
	return [path, ...args, ...givenFlags.map(([name, value]) => `--${name}=${value}`)].join(' ');
}

/** Whether the command takes the flag, and it is there. */
function records({command, flags}: Invocation): boolean {
	return command.flags.includes(recordFlag) && flags.bool('record');
}

/** The object with the command in its annotation, where that was asked for. */
export function recorded(invocation: Invocation, object: KubernetesObject): KubernetesObject {
	if (!records(invocation)) {
		return object;
	}
	const annotations = {...object.metadata.annotations, [annotation]: causeOf(invocation)};
	return {...object, metadata: {...object.metadata, annotations}};
}

/** Sends the annotation in a patch of its own, for what changes more than the object itself. */
export async function recordOnServer(client: Client, invocation: Invocation, info: Info): Promise<void> {
	if (records(invocation)) {
		const patch = {metadata: {annotations: {[annotation]: causeOf(invocation)}}};
		await patchObject(client, {...info, mapping: info.mapping!}, 'merge', patch);
	}
}
